// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Whoever waits is offered what is given back` {
    /// An edition whose six places are taken: four by the city, two by the hill.
    private func full(_ engine: TestEngine) async throws -> (RegistrationWorld, city: [Seat], hill: [Seat]) {
        let world = try await RegistrationWorld(engine)
        return (world, try await world.reserve(4), try await world.reserve(2, for: RegistrationWorld.hill))
    }

    private func wait(_ world: RegistrationWorld, _ entry: ID<Waiting>, _ id: ID<Delegation> = RegistrationWorld.hill)
        async throws
    {
        try await world.do { try $0.wait(.officer, for: id, entry: entry) }
    }

    @Test(arguments: TestEngine.available)
    func `nobody waits while places are free`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine)
        await #expect(throws: RegistrationRefusal.placesFree) { try await wait(world, "w") }
    }

    @Test(arguments: TestEngine.available)
    func `whoever has used up its own places does not wait for those of others`(_ engine: TestEngine) async throws {
        let (world, _, _) = try await full(engine)
        await #expect(throws: RegistrationRefusal.delegationFull(limit: 4, left: 0)) {
            try await wait(world, "w", RegistrationWorld.city)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a seat given back is held for who is first, and for nobody else`(_ engine: TestEngine) async throws {
        let (world, city, _) = try await full(engine)
        try await wait(world, "first")
        try await wait(world, "second", RegistrationWorld.alone)
        try await world.do { try $0.giveBack(city[0].id, of: RegistrationWorld.city) }
        #expect(try await world.waiting().map(\.state) == [.offered, .waiting])
        await #expect(throws: RegistrationRefusal.full(left: 0)) { try await world.reserve(1, for: RegistrationWorld.city, "b") }
        let seat = try await world.do { try $0.accept("first", of: RegistrationWorld.hill, seat: "new") }
        #expect(seat.number == 3)
        #expect(try await world.counts().allSatisfy { $0.kept == $0.counted })
    }

    @Test(arguments: TestEngine.available)
    func `an offer ends by the clock and goes to the next`(_ engine: TestEngine) async throws {
        let (world, city, _) = try await full(engine)
        try await wait(world, "first")
        try await wait(world, "second", RegistrationWorld.alone)
        try await world.do { try $0.giveBack(city[0].id, of: RegistrationWorld.city) }
        let later = world.at(48 * 3_600)
        await #expect(throws: RegistrationRefusal.offerOver) {
            try await later.do { try $0.accept("first", of: RegistrationWorld.hill, seat: "late") }
        }
        try await later.do { _ = try $0.endOffers() }
        #expect(try await later.waiting().map(\.id) == ["second"])
        #expect(try await later.waiting().map(\.state) == [.offered])
    }

    @Test(arguments: TestEngine.available)
    func `an offer that is over is no reason to say no to others`(_ engine: TestEngine) async throws {
        let (world, city, _) = try await full(engine)
        try await wait(world, "first")
        try await world.do { try $0.giveBack(city[0].id, of: RegistrationWorld.city) }
        let later = world.at(48 * 3_600 + 1)
        try await later.reserve(1, for: RegistrationWorld.city, "b")
        #expect(try await later.waiting().isEmpty)
        #expect(try await later.counts().allSatisfy { $0.kept == $0.counted })
    }

    @Test(arguments: TestEngine.available)
    func `declining and leaving let the next one in`(_ engine: TestEngine) async throws {
        let (world, city, _) = try await full(engine)
        for (name, id) in [
            ("first", RegistrationWorld.hill), ("second", RegistrationWorld.alone), ("third", RegistrationWorld.alone),
        ] {
            try await wait(world, ID(name), id)
        }
        try await world.do { try $0.leave("second", of: RegistrationWorld.alone) }
        try await world.do { try $0.giveBack(city[0].id, of: RegistrationWorld.city) }
        try await world.do { try $0.leave("first", of: RegistrationWorld.hill) }
        #expect(try await world.waiting().map(\.id) == ["third"])
        #expect(try await world.waiting().map(\.state) == [.offered])
        await #expect(throws: RegistrationRefusal.notWaiting) {
            try await world.do { try $0.leave("first", of: RegistrationWorld.hill) }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a seat granted above the quota feeds nobody when it is given back`(_ engine: TestEngine) async throws {
        let (world, _, _) = try await full(engine)
        let seat = try await world.do { try $0.grant(.speaker, for: RegistrationWorld.city, seat: "above") }
        #expect(seat.isAboveQuota)
        try await wait(world, "first")
        try await world.do { try $0.giveBack("above", of: RegistrationWorld.city) }
        #expect(try await world.waiting().map(\.state) == [.waiting])
        #expect(try await world.counts().allSatisfy { $0.kept == $0.counted })
    }

    @Test(arguments: TestEngine.available)
    func `more places go to those who wait first`(_ engine: TestEngine) async throws {
        let (world, _, _) = try await full(engine)
        try await wait(world, "first")
        try await world.do {
            try RegistrationStore(tx: $0.tx).set(7, for: .edition, of: RegistrationWorld.edition)
            try $0.offerWhatIsFree()
        }
        #expect(try await world.waiting().map(\.state) == [.offered])
    }

    @Test(arguments: TestEngine.available)
    func `every offer ends by itself, also the last one with nobody behind it`(_ engine: TestEngine) async throws {
        let (world, city, _) = try await full(engine)
        try await wait(world, "first")
        try await wait(world, "second", RegistrationWorld.alone)
        try await world.do { try $0.giveBack(city[0].id, of: RegistrationWorld.city) }
        let later = world.at(3_600)
        try await later.do { try $0.giveBack(city[1].id, of: RegistrationWorld.city) }
        func due() async throws -> Int? {
            try await world.world.read {
                try $0.first("SELECT due FROM timer WHERE kind = \(RegistrationTimers.offers)")?["due"]
            }
        }
        let (first, second) = (world.at(48 * 3_600), later.at(48 * 3_600))
        #expect(try await due() == first.world.now.milliseconds)
        try await first.do { _ = try $0.endOffers() }
        #expect(try await due() == second.world.now.milliseconds)
        try await second.do { _ = try $0.endOffers() }
        #expect(try await second.waiting().isEmpty)
        #expect(try await second.counts().map(\.kept).max() == 4)
    }

    @Test(arguments: TestEngine.available)
    func `a neighbour cannot take what is held for another`(_ engine: TestEngine) async throws {
        let (world, city, _) = try await full(engine)
        try await wait(world, "first")
        try await world.do { try $0.giveBack(city[0].id, of: RegistrationWorld.city) }
        await #expect(throws: (any Error).self) {
            try await world.do { try $0.accept("first", of: RegistrationWorld.alone, seat: "theft") }
        }
        #expect(try await world.waiting().map(\.state) == [.offered])
    }

    @Test(arguments: TestEngine.available)
    func `nobody waits for more than their own number, and what is offered is counted once`(_ engine: TestEngine) async throws {
        let (world, city, _) = try await full(engine)
        try await wait(world, "first")
        try await wait(world, "second")
        await #expect(throws: RegistrationRefusal.waitingFull(limit: 4)) { try await wait(world, "third") }
        try await world.do { try $0.giveBack(city[0].id, of: RegistrationWorld.city) }
        await #expect(throws: RegistrationRefusal.waitingFull(limit: 4)) { try await wait(world, "third") }
        try await world.do { try $0.leave("second", of: RegistrationWorld.hill) }
        try await wait(world, "third")
        #expect(try await world.waiting().map(\.id) == ["first", "third"])
    }

    @Test(arguments: TestEngine.available)
    func `whose own number is full is told that, and no place in the queue`(_ engine: TestEngine) async throws {
        let (world, _, _) = try await full(engine)
        try await wait(world, "first")
        let page = "\(Asking.base)/\(RegistrationWorld.hill)"
        let organiser = world.world.as(Asking.ownSecretariat)
        #expect(await organiser.get(page).text.contains("number 1 in the queue"))
        try await world.do { try RegistrationStore(tx: $0.tx).set(2, for: .delegation(RegistrationWorld.hill), of: $0.edition) }
        let told = await organiser.get(page).text
        #expect(told.contains("All 2 seats your delegation can have are taken or held for it."))
        #expect(!told.contains("number 1 in the queue"))
    }

    /// Whatever is done in whatever order, what is counted on is what is there, and never more than there are places.
    @Test(arguments: TestEngine.available, [1, 2, 3] as [UInt64])
    func `counts stay true through acts at random`(_ engine: TestEngine, _ seed: UInt64) async throws {
        let world = try await RegistrationWorld(engine, places: 5, delegationPlaces: 3)
        try await world.do { try RegistrationStore(tx: $0.tx).set(2, for: .kind(.elected), of: RegistrationWorld.edition) }
        var dice = SeededDice(state: seed)
        let all = [RegistrationWorld.city, RegistrationWorld.hill, RegistrationWorld.alone]
        for turn in 0..<120 {
            let (id, choice, kind) = (
                all[Int.random(in: 0..<3, using: &dice)], Int.random(in: 0..<8, using: &dice),
                [ActorKind.elected, .officer][Int.random(in: 0..<2, using: &dice)]
            )
            let now = world.at(Double(turn) * 7 * 3_600)
            let (seats, open) = (try await now.facts(id).seats, try await now.waiting().filter { $0.delegation == id })
            let place = Int.random(in: 0..<7, using: &dice)
            try? await now.do { registering in
                switch choice {
                case 0, 1: try registering.reserve([kind: 1 + place % 2], for: id, ids: [ID("s\(turn)"), ID("t\(turn)")])
                case 2: try registering.grant(kind, for: id, seat: ID("g\(turn)"))
                case 3: if !seats.isEmpty { try registering.giveBack(seats[place % seats.count].id, of: id) }
                case 4: if !seats.isEmpty { try registering.change(seats[place % seats.count].id, to: kind, of: id) }
                case 5: try registering.wait(kind, for: id, entry: ID("w\(turn)"))
                case 6: if let one = open.first { try registering.accept(one.id, of: id, seat: ID("a\(turn)")) }
                default:
                    if place == 0 {
                        try registering.withdraw(id)
                    } else if let one = open.last {
                        try registering.leave(one.id, of: id)
                    }
                }
            }
            #expect(try await now.counts().allSatisfy { $0.kept == $0.counted }, "turn \(turn)")
        }
    }
}
