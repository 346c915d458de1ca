// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// What a delegation costs so far, on its page: lines as an invoice would have them, what giving back costs, a code, and quotes.
struct CostsSection {
    let costs: DelegationCosts
    let path: Address
    let zone: TimeZone
    let words: Words
    /// What was typed as a code, and what is wrong with it.
    var typedCode: String?
    var codeProblem: Phrase?

    var markup: HTML {
        """
        <section class="panel" aria-labelledby="costs"><h2 id="costs">\(words("costs.title"))</h2>
        \(counted)\(quotes)\(terms)\(code)</section>

        """
    }

    private var counted: HTML {
        switch costs.quote {
        case .failure(let refusal): return "<p>\(words(refusal.phrase))</p>\n"
        case .success(let quote) where quote.lines.isEmpty: return "<p>\(words("costs.nothing"))</p>\n"
        case .success(let quote):
            return "<p>\(words("costs.so-far", ["amount": .text(words.money(quote.gross, quote.currency))]))</p>\n"
                + QuoteTable(quote: quote, words: words).markup
        }
    }

    private var terms: HTML {
        let currency = costs.facts.fees.schedule.currency
        let steps = costs.facts.held.isEmpty ? nil : try? costs.facts.outlook(on: costs.today)
        let sentences =
            steps.map { $0.map { $0.sentence(in: words, currency: currency) } }
            ?? costs.facts.fees.schedule.cancellation.sentences(in: words)
        return """
            <details><summary>\(words("costs.terms"))</summary>\(if: steps != nil, "<p>\(words("costs.terms.all"))</p>")\
            <ul>\(each: sentences, { "<li>\($0)</li>\n" })</ul></details>

            """
    }

    private var code: HTML? {
        guard costs.facts.fees.schedule.codes.contains(where: { $0.scope == .delegation }) else { return nil }
        let field = FormField(
            "code", words("costs.code"), value: typedCode ?? costs.facts.code?.text ?? "", hint: words("costs.code.hint"),
            error: codeProblem.map { words($0) }, autocomplete: "off")
        var form = Form(
            action: "\(path)/code", fields: [field], button: words("costs.code.use"), problemTitle: words("form.problem"))
        form.isQuiet = true
        // Few have one: whoever does finds it.
        let isOpen = codeProblem != nil || costs.facts.code != nil
        return "<details\(if: isOpen, " open")><summary>\(words("costs.code"))</summary>\(form.markup)</details>\n"
    }

    private var quotes: HTML {
        let made: HTML? =
            costs.quotes.isEmpty
            ? nil
            : """
            <h3>\(words("quote.list"))</h3><ul>\(each: costs.quotes, { one in
                let made = words("quote.made", ["instant": .text(words.instant(one.created, in: zone))])
                return "<li><a href=\"\(path)/quotes/\(one.number.number)\">\(one.number.description)</a>, \(made)</li>\n" as HTML
            })</ul>
            """
        let make: HTML? =
            costs.facts.held.isEmpty ? nil : PostButton(words("quote.make"), to: "\(path)/quotes").markup
        return "\(made)\(make)"
    }
}

/// The lines and totals of a quote.
struct QuoteTable {
    let quote: Quote
    let words: Words

    var markup: HTML {
        """
        <table class="table fold quote"><caption class="hide">\(words("costs.title"))</caption>
        <thead><tr>\(each: heads, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
        \(each: quote.lines, row)</tbody></table>
        <dl class="facts-list totals">\(each: totals, { "<div><dt>\($0.0)</dt><dd class=\"num\">\($0.1)</dd></div>" })</dl>
        \(each: Set(quote.taxes.compactMap(\.exemption)).sorted(), { "<p class=\"small\">\($0)</p>\n" })
        """
    }

    func money(_ cents: Int) -> String { words.money(cents, quote.currency) }

    private var isReduced: Bool { quote.lines.contains { !$0.allowances.isEmpty } }

    private var heads: [String] {
        ["fees.who", "quote.quantity", "fees.price"] + (isReduced ? ["quote.taken-off"] : []) + ["quote.amount"]
    }

    /// Name and amount of each total, the last one what is to be paid.
    var totals: [(String, String)] {
        [(words("quote.net"), money(quote.net))] + quote.taxes.map { ($0.tax.name(in: words), money($0.amount)) }
            + [(words("quote.gross"), money(quote.gross))]
    }

    private func row(_ line: QuoteLine) -> HTML {
        let off = line.allowances.map {
            "\($0.title(in: words)): <span class=\"nobreak\">−\(money($0.cents))</span>" as HTML
        }
        let reduced: HTML = "<td data-h=\"\(words("quote.taken-off"))\">\(HTML.joined(off, by: "<br>"))</td>"
        return """
            <tr><th scope="row">\(line.title(in: words))</th><td data-h="\(words("quote.quantity"))" class="num">\(words.number(line.quantity))</td>\
            <td data-h="\(words("fees.price"))" class="num">\(money(line.unitPrice))</td>\
            \(if: isReduced, reduced)\
            <td data-h="\(words("quote.amount"))" class="num">\(money(line.net))</td></tr>

            """
    }
}

extension ReturnCost {
    /// What giving a seat back, or all of them, costs today.
    func sentence(_ key: String, in words: Words) -> String {
        words(
            key == "seat" ? "costs.return.seat" : "costs.return.all",
            [
                "charged": .text(words.percent(charged)), "before": .text(words.money(before, currency)),
                "after": .text(words.money(after, currency)),
            ])
    }
}
