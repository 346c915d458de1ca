// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import HTTPTypes
import Registration
import TestKit
import Testing
import Vocabulary

@testable import FieldVisits

@Suite struct `Wishing for visits` {
    private static let signedIn = "/en/hill-2027/visits/wishes"

    @Test(arguments: TestEngine.available)
    func `somebody ranks by their own link, and changes it until the closing`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let page = try await visits.ownPage(of: "ana")
        #expect(await visits.world.get(page).text.contains("No visit ranked yet."))
        let form = await visits.world.get("\(page)/visits")
        #expect(form.status == 200)
        #expect(form.parts(from: "<select id=\"f-rank-", to: "\"") == ["V01", "V02"])
        #expect(form.text.contains("First choice of fewer than five people so far; 3 places."))
        #expect(!form.text.contains("secret draft"))
        let kept = await visits.world.post(
            "\(page)/visits", [("version", "0"), ("rank-V01", "2"), ("rank-V02", "1"), ("accepted", "yes")])
        #expect(kept.status == 303)
        #expect(try await visits.wishes("s-ana") == "1 V02 2 V01")
        #expect(await visits.world.get(page).text.contains("2 visits ranked."))
        // What is ranked stands first.
        #expect(await visits.world.get("\(page)/visits").parts(from: "<select id=\"f-rank-", to: "\"") == ["V02", "V01"])
        let again = await visits.world.post("\(page)/visits", [("version", "1"), ("rank-V01", "1"), ("rank-V02", "")])
        #expect(again.status == 303)
        #expect(try await visits.wishes("s-ana") == "1 V01")
        let late = visits.at(86_400)
        #expect(await late.world.get("\(page)/visits").text.contains("you join the waiting list"))
        let sent = await late.world.post("\(page)/visits", [("version", "2"), ("rank-V01", "1")])
        #expect(sent.status == 303 && sent.headers[.location]?.contains("wishes-kept-late") == true)
    }

    @Test(arguments: TestEngine.available)
    func `a rank used twice names both, and what was chosen stays`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let page = try await visits.ownPage(of: "ana")
        let twice = await visits.world.post(
            "\(page)/visits", [("version", "0"), ("rank-V01", "1"), ("rank-V02", "1"), ("accepted", "yes")])
        #expect(twice.status == 422)
        #expect(twice.text.contains("The harbour at night and Control room both have rank 1."))
        #expect(twice.parts(from: "<option value=\"1\"", to: ">") == [" selected", " selected"])
        let unread = await visits.world.post("\(page)/visits", [("version", "0"), ("rank-V02", "1")])
        #expect(unread.status == 422 && unread.text.contains("Control room has rules. Accept them below, or leave it out."))
        let old = await visits.world.post("\(page)/visits", [("version", "3"), ("rank-V01", "1")])
        #expect(old.status == 422 && old.text.contains("Somebody else saved this list"))
        #expect(try await visits.wishes("s-ana") == "none")
        let empty = await visits.world.post("\(page)/visits", [("version", "0")])
        #expect(empty.status == 303)
        #expect(await visits.world.get(page).text.contains("No visit wanted."))
        // A draft is not offered: its rank is passed over.
        let draft = await visits.world.post("\(page)/visits", [("version", "1"), ("rank-V03", "1")])
        #expect(draft.status == 303)
        #expect(try await visits.wishes("s-ana") == "")
    }

    @Test(arguments: TestEngine.available)
    func `signed in one ranks for one's own seat, a coordinator for those of the delegation`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let ana = visits.world.as(FieldVisitsWorld.ana)
        #expect(await ana.get(Self.signedIn).status == 200)
        #expect(await ana.post(Self.signedIn, [("version", "0"), ("rank-V01", "1")]).status == 303)
        let coordinator = visits.world.as(FieldVisitsWorld.coordinator)
        let delegation = "/en/hill-2027/delegation/fr-lakeside"
        #expect(await coordinator.get(delegation).text.contains("\(delegation)/seats/s-ben/visits"))
        #expect(await coordinator.get("\(delegation)/seats/s-ben/visits").text.contains("You rank visits for Ben"))
        #expect(await coordinator.post("\(delegation)/seats/s-ben/visits", [("version", "0"), ("rank-V01", "1")]).status == 303)
        let lists = try await visits.world.read { try WishStore(tx: $0).lists(in: FieldVisitsWorld.edition) }
        #expect(lists.map { "\($0.seat) \($0.savedBy.rawValue)" } == ["s-ana self", "s-ben coordinator"])
        let organiser = visits.world.as(FieldVisitsWorld.secretariat)
        let organising = "/en/hill-2027/organise/registration/d-city/seats/s-ben/visits"
        #expect(await organiser.get(organising).status == 200)
        #expect(try await visits.acts(about: "person.read") == 1)
        #expect(await organiser.post(organising, [("version", "1"), ("rank-V01", "")]).status == 303)
        #expect(try await visits.wishes("s-ben") == "")
    }

    @Test(arguments: TestEngine.available)
    func `strangers and neighbours find nothing`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let page = try await visits.ownPage(of: "ana")
        let wishes = [("version", "0"), ("rank-V01", "1")]
        let strange: [(World, String)] = [
            (visits.world, Self.signedIn), (visits.world.as(FieldVisitsWorld.nobody), Self.signedIn),
            (visits.world, "/en/hill-2027/participation/nothing/visits"),
            // The link of one edition opens nothing of another.
            (visits.world, page.replacing("hill-2027", with: "lakeside-2024") + "/visits"),
            (visits.world.as(FieldVisitsWorld.neighbour), "/en/hill-2027/delegation/fr-lakeside/seats/s-ben/visits"),
            (visits.world.as(FieldVisitsWorld.neighbour), "/en/hill-2027/delegation/de-hill/seats/s-ben/visits"),
            (visits.world.as(FieldVisitsWorld.otherSecretariat), "/en/hill-2027/organise/registration/d-city/seats/s-ben/visits"),
            (visits.world.as(FieldVisitsWorld.press), "/en/hill-2027/organise/registration/d-city/seats/s-ben/visits"),
            (visits.world, "/en/hill-2027/invitation/nothing/seats/s-ben/visits"),
        ]
        for (world, address) in strange {
            let shown = await world.get(address)
            // The address for everybody says how to come to one's own wishes, and nothing of anybody's.
            let isStart = address == Self.signedIn
            #expect(shown.status == (isStart ? 200 : 404), "\(address)")
            #expect(!shown.text.contains("<select"), "\(address)")
            #expect(await world.post(address, wishes).status == 404, "\(address)")
        }
        #expect(try await visits.wishes("s-ana") == "none")
        #expect(try await visits.wishes("s-ben") == "none")
    }

    @Test(arguments: TestEngine.available)
    func `a list counts while its person holds the seat`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let ana = visits.world.as(FieldVisitsWorld.ana)
        #expect(await ana.post(Self.signedIn, [("version", "0"), ("rank-V01", "1")]).status == 303)
        let place = visits.place("p1", on: "V01-2", "s-ana", "ana")
        try await visits.world.write { try PlaceStore(tx: $0).give([place], in: FieldVisitsWorld.edition) }
        #expect(await ana.get(Self.signedIn).text.contains("A place on:"))
        try await visits.world.write { tx in
            try Registering(FieldVisitsWorld.edition, tx).name("s-ana", nil, of: FieldVisitsWorld.city)
        }
        #expect(await !ana.get(Self.signedIn).text.contains("<select"))
        #expect(try await visits.wishes("s-ana") == "none")
        let counts = try await visits.world.read { try WishStore(tx: $0).counts(in: FieldVisitsWorld.edition) }
        #expect(counts == (2, 0))
        // The place was free in the same moment.
        let history = try await visits.world.read { try PlaceStore(tx: $0).history(of: "s-ana") }
        #expect(history.map(\.end) == [.left])
        let taken = try await visits.world.read { tx in
            try tx.rows("SELECT taken FROM departure WHERE taken > 0").map { $0["taken"] as Int }
        }
        #expect(taken == [])
    }

    @Test(arguments: TestEngine.available)
    func `where no wishes are decided on, or the time has not come, nothing is kept`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let page = try await visits.ownPage(of: "ana")
        let early = visits.at(-120)
        #expect(await early.world.get("\(page)/visits").text.contains(" disabled"))
        #expect(await early.world.post("\(page)/visits", [("version", "0"), ("rank-V01", "1")]).status == 422)
        try await visits.world.write { try $0.run("DELETE FROM field_visits") }
        #expect(await visits.world.get("\(page)/visits").status == 404)
        #expect(await visits.world.get(page).status == 200)
    }
}
