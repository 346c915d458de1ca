// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@Suite struct `Days of the calendar` {
    @Test(arguments: ["2024-02-29", "1989-10-31", "2027-03-17", "0001-01-01", "9999-12-31"])
    func `a day is read and written as ISO 8601`(text: String) {
        #expect(Day(text)?.description == text)
    }

    @Test(arguments: [
        "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "2024-01-32", "2024/01/01", "", "２０２４-01-01",
    ])
    func `what is no day is refused`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `counting days agrees with Foundation over four centuries`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let start = try #require(Day("1800-01-01"))
        for step in stride(from: 0, through: 146_097, by: 97) {
            let day = try #require(start.adding(days: step))
            let parts = calendar.dateComponents([.year, .month, .day], from: day.midnightUTC)
            #expect([parts.year, parts.month, parts.day] == [day.year, day.month, day.day])
        }
    }

    @Test func `moving there and back gives the same day`() throws {
        let period = try #require(Period(Day("2027-03-17")!, Day("2027-03-19")!))
        #expect(period.moved(days: 380)?.moved(days: -380) == period)
        #expect(period.moved(days: Int.max) == nil)
        #expect(Period(period.last, period.first) == nil)
    }
}
