// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// When somebody is there: periods in order that neither overlap nor touch.
struct Presence: Sendable {
    private var periods: [Range<Double>] = []

    /// Those who are available without limit are there until they leave; the leaving of an elected official is a conflict of
    /// its own kind and not looked at here.
    init(_ person: TimetablePerson) {
        let leaves = (person.isElected ? nil : person.leaves)?.timeIntervalSinceReferenceDate ?? .infinity
        let stated = person.availability.map {
            $0.lowerBound.timeIntervalSinceReferenceDate..<$0.upperBound.timeIntervalSinceReferenceDate
        }
        let all = person.availability.isEmpty ? [-Double.infinity..<Double.infinity] : stated
        for period in all.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let end = min(period.upperBound, leaves)
            if period.lowerBound < end { add(period.lowerBound, end) }
        }
    }

    private mutating func add(_ start: Double, _ end: Double) {
        if let last = periods.last, start <= last.upperBound {
            periods[periods.count - 1] = last.lowerBound..<max(last.upperBound, end)
        } else {
            periods.append(start..<end)
        }
    }

    /// Returns the part of a time in which they are not there, from its first moment to its last; nil when they always are.
    func absence(during time: Occupation) -> Range<Date>? {
        var first = time.start, last = time.end
        for period in periods {
            if period.lowerBound <= time.start, period.upperBound > time.start { first = period.upperBound }
            if period.lowerBound < time.end, period.upperBound >= time.end { last = period.lowerBound }
        }
        return first < last ? Range(seconds: first, last) : nil
    }
}
