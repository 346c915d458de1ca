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

/// Every address of this feature that is not for everybody, as a stranger would try it.
let closedPages = [
    "/en/organise/people", "/en/organise/people.csv", "/en/organise/people.xlsx", "/en/organise/people/new",
    "/en/organise/people/anna", "/en/organise/people/anna/names", "/en/organise/people/duplicates",
    "/en/organise/people/anna/merging/anna2", "/en/organise/people/anna/data.json", "/en/organise/acts", "/en/organise/acts.csv",
]
let closedForms = [
    "/en/organise/people", "/en/organise/people/anna/names", "/en/organise/people/anna/addresses",
    "/en/organise/people/anna/addresses/removal", "/en/organise/people/anna/addresses/preference",
    "/en/organise/people/distinctions", "/en/organise/people/anna/merging/anna2", "/en/organise/merges/m/undoing",
]

@Suite struct `The directory of persons` {
    private func names(_ answer: Answer) -> [String] {
        answer.parts(from: "<tr><th scope=\"row\"><a href=\"/en/organise/people/", to: "\"")
    }

    /// The newest acts, as "verb nouns".
    private func acts(_ world: World, _ most: Int) async throws -> [String] {
        try await world.read { tx in
            try ActRecord(tx: tx).page(ActFilter(), most: most).acts.map { act in
                ([act.verb] + act.nouns.map(\.description)).joined(separator: " ")
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `strangers and neighbours find none of it`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let before = try await world.read { try Dump.tables($0) }
        for other in [world] + PeopleWorld.neighbours.map(world.as) {
            for path in closedPages { #expect(await other.get(path).status == 404, "\(path)") }
            for path in closedForms { #expect(await other.post(path, [("badge_name", "X")]).status == 404, "\(path)") }
        }
        #expect(try await world.read { try Dump.tables($0) } == before)
    }

    @Test func `each role may do what it is there for`() async throws {
        let world = try await PeopleWorld.make(.sqlite)
        let (desk, officer) = (world.as(PeopleWorld.desk), world.as(PeopleWorld.officer))
        for path in ["/en/organise/acts", "/en/organise/people/duplicates", "/en/organise/people/anna/data.json"] {
            #expect(await desk.get(path).status == 404, "\(path)")
        }
        for path in ["/en/organise/people/new", "/en/organise/people/duplicates"] {
            #expect(await officer.get(path).status == 404, "\(path)")
        }
        #expect(await desk.get("/en/organise/people/new").status == 200)
        #expect(await officer.get("/en/organise/people/anna").status == 200)
        #expect(await officer.post("/en/organise/people/anna/addresses", [("address", "x@y.example")]).status == 404)
        let page = await officer.get("/en/organise/people/anna").text
        #expect(!page.contains("<form class=\"act\""))
        #expect(!page.contains("/names"))
    }

    @Test(arguments: TestEngine.available)
    func `people are found by folded and misspelt names and by addresses`(engine: TestEngine) async throws {
        let desk = try await PeopleWorld.make(engine).as(PeopleWorld.desk)
        #expect(names(await desk.get("/en/organise/people")) == ["anna", "bert", "anna2"])
        #expect(names(await desk.get("/en/organise/people?q=muller")) == ["anna", "anna2"])
        #expect(names(await desk.get("/en/organise/people?q=office%40hill")) == ["anna", "anna2"])
        let misspelt = await desk.get("/en/organise/people?q=Janzen")
        #expect(names(misspelt) == ["bert"])
        #expect(
            misspelt.part(from: "role=\"status\">", to: "<") == Words(.en)("people.misspelt", ["count": 1, "text": "Janzen"]))
        #expect(names(await desk.get("/en/organise/people?q=nobody-at-all")) == [])
    }

    @Test(arguments: TestEngine.available)
    func `reading a list or a person is an act, once an hour for each actor and person`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let desk = world.as(PeopleWorld.desk)
        _ = await desk.get("/en/organise/people/anna")
        _ = await desk.get("/en/organise/people/anna")
        _ = await desk.get("/en/organise/people?q=muller")
        _ = await desk.get("/en/organise/people?q=muller")
        #expect(try await acts(world, 2) == ["person.read person:anna2", "person.read person:anna"])
        _ = await world.as(.signedIn("anna", .registrationDesk)).get("/en/organise/people/anna")
        #expect(try await acts(world, 2) == ["person.read person:anna", "person.read person:anna2"])
        _ = await desk.get("/en/organise/people/nobody")
        #expect(try await acts(world, 1) == ["person.read person:anna"])
    }

    @Test(arguments: TestEngine.available)
    func `one person or three take the same number of statements`(engine: TestEngine) async throws {
        let desk = try await PeopleWorld.make(engine).as(PeopleWorld.desk)
        for path in ["/en/organise/people?q=", "/en/organise/people.csv?q="] {
            for text in ["bert", "a"] { _ = await desk.get(path + text) }
            let (one, three) = (await desk.get(path + "bert"), await desk.get(path + "a"))
            #expect(one.status == 200)
            #expect(one.statements == three.statements, "\(path)")
        }
        for id in ["anna", "bert"] { _ = await desk.get("/en/organise/people/\(id)") }
        #expect(await desk.get("/en/organise/people/anna").statements == desk.get("/en/organise/people/bert").statements)
    }

    @Test(arguments: TestEngine.available)
    func `lists are paged`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        try await world.write { tx in
            for number in 100..<148 {
                try PersonStore(tx: tx).add(PeopleWorld.person("p\(number)", "Person \(number)", tx.now))
            }
        }
        let desk = world.as(PeopleWorld.desk)
        let first = await desk.get("/en/organise/people")
        #expect(names(first).count == 50)
        #expect(first.text.contains("href=\"/en/organise/people?page=2\""))
        #expect(names(await desk.get("/en/organise/people?page=2")) == ["p147"])
        #expect(names(await desk.get("/en/organise/people?page=99")) == ["p147"])
    }

    @Test(arguments: TestEngine.available)
    func `files hold what the search finds, and each of them learns of it`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let desk = world.as(PeopleWorld.desk)
        let csv = await desk.get("/en/organise/people.csv?q=bert")
        #expect(csv.headers[.contentDisposition] == "attachment; filename=\"persons.csv\"")
        let table = try Table(reading: csv.bytes)
        #expect(table.rows.map { [$0["id"], $0["badge_name"], $0["addresses"]] } == [["bert", "Bert Jansen", ""]])
        #expect(try await acts(world, 1) == ["persons.exported exports person:bert"])
        #expect(await desk.get("/en/organise/people.xlsx").bytes.starts(with: [0x50, 0x4B, 3, 4]))
        #expect(try await acts(world, 1) == ["persons.exported exports person:anna person:anna2 person:bert"])
    }

    // MARK: Adding

    @Test(arguments: TestEngine.available)
    func `a person is added with an address`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let answer = await world.as(PeopleWorld.desk).post(
            "/fr/organise/people",
            [("badge_name", "Chloé Dupont"), ("office", "Adjointe"), ("language", "fr"), ("address", "Chloe@lake.example")])
        #expect(answer.status == 303)
        let place = try #require(answer.headers[.location])
        let id = try #require(place.split(separator: "/").last?.split(separator: "?").first.map(String.init))
        #expect(place == "/fr/organise/people/\(id)?notice=person-added")
        let (person, addresses) = try await world.read { tx in
            (try PersonStore(tx: tx).person(ID(id)), try PersonStore(tx: tx).addresses(of: ID(id)))
        }
        #expect(
            person
                == Person(id: ID(id), badgeName: "Chloé Dupont", language: .fr, created: world.now, office: "Adjointe"))
        #expect(addresses == [PersonAddress(person: ID(id), address: "Chloe@lake.example", isPreferred: true)])
        #expect(await world.as(PeopleWorld.desk).get(place).text.contains(Words(.fr)("notice.person-added")))
    }

    @Test(arguments: TestEngine.available)
    func `somebody who may be there already is asked about first`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let desk = world.as(PeopleWorld.desk)
        let typed = [("badge_name", "Ana Müller"), ("language", "de"), ("address", "ana@hill.example")]
        let asked = await desk.post("/en/organise/people", typed)
        #expect(asked.status == 409)
        #expect(asked.part(from: "<h1>", to: "</h1>") == Words(.en)("candidates.title"))
        #expect(asked.parts(from: "action=\"/en/organise/people/", to: "\"") == ["anna/addresses", "anna2/addresses"])
        #expect(try await acts(world, 1) == ["person.read person:anna person:anna2"])
        let added = await desk.post("/en/organise/people", typed + [("sure", "yes")])
        #expect(added.status == 303)
        #expect(try await acts(world, 2) == ["person.address-kept", "person.added"].map { "\($0) person:\(id(added)) persons" })
    }

    private func id(_ answer: Answer) -> String {
        answer.headers[.location]?.split(separator: "/").last?.split(separator: "?").first.map(String.init) ?? ""
    }

    @Test(arguments: TestEngine.available)
    func `a form that is refused keeps what was typed and stores nothing`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let before = try await world.read { try Dump.tables($0) }
        let desk = world.as(PeopleWorld.desk)
        let answer = await desk.post(
            "/en/organise/people", [("badge_name", " 1 "), ("office", "<b>Mayor"), ("address", "nobody"), ("sure", "yes")])
        #expect(answer.status == 422)
        #expect(answer.text.contains("value=\"&lt;b&gt;Mayor\""))
        #expect(answer.parts(from: "<p class=\"wrong-text\" id=\"e-", to: "\"") == ["badge_name", "address"])
        #expect(await desk.post("/en/organise/people/anna/names", [("badge_name", "")]).status == 422)
        #expect(try await world.read { try Dump.tables($0) } == before)
    }

    // MARK: Changing

    @Test(arguments: TestEngine.available)
    func `names are changed, and one that is as it was is no act`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let desk = world.as(PeopleWorld.desk)
        #expect(await desk.get("/en/organise/people/anna/names").text.contains("value=\"Anna Müller\""))
        let form = [("badge_name", "Anna Berg"), ("office", "Mayor"), ("language", "de")]
        #expect(
            await desk.post("/en/organise/people/anna/names", form).headers[.location]
                == "/en/organise/people/anna?notice=person-changed")
        _ = await desk.post("/en/organise/people/anna/names", form)
        #expect(try await acts(world, 2) == ["person.changed person:anna persons", "person.read person:anna"])
        #expect(names(await desk.get("/en/organise/people?q=berg")) == ["anna"])
        #expect(await desk.post("/en/organise/people/nobody/names", form).status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `addresses are added, preferred and removed`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        let desk = world.as(PeopleWorld.desk)
        func addresses() async throws -> [PersonAddress] {
            try await world.read { try PersonStore(tx: $0).addresses(of: "anna") }
        }
        let path = "/en/organise/people/anna/addresses"
        #expect(
            await desk.post(path, [("address", "c@hill.example")]).headers[.location]?.hasSuffix("?notice=address-added") == true)
        #expect(await desk.post("\(path)/preference", [("address", "c@hill.example")]).status == 303)
        #expect(
            try await addresses() == [
                PersonAddress(person: "anna", address: "c@hill.example", isPreferred: true),
                PersonAddress(person: "anna", address: "Anna@hill.example"),
                PersonAddress(person: "anna", address: "office@hill.example"),
            ])
        #expect(await desk.post("\(path)/removal", [("address", "c@hill.example")]).status == 303)
        #expect(await desk.post("\(path)/removal", [("address", "office@hill.example")]).status == 303)
        #expect(try await addresses() == [PersonAddress(person: "anna", address: "Anna@hill.example", isPreferred: true)])
        #expect(await desk.post("\(path)/removal", [("address", "office@hill.example")]).status == 404)
    }

    @Test(arguments: ["", "anna", "anna@hill.example"])
    func `an address that is refused is said beside what was typed`(address: String) async throws {
        let desk = try await PeopleWorld.make(.sqlite).as(PeopleWorld.desk)
        let answer = await desk.post("/en/organise/people/anna/addresses", [("address", address)])
        #expect(answer.status == 422)
        #expect(answer.text.contains("id=\"e-address\""))
        #expect(
            answer.text.contains("name=\"address\" aria-describedby=\"e-address\" aria-invalid=\"true\" value=\"\(address)\""))
    }

    @Test(arguments: TestEngine.available)
    func `later features fill panels and columns, and forbid what they know better`(engine: TestEngine) async throws {
        var suppliers = PeopleSuppliers()
        suppliers.panels = [{ _, person, _ in PersonPanel(title: "Roles", content: "<p>none of \(person.badgeName)</p>") }]
        suppliers.columns = [
            PersonColumn("account", title: "site.account") { _, ids, _ in ids.contains("anna") ? ["anna": "yes, an account"] : [:]
            }
        ]
        suppliers.checks = [
            { _, person, change in
                if case .removingAddress(_, left: 1) = change, person.id == "anna" { throw MergeRefusal.samePerson }
                if case .merging = change { throw PersonRefusal.addressThere }
            }
        ]
        let made = try await PeopleWorld.make(engine)
        let world = try await World(engine, isEmpty: true, routes: PeopleFeature.routes(suppliers))
        try await world.write { tx in
            let store = PersonStore(tx: tx)
            try store.add(PeopleWorld.person("anna", "Anna Müller", tx.now))
            try store.add(PeopleWorld.person("bert", "Bert Jansen", tx.now))
            try store.keep(PersonAddress(person: "anna", address: "a@hill.example", isPreferred: true))
            try store.keep(PersonAddress(person: "anna", address: "b@hill.example"))
        }
        let secretariat = world.as(PeopleWorld.secretariat)
        #expect(await secretariat.get("/en/organise/people/anna").text.contains("<h2>Roles</h2><p>none of Anna Müller</p>"))
        #expect(await secretariat.get("/en/organise/people").text.contains("yes, an account"))
        let table = try Table(reading: await secretariat.get("/en/organise/people.csv").bytes)
        #expect(table.rows.map { $0["account"] } == ["yes, an account", ""])
        let refused = await secretariat.post("/en/organise/people/anna/addresses/removal", [("address", "b@hill.example")])
        #expect(refused.status == 422)
        #expect(refused.text.contains(Words(.en)("merge.same-person")))
        let merge = await secretariat.post("/en/organise/people/anna/merging/bert")
        #expect(merge.status == 422)
        #expect(merge.text.contains(Words(.en)("person.address-there")))
        withExtendedLifetime(made) {}
    }

    @Test func `the page of a person is as it was reviewed`() async throws {
        let world = try await PeopleWorld.make(.sqlite)
        let main = try #require(
            await world.as(PeopleWorld.secretariat).get("/en/organise/people/anna").part(from: "<main", to: "</main>"))
        #expect("<main\(main)" == (try StoredMarkup.read("person", besides: "<main\(main)")))
    }
}
