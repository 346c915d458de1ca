// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import HTTPTypes
import Vocabulary

extension Response {
    /// An answer that goes on: the client is told, at once, whenever an act is about one of the nouns.
    ///
    /// What changed since the act that the client names (`Last-Event-ID`, or `since` in the address of a page) is told first.
    ///
    /// - Parameter isStillAllowed: asked before anything is told, and at each sign of life; false ends the stream. Nil where
    ///   everybody may read it.
    package static func live(
        about nouns: Set<Noun>, for request: Request, while isStillAllowed: (@Sendable () async -> Bool)? = nil
    ) async throws -> Response {
        // Open before reading: what is committed in between is told twice rather than never.
        let stream = try request.site.live.open(about: nouns, peer: request.peer, while: isStillAllowed)
        let known = LiveKnowledge(request)
        let (last, missed) = try await request.site.database.read(by: request.actor, at: request.now) { tx in
            let last = try tx.lastAct
            return (last, try known.missed(of: nouns, last: last, tx))
        }
        stream.mailbox.begin(at: last, missed: missed)
        var response = Response(.ok, .events, [])
        response.headers[.cacheControl] = "no-store"
        response.headers[.accelBuffering] = "no"
        response.stream = stream
        return response
    }
}

/// Up to which act a client knows what happened.
private enum LiveKnowledge {
    /// It begins now.
    case nothing
    case upTo(Int)
    /// What it names is no act.
    case unclear

    init(_ request: Request) {
        let named = [request.headers[.lastEventID], request.query["since"]].compactMap { $0 }.filter { !$0.isEmpty }
        let numbers = named.compactMap { Int($0) }.filter { $0 >= 0 }
        self = numbers.max().map(Self.upTo) ?? (named.isEmpty ? .nothing : .unclear)
    }

    /// Which of the nouns changed meanwhile. All of them may have, when the client knows acts that are not in this database.
    func missed(of nouns: Set<Noun>, last: Int, _ tx: Transaction) throws -> Set<Noun> {
        switch self {
        case .nothing: []
        case .upTo(let number): number > last ? nouns : try tx.nouns(of: nouns, after: number)
        case .unclear: nouns
        }
    }
}

extension Request {
    /// Whether who asked may do this still: asked anew, as of now. For streams, which go on longer than a role or a stay may.
    package func mayStill(_ permission: Permission) async -> Bool {
        let again = at(Clock.now)
        guard let actor = try? await site.signIn.actor(of: again), actor.person == self.actor.person else { return false }
        return site.access.allows(actor, permission, inAny: scopes)
    }
}

extension HTTPField.Name {
    static let lastEventID = HTTPField.Name("Last-Event-ID")!
    /// Understood by nginx: a proxy in between passes on at once what comes.
    static let accelBuffering = HTTPField.Name("X-Accel-Buffering")!
}
