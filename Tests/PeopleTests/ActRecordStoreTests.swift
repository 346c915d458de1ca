// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import TestKit
import Testing
import Vocabulary

@Suite struct `Reading the record of acts` {
    /// Five acts: of the command line, of Anna as secretariat, and of Bert at the desk, a day apart each.
    private func world(_ engine: TestEngine) async throws -> World {
        let world = try await World(engine, isEmpty: true)
        let anna = Actor.signedIn("anna", .secretariat), bert = Actor.signedIn("bert", .registrationDesk)
        let acts: [(Actor, String, [Noun])] = [
            (.commandLine, "edition.added", ["edition:lake", "editions"]), (anna, "person.added", ["person:x", "persons"]),
            (bert, "person.read", ["person:x", "person:anna"]), (bert, "personnel.changed", ["personnel"]),
            (anna, "person.changed", ["person:bert", "persons"]),
        ]
        for (day, act) in acts.enumerated() {
            try await world.database.write(by: act.0, at: world.now + Double(day) * 86_400) { tx in
                try tx.run("SELECT 1")
                tx.record(act.1, act.2)
            }
        }
        return world
    }

    private func numbers(_ world: World, _ change: @escaping @Sendable (inout ActFilter) -> Void) async throws -> [Int] {
        try await world.read { tx in
            var filter = ActFilter()
            change(&filter)
            let record = ActRecord(tx: tx)
            let numbers = try record.page(filter).acts.map(\.number)
            #expect(try record.count(filter) == numbers.count)
            #expect(try record.all(filter, most: 100) == record.page(filter).acts)
            return numbers
        }
    }

    @Test(arguments: TestEngine.available)
    func `acts come as they were recorded, the newest first`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let (acts, verbs) = try await world.read { (try ActRecord(tx: $0).page(ActFilter()).acts, try ActRecord(tx: $0).verbs()) }
        #expect(acts.map(\.number) == [5, 4, 3, 2, 1])
        #expect(acts[2].verb == "person.read")
        #expect(acts[2].nouns == ["person:anna", "person:x"])
        #expect(acts[2].role == .registrationDesk)
        #expect(acts[2].person == "bert")
        #expect(acts[2].at == world.now + 2 * 86_400)
        #expect(acts[4].actor == .commandLine)
        #expect(verbs == ["edition.added", "person.added", "person.changed", "person.read", "personnel.changed"])
        #expect(try await world.read { try ActRecord(tx: $0).act(3) } == acts[2])
        #expect(try await world.read { try ActRecord(tx: $0).act(6) } == nil)
    }

    @Test(arguments: TestEngine.available)
    func `each part of a filter leaves out what it should`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let now = world.now
        #expect(try await numbers(world) { $0.verb = "person" } == [5, 3, 2])
        #expect(try await numbers(world) { $0.verb = "person.read" } == [3])
        #expect(try await numbers(world) { $0.verb = "nothing" } == [])
        #expect(try await numbers(world) { $0.without = ["person.read", "edition.added"] } == [5, 4, 2])
        #expect(try await numbers(world) { $0.nouns = ["person:x"] } == [3, 2])
        #expect(try await numbers(world) { $0.nouns = ["person:x", "person:anna", "editions"] } == [3, 2, 1])
        #expect(try await numbers(world) { $0.persons = ["bert"] } == [4, 3])
        #expect(try await numbers(world) { $0.persons = [] } == [])
        #expect(try await numbers(world) { $0.role = .secretariat } == [5, 2])
        #expect(try await numbers(world) { $0.from = now + 86_400 } == [5, 4, 3, 2])
        #expect(try await numbers(world) { $0.until = now + 86_400 } == [1])
        #expect(try await numbers(world) { $0.concerning = .init(persons: ["anna"], nouns: ["person:anna"]) } == [5, 3, 2])
        #expect(
            try await numbers(world) {
                $0.verb = "person"
                $0.role = .secretariat
                $0.nouns = ["persons"]
                $0.before = 5
            } == [2])
    }

    @Test(arguments: TestEngine.available)
    func `pages follow one another without a gap`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let pages = try await world.read { tx in
            let record = ActRecord(tx: tx)
            var filter = ActFilter()
            let first = try record.page(filter, most: 2)
            filter.before = first.acts.last?.number
            let second = try record.page(filter, most: 2)
            filter.before = second.acts.last?.number
            return [first, second, try record.page(filter, most: 2)].map { ($0.acts.map(\.number), $0.hasMore) }
        }
        #expect(pages.map(\.0) == [[5, 4], [3, 2], [1]])
        #expect(pages.map(\.1) == [true, true, false])
    }

    @Test(arguments: TestEngine.available)
    func `a reading is known for as long as it counts, by actor, verb and noun`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let bert = Actor.signedIn("bert", .registrationDesk)
        func fresh(_ actor: Actor, _ verb: String, since: Double) async throws -> [Noun] {
            try await world.database.read(by: actor, at: world.now) {
                try $0.unrecorded(verb, about: ["person:x", "person:y"], since: world.now + since)
            }
        }
        #expect(try await fresh(bert, "person.read", since: 0) == ["person:y"])
        #expect(try await fresh(bert, "person.read", since: 2 * 86_400) == ["person:x", "person:y"])
        #expect(try await fresh(bert, "person.changed", since: 0) == ["person:x", "person:y"])
        #expect(try await fresh(.signedIn("anna"), "person.read", since: 0) == ["person:x", "person:y"])
        #expect(try await fresh(.commandLine, "person.read", since: 0) == ["person:x", "person:y"])
    }
}
