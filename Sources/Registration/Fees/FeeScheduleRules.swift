// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

extension FeeSchedule {
    /// One million in the currency: no seat costs more, and sums stay far from the largest number.
    package static let dearest = 100_000_000
    private static let mostSteps = 40, mostCodes = 500, mostUses = 100_000, mostFree = 1_000

    /// The schedule, if seats can be quoted by it; throws the first of its flaws.
    package func checked() throws(FeeScheduleRefusal) -> FeeSchedule {
        if let flaw = flaws.first { throw flaw }
        return self
    }

    /// Everything that is wrong, in the order of the document.
    package var flaws: [FeeScheduleRefusal] {
        feeFlaws + taxFlaws + freeSeatFlaws + codeFlaws + cancellationFlaws
    }

    private var feeFlaws: [FeeScheduleRefusal] {
        var flaws: [FeeScheduleRefusal] = fees.isEmpty ? [.noFee] : []
        var seen: Set<FeeCategory> = []
        for fee in fees {
            if !seen.insert(fee.category).inserted { flaws.append(.categoryTwice(fee.category)) }
            flaws += Self.flaws(of: fee)
        }
        return flaws
    }

    private static func flaws(of fee: Fee) -> [FeeScheduleRefusal] {
        let prices = fee.early.map(\.cents) + [fee.cents]
        var flaws: [FeeScheduleRefusal] = []
        if !prices.allSatisfy({ 0...dearest ~= $0 }) { flaws.append(.price(fee.category)) }
        if fee.early.count > mostSteps { flaws.append(.tooMany(limit: mostSteps)) }
        if !fee.early.map(\.until).isRising { flaws.append(.earlyOrder(fee.category)) }
        if !prices.isNeverFalling { flaws.append(.earlyDearer(fee.category)) }
        if !fee.tax.isSound { flaws.append(.rate(fee.category)) }
        return flaws
    }

    private var taxFlaws: [FeeScheduleRefusal] {
        let used = Set(fees.map(\.tax.category))
        var flaws = TaxCategory.allCases.compactMap { category -> FeeScheduleRefusal? in
            guard category.needsReason else { return exemptions[category] == nil ? nil : .reasonNotNeeded(category) }
            guard let reason = exemptions[category] else { return used.contains(category) ? .reasonMissing(category) : nil }
            return PlainLine(reason, atMost: 500)?.text == reason ? nil : .reasonText(category)
        }
        // BR-O-11: an invoice with something outside the scope of tax has nothing else.
        if used.contains(.outsideScope), used.count > 1 { flaws.append(.outsideScopeMixed) }
        return flaws
    }

    private var freeSeatFlaws: [FeeScheduleRefusal] {
        guard 0...Self.mostFree ~= freeSeats.count else { return [.freeSeats(limit: Self.mostFree)] }
        let known = Set(fees.map(\.category)), named = freeSeats.categories
        guard freeSeats.count == 0 || !named.isEmpty, Set(named).count == named.count, known.isSuperset(of: named) else {
            return [.freeSeatCategories]
        }
        return []
    }

    private var codeFlaws: [FeeScheduleRefusal] {
        var flaws: [FeeScheduleRefusal] = codes.count > Self.mostCodes ? [.tooMany(limit: Self.mostCodes)] : []
        let known = Set(fees.map(\.category))
        var seen: Set<String> = []
        for code in codes {
            if !FeeCode.isWellFormed(code.text) { flaws.append(.codeText(code.text)) }
            if !seen.insert(code.text).inserted { flaws.append(.codeTwice(code.text)) }
            if !Self.isSound(code.benefit) { flaws.append(.codeBenefit(code.text)) }
            let named = code.categories
            if named.isEmpty || Set(named).count != named.count || !known.isSuperset(of: named) {
                flaws.append(.codeCategories(code.text))
            }
            if let uses = code.uses, !(1...Self.mostUses ~= uses) { flaws.append(.codeUses(code.text, limit: Self.mostUses)) }
        }
        return flaws
    }

    private static func isSound(_ benefit: FeeBenefit) -> Bool {
        switch benefit {
        case .percent(let percent): percent > .none
        case .amount(let cents): 1...dearest ~= cents
        case .free: true
        }
    }

    private var cancellationFlaws: [FeeScheduleRefusal] {
        let terms = cancellation
        var flaws: [FeeScheduleRefusal] = terms.steps.count > Self.mostSteps ? [.tooMany(limit: Self.mostSteps)] : []
        if !terms.steps.map(\.until).isRising { flaws.append(.cancellationOrder) }
        if !(terms.steps.map(\.charged) + [terms.after, terms.noShow]).isNeverFalling { flaws.append(.cancellationFalls) }
        return flaws
    }
}

extension Array where Element: Comparable {
    fileprivate var isRising: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
    fileprivate var isNeverFalling: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
