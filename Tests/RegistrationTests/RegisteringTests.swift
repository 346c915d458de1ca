// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Seats are taken, named, swapped and given back` {
    @Test(arguments: TestEngine.available)
    func `seats are numbered and counted, and the delegation has reserved`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        let seats = try await world.do {
            try $0.reserve([.elected: 1, .officer: 2], for: RegistrationWorld.city, ids: ["a", "b", "c"])
        }
        #expect(seats.map(\.number) == [1, 2, 3])
        #expect(seats.map(\.kind) == [.elected, .officer, .officer])
        #expect(try await world.facts().delegation.state == .reserved)
        let quotas = try await world.world.read {
            try RegistrationStore(tx: $0).quotas(of: RegistrationWorld.edition, [.edition, .delegation(RegistrationWorld.city)])
        }
        #expect(
            quotas == [
                .edition: Quota(places: 6, taken: 3), .delegation(RegistrationWorld.city): Quota(places: 4, taken: 3),
            ])
    }

    @Test(arguments: TestEngine.available)
    func `more than a delegation's own places are refused whole`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        await #expect(throws: RegistrationRefusal.delegationFull(limit: 4, left: 4)) { try await world.reserve(5) }
        #expect(try await world.facts().seats.isEmpty)
        #expect(try await world.counts().allSatisfy { $0.kept == 0 && $0.counted == 0 })
    }

    @Test(arguments: TestEngine.available)
    func `the places of the edition are never oversold`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        try await world.reserve(4)
        await #expect(throws: RegistrationRefusal.full(left: 2)) {
            try await world.reserve(3, for: RegistrationWorld.hill)
        }
        try await world.reserve(2, for: RegistrationWorld.hill)
        await #expect(throws: RegistrationRefusal.full(left: 0)) {
            try await world.reserve(1, for: RegistrationWorld.hill, "b")
        }
    }

    @Test(arguments: TestEngine.available)
    func `a kind of actor has places of its own`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        try await world.do { try RegistrationStore(tx: $0.tx).set(1, for: .kind(.young), of: RegistrationWorld.edition) }
        try await world.reserve(1, .young)
        await #expect(throws: RegistrationRefusal.kindFull(.young, left: 0)) {
            try await world.reserve(1, .young, for: RegistrationWorld.hill)
        }
        try await world.reserve(1, .officer, for: RegistrationWorld.hill)
    }

    @Test(arguments: TestEngine.available)
    func `nothing is taken before it opens and after it closes`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        await #expect(throws: RegistrationRefusal.notOpen) { try await world.at(-2 * 86_400).reserve(1) }
        await #expect(throws: RegistrationRefusal.closed) { try await world.at(31 * 86_400).reserve(1) }
    }

    @Test(arguments: TestEngine.available)
    func `who held a seat stays in its history`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        let seat = try await world.reserve(1)[0].id
        try await world.person("anna", "Anna")
        try await world.person("bruno", "Bruno")
        try await world.do { try $0.name(seat, "anna", of: RegistrationWorld.city) }
        try await world.at(60).do { try $0.name(seat, "bruno", of: RegistrationWorld.city) }
        let holders = try await world.world.read { try SeatStore(tx: $0).holders(of: RegistrationWorld.city)[seat] }
        let now = world.world.now
        #expect(
            holders == [
                SeatHolder(person: "anna", since: now, until: now + 60), SeatHolder(person: "bruno", since: now + 60, until: nil),
            ])
        #expect(try await world.acts().suffix(1) == ["seat.swapped"])
    }

    @Test(arguments: TestEngine.available)
    func `nobody holds two seats of an edition`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        let (first, second) = (try await world.reserve(2), try await world.reserve(1, for: RegistrationWorld.hill))
        try await world.person("anna", "Anna")
        try await world.do { try $0.name(first[0].id, "anna", of: RegistrationWorld.city) }
        await #expect(throws: RegistrationRefusal.alreadySeated) {
            try await world.do { try $0.name(first[1].id, "anna", of: RegistrationWorld.city) }
        }
        await #expect(throws: RegistrationRefusal.alreadySeated) {
            try await world.do { try $0.name(second[0].id, "anna", of: RegistrationWorld.hill) }
        }
        try await world.do { try $0.giveBack(first[0].id, of: RegistrationWorld.city) }
        try await world.do { try $0.name(second[0].id, "anna", of: RegistrationWorld.hill) }
    }

    @Test(arguments: TestEngine.available)
    func `a delegation confirms, and withdraws with the last seat it gives back`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        await #expect(throws: RegistrationRefusal.nothingReserved) {
            try await world.do { try $0.confirm(RegistrationWorld.city) }
        }
        let seat = try await world.reserve(1)[0].id
        try await world.do { try $0.confirm(RegistrationWorld.city) }
        #expect(try await world.facts().delegation.state == .confirmed)
        try await world.do { try $0.giveBack(seat, of: RegistrationWorld.city) }
        #expect(try await world.facts().delegation.state == .withdrawn)
        try await world.reserve(1, for: RegistrationWorld.city, "again")
        #expect(try await world.facts().delegation.state == .reserved)
        #expect(try await world.facts().seats.map(\.number) == [2])
    }

    @Test(arguments: TestEngine.available)
    func `withdrawing gives all seats back`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        try await world.reserve(3)
        try await world.do { try $0.withdraw(RegistrationWorld.city) }
        #expect(try await world.facts().seats.isEmpty)
        #expect(try await world.counts().allSatisfy { $0.kept == 0 && $0.counted == 0 })
        await #expect(throws: RegistrationRefusal.withdrawn) {
            try await world.do { try $0.withdraw(RegistrationWorld.city) }
        }
    }

    @Test(arguments: TestEngine.available)
    func `places are never set below what is taken`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        try await world.reserve(3)
        await #expect(throws: RegistrationRefusal.belowTaken(3)) {
            try await world.do { try RegistrationStore(tx: $0.tx).set(2, for: .edition, of: RegistrationWorld.edition) }
        }
        // A scope that had no number begins with what is taken already.
        await #expect(throws: RegistrationRefusal.belowTaken(3)) {
            try await world.do { try RegistrationStore(tx: $0.tx).set(2, for: .kind(.officer), of: RegistrationWorld.edition) }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a moved edition asks those who had confirmed`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        try await world.reserve(1)
        try await world.do { try $0.confirm(RegistrationWorld.city) }
        try await world.world.write { tx in
            let edition = try #require(try EditionStore(tx: tx).all().first { $0.edition.id == RegistrationWorld.edition })
                .edition
            try RegistrationActs.editionMoved(edition, days: 7, tx)
        }
        let facts = try await world.facts()
        #expect(facts.delegation.state == .reserved)
        #expect(facts.delegation.askedAgainAt == world.world.now)
        #expect(facts.seats.count == 1)
    }
}
