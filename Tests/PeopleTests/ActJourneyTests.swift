// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Formats
import Foundation
import HTML
import Server
import TestKit
import Testing
import Vocabulary

@testable import People

@Suite struct `The record of acts on pages` {
    private func verbs(_ answer: Answer) -> [String] {
        answer.parts(from: "<td data-h=\"\(Words(.en)("acts.what"))\">", to: "</td>")
    }
    private func text(_ verb: String) -> String { Words(.en)("act.verb.\(verb)") }

    @Test(arguments: TestEngine.available)
    func `who watches over it reads it in words, by each part of the filter`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        _ = await world.as(.signedIn("anna", .registrationDesk)).post(
            "/en/organise/people/bert/names", [("badge_name", "Bert Janssens"), ("language", "de")])
        let officer = world.as(PeopleWorld.officer)
        let changed = text("person.changed")
        for query in [
            "verb=person.changed", "who=anna+muller&verb=person", "who=anna&role=registration-desk",
            "about=person:bert&verb=person.changed",
            "role=registration-desk&from=2027-01-15&to=2027-01-15",
        ] {
            let answer = await officer.get("/en/organise/acts?\(query)")
            #expect(answer.status == 200)
            #expect(verbs(answer).first == changed, "\(query)")
        }
        let answer = await officer.get("/en/organise/acts?verb=person.changed")
        #expect(
            answer.part(from: "<td data-h=\"\(Words(.en)("acts.who"))\">", to: "</td>")
                == "<div><a href=\"/en/organise/people/anna\">Anna Müller</a> <span class=\"also\">\(Words(.en)("role.registration-desk"))</span></div>"
        )
        #expect(answer.text.contains("<a href=\"/en/organise/people/bert\">Bert Janssens</a>"))
        for query in ["role=registration-desk&to=2027-01-14", "who=nobody-at-all", "about=person:nobody", "verb=nothing.done"] {
            #expect(verbs(await officer.get("/en/organise/acts?\(query)")) == [], "\(query)")
        }
        let nobody = await officer.get("/en/organise/acts?who=nobody-at-all").text
        #expect(nobody.contains(Words(.en)("acts.nobody", ["name": "nobody-at-all"])))
    }

    @Test(arguments: [
        "verb=%3Cscript%3E", "role=king", "from=yesterday", "before=-1", "about=%27%3B--", "who=%00",
        "before=99999999999999999999",
    ])
    func `odd values are shown as text or left out`(query: String) async throws {
        let answer = try await PeopleWorld.make(.sqlite).as(PeopleWorld.officer).get("/en/organise/acts?\(query)")
        #expect(answer.status == 200)
        #expect(!answer.text.contains("<script>"))
    }

    @Test(arguments: TestEngine.available)
    func `an act without words is shown as the record has it, and things lead to their pages`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        try await world.write { $0.record("thing.polished", "edition:lakeside-2024", "authority:de-hill", "thing:7", "things") }
        let answer = await world.as(PeopleWorld.officer).get("/en/organise/acts?verb=thing")
        #expect(verbs(answer) == ["<code>thing.polished</code>"])
        #expect(
            answer.part(from: "<td data-h=\"\(Words(.en)("acts.about"))\"><div>", to: "</div>") == """
                <a href="/en/network/de-hill"><code>authority:de-hill</code></a><br>\
                <a href="/en/lakeside-2024"><code>edition:lakeside-2024</code></a><br><code>thing:7</code>
                """)
    }

    @Test(arguments: TestEngine.available)
    func `pages are counted by the number of the act, and take as many statements for few as for many`(engine: TestEngine)
        async throws
    {
        let world = try await PeopleWorld.make(engine)
        try await world.write { tx in for _ in 0..<70 { tx.record("thing.polished", "thing:7") } }
        let officer = world.as(PeopleWorld.officer)
        let first = await officer.get("/en/organise/acts?verb=thing.polished")
        #expect(verbs(first).count == 50)
        let next = try #require(first.part(from: "rel=\"next\" href=\"", to: "\"")).replacingOccurrences(of: "&amp;", with: "&")
        let second = await officer.get(next)
        #expect(verbs(second).count == 20)
        #expect(second.part(from: "<a class=\"btn line\" href=\"", to: "\"") == "/en/organise/acts?verb=thing.polished")
        #expect(await officer.get("/en/organise/acts?verb=acts.read").statements == second.statements)
    }

    @Test(arguments: TestEngine.available)
    func `reading and downloading the record are acts`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let officer = world.as(PeopleWorld.officer)
        _ = await officer.get("/en/organise/acts")
        _ = await officer.get("/en/organise/acts")
        let file = await officer.get("/en/organise/acts.csv?verb=acts")
        let table = try Table(reading: file.bytes)
        #expect(table.header == ActFile.columns)
        #expect(
            table.rows.map { [$0["verb"], $0["person"], $0["role"], $0["nouns"]] } == [
                ["acts.read", "bert", "data-protection-officer", "acts"]
            ])
        let newest = try await world.read { try ActRecord(tx: $0).page(ActFilter(), most: 2).acts.map(\.verb) }
        #expect(newest == ["acts.exported", "acts.read"])
    }

    // MARK: For those it concerns

    @Test(arguments: TestEngine.available)
    func `everybody reads what they did and who read about them, by role`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        _ = await world.as(PeopleWorld.desk).get("/en/organise/people/anna")
        _ = await world.as(PeopleWorld.desk).get("/en/organise/people.csv")
        let anna = world.as(.signedIn("anna"))
        let answer = await anna.get("/en/account/acts")
        #expect(answer.status == 200)
        #expect(verbs(answer).prefix(2) == [text("persons.exported"), text("person.read")])
        #expect(answer.text.contains(Words(.en)("role.registration-desk")))
        #expect(!answer.text.contains("Bert"))
        #expect(!answer.text.contains("bert"))
        let bert = await world.as(.signedIn("bert")).get("/en/account/acts")
        #expect(
            bert.part(from: "<td data-h=\"\(Words(.en)("acts.who"))\">", to: "</td>")
                == "<div>\(Words(.en)("acts.yourself"))</div>")
        #expect(await world.get("/en/account/acts").status == 404)
        #expect(await world.as(.signedIn("nobody")).get("/en/account/acts").status == 200)
    }

    @Test(arguments: TestEngine.available)
    func `an edition's own read what was done about it alone, without names`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        try await world.database.write(by: .signedIn("anna", .programmeEditor), at: world.now) { tx in
            tx.record("session.changed", "session:lakeside-2024:TH1", "programme-draft:lakeside-2024")
            tx.record("session.changed", "session:hill-2027:TH1", "programme-draft:hill-2027")
        }
        let host = world.as(.signedIn("bert", grants: [Grant(.host, in: .edition("lakeside-2024"))]))
        let answer = await host.get("/en/lakeside-2024/organise/acts")
        #expect(answer.status == 200)
        #expect(verbs(answer).first == text("session.changed"))
        // A link is for what was published and is still there.
        #expect(answer.text.contains("<code>session:lakeside-2024:TH1</code>"))
        #expect(!answer.text.contains("href=\"/en/lakeside-2024/programme/TH1\""))
        #expect(!answer.text.contains("hill-2027"))
        #expect(!answer.text.contains("Anna"))
        #expect(await host.get("/en/hill-2027/organise/acts").status == 404)
        #expect(await host.get("/en/organise/acts").status == 404)
        #expect(await world.get("/en/lakeside-2024/organise/acts").status == 404)
        #expect(await world.as(.signedIn("bert", .participant)).get("/en/lakeside-2024/organise/acts").status == 404)
    }

    // MARK: For programs

    private var token: Actor {
        Actor(
            kind: .token, grants: [Grant(.dataProtectionOfficer, in: .server), Grant(.reader, in: .server)], person: "bert",
            key: "t",
            limit: ["act.read", "network.read"])
    }

    private func list(_ answer: Answer) throws -> (count: Int, verbs: [String]) {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
        let results = try #require(object["results"] as? [[String: Any]])
        return (try #require(object["count"] as? Int), results.compactMap { $0["verb"] as? String })
    }

    @Test(arguments: TestEngine.available)
    func `who holds a token reads the record, and that is an act`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let program = world.as(token)
        let (count, verbs) = try list(await program.get("/api/v1/acts?verb=person&limit=2"))
        #expect(count == 7)
        #expect(verbs == ["person.address-kept", "person.address-kept"])
        #expect(try list(await program.get("/api/v1/acts?about=person:bert")).verbs == ["person.added"])
        #expect(try list(await program.get("/api/v1/acts?person=bert")).verbs == ["acts.read"])
        #expect(try list(await program.get("/api/v1/acts?role=operator&from=2027-01-16")).count == 0)
        let one = await program.get("/api/v1/acts/1")
        let act = try #require(try JSONSerialization.jsonObject(with: Data(one.bytes)) as? [String: Any])
        #expect(act["number"] as? Int == 1)
        #expect(act["actor"] as? String == "commandLine")
        for path in ["/api/v1/acts/0", "/api/v1/acts/x"] { #expect(await program.get(path).status == 404) }
        #expect(await program.get("/api/v1/acts?offset=no").status == 422)
    }

    @Test func `without a token, or with one for something else, it is not found, and other sites may not read it`() async throws
    {
        let world = try await PeopleWorld.make(.sqlite)
        let other = Actor(kind: .token, grants: token.grants, person: "bert", limit: ["network.read"])
        for asking in [world, world.as(other)] { #expect(await asking.get("/api/v1/acts").status == 404) }
        #expect(await world.get("/api/v1/acts", [.authorization: "Bearer wrong"]).status == 401)
        let origin = HTTPField.Name("Access-Control-Allow-Origin")!
        for answer in [
            await world.as(token).get("/api/v1/acts"), await world.get("/api/v1/acts"),
            await world.as(token).get("/api/v1/acts/1"),
            await world.ask(.options, "/api/v1/acts"), await world.ask(.delete, "/api/v1/acts"),
        ] { #expect(answer.headers[origin] == nil) }
        #expect(await world.get("/api/v1/authorities").headers[origin] == "*")
        #expect(await world.ask(.options, "/api/v1/acts").status == 405)
    }

    @Test func `its description says that it needs a token`() async throws {
        let answer = try await World(.sqlite).get("/api/openapi.json")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        let secured = paths.filter { $0.value["get"]?["security"] != nil }.keys.sorted()
        #expect(Set(secured).isSuperset(of: ["/api/v1/acts", "/api/v1/acts/{id}"]))
        #expect(secured.allSatisfy { $0.hasPrefix("/api/v1/acts") || $0.hasPrefix("/api/v1/registration-figures") })
        let components = try #require(document["components"] as? [String: Any])
        let schemes = try #require(components["securitySchemes"] as? [String: [String: String]])
        #expect(schemes["bearer"]?["scheme"] == "bearer")
    }
}
