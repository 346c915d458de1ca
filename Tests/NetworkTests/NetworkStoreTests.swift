// SPDX-License-Identifier: EUPL-1.2
import Database
import Formats
import Access
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Network

@Suite struct `The directory in the database` {
    @Test(arguments: TestEngine.available)
    func `columns a file does not have stay as they are`(engine: TestEngine) async throws {
        let world = try await World(engine)
        let before = try await world.read { try AuthorityStore(tx: $0).all() }
        let table = try Table(reading: AuthorityFile.write(before))
        let left = table.header.filter { !["other_names", "population_source", "member_since", "member_until"].contains($0) }
        var writer = CSVWriter(header: left)
        for row in table.rows { writer.add(left.map { row[$0] }) }
        let bytes = writer.bytes
        try await world.write { tx in
            let store = AuthorityStore(tx: tx)
            let facts = try store.importFacts()
            try store.keep(try facts.plan(AuthorityFile.read(bytes, known: facts.known)))
        }
        #expect(try await world.read { try AuthorityStore(tx: $0).all() } == before)
    }

    @Test(arguments: TestEngine.available)
    func `importing what was exported changes nothing and records nothing`(engine: TestEngine) async throws {
        let world = try await World(engine)
        let exported = try await world.read { AuthorityFile.write(try AuthorityStore(tx: $0).all()) }
        let plan = try await world.read { try AuthorityStore(tx: $0).importFacts().plan(AuthorityFile.read(exported)) }
        #expect(plan == AuthorityImportPlan(added: [], changed: [], unchanged: 4))
    }

    @Test(arguments: TestEngine.available)
    func `importing the real directory again changes nothing`(engine: TestEngine) async throws {
        let world = try await World(engine, isEmpty: true)
        let file = try #require(EmbeddedFile.named("Resources/Data/authorities.csv"))
        let authorities = try AuthorityFile.read([UInt8](file.data))
        #expect(authorities.count == 349)
        try await world.write { try AuthorityStore(tx: $0).keep(try AuthorityStore(tx: $0).importFacts().plan(authorities)) }
        let again = try await world.read { try AuthorityStore(tx: $0).importFacts().plan(authorities) }
        #expect(again == AuthorityImportPlan(added: [], changed: [], unchanged: 349))
    }

    @Test(arguments: TestEngine.available)
    func `a change is stored whole: names, membership, parent`(engine: TestEngine) async throws {
        let world = try await World(engine)
        var hill = try #require(try await world.read { try AuthorityStore(tx: $0).all() }.first { $0.id.value == "de-hill" })
        hill.otherNames = ["Colline", "Heuvel"]
        hill.parent = ID("fr-mountains")
        hill.place = nil
        hill.population = nil
        hill.membership = Membership(state: .no, evidence: "a letter", since: Day("2001-01-01"), until: Day("2020-12-31"))
        let changed = hill
        try await world.write { tx in
            let store = AuthorityStore(tx: tx)
            try store.keep(try store.importFacts().plan([AuthorityLine(line: 2, authority: changed)]))
        }
        let stored = try await world.read { try AuthorityStore(tx: $0).all() }.first { $0.id.value == "de-hill" }
        #expect(stored == hill)
    }

    @Test(arguments: TestEngine.available)
    func `filters leave out what they should`(engine: TestEngine) async throws {
        let world = try await World(engine)
        func ids(_ change: @Sendable (inout AuthorityFilter) -> Void) async throws -> [String] {
            var filter = AuthorityFilter()
            change(&filter)
            let chosen = filter
            return try await world.read { try AuthorityStore(tx: $0).list(chosen, among: nil).rows.map(\.id.value) }
        }
        #expect(try await ids { _ in } == ["fr-lakeside", "de-hill", "fr-lake-metro", "fr-mountains"])
        #expect(try await ids { $0.country = "DE" } == ["de-hill"])
        #expect(try await ids { $0.kind = .region } == ["fr-mountains"])
        #expect(try await ids { $0.member = .yes } == ["fr-lakeside"])
        #expect(try await ids { $0.forum = "FFSU" } == ["fr-lakeside"])
        #expect(
            try await ids {
                $0.country = "FR"; $0.member = .unknown
            } == ["fr-lake-metro", "fr-mountains"])
        #expect(try await ids { $0.order = .population } == ["fr-mountains", "fr-lake-metro", "fr-lakeside", "de-hill"])
        #expect(try await ids { $0.order = .country } == ["de-hill", "fr-lakeside", "fr-lake-metro", "fr-mountains"])
        // Beyond the end is the last page.
        let all = try await ids { _ in }
        #expect(try await ids { $0.page = 2 } == all)
        #expect(!all.isEmpty)
        // Countries stand in the order of the names the reader has for them.
        let order = try await world.read { tx in
            var filter = AuthorityFilter()
            filter.order = .country
            return try ["FR", "DE"].map { first in
                try AuthorityStore(tx: tx).list(filter, among: nil, countries: [first, first == "FR" ? "DE" : "FR"]).rows.first?
                    .country
            }
        }
        #expect(order == ["FR", "DE"])
    }

    @Test(arguments: TestEngine.available)
    func `who was a member until yesterday is none today, by the clock alone`(engine: TestEngine) async throws {
        let world = try await World(engine, isEmpty: true)
        let last = Day(world.now, in: .gmt)
        let text = AuthorityFile.columns.joined(separator: ",") + "\nx-a,A,A,BE,city,,,1,1,,yes,,,,,,\(last)\n"
        try await world.write { try World.take(text, in: $0) }
        func seen(_ now: Date) async throws -> (states: [Membership.State], members: Int, found: Int, dots: Bool, until: Date?) {
            let (value, seen) = try await world.database.reading(by: .public, at: now) { tx in
                let store = AuthorityStore(tx: tx)
                var members = AuthorityFilter()
                members.member = .yes
                return (
                    try store.list(AuthorityFilter(), among: nil).rows.map(\.membership.state)
                        + [try store.page(ID("x-a"))?.authority.membership.state].compactMap { $0 },
                    try store.figures().members, try store.list(members, among: nil).count,
                    try store.points(AuthorityFilter(), among: nil).contains(where: \.isMember)
                )
            }
            return (value.0, value.1, value.2, value.3, seen.until)
        }
        let midnight = try #require(last.adding(days: 1)).midnightUTC
        let today = try await seen(world.now)
        #expect(today.states == [.yes, .yes] && today.members == 1 && today.found == 1 && today.dots)
        #expect(today.until == midnight)
        let tomorrow = try await seen(midnight)
        #expect(tomorrow.states == [.no, .no] && tomorrow.members == 0 && tomorrow.found == 0 && !tomorrow.dots)
        #expect(tomorrow.until == nil)
    }

    @Test(arguments: TestEngine.available)
    func `an authority knows what contains it and what it contains`(engine: TestEngine) async throws {
        let world = try await World(engine)
        let metro = try #require(try await world.read { try AuthorityStore(tx: $0).page(ID("fr-lake-metro")) })
        #expect(metro.above.map(\.id.value) == ["fr-mountains"])
        #expect(metro.below.map(\.id.value) == ["fr-lakeside"])
        let city = try #require(try await world.read { try AuthorityStore(tx: $0).page(ID("fr-lakeside")) })
        #expect(city.above.map(\.id.value) == ["fr-lake-metro", "fr-mountains"])
        #expect(try await world.read { try AuthorityStore(tx: $0).page(ID("nowhere")) } == nil)
    }

    @Test(arguments: TestEngine.available)
    func `results of a search keep their order past the tenth`(engine: TestEngine) async throws {
        let world = try await World(engine, isEmpty: true)
        let lines = (0..<30).map { "x-\($0),Name \($0),Name \($0),BE,city,,,,,,unknown,,,," }
        let text = AuthorityFile.columns.dropLast(2).joined(separator: ",") + "\n" + lines.joined(separator: "\n") + "\n"
        try await world.write { try World.take(text, in: $0) }
        let wanted = (0..<30).reversed().map { ID<Authority>("x-\($0)") }
        let rows = try await world.read { try AuthorityStore(tx: $0).list(AuthorityFilter(), among: wanted).rows }
        #expect(rows.map(\.id) == wanted)
    }

    @Test(arguments: TestEngine.available)
    func `institutions are kept, and kept again without a change`(engine: TestEngine) async throws {
        let world = try await World(engine, isEmpty: true)
        let file = try #require(EmbeddedFile.named("Resources/Data/institutions.csv"))
        let institutions = try InstitutionFile.read([UInt8](file.data))
        let first = try await world.write { try InstitutionStore(tx: $0).keep(institutions) }
        let second = try await world.write { try InstitutionStore(tx: $0).keep(institutions) }
        #expect(first == (55, 0, 0))
        #expect(second == (0, 0, 55))
        let exported = try await world.read { InstitutionFile.write(try InstitutionStore(tx: $0).all()) }
        #expect(try InstitutionFile.read(exported) == institutions.sorted { $0.id < $1.id })
    }
}
