// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Outbox
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Figures are counted from what happened` {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private static let history = FigureHistory(
        seats: [
            .init(
                taken: start, back: start + 200, kind: "officer", country: "FR", authority: "fr-a",
                names: [start + 50..<start + 100]),
            .init(
                taken: start + 10, back: nil, kind: "elected", country: "FR", authority: "fr-a",
                names: [start + 20..<(.distantFuture)]),
            .init(taken: start + 100, back: nil, kind: "officer", country: "", authority: nil),
        ],
        waiting: [.init(since: start + 5, until: start + 150, kind: "officer")],
        confirmed: [.init(at: start + 60, country: "FR")])

    private func whole(_ seconds: TimeInterval) -> [Int] {
        let counts = Self.history.counts(before: Self.start + seconds)
        return RegistrationFigure.allCases.map { counts[FigureKey(figure: $0)] ?? -1 }
    }

    @Test func `each moment has what was held, named, confirmed and waited for then`() {
        #expect(whole(0) == [0, 0, 0, 0, 0])
        #expect(whole(1) == [1, 0, 0, 1, 0])
        #expect(whole(30) == [2, 1, 0, 1, 1])
        #expect(whole(70) == [2, 2, 1, 1, 1])
        #expect(whole(101) == [3, 1, 1, 1, 1])
        #expect(whole(201) == [2, 1, 1, 1, 0])
    }

    @Test func `groups add up to the whole`() {
        let counts = Self.history.counts(before: Self.start + 101)
        func sum(_ breakdown: FigureBreakdown) -> Int {
            counts.filter { $0.key.figure == .registered && $0.key.breakdown == breakdown }.values.reduce(0, +)
        }
        let sums = FigureBreakdown.allCases.map(sum)
        #expect(sums == [3, 3, 3, 2])
        #expect(counts[FigureKey(figure: .registered, breakdown: .country, name: "FR")] == 2)
        #expect(counts[FigureKey(figure: .named, breakdown: .authority, name: "fr-a")] == nil)
    }

    @Test(arguments: [
        ([("a", 9), ("b", 5)], [("a", 9), ("b", 5)], nil as Int?),
        ([("a", 9), ("b", 4)], [], 13), ([("a", 9), ("b", 4), ("c", 3)], [("a", 9)], 7),
        ([("a", 9), ("b", 8), ("c", 4)], [("a", 9)], 12), ([("a", 9), ("b", 2), ("c", 2)], [], 13), ([("a", 0)], [], nil),
        ([], [], nil),
    ])
    func `what is published breaks down no group under five`(
        _ all: [(String, Int)], _ shown: [(String, Int)], _ others: Int?
    ) {
        let told = PublishedGroups(all.map { (name: $0.0, value: $0.1) })
        #expect(told.groups.map(\.name) == shown.map(\.0))
        #expect(told.others == others)
    }
}

@Suite struct `Figures are kept at the end of each day` {
    private static let edition = RegistrationWorld.edition

    private func kept(_ world: World) async throws -> [FigureSnapshot] {
        try await world.read { tx in
            try tx.rows(
                "SELECT edition, day, figure, breakdown, name, value, late, invented FROM figure_snapshot ORDER BY day, figure, breakdown, name"
            )
            .compactMap(FigureStore.snapshot)
        }
    }

    private func follow(_ world: World) async throws { try await world.write { try FigureKeeping.follow(Self.edition, $0) } }

    private func registered(_ all: [FigureSnapshot]) -> [Int] {
        all.filter { $0.key == FigureKey(figure: .registered) }.map(\.value)
    }

    @Test(arguments: TestEngine.available)
    func `a timer that is late keeps the same numbers as one that is not`(_ engine: TestEngine) async throws {
        var everyDay: [[FigureKey: Int]] = []
        for isLate in [false, true] {
            let first = try await RegistrationWorld(engine, places: nil)
            try await first.reserve(3)
            try await first.person("anna", "Anna")
            let seats = try await first.facts().seats
            for day in 1...4 {
                let then = first.at(Double(day) * 86_400)
                if !isLate { try await follow(then.world) }
                if day == 1 { try await then.do { try $0.name(seats[0].id, "anna", of: RegistrationWorld.city) } }
                if day == 2 { try await then.do { try $0.giveBack(seats[1].id, of: RegistrationWorld.city) } }
                if day == 3 { try await then.reserve(2, .elected, for: RegistrationWorld.hill) }
            }
            let end = first.at(5 * 86_400)
            try await follow(end.world)
            let all = try await kept(end.world)
            #expect(registered(all) == [3, 3, 2, 4, 4])
            #expect(all.contains { $0.isLate } == isLate)
            everyDay.append(Dictionary(grouping: all, by: \.key).mapValues { $0.map(\.value).reduce(0, +) })
        }
        #expect(everyDay[0] == everyDay[1])
    }

    @Test(arguments: TestEngine.available)
    func `keeping goes on by itself until the edition is over, and keeps no day twice`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world
        try await registration.reserve(1)
        func due() async throws -> [Int] {
            try await world.read { tx in
                try tx.rows("SELECT due FROM timer WHERE kind = 'registration.figures'").map { $0["due"] }
            }
        }
        try await world.write { try FigureKeeping.begin(Self.edition, $0) }
        try await world.write { try FigureKeeping.begin(Self.edition, $0) }
        #expect(try await due() == [world.now.milliseconds])
        let later = registration.at(2 * 86_400).world
        try await follow(later)
        let first = try await kept(later)
        #expect(registered(first) == [1, 1])
        #expect(try await due().allSatisfy { $0 > later.now.milliseconds })
        try await follow(later)
        #expect(try await kept(later) == first)
        try await world.write { try OutboxStore(tx: $0).unschedule("registration.figures", about: Self.edition.value) }
        try await follow(registration.at(500 * 86_400).world)
        #expect(try await due().isEmpty == false)
        try await world.write { try OutboxStore(tx: $0).unschedule("registration.figures", about: Self.edition.value) }
        try await follow(registration.at(501 * 86_400).world)
        #expect(try await due().isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `the page shows figures with what they mean, and lines of two editions`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine, places: nil)
        let path = "\(Asking.base)/figures"
        try await registration.reserve(2)
        try await registration.world.write { tx in
            try RegistrationStore(tx: tx).keep(RegistrationSettings(), of: "lakeside-2024")
            let day = try #require(Day("2024-02-01"))
            try FigureStore(tx: tx).keep([
                FigureSnapshot(edition: "lakeside-2024", day: day, key: FigureKey(figure: .registered), value: 7, isLate: false)
            ])
        }
        let later = registration.at(3 * 86_400).world
        try await follow(later)
        let page = await later.as(Asking.desk).get(path)
        #expect(page.status == 200)
        #expect(page.text.contains("Seats that are taken and not given back, with or without a name."))
        #expect(page.text.contains("class=\"s1\""))
        #expect(page.text.contains("class=\"s2\""))
        #expect(page.text.contains("by=country&amp;name=FR"))
        let french = await later.as(Asking.desk).get("\(path)?by=country&name=FR")
        #expect(french.text.contains("Over time: France"))
        #expect(await later.as(Asking.desk).get("\(path)?by=nothing&name=%3Cb%3E").status == 200)
        for other in [later, later.as(Asking.coordinator), later.as(Asking.otherSecretariat)] {
            #expect(await other.get(path).status == 404)
        }
        let one = await later.as(Asking.desk).get(path).statements
        try await registration.reserve(3, for: RegistrationWorld.hill)
        #expect(await later.as(Asking.desk).get(path).statements == one)
    }

    @Test(arguments: TestEngine.available)
    func `programs read the same, with a token that may`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        try await registration.reserve(2)
        let later = registration.at(2 * 86_400).world
        try await follow(later)
        let path = "/api/v1/registration-figures"
        let reader = later.as(Asking.secretariat)
        let list = await reader.get("\(path)?figure=registered&breakdown=all")
        #expect(list.status == 200)
        #expect(list.text.contains("\"count\":2"))
        let id = try #require(list.part(from: "\"id\":\"", to: "\""))
        let one = await reader.get("\(path)/\(id)")
        #expect(one.text.contains("\"value\":2"))
        let french = try #require(
            await reader.get("\(path)?breakdown=country&name=FR&figure=registered").part(from: "\"id\":\"", to: "\""))
        #expect(await reader.get("\(path)/\(french)").status == 200)
        #expect(await reader.get("\(path)/hill-2027:2027-01-01:nothing-all").status == 404)
        #expect(await reader.get("\(path)?figure=heads").status == 422)
        for other in [later, later.as(Asking.ownSecretariat), later.as(Asking.coordinator)] {
            #expect(await other.get(path).status == 404)
        }
    }
}
