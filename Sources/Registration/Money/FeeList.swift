// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Vocabulary

/// What seats cost, for everybody who asks: prices, tax, free seats, and what is owed for a seat given back. No codes.
struct FeeList {
    let schedule: FeeSchedule
    let words: Words

    var markup: HTML {
        let heads = ["fees.who", "fees.price"] + (commonTax == nil ? ["fees.tax"] : [])
        return """
            <table class="table prices"><caption class="hide">\(words("fees.public"))</caption>
            <thead><tr>\(each: heads, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
            \(each: schedule.fees, row)</tbody></table>
            \(commonTax.map { "<p>\(words("fees.tax.comes-on-top", ["tax": .text($0)]))</p>\n" as HTML })\(free)<h3>\(words("fees.terms"))</h3><ul>\(each: terms, { "<li>\($0)</li>\n" })</ul>
            """
    }

    /// The tax of everything that costs something, where it is one: it is said once.
    private var commonTax: String? {
        let all = Set(schedule.fees.filter { !isFree($0) }.map { $0.tax.name(in: words) })
        return all.count == 1 ? all.first : nil
    }

    private func isFree(_ fee: Fee) -> Bool { fee.cents == 0 && fee.early.isEmpty }

    private func row(_ fee: Fee) -> HTML {
        let price = isFree(fee) ? words("fees.free-of-charge") : words.money(fee.cents, schedule.currency)
        let early = fee.early.map {
            words("fees.early-price", ["amount": .text(words.money($0.cents, schedule.currency)), "day": .day($0.until)])
        }
        let tax: HTML? = commonTax == nil ? "<td>\(if: !isFree(fee), "\(fee.tax.name(in: words))")</td>" : nil
        return """
            <tr><th scope="row">\(fee.category.name(in: words))\(payers(fee.category))</th><td class="num">\(price)\(each: early, { "<br><span class=\"quiet\">\($0)</span>" })</td>\(tax)</tr>

            """
    }

    /// As what people come who pay so: whoever reads finds themselves. Where there is one kind only, the name of the fee says it.
    private func payers(_ category: FeeCategory) -> HTML? {
        let kinds = ActorKind.paying(category)
        guard kinds.count > 1 else { return nil }
        return "<br><span class=\"quiet\">\(kinds.map { words("actor.plural.\($0.rawValue)") }.joined(separator: ", "))</span>"
    }

    private var free: HTML? {
        let (count, categories) = (schedule.freeSeats.count, schedule.freeSeats.categories)
        guard count > 0 else { return nil }
        guard categories != [.member] else { return "<p>\(words("fees.free.members", ["count": .number(count)]))</p>\n" }
        let names = categories.map { $0.name(in: words) }.joined(separator: ", ")
        return "<p>\(words("fees.free.public", ["count": .number(count), "who": .text(names)]))</p>\n"
    }

    private var terms: [String] { schedule.cancellation.sentences(in: words) }
}

extension CancellationTerms {
    /// The steps without amounts, in a reader's words.
    func sentences(in words: Words) -> [String] {
        func part(_ percent: Percent) -> Phrase.Value { .text(words.percent(percent)) }
        let early = steps.map { words("fees.terms.until", ["day": .day($0.until), "charged": part($0.charged)]) }
        let later = steps.last.map { words("fees.terms.after", ["day": .day($0.until), "charged": part(after)]) }
        return early + [
            later ?? words("fees.terms.any-time", ["charged": part(after)]),
            words("fees.terms.no-show", ["charged": part(noShow)]),
        ]
    }
}
