// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTTPTypes
import People
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `The secretariat acts on several delegations at once` {
    private static let bulk = "\(Asking.base)/bulk"
    private static let both = [("delegation", RegistrationWorld.city.value), ("delegation", RegistrationWorld.hill.value)]

    private func contacts(_ registration: RegistrationWorld) async throws {
        try await registration.world.write { tx in
            let store = PersonStore(tx: tx)
            for (id, name) in [(RegistrationWorld.city, "Anna"), (RegistrationWorld.hill, "Hans")] {
                let person = ID<Person>("c-\(id)")
                try store.add(Person(id: person, badgeName: name, language: .en, created: tx.now))
                try store.keep(PersonAddress(person: person, address: "\(name.lowercased())@city.example", isPreferred: true))
                try tx.run("UPDATE delegation SET coordinator = \(person) WHERE id = \(id)")
            }
            try tx.run("UPDATE delegation SET language = 'de' WHERE id = \(RegistrationWorld.hill)")
        }
    }

    private func letters(_ world: World) async throws -> [(kind: String, address: String, subject: String, body: String)] {
        try await world.read { tx in
            try tx.rows("SELECT kind, address, subject, body FROM letter ORDER BY address").map {
                ($0["kind"], $0["address"], $0["subject"], $0["body"])
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `what happens is shown first, and only what can be done is done`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Asking.ownSecretariat)
        try await registration.reserve(2)
        let look = await world.post(Self.bulk, Self.both + [("act", "confirm")])
        #expect(look.status == 200)
        #expect(look.text.contains("It is confirmed."))
        #expect(look.text.contains("Do it for 1 delegation"))
        #expect(try await registration.facts().delegation.state == .reserved)
        #expect(await world.post(Self.bulk, Self.both + [("act", "confirm"), ("sure", "yes")]).status == 303)
        #expect(try await registration.facts().delegation.state == .confirmed)
        #expect(try await registration.facts(RegistrationWorld.hill).delegation.state == .invited)
        #expect(await world.post(Self.bulk, Self.both + [("act", "places"), ("places", "1"), ("sure", "yes")]).status == 303)
        let quotas = try await registration.world.read { tx in
            try RegistrationStore(tx: tx).quotas(
                of: RegistrationWorld.edition, [.delegation(RegistrationWorld.city), .delegation(RegistrationWorld.hill)])
        }
        #expect(quotas[.delegation(RegistrationWorld.city)]?.places == 4)
        #expect(quotas[.delegation(RegistrationWorld.hill)]?.places == 1)
        #expect(await world.post(Self.bulk, Self.both + [("act", "withdraw"), ("sure", "yes")]).status == 303)
        #expect(try await registration.facts().seats.isEmpty)
        #expect(try await registration.counts().allSatisfy { $0.kept == $0.counted })
        #expect(
            await world.post(Self.bulk, Self.both + [("act", "withdraw")]).text.contains(
                "There is nothing to do for any of them."))
    }

    @Test(arguments: TestEngine.available)
    func `reminding writes to those who can be written to, once`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        try await contacts(registration)
        let world = registration.world.as(Asking.ownSecretariat)
        let all = Self.both + [("delegation", RegistrationWorld.alone.value), ("act", "remind"), ("sure", "yes")]
        #expect(await world.post(Self.bulk, all).status == 303)
        #expect(await world.post(Self.bulk, all).status == 303)
        #expect(try await letters(registration.world).map(\.address) == ["anna@city.example", "hans@city.example"])
        let look = await world.post(Self.bulk, Self.both + [("delegation", RegistrationWorld.alone.value), ("act", "remind")])
        #expect(look.text.contains("It was reminded within the last hour."))
        #expect(look.text.contains("Nobody who answers for it has an address."))
    }

    @Test(arguments: TestEngine.available)
    func `nothing ticked, nothing known and strangers change nothing`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world
        try await registration.reserve(1)
        let acts = [("act", "withdraw"), ("sure", "yes")]
        for wrong in [
            acts, Self.both, Self.both + [("act", "eat")], acts + [("delegation", "../x")], acts + [("delegation", "d-none")],
            Self.both + [("act", "places"), ("places", "many"), ("sure", "yes")],
        ] {
            #expect(await world.as(Asking.ownSecretariat).post(Self.bulk, wrong).status == 303)
        }
        for other in [world, world.as(Asking.coordinator), world.as(Asking.otherSecretariat), world.as(Asking.desk)] {
            #expect(await other.post(Self.bulk, Self.both + acts).status == 404)
        }
        #expect(try await registration.facts().seats.count == 1)
    }

    // MARK: Writing to a filter

    @Test(arguments: TestEngine.available)
    func `a mail goes to the filter, in the language of each, after it was seen`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        try await contacts(registration)
        let world = registration.world.as(Asking.secretariat)
        let path = "\(Asking.base)/letters"
        let typed = [
            ("subject-en", "News for {delegation}"), ("text-en", "Dear {name},\n\nyou hold {seats} seats."),
            ("subject-de", "Neues für {delegation}"),
            ("text-de", "Sie haben {seats} Plätze."),
        ]
        #expect(await world.get(path).text.contains("2 delegations get it. 1 more has no address."))
        let look = await world.post(path, typed)
        #expect(look.status == 200)
        #expect(look.text.contains("News for Bord-du-Lac"))
        #expect(try await letters(registration.world).isEmpty)
        let sent = await world.post(path, typed + [("step", "send")])
        #expect(sent.status == 303)
        #expect(sent.headers[.location]?.hasPrefix("/en/organise/outbox/batches/") == true)
        let letters = try await letters(registration.world)
        #expect(letters.map(\.subject) == ["News for Bord-du-Lac", "Neues für Hügel"])
        #expect(letters.allSatisfy { $0.kind == "registration-segment" })
        #expect(letters[1].body.contains("Sie haben 0 Plätze."))
        let link = try #require(letters[0].body.split(whereSeparator: \.isWhitespace).first { $0.contains("/invitation/") })
        #expect(await registration.world.get(String(link.dropFirst("https://cities.example".count))).status == 200)
        let french = await world.post("\(path)?country=FR", typed + [("step", "send")])
        #expect(french.status == 303)
        #expect(try await self.letters(registration.world).count == 3)
        try await registration.do { try $0.withdraw(RegistrationWorld.hill) }
        #expect(
            await world.get(path).text.contains(
                "1 delegation gets it. 1 more has no address. 1 gets nothing, because it has withdrawn."))
        #expect(await world.get("\(path)?state=withdrawn").text.contains("<p>1 delegation gets it.</p>"))
    }

    @Test(arguments: TestEngine.available)
    func `what cannot be sent stays typed, and strangers send nothing`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        try await contacts(registration)
        let world = registration.world
        let path = "\(Asking.base)/letters"
        let cases: [([(String, String)], String)] = [
            ([], "Write at least one subject and text."), ([("subject-en", "A <b>")], "Write a text for this language"),
            ([("text-fr", "A")], "Write a subject for this language"),
            ([("subject-en", "A"), ("text-en", "Dear {who}")], "Nothing is known by the name {who}"),
            ([("subject-en", String(repeating: "a", count: 151)), ("text-en", "B")], "at most 150 signs"),
        ]
        for (form, sentence) in cases {
            let answer = await world.as(Asking.ownSecretariat).post(path, form + [("step", "send")])
            #expect(answer.status == 422)
            #expect(answer.text.contains(sentence))
        }
        let good = [("subject-en", "A"), ("text-en", "B"), ("step", "send")]
        for other in [world, world.as(Asking.coordinator), world.as(Asking.otherSecretariat), world.as(Asking.desk)] {
            #expect(await other.get(path).status == 404)
            #expect(await other.post(path, good).status == 404)
        }
        #expect(try await letters(world).isEmpty)
    }

    // MARK: There twice

    @Test func `one address within a delegation is nobody twice`() {
        func person(_ id: String, _ name: String, _ address: String, _ delegation: String) -> SeatedPerson {
            SeatedPerson(person: ID(id), name: name, address: address, delegation: ID(delegation), seat: ID("s-\(id)"), number: 1)
        }
        let all = [
            person("a", "Anna Weiß", "office@x.example", "d-1"), person("b", "Bruno", "office@x.example", "d-1"),
            person("c", "anna weiss", "", "d-2"), person("d", "Dora", "dora@x.example", "d-1"),
            person("e", "Dora", "dora@x.example", "d-3"),
        ]
        let groups = DuplicateGroup.all(of: all)
        #expect(groups.map { $0.people.map(\.person) } == [["a", "c"], ["d", "e"]])
        #expect(groups.map(\.reason) == [.name, .address])
    }

    @Test(arguments: TestEngine.available)
    func `who is there twice is listed for the organiser alone`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let path = "\(Asking.base)/duplicates"
        for (id, delegation) in [("p-1", RegistrationWorld.city), ("p-2", RegistrationWorld.hill)] {
            try await registration.person(ID(id), "Zoé Martin")
            let seat = try await registration.reserve(1, for: delegation)[0].id
            try await registration.do { try $0.name(seat, ID(id), of: delegation) }
        }
        let world = registration.world
        let page = await world.as(Asking.secretariat).get(path)
        #expect(page.text.contains("The same name in different delegations."))
        #expect(page.text.contains("/organise/people/p-1/merging/p-2"))
        #expect(await !world.as(Asking.ownSecretariat).get(path).text.contains("/merging/"))
        for other in [world, world.as(Asking.coordinator), world.as(Asking.otherSecretariat), world.as(Asking.desk)] {
            #expect(await other.get(path).status == 404)
        }
    }
}
