// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `A delegation learns what it costs, and gets a quote` {
    private static let organiser = "\(Asking.base)/\(RegistrationWorld.city)"

    @Test(arguments: TestEngine.available)
    func `the page counts as an invoice would, and says which seat is free`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld.priced(engine)
        let world = registration.world
        let empty = await world.get(Asking.link)
        #expect(empty.text.contains("Nothing is owed so far."))
        try await registration.reserve(3)
        let page = await world.get(Asking.link)
        #expect(page.text.contains("So far €605.00, tax included."))
        #expect(page.text.contains("One free seat for members: <span class=\"nobreak\">−€250.00</span>"))
        #expect(page.text.contains("Value added tax, 21%"))
        let seat = try await registration.facts().seats[0].id
        let before = await world.get("\(Asking.link)/seats/\(seat)")
        #expect(before.text.contains("The delegation then owes €250.00 in the place of €500.00, without tax."))
    }

    @Test(arguments: TestEngine.available)
    func `who comes alone reads what it costs, and what giving it back costs`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld.priced(engine)
        let world = registration.world
        let page = try await registration.apply(as: "young", body: "", answers: [("q-under-age", "no"), ("q-terms", "yes")])
        #expect(await world.get(page).text.contains("A place taken today costs €121.00, tax included."))
        let one = try #require(try await registration.applications().first)
        let approval = "\(Asking.base)/applications/\(one.id)/approval"
        #expect(await world.as(Asking.ownSecretariat).post(approval).status == 303)
        #expect(!(await world.get(page).text.contains("costs €121.00")))
        let own = page.replacing("application", with: "participation")
        let now = await world.get(own).text
        #expect(now.contains("Your place costs €121.00, tax included."))
        #expect(now.contains("Given back today, 0% of its fee is owed: €0.00 without tax."))
        let later = await registration.at(15 * 86_400).world.get(own).text
        #expect(later.contains("Given back today, 50% of its fee is owed: €50.00 without tax."))
    }

    @Test(arguments: TestEngine.available)
    func `whom an authority sends is not told what it pays`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld.priced(engine)
        let (named, _) = try await registration.participant()
        #expect(!(await registration.world.get(named).text.contains("What it costs")))
        let officer = try await registration.apply()
        #expect(!(await registration.world.get(officer).text.contains("What it costs")))
    }

    @Test(arguments: TestEngine.available)
    func `quotes are numbered without gaps, and nothing changes them`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld.priced(engine)
        let world = registration.world
        let none = await world.post("\(Asking.link)/quotes")
        #expect(none.status == 422)
        try await registration.reserve(2)
        try await registration.reserve(1, for: RegistrationWorld.hill)
        #expect(await world.post("\(Asking.link)/order-number", [("order", " PO 4711/A ")]).status == 303)
        #expect(await world.post("\(Asking.link)/quotes").status == 303)
        #expect(await world.as(Asking.neighbour).post("/en/hill-2027/delegation/de-hill/quotes").status == 303)
        // Asked again with nothing changed it is the same.
        #expect(await world.post("\(Asking.link)/quotes").status == 303)
        let first = try await registration.quotes()
        #expect(first.map(\.number) == [1, 2])
        #expect(first.map(\.order) == ["PO 4711/A", ""])
        let schedule = try registration.schedule { $0.fees[0].cents = 90_000 }
        try await world.write { try FeeStore(tx: $0).keep(schedule, of: RegistrationWorld.edition) }
        try await registration.reserve(1, for: RegistrationWorld.city, "b")
        #expect(try await registration.quotes().map(\.document) == first.map(\.document))
        let paper = await world.get("\(Asking.link)/quotes/1")
        #expect(paper.status == 200)
        #expect(paper.text.contains("Q-HILL-2027-0001"))
        #expect(paper.text.contains("PO 4711/A"))
        #expect(paper.text.contains("€302.50"))
        let plain = await world.get("\(Asking.link)/quotes/1/text")
        #expect(plain.headers[.contentType] == "text/plain; charset=utf-8")
        #expect(plain.text.contains("Member of the network: 2 × €250.00 = €250.00"))
        #expect(await world.post("\(Asking.link)/quotes").status == 303)
        #expect(try await registration.quotes().map(\.number) == [1, 2, 3])
    }

    @Test(arguments: TestEngine.available)
    func `somebody else's quote is not found`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld.priced(engine)
        let world = registration.world
        try await registration.reserve(1)
        _ = await world.post("\(Asking.link)/quotes")
        let own = "/en/hill-2027/delegation/fr-lakeside/quotes/1"
        #expect(await world.as(Asking.coordinator).get(own).status == 200)
        #expect(await world.as(Asking.ownSecretariat).get("\(Self.organiser)/quotes/1").status == 200)
        #expect(await world.get(own).status == 404)
        #expect(await world.as(Asking.neighbour).get(own).status == 404)
        #expect(await world.as(Asking.neighbour).get("/en/hill-2027/delegation/de-hill/quotes/1").status == 404)
        #expect(await world.as(Asking.otherSecretariat).get("\(Self.organiser)/quotes/1").status == 404)
        #expect(await world.as(Asking.desk).get("\(Self.organiser)/quotes/1").status == 404)
        for wrong in ["0", "2", "x", "99999999999999999999"] {
            #expect(await world.get("\(Asking.link)/quotes/\(wrong)").status == 404)
            #expect(await world.get("\(Asking.link)/quotes/\(wrong)/text").status == 404)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a code lowers what is owed, once, and a wrong one stays typed`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld.priced(engine)
        let world = registration.world
        try await registration.reserve(3)
        try await registration.reserve(1, for: RegistrationWorld.hill)
        let wrong = await world.post("\(Asking.link)/code", [("code", "<b>nothing")])
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("value=\"&lt;b&gt;nothing\""))
        #expect(await world.post("\(Asking.link)/code", [("code", "one-seat")]).status == 422)
        #expect(await world.post("\(Asking.link)/code", [("code", " welcome10 ")]).status == 303)
        #expect(await world.get(Asking.link).text.contains("Code WELCOME10: <span class=\"nobreak\">−€50.00</span>"))
        let hill = world.as(Asking.neighbour)
        let used = await hill.post("/en/hill-2027/delegation/de-hill/code", [("code", "WELCOME10")])
        #expect(used.status == 422)
        #expect(used.text.contains("has been used as often as it could be"))
        #expect(await world.post("\(Asking.link)/code", [("code", "")]).status == 303)
        #expect(await hill.post("/en/hill-2027/delegation/de-hill/code", [("code", "WELCOME10")]).status == 303)
    }

    @Test(arguments: TestEngine.available)
    func `an organiser sets the fee of a seat by hand, nobody else`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld.priced(engine)
        let world = registration.world
        let seats = try await registration.reserve(1, for: RegistrationWorld.hill)
        let path = "\(Asking.base)/\(RegistrationWorld.hill)/seats/\(seats[0].id)"
        let organiser = world.as(Asking.ownSecretariat)
        let missing = await organiser.post("\(path)/fee", [("fee", "day"), ("days", "")])
        #expect(missing.status == 422)
        #expect(missing.text.contains("Say for how many days"))
        #expect(await organiser.post("\(path)/fee", [("fee", "day"), ("days", "2")]).status == 303)
        #expect(await organiser.get("\(Asking.base)/\(RegistrationWorld.hill)").text.contains("So far €290.40"))
        for other in [world, world.as(Asking.neighbour), world.as(Asking.otherSecretariat), world.as(Asking.desk)] {
            #expect(await other.post("\(path)/fee", [("fee", "member")]).status == 404)
        }
        let own = "/en/hill-2027/delegation/de-hill/seats/\(seats[0].id)"
        #expect(await world.as(Asking.neighbour).post("\(own)/fee", [("fee", "member")]).status == 404)
        #expect(await world.as(Asking.neighbour).post("\(own)/code", [("code", "ONE-SEAT")]).status == 422)
        #expect(await organiser.post("\(path)/fee", [("fee", "")]).status == 303)
        #expect(await world.as(Asking.neighbour).post("\(own)/code", [("code", "ONE-SEAT")]).status == 303)
        #expect(await organiser.get("\(Asking.base)/\(RegistrationWorld.hill)").text.contains("So far €0.00"))
    }

    @Test(arguments: TestEngine.available)
    func `an order number is as papers can have it`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld.priced(engine)
        let world = registration.world
        let long = await world.post("\(Asking.link)/order-number", [("order", String(repeating: "9", count: 61))])
        #expect(long.status == 422)
        #expect(long.text.contains("An order number has between 1 and 60 visible signs."))
        #expect(await world.post("\(Asking.link)/order-number", [("order", "PO\u{202E}1")]).status == 422)
        #expect(await world.post("\(Asking.link)/order-number", [("order", "PO 1")]).status == 303)
        #expect(try await registration.facts().delegation.orderNumber == "PO 1")
        #expect(await world.post("\(Asking.link)/order-number", [("order", "  ")]).status == 303)
        #expect(try await registration.facts().delegation.orderNumber == "")
    }

    /// What a page sends does not grow with seats.
    @Test(arguments: TestEngine.available)
    func `the page of a delegation sends as many statements for one seat as for four`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld.priced(engine)
        let world = registration.world
        try await registration.reserve(1)
        _ = await world.get(Asking.link)
        let one = await world.get(Asking.link).statements
        try await registration.reserve(3, for: RegistrationWorld.city, "b")
        _ = await world.get(Asking.link)
        #expect(await world.get(Asking.link).statements == one)
    }
}

@Suite struct `The fees of an edition are the organiser's to change` {
    private static let typed = [
        ("currency", "EUR"), ("price-member", "300"), ("tax-member", "S"), ("rate-member", "21"), ("after", "100"),
        ("no-show", "100"),
    ]
    private static let path = "\(Asking.base)/fees"

    @Test(arguments: TestEngine.available)
    func `each change is a version, and two who change at once are told`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Asking.ownSecretariat)
        #expect(await world.get(Self.path).status == 200)
        #expect(await world.post(Self.path, Self.typed + [("version", "0")]).status == 303)
        let late = await world.post(Self.path, Self.typed + [("version", "0"), ("price-press", "7"), ("rate-press", "6")])
        #expect(late.status == 422)
        #expect(late.text.contains("Somebody changed the fees while you were typing."))
        #expect(late.text.contains("value=\"7\""))
        #expect(await world.post(Self.path, Self.typed + [("version", "1")]).status == 303)
        #expect(
            await world.post(Self.path, Self.typed + [("version", "1"), ("price-press", "7"), ("rate-press", "6")]).status == 303)
        let versions = try await world.read { try FeeStore(tx: $0).versions(of: RegistrationWorld.edition).map(\.version) }
        #expect(versions == [2, 1])
        let first = await world.get("\(Self.path)?version=1")
        #expect(first.text.contains("Version 1, since"))
        #expect(!first.text.contains("<th scope=\"row\">Press</th>"))
        #expect(await registration.world.get("/en/hill-2027/registration").text.contains("€300.00"))
    }

    @Test(arguments: TestEngine.available)
    func `what is wrong is said, and strangers find nothing`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world
        let wrong = await world.as(Asking.ownSecretariat).post(Self.path, Self.typed + [("early-member", "soon <b>")])
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("soon &lt;b&gt;"))
        #expect(wrong.text.contains("href=\"#f-early-member\""))
        for other in [world, world.as(Asking.coordinator), world.as(Asking.otherSecretariat)] {
            #expect(await other.get(Self.path).status == 404)
            #expect(await other.post(Self.path, Self.typed).status == 404)
        }
        #expect(await world.as(Asking.desk).get(Self.path).status == 200)
        #expect(await world.as(Asking.desk).post(Self.path, Self.typed).status == 404)
        #expect(try await world.read { try FeeStore(tx: $0).current(of: RegistrationWorld.edition) } == nil)
    }
}
