// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Instants as texts with the offset of a zone: `2027-03-17T14:00:00+01:00`. RFC 3339.
package enum ISO8601Format {
    package static func text(_ instant: Date, in zone: TimeZone) -> String {
        let offset = zone.secondsFromGMT(for: instant)
        let second = Int(instant.timeIntervalSince1970.rounded(.down)) + offset
        let days = Int((Double(second) / 86_400).rounded(.down))
        let rest = second - days * 86_400
        let sign = offset < 0 ? "-" : "+"
        let minutes = abs(offset) / 60
        return day(daysSince1970: days) + "T" + two(rest / 3_600) + ":" + two(rest / 60 % 60) + ":" + two(rest % 60) + sign
            + two(minutes / 60) + ":" + two(minutes % 60)
    }

    static func day(daysSince1970 days: Int) -> String { Day(ordinal: days)?.description ?? "1970-01-01" }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Hours and minutes between two instants, `01:30`; at most a minute under a day, which is what schedule files can say.
    package static func duration(_ instants: Range<Date>) -> String {
        let minutes = min(Int(instants.upperBound.timeIntervalSince(instants.lowerBound) / 60), 24 * 60 - 1)
        return two(minutes / 60) + ":" + two(minutes % 60)
    }
}
