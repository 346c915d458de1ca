// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// The time, and the Date header made once a second.
enum Clock {
    static var now: Date { Date() }

    private static let kept = Mutex<(second: Int, text: String)>((0, ""))

    static var httpDate: String {
        let second = Int(Date().timeIntervalSince1970)
        return kept.withLock { kept in
            if kept.second != second { kept = (second, written(second)) }
            return kept.text
        }
    }

    /// RFC 9110, section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func written(_ second: Int) -> String {
        var time = time_t(second)
        var parts = tm()
        gmtime_r(&time, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }
}
