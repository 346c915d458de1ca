// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Server
import TestKit
import Testing
import Vocabulary

@testable import People

@Suite struct `From two entries to one and back` {
    private func merges(_ world: World) async throws -> [PersonMerge] {
        try await world.read { try PersonMergeStore(tx: $0, references: []).merges(into: "anna") }
    }

    @Test(arguments: TestEngine.available)
    func `duplicates are listed with the reason, the older entry first`(engine: TestEngine) async throws {
        let secretariat = try await PeopleWorld.make(engine).as(PeopleWorld.secretariat)
        let answer = await secretariat.get("/en/organise/people/duplicates")
        #expect(answer.parts(from: "class=\"btn line\" href=\"", to: "\"").contains("/en/organise/people/anna/merging/anna2"))
        #expect(answer.text.contains(Words(.en)("duplicates.reason.same-name-and-address")))
        #expect(answer.part(from: "role=\"status\">", to: "<") == Words(.en)("duplicates.count", ["count": 1]))
    }

    @Test(arguments: TestEngine.available)
    func `one pair or three take the same number of statements`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let secretariat = world.as(PeopleWorld.secretariat)
        _ = await secretariat.get("/en/organise/people/duplicates")
        let one = await secretariat.get("/en/organise/people/duplicates").statements
        try await world.write { tx in
            try PersonStore(tx: tx).add(PeopleWorld.person("bert2", "Jansen Bert", tx.now))
            try PersonStore(tx: tx).add(PeopleWorld.person("anna4", "Anna Müller", tx.now))
        }
        _ = await secretariat.get("/en/organise/people/duplicates")
        let three = await secretariat.get("/en/organise/people/duplicates")
        #expect(three.parts(from: "<tr><th scope=\"row\">", to: "</th>").count == 3)
        #expect(three.statements == one)
    }

    @Test(arguments: TestEngine.available)
    func `both are compared, merged, followed and separated again`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let secretariat = world.as(PeopleWorld.secretariat)
        let page = await secretariat.get("/en/organise/people/anna/merging/anna2")
        #expect(page.parts(from: "<select id=\"f-", to: "\"") == ["badge_name", "office", "language"])
        #expect(page.text.contains("href=\"/en/organise/people/anna2/merging/anna\""))
        let merged = await secretariat.post(
            "/en/organise/people/anna/merging/anna2", [("badge_name", "kept"), ("language", "gone")])
        #expect(merged.headers[.location] == "/en/organise/people/anna?notice=person-merged")
        #expect(
            await secretariat.get("/en/organise/people/anna2").headers[.location]
                == "/en/organise/people/anna?notice=person-was-merged")
        let kept = await secretariat.get("/en/organise/people/anna")
        #expect(kept.text.contains("am@home.example"))
        #expect(await !secretariat.get("/en/organise/people").text.contains("Müller Anna"))
        let merge = try #require(try await merges(world).first)
        #expect(kept.text.contains("action=\"/en/organise/merges/\(merge.id)/undoing\""))
        #expect(
            await secretariat.post("/en/organise/merges/\(merge.id)/undoing").headers[.location]
                == "/en/organise/people/anna2?notice=person-merge-undone")
        #expect(await secretariat.get("/en/organise/people/anna2").status == 200)
        #expect(try await merges(world) == [])
        let again = await secretariat.post("/en/organise/merges/\(merge.id)/undoing")
        #expect(again.status == 409)
        #expect(again.text.contains(Words(.en)("merge.undone-already")))
    }

    @Test(arguments: TestEngine.available)
    func `the history of the kept tells of both, and of the merge`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let secretariat = world.as(PeopleWorld.secretariat)
        try await world.write { try PersonStore(tx: $0).keep(PeopleWorld.person("anna2", "Müller Anna", $0.now)) }
        _ = await secretariat.get("/en/organise/people/anna")
        _ = await secretariat.post("/en/organise/people/anna/merging/anna2")
        let lines = await secretariat.get("/en/organise/people/anna").part(from: Words(.en)("person.history"), to: "</ul>") ?? ""
        #expect(lines.contains(Words(.en)("act.verb.person.merged")))
        #expect(!lines.contains(Words(.en)("act.verb.person.read")))
        #expect(lines.contains(Words(.en)("act.verb.person.changed")))
        #expect(lines.components(separatedBy: Words(.en)("act.verb.person.added")).count == 3)
    }

    @Test(arguments: TestEngine.available)
    func `what is not the same is remembered`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let secretariat = world.as(PeopleWorld.secretariat)
        #expect(
            await secretariat.post("/en/organise/people/distinctions", [("one", "anna"), ("other", "anna2")]).headers[.location]
                == "/en/organise/people/duplicates?notice=person-told-apart")
        #expect(
            await secretariat.get("/en/organise/people/duplicates").part(from: "role=\"status\">", to: "<")
                == Words(.en)("duplicates.count", ["count": 0]))
        for form in [[("one", "anna"), ("other", "nobody")], [("one", "anna"), ("other", "anna")], [("one", "anna")], []] {
            #expect(await secretariat.post("/en/organise/people/distinctions", form).status == 404)
        }
    }

    @Test(arguments: TestEngine.available)
    func `who is not there, or merged, or the same is not merged`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let secretariat = world.as(PeopleWorld.secretariat)
        for other in ["nobody", "NOBODY"] {
            #expect(await secretariat.get("/en/organise/people/anna/merging/\(other)").status == 404)
            #expect(await secretariat.post("/en/organise/people/anna/merging/\(other)").status == 404)
        }
        #expect(await secretariat.post("/en/organise/people/anna/merging/anna").status == 409)
        _ = await secretariat.post("/en/organise/people/anna/merging/anna2")
        #expect(await secretariat.get("/en/organise/people/bert/merging/anna2").status == 404)
        let late = await secretariat.post("/en/organise/people/bert/merging/anna2")
        #expect(late.status == 409)
        #expect(late.text.contains(Words(.en)("merge.merged-already")))
        #expect(await secretariat.post("/en/organise/merges/nothing/undoing").status == 404)
    }

    @Test func `the page that compares is as it was reviewed`() async throws {
        let world = try await PeopleWorld.make(.sqlite)
        let main = try #require(
            await world.as(PeopleWorld.secretariat).get("/en/organise/people/anna/merging/anna2").part(
                from: "<main", to: "</main>"))
        #expect("<main\(main)" == (try StoredMarkup.read("merging", besides: "<main\(main)")))
    }
}
