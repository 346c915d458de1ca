// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import Database
import Foundation
import People
import TestKit
import Testing
import Vocabulary

@testable import Privacy

@Suite struct `Retention` {
    /// Four years and some days.
    private static let long: TimeInterval = 1_470 * 86_400

    private func names(_ world: World) async throws -> [String] {
        try await world.read { tx in
            try tx.rows("SELECT badge_name FROM person WHERE erased_at IS NULL AND merged_into IS NULL ORDER BY id").map {
                $0["badge_name"] as String
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `erases people of whom nothing is needed for four years, and nobody before`(engine: TestEngine) async throws {
        let privacy = try await PrivacyWorld(engine)
        let (database, now) = (privacy.world.database, privacy.world.now)
        _ = try await database.forget(at: now + 300 * 86_400, isTrial: false)
        #expect(try await names(privacy.world).count == 4)
        // Clara did something lately, Bert holds a role.
        try await privacy.world.write { tx in
            try tx.run("INSERT INTO role_grant (id, person, role, scope, since) VALUES ('g9', 'bert', 'host', 'server', 1)")
        }
        try await database.write(by: .signedIn("clara", .secretariat), at: now + 400 * 86_400) { $0.record("test.done", "tests") }
        let rows = try await database.forget(at: now + Self.long, isTrial: false)
        // Anna's edition was in 2027: four years after it are not over yet.
        #expect(rows.contains(ForgottenRows("privacy.purpose.badge-name", 1)))
        #expect(try await names(privacy.world) == ["Annabelle Quirrelworth", "Bert Nachbar", "Clara Coordinator"])
        _ = try await database.forget(at: now + 2 * Self.long, isTrial: false)
        #expect(try await names(privacy.world) == ["Bert Nachbar"])
    }

    @Test(arguments: TestEngine.available)
    func `a trial says what will be erased, and erases nothing`(engine: TestEngine) async throws {
        let privacy = try await PrivacyWorld(engine)
        let later = privacy.world.now + 2 * Self.long
        let before = try await privacy.counts()
        let said = try await privacy.world.database.forget(at: later, isTrial: true)
        #expect(try await privacy.counts() == before)
        let done = try await privacy.world.database.forget(at: later, isTrial: false)
        #expect(said == done)
        #expect(said.contains { $0.purpose == "privacy.purpose.answers" || $0.rows > 0 })
        #expect(try await privacy.counts() != before)
    }

    @Test func `is shown for a day to come, and refuses one that is past`() async throws {
        let privacy = try await PrivacyWorld(.sqlite)
        let officer = privacy.world.as(PrivacyWorld.officer)
        #expect(await officer.get("/en/organise/erasures/retention").status == 200)
        let far = await officer.get("/en/organise/erasures/retention?on=2036-01-01")
        #expect(far.status == 200 && far.text.contains("entries will have been erased"))
        for wrong in ["2020-01-01", "2999-01-01", "soon"] {
            let page = await officer.get("/en/organise/erasures/retention?on=\(wrong)")
            #expect(page.text.contains("Choose a day from today on"), "\(wrong)")
        }
        #expect(try await names(privacy.world).count == 4)
    }

    @Test(arguments: TestEngine.available)
    func `takes names of identity documents a month after the edition`(engine: TestEngine) async throws {
        let privacy = try await PrivacyWorld(engine)
        func documentName() async throws -> String? {
            try await privacy.world.read { try PersonStore(tx: $0).person("anna")?.documentName }
        }
        // The edition is in October 2027, nobody knows yet on which days.
        let last = try #require(Day(2027, 10, 31))
        _ = try await privacy.world.database.forget(at: last.midnightUTC + 29 * 86_400, isTrial: false)
        #expect(try await documentName() == "QUIRRELWORTH Annabelle Marie")
        _ = try await privacy.world.database.forget(at: last.midnightUTC + 33 * 86_400, isTrial: false)
        #expect(try await documentName() == nil)
    }
}
