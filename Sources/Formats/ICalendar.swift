// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A calendar that other programs subscribe to. RFC 5545, with the names of RFC 7986.
package struct ICalendar: Sendable {
    /// One entry. Instants are written in UTC, so no program has to know the zone.
    package struct Entry: Sendable {
        package enum Status: String, Sendable { case confirmed = "CONFIRMED", tentative = "TENTATIVE", cancelled = "CANCELLED" }

        package var uid: String
        package var sequence: Int
        package var modified: Date
        package var start: Date, end: Date
        package var status: Status
        package var summary: String, description: String, location: String
        package var address: String
        package var categories: [String]
        /// Language of the texts, as in BCP 47.
        package var language: String

        package init(
            uid: String, sequence: Int, modified: Date, start: Date, end: Date, status: Status, summary: String,
            description: String, location: String, address: String, categories: [String], language: String
        ) {
            (self.uid, self.sequence, self.modified, self.start, self.end) = (uid, sequence, modified, start, end)
            (self.status, self.summary, self.description, self.location) = (status, summary, description, location)
            (self.address, self.categories, self.language) = (address, categories, language)
        }
    }

    package var name: String
    package var address: String
    /// IANA name, for programs that show a zone.
    package var zone: String
    package var entries: [Entry]
    /// Where it is read again; nil where that is a secret, or where there is no such place.
    package var source: String?
    /// How often to look for changes, in minutes; nil for one that is read once.
    package var minutesBetweenLooks: Int? = 60

    package init(name: String, address: String, zone: String, entries: [Entry]) {
        (self.name, self.address, self.zone, self.entries) = (name, address, zone, entries)
        source = address
    }

    package var bytes: [UInt8] { bytes(of: entries.map(Self.written)) }

    /// The same with entries that were written before: many calendars may hold the same ones.
    package func bytes(of written: [[UInt8]]) -> [UInt8] {
        var lines = Lines()
        lines.add("BEGIN", "VCALENDAR")
        lines.add("VERSION", "2.0")
        lines.add("PRODID", "-//Hemicycle//Programme//EN")
        lines.add("CALSCALE", "GREGORIAN")
        lines.add("METHOD", "PUBLISH")
        lines.add(text: "NAME", name)
        lines.add(text: "X-WR-CALNAME", name)
        lines.add("X-WR-TIMEZONE", zone)
        if let source { lines.add("SOURCE;VALUE=URI", source) }
        lines.add("URL", address)
        if let minutesBetweenLooks {
            lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT\(minutesBetweenLooks)M")
            lines.add("X-PUBLISHED-TTL", "PT\(minutesBetweenLooks)M")
        }
        for entry in written { lines.bytes += entry }
        lines.add("END", "VCALENDAR")
        return lines.bytes
    }

    /// An entry as it stands in a calendar.
    package static func written(_ entry: Entry) -> [UInt8] {
        var lines = Lines()
        lines.add("BEGIN", "VEVENT")
        lines.add("UID", entry.uid)
        lines.add("DTSTAMP", utc(entry.modified))
        lines.add("LAST-MODIFIED", utc(entry.modified))
        lines.add("SEQUENCE", String(entry.sequence))
        lines.add("DTSTART", utc(entry.start))
        lines.add("DTEND", utc(entry.end))
        lines.add("STATUS", entry.status.rawValue)
        lines.add("TRANSP", entry.status == .cancelled ? "TRANSPARENT" : "OPAQUE")
        lines.add(text: "SUMMARY;LANGUAGE=\(entry.language)", entry.summary)
        if !entry.description.isEmpty { lines.add(text: "DESCRIPTION;LANGUAGE=\(entry.language)", entry.description) }
        if !entry.location.isEmpty { lines.add(text: "LOCATION", entry.location) }
        if !entry.categories.isEmpty { lines.add("CATEGORIES", entry.categories.map(escaped).joined(separator: ",")) }
        lines.add("URL", entry.address)
        lines.add("END", "VEVENT")
        return lines.bytes
    }

    /// Section 3.3.5, form 2.
    static func utc(_ instant: Date) -> String {
        let second = Int(instant.timeIntervalSince1970.rounded(.down))
        let (days, rest) = (Int((Double(second) / 86_400).rounded(.down)), ((second % 86_400) + 86_400) % 86_400)
        var date = ISO8601Format.day(daysSince1970: days)
        date.removeAll { $0 == "-" }
        return "\(date)T\(ISO8601Format.two(rest / 3_600))\(ISO8601Format.two(rest / 60 % 60))\(ISO8601Format.two(rest % 60))Z"
    }

    /// Section 3.3.11. Bytes, since most of a calendar is text.
    private static func escape(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","): bytes += [UInt8(ascii: "\\"), byte]
            case 10: bytes += Array("\\n".utf8)
            case 9: bytes.append(32)
            case 0..<32, 127: break
            default: bytes.append(byte)
            }
        }
    }

    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        escape(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private struct Lines {
        var bytes: [UInt8] = []
        /// The line in the making, before it is folded.
        private var line: [UInt8] = []

        mutating func add(text name: String, _ value: String) {
            begin(name)
            ICalendar.escape(value, to: &line)
            fold()
        }

        mutating func add(_ name: String, _ value: String) {
            begin(name)
            line.append(contentsOf: value.utf8)
            fold()
        }

        private mutating func begin(_ name: String) {
            line.removeAll(keepingCapacity: true)
            line.append(contentsOf: name.utf8)
            line.append(UInt8(ascii: ":"))
        }

        /// Folds at 75 octets, never inside a letter (section 3.1).
        private mutating func fold() {
            var start = 0
            var room = 75
            while line.count - start > room {
                var end = start + room
                while line[end] & 0b1100_0000 == 0b1000_0000 { end -= 1 }
                bytes.append(contentsOf: line[start..<end])
                bytes += [13, 10, 32]
                (start, room) = (end, 74)
            }
            bytes.append(contentsOf: line[start...])
            bytes += [13, 10]
        }
    }
}
