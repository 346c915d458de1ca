// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// When a session is, as it was typed: a day of the calendar and the times on the clock of the hall.
package struct SessionTime: Sendable, Hashable, Codable {
    /// The day it begins on.
    package var day: Day
    package var start: WallTime, end: WallTime

    /// A day of the programme ends at this time of the next day.
    package static let dayEnds = WallTime(minutes: 4 * 60)

    /// The day of the programme it belongs to: what begins before four in the morning is part of the evening before.
    package var programmeDay: Day { start < Self.dayEnds ? day.adding(days: -1) ?? day : day }

    /// The day it ends on: the next one when the end on the clock is not after the start.
    package var lastDay: Day { end > start ? day : day.adding(days: 1) ?? day }

    package init(day: Day, start: WallTime, end: WallTime) {
        self.day = day
        self.start = start
        self.end = end
    }

    /// The same times on the clock, so many days later.
    package func moved(days: Int) -> SessionTime? { day.adding(days: days).map { SessionTime(day: $0, start: start, end: end) } }

    /// Whether its end comes after its beginning where the clocks show this zone: in the night they skip an hour it may not.
    func isPossible(in zone: TimeZone) -> Bool { start.instant(on: day, in: zone) < end.instant(on: lastDay, in: zone) }

    /// When it begins and ends, where the clocks show this zone. It lasts what lies between, also in the night they are changed.
    package func instants(in zone: TimeZone) -> Range<Date> {
        let first = start.instant(on: day, in: zone)
        return first..<max(end.instant(on: lastDay, in: zone), first + 60)
    }
}

/// A time on the clock, to the minute: `16:45`.
package struct WallTime: Sendable, Hashable, Comparable, TextCodable {
    /// Since midnight, as the clock shows it.
    package let minutes: Int

    package init(minutes: Int) { self.minutes = minutes }

    /// Reads `9:05` or `09:05`; nil when the clock never shows it.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), let hour = Int(parts[0]),
            let minute = Int(parts[1]),
            hour < 24, minute < 60
        else { return nil }
        minutes = hour * 60 + minute
    }

    package var description: String { "\(Self.two(minutes / 60)):\(Self.two(minutes % 60))" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    package static func < (a: Self, b: Self) -> Bool { a.minutes < b.minutes }

    /// The instant at which clocks of the zone show this time. A time that they skip is as much later; of one that they show
    /// twice it is the first.
    func instant(on day: Day, in zone: TimeZone) -> Date {
        let asUTC = day.midnightUTC + Double(minutes * 60)
        let before = asUTC - Double(zone.secondsFromGMT(for: asUTC - 86_400))
        let after = asUTC - Double(zone.secondsFromGMT(for: asUTC + 86_400))
        let isShownBefore = zone.secondsFromGMT(for: before) == zone.secondsFromGMT(for: asUTC - 86_400)
        let isShownAfter = zone.secondsFromGMT(for: after) == zone.secondsFromGMT(for: asUTC + 86_400)
        switch (isShownBefore, isShownAfter) {
        case (true, true): return min(before, after)
        case (false, true): return after
        // Shown by the clock of before, or skipped: both count on from the clock of before.
        default: return before
        }
    }
}
