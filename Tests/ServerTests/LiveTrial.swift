// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Logging
import Synchronization
import TestKit
import Vocabulary

@testable import Server

/// A site with one stream about `hall:1` and `halls`, asked without a socket.
final class LiveTrial: Sendable {
    let place: TestPlace
    let database: Database
    let site: Site
    let gate = LiveGate()
    static let now = Date(timeIntervalSince1970: 1_800_000_000)

    init(_ engine: TestEngine = .sqlite, _ change: (inout SiteSettings) -> Void = { _ in }) throws {
        place = try engine.place()
        database = try Database.open(place.url, steps: [], migrating: true)
        var settings = SiteSettings()
        settings.livePause = .zero
        change(&settings)
        let nouns: Set<Noun> = ["hall:1", "halls"]
        site = Site(
            settings: settings, database: database,
            access: AccessTable([["server.read": [.reader], "hall.read": [.reader], "hall.manage": [.secretariat]]]),
            routes: [
                Route(.get, "/halls/live", "hall.read") { try await .live(about: nouns, for: $0) },
                Route(.get, "/halls/manage/live", "hall.manage") { request in
                    try await .live(about: nouns, for: request) { await request.mayStill("hall.manage") }
                },
            ], navigation: [], signIn: gate.signIn)
    }

    deinit { database.close() }

    func ask(_ target: String = "/halls/live", _ headers: HTTPFields = [:], peer: String = "192.0.2.1") async -> Response {
        let dispatcher = Dispatcher(site: site, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        return await dispatcher.respond(
            to: Request(
                id: "r1", method: .get, target: target, headers: headers, peer: peer, now: Self.now, actor: .public, site: site))
    }

    /// The stream of an answer, after its first words.
    func stream(_ target: String = "/halls/live", _ headers: HTTPFields = [:]) async throws -> LiveStream {
        guard let stream = await ask(target, headers).stream, case .opening = await stream.next() else {
            throw TestFault(text: "\(target) does not begin a stream")
        }
        return stream
    }

    func act(_ nouns: Noun...) async throws {
        try await database.write(by: .commandLine, at: Self.now) { $0.record("hall.changed", nouns) }
    }
}

/// Whether whoever is signed in is still known.
final class LiveGate: Sendable {
    let isOpen = Atomic<Bool>(true)

    var signIn: SignIn {
        SignIn(
            stay: { [self] _, _ in isOpen.load(ordering: .relaxed) ? .signedIn("somebody", .secretariat) : nil },
            token: { _, _ in nil })
    }
}
