// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// What a release is made of: the programme as the organisers have it, and the release before it.
struct ReleaseFacts {
    var content: ProgrammeContent
    var identities: [SessionCode: ProgrammeStore.Identity]
    var before: Release?
    var authorities: [String: SpeakerAuthority] = [:]
    var institutions: [String: LocalizedText] = [:]

    /// The release that publishes all of it, or only these sessions: of the others what was published stays.
    ///
    /// Throws when nothing would change.
    func release(only codes: Set<SessionCode>? = nil, note: LocalizedText, at now: Date) throws(ReleaseRefusal) -> Release {
        if let unknown = codes?.subtracting(content.sessions.map(\.code)).min() { throw .unknown(unknown) }
        guard !content.sessions.isEmpty else { throw .empty }
        var document = ReleaseDocument(
            rooms: content.rooms, speakers: content.speakers, sessions: [], authorities: authorities, institutions: institutions)
        let published = Dictionary(uniqueKeysWithValues: (before?.document.sessions ?? []).map { ($0.session.code, $0) })
        for session in content.sessions {
            let old = published[session.code]
            if let codes, !codes.contains(session.code) {
                if let old { document.sessions.append(old) }
            } else if let identity = identities[session.code] {
                document.sessions.append(Self.released(session, identity, over: old, at: now))
            }
        }
        if let before, document.saysTheSame(as: before.document) { throw .unchanged }
        return Release(number: (before?.number ?? 0) + 1, at: now, note: note, document: document)
    }

    /// A session that is the same as before keeps its number of changes.
    private static func released(
        _ session: Session, _ identity: ProgrammeStore.Identity, over old: ReleasedSession?, at now: Date
    ) -> ReleasedSession {
        var session = session
        session.notes = ""
        guard let old else {
            return ReleasedSession(
                session: session, slot: identity.slot, sign: identity.sign, uid: identity.uid, sequence: 0, modified: now)
        }
        guard old.session != session else { return old }
        var changed = old
        changed.session = session
        changed.sequence += 1
        changed.modified = now
        return changed
    }
}

/// Why nothing is published.
package enum ReleaseRefusal: Refusal, Equatable {
    case empty, unchanged
    case unknown(SessionCode)
    /// Not what a session can be called.
    case unreadable(String)

    package var kind: RefusalKind { self == .unchanged ? .conflict : .invalid }
    package var phrase: Phrase {
        switch self {
        case .empty: "release.empty"
        case .unchanged: "release.unchanged"
        case .unknown(let code): Phrase("release.unknown-session", ["code": .text(code.description)])
        case .unreadable(let text): Phrase("release.unknown-session", ["code": .text(String(text.prefix(40)))])
        }
    }
}

/// What one release changed about one session.
package enum SessionChange: Sendable, Hashable {
    case added, cancelled, restored, confirmed
    case time(from: SessionTime?, to: SessionTime?)
    case rooms(from: [ID<Room>], to: [ID<Room>])
    case title(from: LocalizedText)
    case abstract, languages, topic
    case joined(ID<Speaker>, SpeakerRole), left(ID<Speaker>, SpeakerRole)
    case replaced(ID<Speaker>, by: ID<Speaker>, SpeakerRole)

    /// What differs between two states of a session, the gravest first.
    static func changes(from old: Session?, to new: Session) -> [SessionChange] {
        guard let old else { return [.added] }
        var changes: [SessionChange] = []
        if new.status == .cancelled, old.status != .cancelled { changes.append(.cancelled) }
        if new.status != .cancelled, old.status == .cancelled { changes.append(.restored) }
        if new.status == .confirmed, old.status == .unconfirmed { changes.append(.confirmed) }
        if new.time != old.time || new.day != old.day { changes.append(.time(from: old.time, to: new.time)) }
        if new.rooms != old.rooms { changes.append(.rooms(from: old.rooms, to: new.rooms)) }
        if new.title != old.title { changes.append(.title(from: old.title)) }
        for role in SpeakerRole.allCases { changes += speakers(from: old.speakers(as: role), to: new.speakers(as: role), role) }
        if new.topic != old.topic { changes.append(.topic) }
        if new.languages != old.languages || new.interpreted != old.interpreted { changes.append(.languages) }
        if new.abstract != old.abstract { changes.append(.abstract) }
        return changes
    }

    /// Who left and who came; one for one it is a replacement.
    private static func speakers(from old: [ID<Speaker>], to new: [ID<Speaker>], _ role: SpeakerRole) -> [SessionChange] {
        let (gone, come) = (old.filter { !new.contains($0) }, new.filter { !old.contains($0) })
        let pairs = zip(gone, come).map { SessionChange.replaced($0, by: $1, role) }
        return pairs + gone.dropFirst(pairs.count).map { .left($0, role) } + come.dropFirst(pairs.count).map { .joined($0, role) }
    }
}
