// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `A time at which nothing can be held` {
    private static let board = "/en/lakeside-2024/organise/programme"

    @Test(arguments: [
        ("1800-01-01", "10:00", "11:00", "Choose a day between 19 February 2024 and 21 April 2024."),
        ("1800-01-01", "", "", "Choose a day between 19 February 2024 and 21 April 2024."),
        ("2024-03-20", "10:00", "09:00", "The end must come after the beginning, and not after four"),
        ("2024-03-20", "05:00", "21:30", "A session lasts at most 16 hours."),
        ("2024-03-31", "02:30", "03:30", "The clocks are put forward on 31 March 2024 and never show 02:30."),
    ])
    func `the form of a session refuses it`(day: String, start: String, end: String, sentence: String) async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        var form = `Planning a programme`.form(await editor.get("\(Self.board)/TH1"))
        for (name, value) in [("day", day), ("start", start), ("end", end)] {
            form = `Planning a programme`.changed(form, name, value)
        }
        let answer = await editor.post("\(Self.board)/TH1", form)
        #expect(answer.status == 422)
        #expect(answer.text.contains(sentence))
    }

    @Test(arguments: [
        ("2024-03-31", "2:30", "e-start", "the clocks are put forward"), ("1800-01-01", "9:00", "e-day", "Choose a day between"),
        ("someday", "9:00", "e-day", "Choose a day, such as"), ("2024-03-20", "half past", "e-start", "Write a time"),
        ("2024-03-20", "3:30", "e-start", "after four in the morning"),
    ])
    func `a move refuses it, beside the field that has to change`(
        day: String, start: String, field: String, sentence: String
    ) async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        let move = [("day", day), ("start", start), ("room", "small"), ("version", "1"), ("minutes", "90")]
        let answer = await editor.post("\(Self.board)/TH1/place", move)
        #expect(answer.status == 422)
        #expect(answer.part(from: "id=\"\(field)\">", to: "</p>")?.contains(sentence) == true)
    }

    @Test func `many sessions at once refuse it`() async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        let answer = await editor.post("\(Self.board)/list", [("session", "TH1@1"), ("what", "day:1800-01-01")])
        #expect(answer.status == 422)
        #expect(answer.text.contains("TH1 would not be near the edition."))
    }

    @Test(arguments: [
        ("1800-01-01", "10:00", "11:00", "day", "1800-01-01"), ("2024-03-20", "10:00", "09:00", "end", "09:00"),
        ("2024-03-20", "05:00", "21:30", "end", "21:30"), ("9999-12-31", "", "", "day", "9999-12-31"),
    ])
    func `the import refuses it, and says where`(
        day: String, start: String, end: String, column: String, value: String
    ) async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        let row = "lakeside-2024,XX,\(day),\(start),\(end),workshop,A workshop,,,EN,,,,,open,confirmed,,,,\n"
        let answer = await editor.upload(
            "\(Self.board)/files", "file", Array((ProgrammeWorld.header + row).utf8), with: [("kind", "sessions")])
        #expect(answer.status == 422)
        #expect(answer.text.contains("Line 2, column \(column): ") && answer.text.contains("“\(value)”"))
    }

    @Test func `a speaker cannot be there then`() async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        for (day, from, to, sentence) in [
            ("1800-01-01", "10:00", "11:00", "Choose a day between"), ("2024-03-20", "10:00", "09:00", "Time 1 needs a day"),
        ] {
            let answer = await editor.post(
                "\(Self.board)/speakers/deputy",
                [("name", "Ada"), ("office", "Deputy mayor"), ("day-0", day), ("from-0", from), ("to-0", to)])
            #expect(answer.status == 422)
            #expect(answer.text.contains(sentence))
        }
    }
}
