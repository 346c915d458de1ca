// SPDX-License-Identifier: EUPL-1.2
import Database
import Draw
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import FieldVisits

@Suite struct `A draw from the promise to publication` {
    typealias Visits = FieldVisitsWorld

    @Test(arguments: TestEngine.available)
    func `a dry run keeps figures alone, and shows the rules side by side`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine)
        #expect(await visits.organise("/trials").text.contains("so there is nothing to draw"))
        try await visits.everybodyWishes()
        #expect(await visits.organise("/trials").status == 303)
        let page = await visits.organised()
        #expect(page.text.contains("People with wishes: 3. Places: 4.") && page.text.contains("Most first choices"))
        let document: String = try await visits.world.read { try $0.rows("SELECT document FROM draw_trial")[0]["document"] }
        for name in ["ana", "Ana", "s-ana", "p-"] { #expect(!document.contains(name)) }
    }

    @Test(arguments: TestEngine.available)
    func `what was promised is public before wishes close, and the seed is not`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine)
        #expect(await visits.organise("", [("rule", "nothing")]).text.contains("Choose a rule."))
        #expect(await visits.organise("", [("rule", "greedy")]).status == 303)
        #expect(await visits.organise("", [("rule", "greedy")]).text.contains("Draw 1 is not published yet."))
        let (draw, seed) = try await visits.world.read { tx in
            let draw = try DrawStore(tx: tx).draws(of: Visits.edition)[0]
            return (draw, try DrawStore(tx: tx).seed(of: draw))
        }
        #expect(draw.commitment == Seed.fingerprint(Array(seed.utf8)) && seed.count > 40)
        let page = await visits.world.get("\(Visits.published)/1")
        #expect(page.status == 200 && page.text.contains(draw.commitment) && page.text.contains("Most first choices"))
        #expect(!page.text.contains(seed))
        #expect(!(await visits.organised("/1").text.contains(seed)))
        #expect(await visits.organise("/1/freezing").text.contains("Wishes are still open."))
    }

    @Test(arguments: TestEngine.available)
    func `the result is computed with the promised seed, and checks out`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine).solved()
        let draws = try await visits.draws()
        #expect(draws.map(\.state) == [.solved])
        let outcome = try #require(try await visits.outcome())
        #expect(outcome.result.profile.reduce(0, +) == 3 && outcome.instance.people.count == 3)
        #expect(outcome.instance.commitment == .sha256(draws[0].commitment))
        #expect(try await visits.places() == [])
        let page = await visits.organised("/1")
        #expect(page.text.contains("In the draw: 3. Without a place: 0.") && page.text.contains("Publish the result"))
        #expect(await visits.organise("/1/freezing").text.contains("frozen already"))
    }

    @Test(arguments: TestEngine.available)
    func `publication gives all places at once, and files that anybody can check`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine).published()
        let outcome = try #require(try await visits.outcome())
        #expect(try await visits.places().count == 3)
        #expect(try await visits.counted())
        let page = await visits.world.get("\(Visits.published)/1")
        #expect(page.text.contains(outcome.result.seed) && page.text.contains("instance.json"))
        let instance = await visits.world.get("\(Visits.published)/1/instance.json").bytes
        let result = await visits.world.get("\(Visits.published)/1/result.json").bytes
        #expect(DrawCommands.verify(instance, result).isGood)
        #expect(page.text.contains(Seed.fingerprint(instance)))
        for name in ["Ana", "ana", "d-city", "s-ana"] {
            #expect(!String(decoding: instance + result, as: UTF8.self).contains(name))
        }
        #expect(await visits.organise("/1/publication").text.contains("published already"))
        #expect(await visits.organise("/1/withdrawal", [("why", "Late")]).text.contains("published already"))
        #expect(await visits.world.get("\(Visits.published)/specification.md").text.hasPrefix("# The draw: specification"))
        #expect(await visits.world.get("\(Visits.published)/draw-check.py").text.contains("def "))
    }

    @Test(arguments: TestEngine.available)
    func `a departure with too few people is cancelled by a person, with a reason, and the draw computed again`(
        _ engine: TestEngine
    ) async throws {
        let visits = try await Visits(engine).solved()
        #expect(
            await visits.organise("/1/cancellations", [("departure", "V02-1"), ("reason", " ")]).text.contains("Write a reason"))
        #expect(
            await visits.organise("/1/cancellations", [("departure", "V09"), ("reason", "Storm")]).text.contains(
                "Choose a departure"))
        #expect(await visits.organise("/1/cancellations", [("departure", "V02-1"), ("reason", "Storm")]).status == 303)
        let outcome = try #require(try await visits.outcome())
        #expect(!outcome.places.contains { $0.departure == "V02-1" } && outcome.withoutPlace == 1)
        #expect(await visits.organise("/1/publication").status == 303)
        #expect(await visits.world.get("\(Visits.published)/1").text.contains("This departure is cancelled: Storm"))
        let cancelled: Int = try await visits.world.read {
            try $0.rows("SELECT count(*) AS n FROM departure WHERE cancelled_at IS NOT NULL AND id = \("V02-1")")[0]["n"]
        }
        #expect(cancelled == 1)
    }

    @Test(arguments: TestEngine.available)
    func `places that are not there undo the whole publication`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine).solved()
        let taken = visits.place("x", on: "V02-1", "s-cleo", "cleo")
        try await visits.world.write { try PlaceStore(tx: $0).give([taken], in: Visits.edition) }
        #expect(await visits.organise("/1/publication").status != 303)
        #expect(try await visits.places() == ["s-cleo V02-1"])
        #expect(try await visits.draws().map(\.state) == [.solved])
        #expect(try await visits.counted())
    }

    @Test(arguments: TestEngine.available)
    func `who left the seat since gets nothing, and a draw given up stays public with its reason`(
        _ engine: TestEngine
    ) async throws {
        let visits = try await Visits(engine).solved()
        try await visits.world.write { try $0.run("UPDATE seat SET person = NULL WHERE id = \("s-cleo")") }
        #expect(await visits.organise("/1/withdrawal").text.contains("Write a reason"))
        #expect(await visits.organise("/1/publication").status == 303)
        #expect(try await visits.places().allSatisfy { !$0.hasPrefix("s-cleo") })
        #expect(try await visits.counted())
        #expect(await visits.organise("", [("rule", "generous")]).status == 303)
        #expect(await visits.organise("/2/withdrawal", [("why", "Not needed any more")]).status == 303)
        #expect(await visits.world.get("\(Visits.published)/2").text.contains("Not needed any more"))
    }

    @Test(arguments: TestEngine.available)
    func `another draw takes places left and people without one, also those who came late`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine)
        try await visits.wish("ana", "V02")
        await visits.organise("", [("rule", "generous")])
        try await visits.wish("ben", "V02", "V01", later: 90_000)
        let later = visits.at(90_001)
        await later.organise("/1/freezing")
        #expect(try await later.outcome()?.instance.people.count == 1)
        await later.organise("/1/publication")
        #expect(try await later.places() == ["s-ana V02-1"])
        #expect(await later.organise("", [("rule", "lottery")]).status == 303)
        #expect(await later.organise("/2/freezing").status == 303)
        #expect(await later.organise("/2/publication").status == 303)
        let places = try await later.places()
        #expect(places.count == 2 && places.contains("s-ana V02-1") && places[1].hasPrefix("s-ben V01-"))
        #expect(try await later.counted())
        #expect(await later.world.get("\(Visits.published)/2").text.contains("Draw 1"))
    }
}
