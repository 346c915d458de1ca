// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// The time that a session takes of a room, a person or a topic: instants as seconds, the session as its number.
/// Never empty; ends that touch do not overlap.
struct Occupation: Sendable {
    let start: Double, end: Double
    let session: Int

    func overlaps(_ other: Self) -> Bool { start < other.end && other.start < end }

    /// The time in common with one that it overlaps.
    func common(with other: Self) -> Range<Date> { Range(seconds: max(start, other.start), min(end, other.end)) }
}

extension Range<Date> {
    /// From one instant to another that is not earlier, both as seconds.
    init(seconds start: Double, _ end: Double) {
        self = Date(timeIntervalSinceReferenceDate: start)..<Date(timeIntervalSinceReferenceDate: end)
    }
}

extension [Occupation] {
    /// Adds one to a list that is in order of beginning.
    mutating func insert(_ new: Occupation) {
        insert(new, at: lastIndex { $0.start <= new.start }.map { $0 + 1 } ?? 0)
    }

    mutating func remove(session: Int) { removeAll { $0.session == session } }

    /// Calls with each two that overlap, of a list in order of beginning.
    func forEachOverlap(_ found: (Occupation, Occupation) -> Void) {
        for (place, one) in enumerated() {
            for other in self[(place + 1)...] {
                guard other.start < one.end else { break }
                found(one, other)
            }
        }
    }

    /// Calls with each one and each next one, of a list in order of beginning: what begins when the first is over, and
    /// leaves no time for another in between.
    func forEachNext(_ found: (Occupation, Occupation) -> Void) {
        for (place, one) in enumerated() {
            var earliestEnd = Double.infinity
            for other in self[(place + 1)...] where other.start >= one.end {
                guard other.start < earliestEnd else { break }
                found(one, other)
                earliestEnd = Swift.min(earliestEnd, other.end)
            }
        }
    }
}
