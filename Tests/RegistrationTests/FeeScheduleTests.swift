// SPDX-License-Identifier: EUPL-1.2
import Registration
import Testing
import Vocabulary

@Suite struct `A schedule of fees` {
    typealias Example = FeeExample

    private func flaws(_ change: (inout FeeSchedule) -> Void) -> [FeeScheduleRefusal] {
        var schedule = Example.schedule
        change(&schedule)
        return schedule.flaws
    }

    @Test func `that is sound is itself`() throws { #expect(try Example.schedule.checked() == Example.schedule) }

    @Test func `throws its first flaw`() {
        var schedule = Example.schedule
        schedule.fees[0].cents = -1
        schedule.freeSeats.count = -1
        #expect(throws: FeeScheduleRefusal.price(.member)) { try schedule.checked() }
    }

    @Test func `has a price for someone, one for each`() {
        #expect(FeeSchedule(fees: []).flaws == [.noFee])
        #expect(flaws { $0.fees.append(Fee(.press, 5, tax: Example.standard)) } == [.categoryTwice(.press)])
    }

    @Test(arguments: [-1, 100_000_001, Int.max, Int.min])
    func `has prices between nothing and a million`(cents: Int) {
        #expect(flaws { $0.fees[1].cents = cents } == [.price(.nonMember)])
        #expect(flaws { $0.fees[1].cents = 100_000_000 } == [])
    }

    @Test func `has early prices that follow one another and rise`() {
        let early = EarlyPrice(until: Example.january, 100)
        #expect(flaws { $0.fees[1].early = [early, early] } == [.earlyOrder(.nonMember)])
        #expect(flaws { $0.fees[1].early = [EarlyPrice(until: Example.january, 80_001)] } == [.earlyDearer(.nonMember)])
        #expect(flaws { $0.fees[1].early = [EarlyPrice(until: Example.january, -1)] } == [.price(.nonMember)])
        let many = (0..<41).map { EarlyPrice(until: Example.january.adding(days: $0) ?? Example.january, $0) }
        #expect(flaws { $0.fees[1].early = many } == [.tooMany(limit: 40)])
        #expect(flaws { $0.fees[1].early = Array(many.dropLast()) } == [])
    }

    @Test func `has a rate where tax is standard, and nowhere else`() {
        #expect(flaws { $0.fees[1].tax = Tax(.standard) } == [.rate(.nonMember)])
        #expect(flaws { $0.fees[1].tax = Tax(.zero, Example.percent(1)) } == [.rate(.nonMember)])
        #expect(flaws { $0.fees[1].tax = Tax(.exempt, .all) } == [.rate(.nonMember)])
    }

    @Test func `says why no tax is due, where a reason is wanted`() {
        #expect(flaws { $0.exemptions = [:] } == [.reasonMissing(.exempt)])
        #expect(flaws { $0.exemptions[.zero] = "none" } == [.reasonNotNeeded(.zero)])
        #expect(flaws { $0.exemptions[.standard] = "none" } == [.reasonNotNeeded(.standard)])
        for text in ["", " ", "a\u{0}", "two\nlines", " spaced", String(repeating: "x", count: 501), "\u{202E}back"] {
            #expect(flaws { $0.exemptions[.exempt] = text } == [.reasonText(.exempt)])
        }
    }

    @Test func `does not mix what is outside the scope of tax with anything`() {
        #expect(
            flaws {
                $0.fees[1].tax = Tax(.outsideScope)
                $0.exemptions[.outsideScope] = "Article 13"
            } == [.outsideScopeMixed])
        let all = FeeSchedule(
            fees: [Fee(.member, 5, tax: Tax(.outsideScope)), Fee(.press, 0, tax: Tax(.outsideScope))],
            exemptions: [.outsideScope: "Article 13"])
        #expect(all.flaws == [])
    }

    @Test func `gives free seats to those who have a fee`() {
        for count in [-1, 1_001] { #expect(flaws { $0.freeSeats.count = count } == [.freeSeats(limit: 1_000)]) }
        for named in [[], [FeeCategory.host], [.member, .member]] {
            #expect(flaws { $0.freeSeats.categories = named } == [.freeSeatCategories])
        }
        #expect(flaws { $0.freeSeats = .none } == [])
    }

    @Test func `has codes that can be typed, each once`() {
        for text in ["", "SHORT", "lower-case", "ÉTÉ-2027", "WITH SPACE", String(repeating: "A", count: 33)] {
            #expect(flaws { $0.codes[0].text = text } == [.codeText(text)])
        }
        #expect(flaws { $0.codes[0].text = $0.codes[1].text } == [.codeTwice("HUNDRED-OFF")])
        let many = (0..<501).map { FeeCode("NUMBER-\($0)", .free, for: [.press]) }
        #expect(flaws { $0.codes = many } == [.tooMany(limit: 500)])
    }

    @Test func `has codes that lower something, for someone, at least once`() {
        for benefit in [FeeBenefit.percent(.none), .amount(0), .amount(-1), .amount(.max)] {
            #expect(flaws { $0.codes[0].benefit = benefit } == [.codeBenefit("THIRD-OFF")])
        }
        for named in [[], [FeeCategory.host], [.member, .member]] {
            #expect(flaws { $0.codes[0].categories = named } == [.codeCategories("THIRD-OFF")])
        }
        for uses in [0, -1, 100_001] { #expect(flaws { $0.codes[0].uses = uses } == [.codeUses("THIRD-OFF", limit: 100_000)]) }
    }

    @Test func `charges more with every step of giving back`() {
        #expect(flaws { $0.cancellation.steps.reverse() } == [.cancellationOrder, .cancellationFalls])
        #expect(flaws { $0.cancellation.after = Example.percent(4_999) } == [.cancellationFalls])
        #expect(flaws { $0.cancellation.noShow = Example.percent(7_999) } == [.cancellationFalls])
        let many = (0..<41).map { CancellationTerms.Step(until: Example.january.adding(days: $0) ?? Example.january, .none) }
        #expect(flaws { $0.cancellation.steps = many } == [.tooMany(limit: 40)])
    }
}
