// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Six months counted in seconds of working time: eight to nineteen o'clock, Monday to Friday, in the zone of the edition.
struct DemoClock {
    static let secondsOfDay = 11 * 3_600
    private let days: [Day]
    private let zone: TimeZone
    /// The last second that is over.
    let end: Int

    init(until now: Date, firstDay: Day, zone: TimeZone) {
        let today = Day(now, in: zone)
        let last = min(today, firstDay)
        let first = last.adding(days: -182) ?? last
        self.zone = zone
        // A week more, for what is due after the end.
        days = (first.ordinal...last.ordinal + 7).filter { ($0 + 3) % 7 < 5 }.compactMap { Day(ordinal: $0) }
        var seconds = days.count { $0 <= last } * Self.secondsOfDay
        while seconds > 0, Self.instant(seconds - 1, days, zone) > now {
            let over = Int((Self.instant(seconds - 1, days, zone).timeIntervalSince(now)).rounded(.up))
            seconds -= min(max(over, 1), (seconds - 1) % Self.secondsOfDay + 1)
        }
        end = max(seconds - 1, 0)
    }

    func instant(_ second: Int) -> Date { Self.instant(max(0, second), days, zone) }

    private static func instant(_ second: Int, _ days: [Day], _ zone: TimeZone) -> Date {
        guard !days.isEmpty else { return Date(timeIntervalSince1970: 0) }
        let day = days[min(second / secondsOfDay, days.count - 1)]
        let wall = day.midnightUTC.addingTimeInterval(Double(8 * 3_600 + second % secondsOfDay))
        // Clocks change at night: the offset of noon is that of the working day.
        return wall.addingTimeInterval(-Double(zone.secondsFromGMT(for: day.midnightUTC.addingTimeInterval(43_200))))
    }

    /// How far the months are when so large a share of the seats is asked for: slow, early birds, a rush, a tail that waits.
    func demand(_ share: Double) -> Int { Int(Self.along(Self.curve, share) * Double(end)) }

    /// Until when a seat costs less.
    static let earlyBird = 0.52

    private static let curve: [(asked: Double, time: Double)] = [
        (0, 0.03), (0.02, 0.10), (0.08, 0.25), (0.2, 0.45), (0.38, earlyBird), (0.46, 0.62), (0.62, 0.74), (0.95, 0.84),
        (1, 0.98),
    ]

    private static func along(_ curve: [(asked: Double, time: Double)], _ share: Double) -> Double {
        let share = min(max(share, 0), 1)
        for (from, to) in zip(curve, curve.dropFirst()) where share <= to.asked {
            return from.time + (to.time - from.time) * (share - from.asked) / (to.asked - from.asked)
        }
        return 1
    }
}
