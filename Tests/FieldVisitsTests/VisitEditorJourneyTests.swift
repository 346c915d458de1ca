// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Outbox
import People
import Registration
import Server
import TestKit
import Testing
import Vocabulary

@testable import FieldVisits

@Suite struct `Organising visits` {
    private static let base = FieldVisitsWorld.base
    private static let departure = [
        ("day", "2027-10-05"), ("start", "16:00"), ("end", "17:30"), ("capacity", "12"), ("minimum", "4"),
        ("point", "50.2, 8.7"), ("languages", "fr EN"), ("reserved-elected", "3"),
    ]

    @Test(arguments: TestEngine.available)
    func `a visit is added, gets a departure and is published`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let world = visits.world.as(FieldVisitsWorld.secretariat)
        let added = await world.post(
            "\(Self.base)/new",
            [
                ("code", "V10"), ("title-en", "Youth house"), ("title-fr", "Maison de jeunes"), ("kind", "youth"),
                ("photos", "not-of-people"),
                ("conditions", "phones-off"), ("identity", "list"), ("list-days", "3"), ("step-free", "yes"), ("walking", "500"),
            ])
        #expect(added.status == 303)
        #expect(await world.post("\(Self.base)/V10/publication").text.contains("Add a departure first"))
        #expect(await world.post("\(Self.base)/V10/departures/new", Self.departure).status == 303)
        #expect(await world.post("\(Self.base)/V10/publication").status == 303)
        let page = await visits.world.get("/fr/hill-2027/visits/V10")
        #expect(page.text.contains("Maison de jeunes") && page.text.contains("12 places"))
        let stored = try await visits.world.read { try VisitStore(tx: $0).visit(VisitCode("V10")!, in: FieldVisitsWorld.edition) }
        #expect(stored?.identity == .list(days: 3) && stored?.conditions == [.phonesOff] && stored?.isStepFree == true)
        #expect(
            stored?.departures.map { "\($0.id) \($0.languages) \($0.reserved[.elected] ?? 0)" } == ["V10-1 [\"fr\", \"en\"] 3"])
    }

    @Test(arguments: TestEngine.available)
    func `what is wrong is said beside its field, and what was typed stays`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let world = visits.world.as(FieldVisitsWorld.secretariat)
        let bad = await world.post(
            "\(Self.base)/new", [("code", "draws"), ("title-en", ""), ("host", "The port"), ("walking", "far")])
        #expect(bad.status == 422)
        #expect(bad.text.contains("Another visit or page has this code") && bad.text.contains("value=\"The port\""))
        #expect(await world.post("\(Self.base)/new", [("code", "v01"), ("title-en", "A")]).status == 422)
        let departure = await world.post(
            "\(Self.base)/V01/departures/new",
            [
                ("day", "2027-10-05"), ("start", "16:00"), ("end", "15"), ("capacity", "2"), ("minimum", "5"), ("point", "north"),
                ("languages", "french"),
            ])
        #expect(departure.status == 422)
        for sentence in ["Write a time such as", "Write at most 2", "Write two numbers", "Write codes of two letters"] {
            #expect(departure.text.contains(sentence), "\(sentence)")
        }
        let far = await world.post(
            "\(Self.base)/V01/departures/new", Self.departure.map { $0.0 == "day" ? ("day", "2020-01-01") : $0 })
        #expect(far.status == 422)
    }

    @Test(arguments: TestEngine.available)
    func `nobody replaces unseen what somebody else saved`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let world = visits.world.as(FieldVisitsWorld.secretariat)
        let seen = try #require(await world.get("\(Self.base)/V01").part(from: "name=\"seen\" value=\"", to: "\""))
        let first = [("seen", seen), ("title-en", "The harbour at dawn"), ("kind", "street")]
        #expect(await world.post("\(Self.base)/V01", first).status == 303)
        let second = await world.post(
            "\(Self.base)/V01", [("seen", seen), ("title-en", "The harbour at noon"), ("kind", "street")])
        #expect(second.status == 422 && second.text.contains("Saved now: The harbour at dawn"))
        let now = try #require(second.part(from: "name=\"seen\" value=\"", to: "\""))
        #expect(
            await world.post("\(Self.base)/V01", [("seen", now), ("title-en", "The harbour at noon"), ("kind", "street")]).status
                == 303)
        #expect(await visits.world.get("/en/hill-2027/visits/V01").text.contains("The harbour at noon"))
    }

    @Test(arguments: TestEngine.available)
    func `settings say when wishes are taken, in the zone of the edition`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let world = visits.world.as(FieldVisitsWorld.secretariat)
        let seen = try #require(await world.get("\(Self.base)/settings").part(from: "name=\"seen\" value=\"", to: "\""))
        let typed = [
            ("seen", seen), ("opens", "2027-07-01"), ("opens-at", "09:00"), ("closes", "2027-07-10"), ("closes-at", "18:00"),
            ("ties", "yes"), ("most-ranks", "5"), ("per-person", "1"), ("rule", "rankmax"), ("offer-hours", "12"),
        ]
        #expect(
            await world.post("\(Self.base)/settings", typed.map { $0.0 == "closes" ? ("closes", "2027-06-01") : $0 }).status
                == 422)
        #expect(await world.post("\(Self.base)/settings", typed).status == 303)
        let kept = try await visits.world.read { try VisitStore(tx: $0).settings(of: FieldVisitsWorld.edition) }
        let zone = try await visits.world.read { try EditionStore(tx: $0).edition("hill-2027").zone }
        let hours = Double((TimeZone(identifier: zone) ?? .gmt).secondsFromGMT(for: kept?.opens ?? .now))
        #expect(kept?.opens == Day(2027, 7, 1)!.midnightUTC + 9 * 3_600 - hours)
        #expect(kept?.allowsTies == true && kept?.mostRanks == 5 && kept?.rule == "rankmax")
    }

    @Test(arguments: TestEngine.available)
    func `what is cancelled ends its places, and everybody is told once`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let world = visits.world.as(FieldVisitsWorld.secretariat)
        let place = visits.place("p1", on: "V01-1", "s-ana", "ana")
        try await visits.world.write { tx in
            try PlaceStore(tx: tx).give([place], in: FieldVisitsWorld.edition)
            try PersonStore(tx: tx).keep(PersonAddress(person: "ana", address: "ana@city.example", isPreferred: true))
        }
        #expect(await world.post("\(Self.base)/V01/departures/V01-1/removal").text.contains("Cancel it instead"))
        #expect(await world.post("\(Self.base)/V01/departures/V01-1/cancellation").status == 303)
        #expect(await world.post("\(Self.base)/V01/departures/V01-1/cancellation").status == 422)
        let live = try await visits.world.read { try PlaceStore(tx: $0).live(in: FieldVisitsWorld.edition) }
        #expect(live.isEmpty)
        let timers: [String] = try await visits.world.read { tx in
            try tx.rows("SELECT subject FROM timer WHERE kind = \(VisitTimers.cancelledMail)").map { $0["subject"] }
        }
        #expect(timers == ["p1"])
        let handler = try #require(FieldVisitsFeature.timers(visits.world.site.settings)[VisitTimers.cancelledMail])
        try await visits.world.write { try handler($0, "p1", [UInt8](repeating: 5, count: 96)) }
        let letters: [String] = try await visits.world.read { try $0.rows("SELECT body FROM letter").map { $0["body"] } }
        #expect(letters.count == 1 && letters[0].contains("The departure of The harbour at night on 5 October 2027 at 09:00"))
        #expect(await world.post("\(Self.base)/V01/cancellation").status == 303)
        #expect(await visits.world.get("/en/hill-2027/visits/V01").text.contains("This visit does not take place."))
        #expect(await world.post("\(Self.base)/V03/removal").status == 303)
    }

    @Test(arguments: TestEngine.available)
    func `only those who organise this edition see and change visits`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let reading = ["", "/V01", "/files", "/files/visits.csv"]
        let changing = ["/settings", "/new", "/V01/departures/new", "/V01/departures/V01-1"]
        let posts = [
            "/settings", "/new", "/V01", "/V01/publication", "/V01/cancellation", "/V01/removal", "/V01/departures/new",
            "/V01/departures/V01-1", "/V01/departures/V01-1/cancellation", "/V01/departures/V01-1/removal", "/files",
            "/files/taking",
        ]
        for actor in [
            FieldVisitsWorld.nobody, FieldVisitsWorld.otherSecretariat, FieldVisitsWorld.press, FieldVisitsWorld.coordinator,
        ] {
            let world = visits.world.as(actor)
            for part in reading + changing { #expect(await world.get(Self.base + part).status == 404, "\(part)") }
            for part in posts { #expect(await world.post(Self.base + part).status == 404, "\(part)") }
        }
        let leader = visits.world.as(FieldVisitsWorld.leader)
        for part in reading { #expect(await leader.get(Self.base + part).status == 200, "\(part)") }
        for part in changing { #expect(await leader.get(Self.base + part).status == 404, "\(part)") }
        #expect(await !leader.get("\(Self.base)/V01").text.contains("/departures/"))
        for part in posts { #expect(await leader.post(Self.base + part).status == 404, "\(part)") }
        #expect(await visits.world.as(FieldVisitsWorld.secretariat).get("\(Self.base)/V77").status == 404)
        #expect(await visits.world.as(FieldVisitsWorld.secretariat).get("\(Self.base)/V01/departures/V02-1").status == 404)
    }
}
