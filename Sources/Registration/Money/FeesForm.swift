// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Server
import Vocabulary

/// What an organiser typed of the fees of an edition.
struct FeesForm: Sendable {
    private(set) var values: [String: String] = [:]
    private(set) var errors: [String: Phrase] = [:]
    /// Why what was typed cannot be kept.
    var problem: Phrase?
    /// The version it began from; 0 where there was none.
    private(set) var base = 0

    static let names =
        ["currency", "free-count", "steps", "after", "no-show", "codes"]
        + FeeCategory.allCases.flatMap { one in ["price", "tax", "rate", "early", "free"].map { "\($0)-\(one.rawValue)" } }
        + reasons.map { "reason-\($0.rawValue)" }
    /// The categories of tax that say why none is due.
    static let reasons = TaxCategory.allCases.filter(\.needsReason)

    init(_ form: Query) {
        for name in Self.names { values[name] = form[name] }
        base = form["version"].flatMap { Int($0) } ?? 0
    }

    init(_ fees: FeeVersion?) {
        base = fees?.version ?? 0
        guard let schedule = fees?.schedule else { return }
        values["currency"] = schedule.currency.rawValue
        for fee in schedule.fees {
            let name = fee.category.rawValue
            values["price-\(name)"] = TypedAmount.text(fee.cents)
            values["tax-\(name)"] = fee.tax.category.rawValue
            if fee.tax.rate > .none { values["rate-\(name)"] = TypedAmount.text(fee.tax.rate) }
            values["early-\(name)"] = fee.early.map { "\($0.until) \(TypedAmount.text($0.cents))" }.joined(separator: "\n")
        }
        for (category, reason) in schedule.exemptions { values["reason-\(category.rawValue)"] = reason }
        values["free-count"] = schedule.freeSeats.count == 0 ? nil : String(schedule.freeSeats.count)
        for category in schedule.freeSeats.categories { values["free-\(category.rawValue)"] = "yes" }
        values["steps"] = schedule.cancellation.steps.map { "\($0.until) \(TypedAmount.text($0.charged))" }.joined(
            separator: "\n")
        values["after"] = TypedAmount.text(schedule.cancellation.after)
        values["no-show"] = TypedAmount.text(schedule.cancellation.noShow)
        values["codes"] = schedule.codes.map(TypedCode.text).joined(separator: "\n")
    }

    subscript(name: String) -> String { values[name] ?? "" }
    var isRefused: Bool { problem != nil || !errors.isEmpty }

    // MARK: Reading it

    /// The schedule that was typed; nil with a sentence for each field that is wrong.
    mutating func read() -> FeeSchedule? {
        var schedule = FeeSchedule(currency: values["currency"].flatMap(Currency.init) ?? .eur, fees: [])
        for category in FeeCategory.allCases { if let fee = fee(category) { schedule.fees.append(fee) } }
        for category in Self.reasons { schedule.exemptions[category] = values["reason-\(category.rawValue)"] }
        let free = FeeCategory.allCases.filter { values["free-\($0.rawValue)"] != nil }
        let count = whole("free-count")
        schedule.freeSeats = FreeSeats(count ?? 0, count == 0 ? [] : free)
        schedule.cancellation = CancellationTerms(
            steps: lines("steps", "fees.step-line") { TypedAmount.dayAndPercent($0).map { .init(until: $0.0, $0.1) } },
            after: percent("after"), noShow: percent("no-show"))
        schedule.codes = lines("codes", "fees.code-line", TypedCode.read)
        guard errors.isEmpty else { return nil }
        for flaw in schedule.flaws { tell(flaw) }
        return isRefused ? nil : schedule
    }

    private mutating func fee(_ category: FeeCategory) -> Fee? {
        let name = category.rawValue
        guard let text = values["price-\(name)"] else {
            // What was typed beside a price that is missing would be lost.
            if values["early-\(name)"] != nil { errors["price-\(name)"] = "fees.price-missing" }
            return nil
        }
        let cents = TypedAmount.cents(text)
        if cents == nil { errors["price-\(name)"] = "fees.amount-unreadable" }
        let early = lines("early-\(name)", "fees.early-line") {
            TypedAmount.dayAndCents($0).map { EarlyPrice(until: $0.0, $0.1) }
        }
        let tax = Tax(values["tax-\(name)"].flatMap(TaxCategory.init) ?? .standard, percent("rate-\(name)"))
        return Fee(category, cents ?? 0, early: early, tax: tax)
    }

    private mutating func percent(_ name: String) -> Percent {
        guard let text = values[name] else { return .none }
        let percent = TypedAmount.percent(text)
        if percent == nil { errors[name] = "fees.percent-unreadable" }
        return percent ?? .none
    }

    private mutating func whole(_ name: String) -> Int? {
        guard let text = values[name] else { return 0 }
        let number = Int(text)
        if number == nil { errors[name] = Phrase("fee.free-seats", ["limit": 1_000]) }
        return number
    }

    private mutating func lines<T>(_ name: String, _ wrong: String, _ read: (String) -> T?) -> [T] {
        let all = (values[name] ?? "").split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        var found: [T] = []
        for (place, line) in all.enumerated() where !line.isEmpty {
            if let one = read(line) {
                found.append(one)
            } else if errors[name] == nil {
                errors[name] = Phrase(wrong, ["line": .number(place + 1), "text": .text(String(line.prefix(60)))])
            }
        }
        return found
    }

    /// The first flaw of a field is told there; what concerns no field stands over the form.
    private mutating func tell(_ flaw: FeeScheduleRefusal) {
        let name: String? =
            switch flaw {
            case .categoryTwice(let category), .price(let category): "price-\(category.rawValue)"
            case .earlyOrder(let category), .earlyDearer(let category): "early-\(category.rawValue)"
            case .rate(let category): "rate-\(category.rawValue)"
            case .reasonMissing(let tax), .reasonText(let tax): "reason-\(tax.rawValue)"
            case .freeSeats, .freeSeatCategories: "free-count"
            case .codeText, .codeTwice, .codeBenefit, .codeCategories, .codeUses: "codes"
            case .cancellationOrder, .cancellationFalls: "steps"
            case .unreadable, .noFee, .reasonNotNeeded, .outsideScopeMixed, .tooMany: nil
            }
        guard let name else { return problem = problem ?? flaw.phrase }
        errors[name] = errors[name] ?? flaw.phrase
    }
}
