// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Formats

@Suite struct `A calendar file` {
    private func lines(_ summary: String, description: String = "") -> [String] {
        let entry = ICalendar.Entry(
            uid: "a@b", sequence: 3, modified: Date(timeIntervalSince1970: 0), start: Date(timeIntervalSince1970: 1_800_000_000),
            end: Date(timeIntervalSince1970: 1_800_003_600), status: .confirmed, summary: summary, description: description,
            location: "", address: "https://x.example/", categories: ["a,b", "c"], language: "fr")
        let calendar = ICalendar(name: "N", address: "https://x.example/c", zone: "Europe/Brussels", entries: [entry])
        return String(decoding: calendar.bytes, as: UTF8.self).components(separatedBy: "\r\n")
    }

    @Test func `folds at seventy-five octets, never inside a letter`() {
        let text = String(repeating: "Łódź è bella, ", count: 30) + "👩‍👩‍👧"
        let folded = lines(text)
        #expect(folded.allSatisfy { $0.utf8.count <= 75 })
        let unfolded = folded.joined(separator: "\r\n").replacingOccurrences(of: "\r\n ", with: "")
        #expect(unfolded.contains("SUMMARY;LANGUAGE=fr:" + text.replacingOccurrences(of: ",", with: "\\,")))
    }

    @Test func `escapes what would end a text, and leaves out what no line can hold`() {
        let all = lines("a;b,c\\d\ne\u{1}f\r", description: "x\ty")
        #expect(all.contains("SUMMARY;LANGUAGE=fr:a\\;b\\,c\\\\d\\nef"))
        #expect(all.contains("DESCRIPTION;LANGUAGE=fr:x y"))
        #expect(all.contains("CATEGORIES:a\\,b,c"))
    }

    @Test func `writes instants in UTC`() {
        #expect(lines("a").contains("DTSTART:20270115T080000Z"))
        #expect(ICalendar.utc(Date(timeIntervalSince1970: -1)) == "19691231T235959Z")
    }
}

@Suite struct `An XML document` {
    @Test func `escapes texts and attributes, and leaves out what no document can hold`() {
        var xml = XMLWriter()
        xml.element("a", [("b", "\"<&>'")]) { xml in
            xml.element("c", text: "x < y & z\u{0}\u{8}\u{FFFE}")
            xml.element("d", text: "")
        }
        #expect(
            String(decoding: xml.bytes, as: UTF8.self)
                == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&lt;&amp;&gt;'\">\n <c>x &lt; y &amp; z</c>\n <d/>\n</a>\n"
        )
    }
}

@Suite struct `Instants in files` {
    @Test(arguments: [
        ("Europe/Brussels", 1_800_000_000.0, "2027-01-15T09:00:00+01:00"),
        ("America/St_Johns", 1_800_000_000, "2027-01-15T04:30:00-03:30"),
        ("Europe/Brussels", 1_711_846_800, "2024-03-31T03:00:00+02:00"), ("UTC", -1, "1969-12-31T23:59:59+00:00"),
    ])
    func `carry the offset of their zone`(zone: String, seconds: Double, text: String) {
        #expect(ISO8601Format.text(Date(timeIntervalSince1970: seconds), in: TimeZone(identifier: zone)!) == text)
    }

    @Test func `durations stay under a day`() {
        let start = Date(timeIntervalSince1970: 0)
        #expect(ISO8601Format.duration(start..<start + 5_400) == "01:30")
        #expect(ISO8601Format.duration(start..<start + 90_000) == "23:59")
    }
}
