// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Registration
import TestKit
import Testing
import Vocabulary

@Suite struct `A stored schedule of fees` {
    private func read(_ text: String) throws -> FeeSchedule { try FeeSchedule.read(Data(text.utf8)) }

    @Test func `is read as it was written, and written the same each time`() throws {
        let bytes = try FeeExample.schedule.written()
        let schedule = try FeeSchedule.read(bytes)
        #expect(schedule == FeeExample.schedule)
        #expect(try schedule.written() == bytes)
    }

    @Test func `is a document that people can read`() throws {
        let schedule = FeeSchedule(
            fees: [
                Fee(.nonMember, 800, early: [EarlyPrice(until: FeeExample.january, 700)], tax: Tax(.exempt))
            ], exemptions: [.exempt: "Article 132"], freeSeats: FreeSeats(1, [.nonMember]),
            codes: [FeeCode("ALL-FREE", .free, for: [.nonMember], until: FeeExample.january)],
            cancellation: FeeExample.terms)
        let text = """
            {"cancellation":{"after":8000,"noShow":10000,"steps":[{"charged":0,"until":"2027-01-31"},\
            {"charged":5000,"until":"2027-02-28"}]},"codes":[{"benefit":{"free":true},"categories":["non-member"],\
            "scope":"seat","text":"ALL-FREE","until":"2027-01-31"}],"currency":"EUR","exemptions":{"E":"Article 132"},\
            "fees":[{"category":"non-member","cents":800,"early":[{"cents":700,"until":"2027-01-31"}],\
            "tax":{"category":"E","rate":0}}],"freeSeats":{"categories":["non-member"],"count":1}}
            """
        #expect(String(decoding: try schedule.written(), as: UTF8.self) == text)
        #expect(try read(text) == schedule)
    }

    @Test(arguments: [
        (#""EUR""#, #""XXX""#), (#""EUR""#, "null"), (#""cents":800"#, #""cents":8.5"#), (#""cents":800"#, #""cents":"800""#),
        (#""cents":800"#, #""cents":9223372036854775808"#), (#""cents":800"#, #""cents":1e999"#), (#""non-member""#, #""owner""#),
        (#""2027-01-31""#, #""2027-02-30""#), (#""rate":0"#, #""rate":33.333"#), (#""rate":0"#, #""rate":-1"#),
        (#"{"free":true}"#, #"{"free":false}"#), (#"{"free":true}"#, "{}"), (#"{"free":true}"#, #"{"free":true,"cents":5}"#),
        (#"{"free":true}"#, #"{"percent":10001}"#), (#"{"free":true}"#, #"{"cents":"x"}"#), (#""E":"#, #""VAT":"#),
        (#""early":["#, #""early":[[],"#), (#""fees":["#, #""fees":{"#), (#""after":8000,"#, ""),
    ])
    func `that says something else is refused`(sound: String, wrong: String) throws {
        let text = try FeeSchedule(
            fees: [
                Fee(.nonMember, 800, early: [EarlyPrice(until: FeeExample.january, 700)], tax: Tax(.exempt))
            ], exemptions: [.exempt: "Article 132"], codes: [FeeCode("ALL-FREE", .free, for: [.nonMember])],
            cancellation: FeeExample.terms
        ).written()
        let changed = String(decoding: text, as: UTF8.self).replacingOccurrences(of: sound, with: wrong)
        #expect(changed != String(decoding: text, as: UTF8.self))
        #expect(throws: FeeScheduleRefusal.unreadable) { try read(changed) }
    }

    @Test(arguments: ["", "null", "[]", "{}", "\u{FEFF}", "{\"fees\":", String(repeating: "[", count: 900_000)])
    func `that is none is refused`(text: String) {
        #expect(throws: FeeScheduleRefusal.unreadable) { try read(text) }
    }

    @Test func `is refused when it is too long, or can be read and not used`() throws {
        let text = String(decoding: try FeeExample.schedule.written(), as: UTF8.self)
        #expect(throws: FeeScheduleRefusal.unreadable) { try read(text + String(repeating: " ", count: 1_000_000)) }
        #expect(throws: FeeScheduleRefusal.price(.nonMember)) {
            try read(text.replacingOccurrences(of: "80000", with: "-80000"))
        }
    }

    @Test func `does not bring the reader down, whichever bytes are spoilt`() throws {
        let bytes = try FeeExample.schedule.written()
        var dice = SeededDice(state: 6)
        var read = 0, refused = 0
        for _ in 0..<1_500 {
            var spoilt = bytes
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                spoilt[Int.random(in: 0..<spoilt.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            guard let schedule = try? FeeSchedule.read(spoilt) else {
                refused += 1
                continue
            }
            read += 1
            let seats = [FeeExample.seat(.member), FeeExample.seat(.nonMember)]
            // What is still sound adds up.
            if let quote = try? schedule.quote(for: QuotedDelegation(isMember: true, seats: seats)) {
                #expect(quote.gross == quote.net + quote.tax)
            }
        }
        #expect(read > 0 && refused > 500)
    }

    @Test func `and a stored quote is the quote that was given`() throws {
        let seats: [QuotedSeat] = [
            FeeExample.seat(.member, code: "THIRD-OFF"), FeeExample.seat(.member, .noShow), FeeExample.seat(.accompanying),
            FeeExample.seat(.nonMember, .cancelled(on: FeeExample.march)),
        ]
        let quote = try FeeExample.schedule.quote(for: QuotedDelegation(isMember: true, seats: seats))
        #expect(try JSONDecoder().decode(Quote.self, from: JSONEncoder().encode(quote)) == quote)
        #expect(AllowanceReason("discount") == nil)
    }
}
