// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A session with numbers for ids, each once though it be named twice.
struct PlacedSession: Sendable {
    let facts: TimetableSession
    let time: Occupation?
    let rooms: [Int], people: [Int]
    /// Missing for pauses and plenaries, which may run beside anything.
    let topic: Int?
    /// How many booths it needs beyond those of its rooms.
    let mobileBooths: Int

    var id: String { facts.id }
    /// When it is, unless that is not known.
    var period: Range<Date>? { time == nil ? nil : facts.period }
}

extension Occupation {
    /// Returns nil for an empty period.
    init?(_ period: Range<Date>, session: Int) {
        let start = period.lowerBound.timeIntervalSinceReferenceDate, end = period.upperBound.timeIntervalSinceReferenceDate
        guard start < end else { return nil }
        self.init(start: start, end: end, session: session)
    }
}

/// A room and when it is taken; one that is only named in a session has no facts.
struct IndexedRoom: Sendable {
    let id: String
    var facts: TimetableRoom?
    var taken: [Occupation] = []
}

/// Somebody and when they have duties; one who is only named in a session has no facts.
struct IndexedPerson: Sendable {
    let id: String
    var facts: TimetablePerson?
    var presence: Presence?
    var busy: [Occupation] = []
}

/// How long ways are between rooms, as numbers.
struct IndexedWalks: Sendable {
    private let withinSite: Int?, betweenSites: Int?
    private var listed: [RoomPair: Int] = [:]
    /// No way takes longer: whoever has so much time need not be looked at.
    private(set) var longest: Int

    init(_ times: WalkingTimes) {
        withinSite = times.withinSite
        betweenSites = times.betweenSites
        longest = max(times.withinSite ?? 0, times.betweenSites ?? 0)
    }

    mutating func list(_ minutes: Int, between one: Int, and other: Int) {
        listed[RoomPair(one, other)] = minutes
        longest = max(longest, minutes)
    }

    /// Returns nil where nothing is known.
    func minutes(from one: Int, to other: Int, in rooms: [IndexedRoom]) -> Int? {
        if one == other { return 0 }
        if let minutes = listed[RoomPair(one, other)] { return minutes }
        guard let site = rooms[one].facts?.site, let next = rooms[other].facts?.site else { return nil }
        return site == next ? withinSite : betweenSites
    }
}

/// Two rooms, whichever is named first.
private struct RoomPair: Hashable {
    let lower: Int, upper: Int

    init(_ one: Int, _ other: Int) {
        lower = min(one, other)
        upper = max(one, other)
    }
}

/// Numbers for ids, in the order in which these are met.
struct Numbering: Sendable {
    private(set) var numbers: [String: Int] = [:]

    /// Returns the number of an id; a new one is the next, and made room for.
    mutating func number(of id: String, makeRoom: () -> Void) -> Int {
        if let number = numbers[id] { return number }
        makeRoom()
        numbers[id] = numbers.count
        return numbers.count - 1
    }
}

extension [Int] {
    /// The same without those already met. Lists of rooms and duties are short; a set would take longer.
    var eachOnce: [Int] { count < 2 ? self : reduce(into: []) { all, next in if !all.contains(next) { all.append(next) } } }
}

extension [Int?] {
    /// What those known are together. Negative ones count nothing, and what no number holds is the largest.
    var total: Int {
        reduce(0) { all, next in
            let (sum, isTooLarge) = all.addingReportingOverflow(Swift.max(0, next ?? 0))
            return isTooLarge ? .max : sum
        }
    }
}
