// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import Database
import Foundation
import HTTPTypes
import People
import TestKit
import Testing
import Vocabulary

@testable import Privacy

@Suite struct `Erasure, as people meet it` {
    @Test(arguments: TestEngine.available)
    func `asked for in the account, answered by the officer, told in a report`(engine: TestEngine) async throws {
        let privacy = try await PrivacyWorld(engine)
        let (anna, officer) = (privacy.world.as(PrivacyWorld.anna), privacy.world.as(PrivacyWorld.officer))
        #expect(await anna.get("/en/account/erasure").text.contains("Ask to be erased"))
        #expect(await anna.post("/en/account/erasure").status == 303)
        #expect(await anna.get("/en/account/erasure").text.contains("You asked to be erased"))
        #expect(await officer.get("/en/organise/erasures").text.contains("Annabelle Quirrelworth"))
        #expect(await officer.get("/en/organise").text.contains("One person asked to be erased."))
        let late = officer.at(privacy.world.now + 31 * 86_400)
        #expect(await late.get("/en/organise/erasures").text.contains("overdue"))

        let done = await officer.post("/en/organise/people/anna/erasure", [("sure", "yes")])
        #expect(done.headers[.location] == "/en/organise/erasures/of/anna?notice=person-erased")
        let report = await officer.get("/en/organise/erasures/of/anna").text
        #expect(report.contains("written down on") && report.contains("until") && !report.contains("Quirrelworth"))
        let list = await officer.get("/en/organise/erasures").text
        #expect(list.contains("Nobody waits") && list.contains("/en/organise/erasures/of/anna"))
    }

    @Test func `can be taken back before it is done`() async throws {
        let privacy = try await PrivacyWorld(.sqlite)
        let anna = privacy.world.as(PrivacyWorld.anna)
        _ = await anna.post("/en/account/erasure")
        _ = await anna.post("/en/account/erasure")
        #expect(await anna.post("/en/account/erasure/removal").status == 303)
        #expect(await anna.get("/en/account/erasure").text.contains("Ask to be erased"))
        #expect(try await privacy.world.read { try ErasureStore(tx: $0).requests() } == [])
    }

    @Test func `is refused with a sentence where it cannot be`() async throws {
        let privacy = try await PrivacyWorld(.sqlite)
        let officer = privacy.world.as(PrivacyWorld.officer)
        let unsure = await officer.post("/en/organise/people/anna/erasure")
        #expect(unsure.status == 422 && unsure.text.contains("Tick that you have made sure"))
        let oneself = await officer.post("/en/organise/people/dora/erasure", [("sure", "yes")])
        #expect(oneself.text.contains("Nobody can erase their own entry"))
        try await privacy.world.write { tx in
            try tx.run(
                "INSERT INTO role_grant (id, person, role, scope, since) VALUES ('g9', 'bert', 'host', 'edition:hill-2027', 1)")
        }
        let holding = await officer.post("/en/organise/people/bert/erasure", [("sure", "yes")])
        #expect(await officer.get("/en/organise/people/bert/erasure").text.contains("<li>The person holds roles"))
        #expect(holding.text.contains("holds roles") && !holding.text.contains("Erase Bert Nachbar</button>"))
        #expect(try await privacy.world.read { try ErasureStore(tx: $0).erasures(page: 1).count } == 0)
    }

    @Test(arguments: [
        "/en/organise/erasures", "/en/organise/erasures/of/anna", "/en/organise/erasures/retention",
        "/en/organise/people/anna/erasure",
    ])
    func `is for the secretariat of the server and its officer alone`(page: String) async throws {
        let world = try await PrivacyWorld(.sqlite).world
        let neighbour = Actor.signedIn("clara", grants: [Grant(.secretariat, in: .edition("hill-2027"))])
        #expect(await world.get(page).status != 200)
        for actor in [neighbour, PrivacyWorld.anna, Actor.signedIn("clara", .registrationDesk)] {
            #expect(await world.as(actor).get(page).status == 404)
        }
        if page.hasSuffix("/erasure") {
            #expect(await world.as(neighbour).post(page, [("sure", "yes")]).status == 404)
        }
    }
}

@Suite struct `The file of erasures` {
    @Test(arguments: TestEngine.available)
    func `erases again whom a backup of before brought back`(engine: TestEngine) async throws {
        let privacy = try await PrivacyWorld(engine)
        let now = privacy.world.now
        let backup = FileManager.default.temporaryDirectory.appending(path: privacy.world.place.name + ".backup").path
        defer { try? FileManager.default.removeItem(atPath: backup) }
        // In the backup, the two entries of hers are not merged yet.
        try await privacy.world.write { try $0.run("UPDATE person SET merged_into = NULL WHERE id = 'anna2'") }
        _ = try await Database.backup(of: privacy.world.place.url, steps: Features.migrations, to: backup, at: now)
        try await privacy.world.write { try $0.run("UPDATE person SET merged_into = 'anna' WHERE id = 'anna2'") }
        try await privacy.erase()
        try await privacy.keeping.file(at: now)

        let other = try engine.place()
        _ = try Database.restore(backup, into: other.url, steps: Features.migrations, at: now)
        let database = try Database.open(other.url, at: now)
        defer { database.close() }
        let keeping = privacy.keeping(database)
        #expect(try await keeping.eraseAgain(at: now) == 2)
        #expect(try await keeping.eraseAgain(at: now) == 0)
        let names = try await database.read(by: .commandLine, at: now) { tx in
            try tx.rows("SELECT badge_name FROM person ORDER BY id").map { $0["badge_name"] as String }
        }
        #expect(names == ["—", "—", "Bert Nachbar", "Clara Coordinator", "Dora Datenschutz"])
    }

    @Test func `is caught up with when it could not be written`() async throws {
        let privacy = try await PrivacyWorld(.sqlite)
        try await privacy.erase()
        let blocked = ErasureKeeping(
            privacy.world.database, file: ErasureFile(path: "/nowhere/at/all"), suppliers: Features.people)
        await #expect(throws: ErasureFileRefusal.self) { try await blocked.file(at: privacy.world.now) }
        #expect(try await privacy.world.read { try ErasureStore(tx: $0).erasure(of: "anna")?.filedAt } == nil)
        try await privacy.keeping.file(at: privacy.world.now)
        #expect(try ErasureFile(path: privacy.world.place.erasures).ids() == ["anna", "anna2"])
        #expect(try await privacy.world.read { try ErasureStore(tx: $0).unfiled() } == [])
    }

    @Test func `may hold anything, and is read as far as it says something`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "erasures-\(UInt64.random(in: 0 ... .max))").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try ErasureFile(path: path).ids() == [])
        try Data("# comment x\n2027-01-01T00:00:00Z a b\n\nnonsense\n2027 ../../etc c\n2028 d".utf8).write(
            to: URL(filePath: path))
        #expect(try ErasureFile(path: path).ids() == ["a", "b", "c", "d"])
    }
}
