// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What can be wrong with a programme. The order is that in which conflicts of the same moment are told.
package enum ConflictKind: String, Sendable, Hashable, Codable, CaseIterable {
    case roomTwice = "room-twice"
    case personTwice = "person-twice"
    case roomTooSmall = "room-too-small"
    case boothsTooFew = "booths-too-few"
    case walkTooShort = "walk-too-short"
    case outsideAvailability = "outside-availability"
    case equipmentMissing = "equipment-missing"
    case leavesBefore = "leaves-before"
    case sameTopicInParallel = "same-topic-in-parallel"
    case languageWithoutInterpretation = "language-without-interpretation"

    /// Its place in the order above.
    var rank: Int { Self.ranks[self] ?? 0 }
    private static let ranks = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
}

/// Something in a programme that cannot be as planned, with all that a sentence about it needs.
/// What a kind has no use for is empty.
package struct Conflict: Sendable, Hashable {
    package var kind: ConflictKind
    /// When: the time that sessions have in common, the way between two, the part of a session in which somebody is not
    /// there, or the whole session. Missing where a session has no time.
    package var period: Range<Date>?
    /// Who has a part in it, in order of beginning, then of id.
    package var sessions: [String]
    /// The room taken twice; the rooms too small, or without equipment; where a walk begins and where it ends.
    package var rooms: [String]
    package var person: String?
    package var topic: String?
    /// What is needed, and what there is: people and seats; mobile booths; minutes of a walk.
    package var needed: Int?, available: Int?
    /// The equipment that is not there; the languages of somebody that nobody speaks or interprets. Sorted.
    package var missing: [String]

    package init(
        _ kind: ConflictKind, during period: Range<Date>? = nil, sessions: [String], rooms: [String] = [], person: String? = nil,
        topic: String? = nil, needed: Int? = nil, available: Int? = nil, missing: [String] = []
    ) {
        self.kind = kind
        self.period = period
        self.sessions = sessions
        self.rooms = rooms
        self.person = person
        self.topic = topic
        self.needed = needed
        self.available = available
        self.missing = missing
    }
}

extension [Conflict] {
    /// In order of time, then of kind, then of ids; those without a time come last.
    func inOrder() -> [Conflict] {
        indices.map { ConflictPosition(self[$0], at: $0) }
            .sorted { $0.precedes($1) ?? self[$0.place].idsPrecede(self[$1.place]) }
            .map { self[$0.place] }
    }
}

/// Where a conflict stands in the order, as numbers: sorting the conflicts themselves takes several times as long.
private struct ConflictPosition {
    let start: Double, rank: Int, place: Int

    init(_ conflict: Conflict, at place: Int) {
        start = conflict.period?.lowerBound.timeIntervalSinceReferenceDate ?? .infinity
        rank = conflict.kind.rank
        self.place = place
    }

    /// Returns nil where the ids decide.
    func precedes(_ other: Self) -> Bool? {
        if start != other.start { return start < other.start }
        return rank == other.rank ? nil : rank < other.rank
    }
}

extension Conflict {
    /// No two conflicts of a kind and a moment have all these ids in common, so the order is always the same.
    fileprivate func idsPrecede(_ other: Conflict) -> Bool {
        if sessions != other.sessions { return sessions.lexicographicallyPrecedes(other.sessions) }
        if rooms != other.rooms { return rooms.lexicographicallyPrecedes(other.rooms) }
        return person ?? "" < other.person ?? ""
    }
}
