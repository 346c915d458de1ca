// SPDX-License-Identifier: EUPL-1.2
import Foundation

@testable import Timetable

/// Instants of the tests: minutes after nine o'clock of the first day.
func minute(_ minute: Int) -> Date { Date(timeIntervalSinceReferenceDate: 800_000_000 + Double(minute) * 60) }

func minutes(_ start: Int, _ end: Int) -> Range<Date> { minute(start)..<minute(end) }

/// Two rooms of one house and one of another, ten and thirty minutes apart, and one mobile booth.
func facts(people: [TimetablePerson] = [], _ sessions: TimetableSession...) -> TimetableFacts {
    TimetableFacts(
        rooms: [
            TimetableRoom(id: "hall", site: "house", capacity: 300, booths: 2, equipment: ["screen", "stage"]),
            TimetableRoom(id: "cellar", site: "house", capacity: 40, booths: 0, equipment: ["piano"]),
            TimetableRoom(id: "barn", site: "farm"),
        ],
        walking: WalkingTimes(withinSite: 10, betweenSites: 30), mobileBooths: 1, people: people, sessions: sessions)
}

func conflicts(people: [TimetablePerson] = [], _ sessions: TimetableSession...) -> [Conflict] {
    var all = facts(people: people)
    all.sessions = sessions
    return Timetable(all).conflicts()
}

/// A session from one minute to another.
func session(
    _ id: String, _ start: Int, _ end: Int, in rooms: String..., by people: String..., about topic: String? = nil
) -> TimetableSession {
    TimetableSession(
        id: id, period: minutes(start, end), rooms: rooms, duties: people.map { TimetableDuty($0) }, topic: topic)
}

/// Numbers that are the same in every run. Sebastiano Vigna, SplitMix64.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number below a limit; 0 when there is none.
    mutating func below(_ limit: Int) -> Int { limit < 1 ? 0 : Int.random(in: 0..<limit, using: &self) }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// Up to so many of them, perhaps the same twice.
    mutating func some<T>(_ limit: Int, of all: [T]) -> [T] { (0..<below(limit + 1)).map { _ in all[below(all.count)] } }
}
