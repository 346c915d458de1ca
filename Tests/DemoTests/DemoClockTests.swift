// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@testable import Demo

@Suite struct `The months of registration` {
    @Test func `are hours of work in the zone of the edition, in order, over half a year, and end now`() {
        let instants = DemoRequests.crowd.events.map(\.at)
        #expect(instants == instants.sorted())
        let local = instants.map { $0.timeIntervalSince1970 + Double(DemoRequests.zone.secondsFromGMT(for: $0)) }
        #expect(local.allSatisfy { (28_800..<68_400).contains(Int($0) % 86_400) })
        #expect(local.allSatisfy { (Int($0) / 86_400 + 3) % 7 < 5 })
        #expect(instants.last.map { $0 <= DemoRequests.now && $0 > DemoRequests.now.addingTimeInterval(-86_400) } == true)
        #expect(instants.first.map { DemoRequests.now.timeIntervalSince($0) > 175 * 86_400 } == true)
    }

    // Tuesday 16:06:40; the night before; a Sunday at noon; the day on which the edition begins, and a month after it.
    @Test(arguments: [1_804_000_000, 1_803_960_000, 1_803_812_400, 1_805_270_400, 1_808_000_000])
    func `end with the last working second that is over`(now: Double) throws {
        let (zone, now) = (DemoRequests.zone, Date(timeIntervalSince1970: now))
        let first = try #require(Day("2027-03-17"))
        let clock = DemoClock(until: now, firstDay: first, zone: zone)
        #expect(clock.instant(clock.end) <= now)
        let next = clock.instant(clock.end + 1)
        #expect(next > now || Day(next, in: zone) > first)
    }

    @Test func `keep eight o'clock when the clocks change`() throws {
        let clock = DemoClock(
            until: DemoRequests.now, firstDay: try #require(Day("2027-03-17")), zone: DemoRequests.zone)
        var offsets: Set<Int> = []
        for day in 0..<120 {
            let instant = clock.instant(day * DemoClock.secondsOfDay)
            let offset = DemoRequests.zone.secondsFromGMT(for: instant)
            offsets.insert(offset)
            #expect((Int(instant.timeIntervalSince1970) + offset) % 86_400 == 8 * 3_600)
        }
        #expect(offsets == [3_600, 7_200])
    }
}

@Suite struct `The dice` {
    @Test func `fall as SplitMix64 does`() {
        var dice = DemoDice(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in dice.next() } == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func `stay within their bounds and reach them`() {
        var dice = DemoDice(seed: 1)
        #expect(Set((0..<200).map { _ in dice.below(6) }) == Set(0..<6))
        #expect(dice.below(0) == 0 && dice.one(of: [Int]()) == nil)
        #expect((0..<200).allSatisfy { _ in (0..<1).contains(dice.share()) })
        #expect(dice.place(in: [0, 3, 0]) == 1)
    }
}

@Suite struct `An agenda` {
    @Test func `gives the earliest first, and what was noted first of the same second`() {
        var (agenda, dice) = (DemoAgenda<Int>(), DemoDice(seed: 3))
        let seconds = (0..<300).map { _ in dice.below(40) }
        for (number, second) in seconds.enumerated() { agenda.note(number, at: second) }
        var order: [Int] = []
        while let next = agenda.next() { order.append(next.item) }
        #expect(order == seconds.indices.sorted { (seconds[$0], $0) < (seconds[$1], $1) })
    }
}
