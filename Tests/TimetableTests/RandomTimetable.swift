// SPDX-License-Identifier: EUPL-1.2
import Foundation

@testable import Timetable

/// Makes up programmes that are crowded and careless: ids that nobody knows, rooms and duties named twice, facts left out.
struct RandomTimetable {
    var dice: Dice
    let sessionCount: Int
    private let rooms = (0...6).map { "room \($0)" }, people = (0...8).map { "person \($0)" }
    private let languages = ["en", "fr", "nl", "de", "es"], things = ["screen", "piano", "stage", "water"]

    init(seed: Int) {
        dice = Dice(state: UInt64(seed))
        sessionCount = dice.below(24)
    }

    mutating func facts() -> TimetableFacts {
        // The last of each is known to no facts; some are listed twice.
        TimetableFacts(
            rooms: (dice.some(3, of: rooms.dropLast()) + rooms.dropLast()).map { room($0) },
            walking: WalkingTimes(
                withinSite: dice.chance(90) ? dice.below(20) : nil, betweenSites: dice.chance(90) ? dice.below(60) : nil,
                listed: (0..<dice.below(5)).map { _ in
                    WalkingTimes.Walk(
                        from: rooms[dice.below(rooms.count)], to: rooms[dice.below(rooms.count)], minutes: dice.below(50) - 5)
                }),
            mobileBooths: dice.chance(90) ? dice.below(5) - 1 : nil,
            people: (dice.some(3, of: people.dropLast()) + people.dropLast()).map { person($0) },
            sessions: (0..<sessionCount).map { _ in session() })
    }

    private mutating func room(_ id: String) -> TimetableRoom {
        TimetableRoom(
            id: id, site: dice.chance(80) ? "site \(dice.below(2))" : nil, capacity: dice.chance(80) ? dice.below(100) - 5 : nil,
            booths: dice.chance(80) ? dice.below(4) - 1 : nil, equipment: Set(dice.some(3, of: things)))
    }

    private mutating func person(_ id: String) -> TimetablePerson {
        TimetablePerson(
            id: id, languages: dice.some(2, of: languages), availability: (0..<dice.below(4)).map { _ in period(upTo: 40) },
            leaves: dice.chance(30) ? minute(dice.below(60) * 15) : nil, isElected: dice.chance(50))
    }

    mutating func session() -> TimetableSession {
        TimetableSession(
            id: "S\(dice.below(sessionCount + 2))", period: dice.chance(90) ? period(upTo: 8) : nil,
            rooms: dice.some(2, of: rooms),
            duties: dice.some(3, of: people).map {
                TimetableDuty($0, as: TimetableDuty.Kind.allCases[dice.below(3)])
            },
            topic: dice.chance(70) ? "topic \(dice.below(3))" : nil, audience: dice.chance(60) ? dice.below(150) : nil,
            spoken: dice.some(2, of: languages), interpreted: dice.some(4, of: languages), needs: Set(dice.some(2, of: things)),
            isPause: dice.chance(10), isPlenary: dice.chance(10), isCancelled: dice.chance(10))
    }

    /// Mostly on quarters of an hour, so that ends touch; now and then empty.
    private mutating func period(upTo quarters: Int) -> Range<Date> {
        let start = dice.below(60) * 15 + (dice.chance(20) ? dice.below(15) : 0)
        return minutes(start, start + dice.below(quarters + 1) * 15)
    }
}
