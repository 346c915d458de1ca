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

@Suite struct `Erasing a person` {
    @Test(arguments: TestEngine.available)
    func `reports every purpose that the declaration of personal data names`(engine: TestEngine) async throws {
        let lines = try await PrivacyWorld(engine).erase().lines
        let declared = Set(Features.privacy.flatMap(\.personal).map(\.purpose))
        #expect(declared.subtracting(lines.map(\.purpose)) == [])
        #expect(lines.allSatisfy { $0.left == 0 || $0.why != nil })
        // Of each it says in words what and why, in every language.
        for words in Language.allCases.map({ Words($0) }) {
            #expect(
                lines.allSatisfy { words(Phrase($0.purpose)) != $0.purpose && $0.why.map { words(Phrase($0)) != $0 } ?? true })
        }
    }

    @Test func `leaves not a byte of it in the live file, its log, and a backup made after`() async throws {
        let privacy = try await PrivacyWorld(.sqlite)
        guard case .sqlite(let path) = privacy.world.place.url else { return }
        let backup = path + ".backup"
        #expect(Self.traces(in: [path, path + "-wal"]) != [])
        try await privacy.erase()
        try await privacy.keeping.file(at: privacy.world.now)
        _ = try await Database.backup(of: privacy.world.place.url, steps: Features.migrations, to: backup, at: privacy.world.now)
        #expect(Self.traces(in: [path, path + "-wal", backup, privacy.world.place.erasures]) == [])
    }

    private static func traces(in files: [String]) -> Set<String> {
        let contents = files.compactMap { FileManager.default.contents(atPath: $0) }
        return Set(PrivacyWorld.traces.filter { trace in contents.contains { $0.range(of: Data(trace.utf8)) != nil } })
    }

    @Test(arguments: TestEngine.available)
    func `leaves no text of it in any table`(engine: TestEngine) async throws {
        let privacy = try await PrivacyWorld(engine)
        try await privacy.erase()
        let left = try await privacy.world.read { tx in
            let columns = Set(Features.privacy.flatMap { $0.personal.map { "\($0.table) \($0.column)" } })
            return try columns.sorted().filter { place in
                let parts = place.split(separator: " ").map(String.init)
                let (table, column) = (SQL(stringLiteral: parts[0]), SQL(stringLiteral: parts[1]))
                let texts = try tx.rows("SELECT CAST(\(column) AS text) AS t FROM \(table)").compactMap { $0["t"] as String? }
                return texts.contains { text in PrivacyWorld.traces.contains { text.contains($0) } }
            }
        }
        #expect(left == [])
    }

    @Test(arguments: TestEngine.available)
    func `touches nobody else`(engine: TestEngine) async throws {
        let privacy = try await PrivacyWorld(engine)
        try await privacy.erase()
        let (bert, letters, persons) = try await privacy.world.read { tx in
            (
                try PersonStore(tx: tx).addresses(of: "bert").map(\.address),
                try tx.rows("SELECT id FROM letter ORDER BY id").map { $0["id"] as String },
                try tx.rows("SELECT badge_name FROM person WHERE erased_at IS NULL ORDER BY id").map {
                    $0["badge_name"] as String
                }
            )
        }
        #expect(bert == ["office@city.example"])
        #expect(letters == ["l3"])
        #expect(persons == ["Bert Nachbar", "Clara Coordinator", "Dora Datenschutz"])
    }

    @Test(arguments: TestEngine.available)
    func `takes the name off a seat to come, and leaves the one of an edition that is over`(engine: TestEngine) async throws {
        let privacy = try await PrivacyWorld(engine)
        try await privacy.erase()
        let (seats, coordinators, links) = try await privacy.world.read { tx in
            (
                try tx.rows("SELECT id, person, given_back_at FROM seat ORDER BY id").map {
                    [$0["id"] as String, $0["person"] ?? "-"]
                },
                try tx.rows("SELECT id, coordinator FROM delegation ORDER BY id").map {
                    [$0["id"] as String, $0["coordinator"] ?? "-"]
                },
                try tx.rows("SELECT count(*) AS n FROM delegation_link WHERE ended IS NULL")[0]["n"] as Int
            )
        }
        #expect(seats == [["s-now", "-"], ["s-past", "anna"]])
        #expect(coordinators == [["city", "-"], ["past", "anna"]])
        #expect(links == 0)
    }

    @Test(arguments: TestEngine.available)
    func `is done once, and nobody is found there after`(engine: TestEngine) async throws {
        let privacy = try await PrivacyWorld(engine)
        try await privacy.erase()
        await #expect(throws: AccessRefusal.notFound) { try await privacy.erase() }
        await #expect(throws: AccessRefusal.notFound) { try await privacy.erase("anna2") }
        let secretariat = privacy.world.as(Actor.signedIn("clara", .secretariat))
        for page in ["anna", "anna2", "anna/names", "anna/erasure"] {
            #expect(await secretariat.get("/en/organise/people/\(page)").status == 404)
        }
        #expect(!(await secretariat.get("/en/organise/people")).text.contains("anna"))
    }

    @Test(arguments: TestEngine.available)
    func `is tried without a trace`(engine: TestEngine) async throws {
        let privacy = try await PrivacyWorld(engine)
        let officer = privacy.world.as(PrivacyWorld.officer)
        // The reading itself is recorded, once.
        _ = await officer.get("/en/organise/people/anna/erasure")
        let before = try await privacy.counts()
        let page = await officer.get("/en/organise/people/anna/erasure")
        let after = try await privacy.counts()
        #expect(page.status == 200)
        #expect(page.text.contains("Annabelle Quirrelworth") && page.text.contains("answers"))
        #expect(after == before)
    }
}
