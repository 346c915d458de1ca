// SPDX-License-Identifier: EUPL-1.2
import Registration
import Testing
import Vocabulary

@Suite struct `Refusals about fees` {
    private static let quotes: [QuoteRefusal] = [
        .noFee(.host), .days(limit: 31), .cancelledBeforeTaken, .unknownCode("X"), .codeExpired("X", until: FeeExample.january),
        .codeNotFor("X", .press), .codeForSeats("X"), .codeForDelegations("X"), .codeUsedUp("X", left: 0),
        .codeUsedUp("X", left: 1), .tooLarge,
    ]
    private static let schedules: [FeeScheduleRefusal] = [
        .unreadable, .noFee, .categoryTwice(.day), .price(.day), .earlyOrder(.day), .earlyDearer(.day), .rate(.day),
        .reasonMissing(.exempt), .reasonNotNeeded(.zero), .reasonText(.exempt), .outsideScopeMixed, .freeSeats(limit: 1),
        .freeSeatCategories, .codeText("X"), .codeTwice("X"), .codeBenefit("X"), .codeCategories("X"), .codeUses("X", limit: 1),
        .cancellationOrder, .cancellationFalls, .tooMany(limit: 1),
    ]

    @Test func `each have a sentence of their own`() {
        let keys =
            Self.quotes.map(\.phrase.key) + Self.schedules.map(\.phrase.key) + [OrderReferenceRefusal.notOne(limit: 1).phrase.key]
        #expect(Set(keys).count == keys.count)
        #expect(keys.allSatisfy { $0.hasPrefix("fee.") })
    }

    @Test func `are too late after a day, a conflict when others were first, else wrong as they are`() {
        #expect(
            Self.quotes.map(\.kind) == [
                .invalid, .invalid, .invalid, .invalid, .tooLate, .invalid, .invalid, .invalid, .conflict, .conflict, .invalid,
            ])
        #expect(Set(Self.schedules.map(\.kind)) == [.invalid])
        #expect(OrderReferenceRefusal.notOne(limit: 60).kind == .invalid)
    }

    @Test func `repeat no more of a long text than a line`() {
        let long = String(repeating: "X", count: 10_000)
        #expect(QuoteRefusal.unknownCode(long).phrase.values == ["code": .text(String(long.prefix(40)))])
        #expect(FeeScheduleRefusal.codeText(long).phrase.values == ["code": .text(String(long.prefix(40)))])
    }
}
