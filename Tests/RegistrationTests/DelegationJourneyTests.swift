// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import People
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `A coordinator answers for a delegation` {
    private static let link = "/en/hill-2027/invitation/\(token)"
    private static let token = "0123456789abcdefghjkmnpqrstvwxyz"
    private static let coordinator = Actor(
        kind: .account, grants: [Grant(.delegationCoordinator, in: .authority("fr-lakeside"))], person: "anna", key: "k")
    private static let neighbour = Actor(
        kind: .account, grants: [Grant(.delegationCoordinator, in: .authority("de-hill"))], person: "bruno", key: "l")
    private static let secretariat = Actor(
        kind: .account, grants: [Grant(.secretariat, in: .edition("hill-2027"))], person: "clara", key: "m")
    private static let otherSecretariat = Actor(
        kind: .account, grants: [Grant(.secretariat, in: .edition("lakeside-2024"))], person: "david", key: "n")

    /// A world whose city got a link.
    private func linked(_ engine: TestEngine, places: Int? = 6) async throws -> RegistrationWorld {
        let world = try await RegistrationWorld(engine, places: places)
        try await world.world.write { tx in
            try DelegationStore(tx: tx).add(links: [(RegistrationWorld.city, Hash.of(Self.token))])
        }
        return world
    }

    @Test(arguments: TestEngine.available)
    func `by the link seats are taken, named and confirmed`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine)
        let world = registration.world
        let empty = await world.get(Self.link)
        #expect(empty.status == 200)
        #expect(empty.text.contains("Bord-du-Lac"))
        #expect(await world.post("\(Self.link)/seats", [("seats-elected", "1"), ("seats-officer", "2")]).status == 303)
        let seats = try await registration.facts().seats
        #expect(seats.map(\.kind) == [.elected, .officer, .officer])
        let seat = "\(Self.link)/seats/\(seats[0].id)"
        #expect(await world.get(seat).status == 200)
        let named = await world.post(
            seat, [("name", " Anna  Müller "), ("office", "Mayor"), ("address", "anna@city.example"), ("kind", "elected")])
        #expect(named.status == 303)
        #expect(await world.get(Self.link).text.contains("Anna Müller"))
        #expect(await world.post("\(Self.link)/confirmation").status == 303)
        #expect(try await registration.facts().delegation.state == .confirmed)
    }

    @Test(arguments: TestEngine.available)
    func `what cannot be done is said on the page, and what was typed stays`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine)
        let world = registration.world
        let tooMany = await world.post("\(Self.link)/seats", [("seats-officer", "7")])
        #expect(tooMany.status == 422)
        #expect(tooMany.text.contains("A delegation can have 4 seats"))
        let nothing = await world.post("\(Self.link)/seats", [("seats-officer", "-3")])
        #expect(nothing.status == 422)
        try await registration.reserve(1)
        let seat = try await registration.facts().seats[0].id
        let nameless = await world.post("\(Self.link)/seats/\(seat)", [("name", " "), ("office", "Mayor <b>"), ("address", "x")])
        #expect(nameless.status == 422)
        #expect(nameless.text.contains("Mayor &lt;b&gt;"))
        #expect(try await registration.facts().seats[0].person == nil)
        // Two people write at once: the second sees who was named first, and nobody is written over unseen.
        let anna = [("name", "Anna Erste"), ("who", "other"), ("holder", "")]
        #expect(await world.post("\(Self.link)/seats/\(seat)", anna).status == 303)
        let berta = [("name", "Berta <b>"), ("who", "same"), ("holder", "")]
        let second = await world.post("\(Self.link)/seats/\(seat)", berta)
        #expect(second.status == 422 && second.text.contains("Somebody else changed this seat while you were writing"))
        #expect(second.text.contains("Berta &lt;b&gt;") && second.text.contains("name=\"who\" value=\"other\""))
        #expect(second.text.contains("Anna Erste"))
        // Whoever is named for a seat that was given back meanwhile is named on the page that says so.
        try await registration.do { try $0.giveBack(seat, of: RegistrationWorld.city) }
        let gone = await world.post("\(Self.link)/seats/\(seat)", [("name", "Eva <i>"), ("address", "eva@city.example")])
        #expect(gone.status == 422 && gone.text.contains("Eva &lt;i&gt; has no seat. Choose another"))
    }

    @Test(arguments: TestEngine.available)
    func `a link that has ended, is another edition's or never was is not found`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine)
        let world = registration.world
        #expect(await world.get("/en/lakeside-2024/invitation/\(Self.token)").status == 404)
        #expect(await world.get("/en/hill-2027/invitation/zzzz").status == 404)
        #expect(await world.post("/en/hill-2027/invitation/zzzz/seats", [("seats-officer", "1")]).status == 404)
        try await world.write { try DelegationStore(tx: $0).endLinks(of: RegistrationWorld.city) }
        #expect(await world.get(Self.link).status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `the page of an authority is its coordinator's and the organiser's alone`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine)
        let world = registration.world
        let page = "/en/hill-2027/delegation/fr-lakeside", list = "/en/hill-2027/organise/registration"
        #expect(await world.get(page).status == 404)
        #expect(await world.as(Self.neighbour).get(page).status == 404)
        #expect(await world.as(Self.otherSecretariat).get(page).status == 404)
        #expect(await world.as(Self.coordinator).get(page).status == 200)
        #expect(await world.as(Self.secretariat).get(page).status == 200)
        for path in [list, "\(list)/\(RegistrationWorld.city)", "\(list)/settings", "\(list)/invitations"] {
            #expect(await world.get(path).status == 404)
            #expect(await world.as(Self.coordinator).get(path).status == 404)
            #expect(await world.as(Self.otherSecretariat).get(path).status == 404)
            #expect(await world.as(Self.secretariat).get(path).status == 200)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a seat of another delegation is not found by the link`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine)
        try await registration.reserve(1, for: RegistrationWorld.hill)
        let seat = try await registration.facts(RegistrationWorld.hill).seats[0].id
        let world = registration.world
        #expect(await world.get("\(Self.link)/seats/\(seat)").status == 404)
        _ = await world.post("\(Self.link)/seats/\(seat)", [("name", "Mallory")])
        _ = await world.post("\(Self.link)/seats/\(seat)/return")
        let after = try await registration.facts(RegistrationWorld.hill).seats
        #expect(after.map(\.id) == [seat])
        #expect(after[0].person == nil)
    }

    /// Whoever can sign in with an address must never be changed by somebody who only names people.
    @Test(arguments: TestEngine.available)
    func `naming somebody who is known changes nothing about them`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine)
        let world = registration.world
        try await registration.person("known", "Clara Weiß")
        try await world.write { tx in
            try PersonStore(tx: tx).keep(PersonAddress(person: "known", address: "clara@city.example", isPreferred: true))
        }
        try await registration.reserve(1)
        let seat = try await registration.facts().seats[0].id
        let form = [("name", "Clara Weiss"), ("address", "clara@city.example"), ("office", "Nobody"), ("kind", "officer")]
        #expect(await world.post("\(Self.link)/seats/\(seat)", form).status == 303)
        #expect(try await registration.facts().seats[0].person == "known")
        let page = await world.get("\(Self.link)/seats/\(seat)")
        #expect(!page.text.contains("clara@city.example"))
        let changed = [("name", "Mallory"), ("address", "mallory@evil.example"), ("who", "same"), ("kind", "officer")]
        _ = await world.post("\(Self.link)/seats/\(seat)", changed)
        let (person, addresses) = try await world.read { tx in
            (try PersonStore(tx: tx).person("known"), try PersonStore(tx: tx).addresses(of: "known").map(\.address))
        }
        #expect(person?.badgeName == "Clara Weiß")
        #expect(person?.office == nil)
        #expect(addresses == ["clara@city.example"])
    }

    @Test(arguments: TestEngine.available)
    func `a name written wrong is corrected without a swap`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine)
        let world = registration.world
        try await registration.reserve(1)
        let seat = try await registration.facts().seats[0].id
        _ = await world.post("\(Self.link)/seats/\(seat)", [("name", "Ana"), ("address", "a@city.example"), ("kind", "officer")])
        let corrected = await world.post(
            "\(Self.link)/seats/\(seat)",
            [("name", "Anna"), ("address", "anna@city.example"), ("who", "same"), ("kind", "elected")])
        #expect(corrected.status == 303)
        let facts = try await registration.facts()
        let (names, holders, addresses) = try await world.read { tx in
            (
                try PersonStore(tx: tx).persons(facts.seats.compactMap(\.person)).values.map(\.badgeName),
                try SeatStore(tx: tx).holders(of: RegistrationWorld.city)[seat]?.count,
                try PersonStore(tx: tx).addresses(of: facts.seats[0].person ?? "").map(\.address)
            )
        }
        #expect(names == ["Anna"])
        #expect(holders == 1)
        #expect(addresses == ["anna@city.example"])
        #expect(facts.seats[0].kind == .elected)
    }

    /// Speakers and the host's people pay nothing: only who organises says who is one.
    @Test(arguments: TestEngine.available)
    func `by a link nobody becomes what a delegation does not send`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine)
        let world = registration.world
        #expect(await world.post("\(Self.link)/seats", [("seats-speaker", "1")]).status == 422)
        #expect(await world.post("\(Self.link)/waiting", [("kind", "host")]).status == 422)
        try await registration.reserve(1)
        let seat = "\(Self.link)/seats/\(try await registration.facts().seats[0].id)"
        #expect(await world.post(seat, [("name", "Ana"), ("kind", "speaker")]).status == 303)
        #expect(try await registration.facts().seats.map(\.kind) == [.officer])
        let organised = seat.replacing(Self.link, with: "/en/hill-2027/organise/registration/\(RegistrationWorld.city)")
        let secretariat = world.as(RegistrationWorld.secretariat)
        #expect(await secretariat.post(organised, [("name", "Ana"), ("kind", "speaker"), ("who", "same")]).status == 303)
        #expect(try await registration.facts().seats.map(\.kind) == [.speaker])
    }

    @Test(arguments: TestEngine.available)
    func `what is known of one person never stands in the fields for another`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine)
        let world = registration.world
        try await registration.reserve(1)
        let seat = "\(Self.link)/seats/\(try await registration.facts().seats[0].id)"
        _ = await world.post(seat, [("name", "Ana"), ("address", "ana@city.example"), ("kind", "officer")])
        #expect(await world.get(seat).text.contains("value=\"ana@city.example\""))
        let swapping = await world.get("\(seat)?who=other").text
        #expect(!swapping.contains("value=\"ana@city.example\"") && !swapping.contains("value=\"Ana\""))
        let wrong = await world.post(
            seat, [("name", ""), ("address", "ben@city.example"), ("who", "other"), ("kind", "officer")])
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("value=\"ben@city.example\"") && wrong.text.contains("name=\"who\" value=\"other\""))
        #expect(await world.post(seat, [("name", "Ben"), ("who", "other"), ("kind", "officer")]).status == 303)
        #expect(await world.get(seat).text.contains("Ana"))
    }

    @Test(arguments: TestEngine.available)
    func `waiting, an offer and taking it, on the page`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine, places: 2)
        let world = registration.world
        try await registration.reserve(2, for: RegistrationWorld.hill)
        let full = await world.get(Self.link)
        #expect(full.text.contains("Join the waiting list"))
        #expect(await world.post("\(Self.link)/waiting", [("kind", "officer")]).status == 303)
        #expect(await world.get(Self.link).text.contains("number 1 in the queue"))
        let seat = try await registration.facts(RegistrationWorld.hill).seats[0].id
        try await registration.do { try $0.giveBack(seat, of: RegistrationWorld.hill) }
        let offered = await world.get(Self.link)
        #expect(offered.text.contains("A place is held for you"))
        let entry = try #require(try await registration.waiting().first).id
        #expect(await world.post("\(Self.link)/waiting/\(entry)/acceptance").status == 303)
        #expect(await world.post("\(Self.link)/waiting/\(entry)/acceptance").status == 422)
        #expect(try await registration.facts().seats.count == 1)
    }

    @Test(arguments: TestEngine.available)
    func `whoever has no mail gets a code on paper from the coordinator, once`(_ engine: TestEngine) async throws {
        let registration = try await linked(engine)
        let world = registration.world
        try await registration.reserve(2)
        let seats = try await registration.facts().seats
        let own = "\(Self.link)/seats/\(seats[0].id)", other = "\(Self.link)/seats/\(seats[1].id)"
        _ = await world.post(own, [("name", "Anna"), ("kind", "officer")])
        _ = await world.post(other, [("name", "Bruno"), ("address", "bruno@city.example"), ("kind", "officer")])
        #expect(await world.get(own).text.contains("/paper-codes"))
        #expect(await !world.get(other).text.contains("/paper-codes"))
        let given = await world.post("\(own)/paper-codes")
        #expect(given.status == 200)
        #expect(given.text.contains("Anna"))
        // Who can come in is not the delegation's to change any more.
        #expect(await world.post("\(own)/paper-codes").status == 404)
        #expect(await world.post("\(other)/paper-codes").status == 404)
    }
}
