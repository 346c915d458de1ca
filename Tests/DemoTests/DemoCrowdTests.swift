// SPDX-License-Identifier: EUPL-1.2
import Demo
import Foundation
import Testing
import Vocabulary

@Suite struct `An invented crowd` {
    let crowd = DemoRequests.crowd

    @Test func `has seven hundred people with a seat, sixty seats without a name and three open offers`() {
        let counts = DemoCounts(crowd)
        let sums: [Int] = [counts.named, counts.unnamed, counts.openOffers, crowd.delegations.count, crowd.capacity]
        #expect(sums == [700, 60, 3, 140, 763])
        #expect((12...20).contains(counts.waiting))
        #expect(counts.kinds.count == DemoActor.allCases.count)
        #expect(Set(crowd.delegations.map(\.authority.country)).count == 27)
        #expect(counts.delegations.values.reduce(0, +) == 140 && counts.delegations.count == DemoDelegation.State.allCases.count)
    }

    @Test(arguments: [(100, 1), (700, 1989), (700, 2), (700, 3), (700, 4), (700, 5), (7_000, 1989)])
    func `does only what the rules of registration allow`(people: Int, seed: UInt64) {
        let crowd = DemoCrowd.made(DemoRequests.request(people, seed: seed))
        let replay = DemoReplay(crowd)
        #expect(replay.faults == [])
        #expect(crowd.delegations.indices.map { replay.states[$0] } == crowd.delegations.map(\.state))
        #expect(replay.met == Set(crowd.persons.indices))
    }

    @Test(arguments: [(700, 2), (700, 3), (700, 4), (700, 5), (700, 6), (7_000, 1989)])
    func `comes out as asked whatever the seed`(people: Int, seed: UInt64) {
        let counts = DemoCounts(DemoCrowd.made(DemoRequests.request(people, seed: seed)))
        let sums: [Int] = [counts.named, counts.unnamed, counts.openOffers]
        #expect(sums == [people, people * 60 / 700, people * 3 / 700])
        #expect((people * 12 / 700...people * 20 / 700).contains(counts.waiting))
    }

    @Test func `is the same for the same seed, another for another`() {
        #expect(DemoCrowd.made(DemoRequests.request(100)) == DemoCrowd.made(DemoRequests.request(100)))
        #expect(DemoCrowd.made(DemoRequests.request(100)) != DemoCrowd.made(DemoRequests.request(100, seed: 7)))
    }

    @Test func `does not depend on the order of the authorities`() {
        let asked = DemoRequests.request(100)
        let turned = DemoRequest(
            authorities: asked.authorities.reversed(), firstDay: asked.firstDay, zone: asked.zone, people: 100, now: asked.now)
        #expect(DemoCrowd.made(asked) == DemoCrowd.made(turned))
    }

    @Test func `has a history: slow, faster before the early price ends, full at last`() {
        var seats: [Double] = []
        let (first, last) = (crowd.events[0].at, DemoRequests.now)
        for event in crowd.events {
            let share = event.at.timeIntervalSince(first) / last.timeIntervalSince(first)
            if case .reserved(_, let range) = event.what { seats += range.map { _ in share } }
            if case .registered = event.what { seats.append(share) }
        }
        func between(_ from: Double, _ to: Double) -> Int { seats.count { (from..<to).contains($0) } }
        #expect(between(0, 0.2) < between(0.2, 0.4))
        #expect(between(0.42, 0.52) > between(0.52, 0.62))
        #expect(between(0.7, 0.82) > between(0.56, 0.68))
    }

    @Test func `reaches delegations by every kind of event`() {
        let kinds = Set(crowd.events.map { "\($0.what)".prefix { $0 != "(" } })
        #expect(
            kinds == [
                "accepted", "applied", "approved", "confirmed", "expired", "gaveBack", "invited", "joinedWaitingList", "named",
                "offered", "refused", "registered", "reminded", "reserved", "swapped", "withdrew",
            ])
    }

    @Test func `keeps the seats of those on whom others depend`() {
        let crowd = DemoCrowd.made(DemoRequests.request(20_000, seed: 2))
        let seated = Set(DemoCounts(crowd).seated)
        let needed = crowd.persons.flatMap { [$0.guardian, $0.accompanies].compactMap(\.self) }
        #expect(needed.count > 200 && needed.allSatisfy(seated.contains))
    }

    @Test func `names as coordinator an officer of the delegation`() {
        let coordinators = crowd.delegations.indices.compactMap { place in
            crowd.delegations[place].coordinator.map { (place, crowd.persons[$0]) }
        }
        #expect(coordinators.count > 60)
        #expect(coordinators.allSatisfy { $1.kind == .officer && $1.delegation == $0 })
    }

    @Test func `leads no delegation twice`() {
        let mayors = crowd.persons.filter { ["Maire", "Sindaco", "Sindaca", "Alcalde", "Alcaldesa"].contains($0.office) }
        #expect(!mayors.isEmpty && Set(mayors.map(\.delegation)).count == mayors.count)
    }

    @Test func `asks for nobody where there are no authorities`() {
        let request = DemoRequest(
            authorities: [], firstDay: DemoRequests.request().firstDay, zone: DemoRequests.zone, people: 20, now: DemoRequests.now
        )
        #expect(DemoReplay(DemoCrowd.made(request)).faults == [])
    }
}
