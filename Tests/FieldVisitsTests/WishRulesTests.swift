// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@testable import FieldVisits

@Suite struct `Ranking visits` {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)
    private let codes = ["V01", "V02", "V03"].compactMap { VisitCode($0) }

    private func choice(_ change: (inout WishChoice) -> Void = { _ in }) -> WishChoice {
        let offered = codes.map { ($0, "\($0) visit", $0.description == "V03") }
        var choice = WishChoice(offered: offered, settings: VisitSettings(opens: now - 60, closes: now + 60))
        change(&choice)
        return choice
    }

    private func typed(_ ranks: String...) -> [VisitCode: String] {
        Dictionary(uniqueKeysWithValues: zip(codes, ranks))
    }

    private func shown(_ wishes: [Wish]) -> [String] { wishes.map { "\($0.rank) \($0.visit)" } }

    @Test func `visits are kept in the order of their ranks`() throws {
        #expect(shown(try choice().ranking(typed("2", "1", ""), isAccepted: false, at: now)) == ["1 V02", "2 V01"])
    }

    @Test func `a number that was left out is no rank`() throws {
        #expect(shown(try choice().ranking(typed("3", "1", ""), isAccepted: false, at: now)) == ["1 V02", "2 V01"])
    }

    @Test func `nothing can be wished for as well`() throws {
        #expect(try choice().ranking(typed("", " ", ""), isAccepted: false, at: now).isEmpty)
    }

    @Test func `a rank used twice is refused, and both visits are named`() {
        let refusal = WishRefusal.rankTwice(1, codes[1], "V01 visit", "V02 visit")
        #expect(throws: refusal) { try choice().ranking(typed("1", "1", ""), isAccepted: false, at: now) }
    }

    @Test func `where an edition allows it two visits share a rank`() throws {
        let choice = choice { $0.settings.allowsTies = true }
        #expect(shown(try choice.ranking(typed("1", "1", ""), isAccepted: false, at: now)) == ["1 V01", "1 V02"])
    }

    @Test(arguments: ["0", "4", "first", "-1", "1.5"]) func `what is no rank is refused`(_ text: String) {
        #expect(throws: WishRefusal.unreadable(codes[0], "V01 visit", most: 3)) {
            try choice().ranking(typed(text, "", ""), isAccepted: false, at: now)
        }
    }

    @Test func `no more are ranked than the edition lets`() {
        let choice = choice { $0.settings.mostRanks = 1 }
        #expect(throws: WishRefusal.tooMany(2, most: 1)) {
            try choice.ranking(typed("1", "2", ""), isAccepted: false, at: now)
        }
    }

    @Test func `what a visit asks for has to be agreed to`() throws {
        #expect(throws: WishRefusal.notAccepted(["V03 visit"])) {
            try choice().ranking(typed("", "", "1"), isAccepted: false, at: now)
        }
        #expect(shown(try choice().ranking(typed("", "", "1"), isAccepted: true, at: now)) == ["1 V03"])
    }

    @Test func `what somebody else kept meanwhile is not replaced unseen`() {
        let choice = choice { $0.version = 2 }
        #expect(throws: WishRefusal.changed) { try choice.ranking(typed("1", "", ""), isAccepted: false, at: now) }
    }

    @Test func `wishes are taken from the opening on, and after the closing for the waiting list`() throws {
        #expect(throws: WishRefusal.notOpen(now - 60)) {
            try choice().ranking(typed("1", "", ""), isAccepted: false, at: now - 61)
        }
        #expect(throws: WishRefusal.notOpen(nil)) {
            try choice { $0.settings.opens = nil }.ranking(typed("1", "", ""), isAccepted: false, at: now)
        }
        #expect(shown(try choice().ranking(typed("1", "", ""), isAccepted: false, at: now + 60)) == ["1 V01"])
        #expect(throws: WishRefusal.over) {
            try choice { $0.isOver = true }.ranking(typed("1", "", ""), isAccepted: false, at: now)
        }
    }
}
