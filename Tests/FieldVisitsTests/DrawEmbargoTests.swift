// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Draw
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import FieldVisits

@Suite struct `A result before it is published` {
    typealias Visits = FieldVisitsWorld

    @Test(arguments: TestEngine.available)
    func `is seen by those who draw alone`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine).solved()
        let world = visits.world
        let outcome = try #require(try await visits.outcome())
        let page = await world.get("\(Visits.published)/1")
        #expect(page.status == 200)
        for secret in [outcome.result.seed, "p-", "instance.json", "Without a place", outcome.instance.people[0].id] {
            #expect(!page.text.contains(secret))
        }
        let hidden = [
            "\(Visits.published)/1/instance.json", "\(Visits.published)/1/result.json", "\(Visits.published)/1/own",
            "/en/hill-2027/delegation/fr-lakeside/seats/s-ana/draws/1",
            "/en/hill-2027/organise/registration/d-city/seats/s-ana/draws/1",
        ]
        let actors = [
            Actor.signedIn("ana"), Visits.coordinator, Visits.press, Visits.secretariat, Visits.otherSecretariat,
        ]
        for address in hidden {
            #expect(await world.get(address).status == 404)
            for actor in actors { #expect(await world.as(actor).get(address).status == 404) }
        }
        try await visits.tell()
        #expect(try await visits.letters().isEmpty)
        #expect(try await visits.places().isEmpty)
        for address in ["/en/hill-2027/visits", "/en/hill-2027", "/api/v1/editions"] {
            #expect(!(await world.get(address).text.contains(outcome.result.seed)))
        }
    }

    @Test(arguments: TestEngine.available)
    func `is not told by acts`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine).solved()
        let nouns: [String] = try await visits.world.read { tx in
            try tx.rows(
                "SELECT n.noun FROM act a JOIN act_noun n ON n.act = a.number WHERE a.verb LIKE 'draw.%' ORDER BY n.noun"
            ).map { $0["noun"] }
        }
        #expect(Set(nouns) == ["draws:hill-2027", "draw:hill-2027:1"])
        #expect(!(try await visits.acts().contains("place.given")))
    }

    @Test(arguments: TestEngine.available)
    func `every address of those who draw is not found by strangers and neighbours`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine).published()
        let (gets, posts) = (
            ["", "/1", "/1/people", "/1/people/s-ana"],
            [
                "", "/trials", "/1/freezing", "/1/cancellations", "/1/publication", "/1/withdrawal", "/1/people/s-ana/place",
                "/1/people/s-ana/answer",
            ]
        )
        for actor in [Visits.press, Visits.otherSecretariat, Visits.coordinator, Actor.signedIn("ana")] {
            let world = visits.world.as(actor)
            for part in gets { #expect(await world.get("\(Visits.draws)\(part)").status == 404) }
            for part in posts { #expect(await world.post("\(Visits.draws)\(part)").status == 404) }
        }
        for part in gets { #expect(await visits.world.get("\(Visits.draws)\(part)").status == 404) }
        // What is of another edition, or is no draw.
        let own = visits.world.as(Visits.otherSecretariat)
        #expect(await own.get("/en/lakeside-2024/organise/visits/draws/1").status == 404)
        for part in ["/9", "/x", "/1/people/s-nobody"] { #expect(await visits.organised(part).status == 404) }
        for part in ["/9", "/x", "/9/instance.json", "/9/own"] {
            #expect(await visits.world.get("\(Visits.published)\(part)").status == 404)
        }
    }

    @Test(arguments: TestEngine.available)
    func `pages send as many statements for one as for three`(_ engine: TestEngine) async throws {
        func statements(_ visits: FieldVisitsWorld) async -> [Int] {
            var counts: [Int] = []
            for part in ["", "/1", "/1/people", "/1/people/s-ana"] {
                _ = await visits.organised(part)
                counts.append(await visits.organised(part).statements)
            }
            return counts
        }
        let one = try await Visits(engine)
        try await one.wish("ana", "V02", "V01")
        await one.organise("", [("rule", "generous")])
        await one.later.organise("/1/freezing")
        let few = await statements(one.later)
        let many = await statements(try await Visits(engine).solved())
        #expect(few == many)
    }
}
