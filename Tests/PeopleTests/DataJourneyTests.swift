// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import Database
import Formats
import Foundation
import HTML
import Server
import TestKit
import Testing
import Vocabulary

@testable import People

@Suite struct `Everything about one person` {
    private func tables(_ answer: Answer) throws -> [String: [String: Any]] {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
        return try #require(object["tables"] as? [String: [String: Any]])
    }
    private func rows(_ answer: Answer, _ table: String) throws -> [[String: Any]] {
        try #require(try tables(answer)[table]?["rows"] as? [[String: Any]])
    }

    @Test(arguments: TestEngine.available)
    func `is given to that person, with what each field is for`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        _ = await world.as(PeopleWorld.desk).get("/en/organise/people/anna")
        let anna = world.as(.signedIn("anna"))
        #expect(await anna.get("/en/account/data").text.contains("href=\"/en/account/data.json\""))
        let answer = await anna.get("/en/account/data.json")
        #expect(answer.status == 200)
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"data.json\"")
        #expect(answer.text.hasPrefix("{\n  \"person\": \"anna\",\n"))
        #expect(try rows(answer, "person").map { $0["badge_name"] as? String } == ["Anna Müller"])
        #expect(
            try rows(answer, "person_address").map { $0["address"] as? String } == ["Anna@hill.example", "office@hill.example"])
        #expect(try rows(answer, "person_address").map { $0["preferred"] as? Bool } == [true, false])
        let acts = try rows(answer, "act")
        #expect(acts.first?["verb"] as? String == "person.data-exported")
        #expect(acts.dropFirst().first?["role"] as? String == "registration-desk")
        #expect(acts.dropFirst().first?["person"] is NSNull)
        let fields = try #require(try tables(answer)["person"]?["fields"] as? [String: [String: Any]])
        #expect(fields["badge_name"]?["purpose"] as? String == Words(.en)("privacy.purpose.badge-name"))
        #expect(!answer.text.contains("bert"))
    }

    @Test(arguments: TestEngine.available)
    func `holds what belonged to entries that were merged`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        _ = await world.as(PeopleWorld.secretariat).post("/en/organise/people/anna/merging/anna2")
        let answer = await world.as(PeopleWorld.secretariat).get("/en/organise/people/anna2/data.json")
        #expect(try rows(answer, "person").map { $0["id"] as? String } == ["anna", "anna2"])
        #expect(try rows(answer, "person_address").count == 4)
        let newest = try await world.read { try ActRecord(tx: $0).page(ActFilter(), most: 1).acts }
        #expect(newest.map(\.verb) == ["person.data-exported"])
        #expect(newest.map(\.nouns) == [["person:anna"]])
    }

    @Test(arguments: TestEngine.available)
    func `is not for others`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        for path in ["/en/account/data", "/en/account/data.json"] { #expect(await world.get(path).status == 404) }
        #expect(await world.as(.signedIn("bert")).get("/en/organise/people/anna/data.json").status == 404)
        #expect(await world.as(PeopleWorld.officer).get("/en/organise/people/nobody/data.json").status == 404)
        #expect(await world.as(.signedIn("nobody")).get("/en/account/data.json").status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `takes as many statements for who has much as for who has little`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let officer = world.as(PeopleWorld.officer)
        #expect(
            await officer.get("/en/organise/people/anna/data.json").statements
                == officer.get("/en/organise/people/bert/data.json").statements)
    }

    @Test func `every purpose is in words`() {
        for field in PeopleFeature.privacy.personal { #expect(Words(.en)(field.purpose) != field.purpose) }
    }
}

@Suite struct `JSON for people` {
    @Test func `stands on lines that are indented, and is the same value`() throws {
        let value = JSONText.object([
            ("a", .array([.integer(1), .text("x{\"[,:\\"), .object([]), .array([])])), ("b", .object([("c", .null)])),
            ("d", .bool(true)),
        ])
        let text = String(decoding: value.indentedBytes, as: UTF8.self)
        #expect(
            text == """
                {
                  "a": [
                    1,
                    "x{\\"[,:\\\\",
                    {},
                    []
                  ],
                  "b": {
                    "c": null
                  },
                  "d": true
                }

                """)
        let one = try JSONSerialization.jsonObject(with: Data(value.bytes)) as? NSDictionary
        #expect(one == (try JSONSerialization.jsonObject(with: Data(value.indentedBytes)) as? NSDictionary))
    }
}
