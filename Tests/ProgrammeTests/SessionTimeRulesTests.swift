// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Testing
import Vocabulary

@testable import Programme

@Suite struct `The time of a session` {
    private let brussels = TimeZone(identifier: "Europe/Brussels")!

    private func time(_ day: String, _ start: String, _ end: String) -> SessionTime {
        SessionTime(day: Day(day)!, start: WallTime(start)!, end: WallTime(end)!)
    }
    private func utc(_ text: String) -> Date { try! Date(text, strategy: .iso8601) }

    @Test(arguments: [
        ("2027-03-17", "16:45", "18:15", "2027-03-17T15:45:00Z", "2027-03-17T17:15:00Z"),
        ("2027-07-01", "09:00", "10:30", "2027-07-01T07:00:00Z", "2027-07-01T08:30:00Z"),
        // Over midnight, and through the nights in which the clocks change.
        ("2027-03-17", "23:00", "01:30", "2027-03-17T22:00:00Z", "2027-03-18T00:30:00Z"),
        ("2027-03-28", "01:00", "04:00", "2027-03-28T00:00:00Z", "2027-03-28T02:00:00Z"),
        ("2027-10-31", "01:00", "04:00", "2027-10-30T23:00:00Z", "2027-10-31T03:00:00Z"),
        // A time that clocks skip is as much later; of one they show twice it is the first.
        ("2027-03-28", "02:30", "05:00", "2027-03-28T01:30:00Z", "2027-03-28T03:00:00Z"),
        ("2027-10-31", "02:30", "05:00", "2027-10-31T00:30:00Z", "2027-10-31T04:00:00Z"),
    ])
    func `is an instant in the zone of the edition`(day: String, start: String, end: String, from: String, to: String) {
        #expect(time(day, start, end).instants(in: brussels) == utc(from)..<utc(to))
    }

    @Test func `follows the zone, also on the other side of the world`() {
        let auckland = TimeZone(identifier: "Pacific/Auckland")!
        #expect(time("2027-03-17", "09:00", "10:00").instants(in: auckland).lowerBound == utc("2027-03-16T20:00:00Z"))
        let kathmandu = TimeZone(identifier: "Asia/Kathmandu")!
        #expect(time("2027-03-17", "09:00", "10:00").instants(in: kathmandu).lowerBound == utc("2027-03-17T03:15:00Z"))
    }

    @Test(arguments: [("23:59", "2027-03-18"), ("00:30", "2027-03-17"), ("03:59", "2027-03-17"), ("04:00", "2027-03-18")])
    func `belongs to the evening before until four in the morning`(start: String, day: String) {
        #expect(time("2027-03-18", start, "05:00").programmeDay == Day(day))
    }

    @Test func `moves by days and keeps what the clock shows`() {
        let moved = time("2027-03-20", "09:00", "10:00").moved(days: 14)
        #expect(moved == time("2027-04-03", "09:00", "10:00"))
        // Summer time began between: the instant is an hour less than fourteen days later.
        #expect(
            moved!.instants(in: brussels).lowerBound.timeIntervalSince(
                time("2027-03-20", "09:00", "10:00").instants(in: brussels).lowerBound)
                == 14 * 86_400 - 3_600)
    }

    private func edition(_ dates: EditionDates) -> Edition {
        Edition(id: "brussels-2027", number: 1, city: "Brussels", country: "BE", zone: "Europe/Brussels", dates: dates)
    }
    private var march: Edition { edition(.days(Period(Day("2027-03-17")!, Day("2027-03-19")!)!)) }

    @Test(arguments: [
        ("2027-03-18", "09:00", "10:30"), ("2027-03-18", "20:00", "04:00"), ("2027-03-18", "08:00", "00:00"),
        ("2027-03-18", "00:30", "02:00"), ("2027-02-15", "09:00", "10:00"), ("2027-04-18", "09:00", "10:00"),
        ("2027-03-28", "01:30", "03:00"),
    ])
    func `is one at which something can be held`(day: String, start: String, end: String) {
        #expect(time(day, start, end).fault(in: march) == nil)
    }

    @Test(arguments: [
        ("1800-01-01", "09:00", "10:00", "outside"), ("9999-12-31", "09:00", "10:00", "outside"),
        ("2027-02-14", "09:00", "10:00", "outside"), ("2027-04-19", "09:00", "10:00", "outside"),
        ("2027-03-18", "10:00", "09:00", "beyond-day"), ("2027-03-18", "20:00", "04:01", "beyond-day"),
        ("2027-03-18", "02:00", "05:00", "beyond-day"), ("2027-03-18", "08:00", "00:01", "too-long"),
        ("2027-03-18", "09:00", "09:00", "no-length"), ("2027-03-28", "02:30", "03:30", "skipped"),
        ("2027-03-27", "23:00", "02:30", "skipped"),
    ])
    func `is refused where nothing can be held`(day: String, start: String, end: String, name: String) {
        #expect(time(day, start, end).fault(in: march)?.said.name == name)
    }

    @Test func `is near a month when only that is known`() {
        let october = edition(.month(2027, 10))
        #expect(time("2027-09-01", "09:00", "10:00").fault(in: october) == nil)
        let outside = SessionTimeFault.outside(first: Day("2027-09-01")!, last: Day("2027-11-30")!)
        #expect(time("2027-08-31", "09:00", "10:00").fault(in: october) == outside)
        #expect(time("2027-12-01", "09:00", "10:00").fault(in: october) == outside)
    }

    @Test(arguments: [
        ("00:00", "23:59", true), ("10:00", "02:00", true), ("06:00", "04:00", true), ("10:00", "09:00", false),
        ("02:00", "01:00", false), ("09:00", "09:00", false),
    ])
    func `somebody can be there for a whole day`(start: String, end: String, isWindow: Bool) {
        #expect(time("2027-03-18", start, end).isWindow(in: march) == isWindow)
    }

    @Test(arguments: ["", "24:00", "9:5", "09:60", "-1:00", "09.00", "009:00", "9:00:00", "९:००"])
    func `is none where no clock shows it`(text: String) { #expect(WallTime(text) == nil) }

    @Test(arguments: [
        ("", false), ("TH01", true), ("a-1", true), ("TH 01", false), ("ÄB", false), ("../x", false),
        (String(repeating: "A", count: 21), false),
    ])
    func `codes are letters, digits and hyphens`(text: String, isCode: Bool) { #expect((SessionCode(text) != nil) == isCode) }
}
