// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// A stored quote, to be read and printed.
struct QuotePage {
    let quote: StoredQuote
    /// Whom it is for, in words.
    let name: String
    let record: EditionRecord
    /// The page of the delegation.
    let path: Address
    let words: Words

    private var paper: QuotePaper { quote.paper }
    private var table: QuoteTable { QuoteTable(quote: paper.quote, words: words) }

    var page: Page {
        var page = Page(
            title: words("quote.title", ["number": .text(quote.number.description)]), over: record.name(words),
            content: """
                <p class="back"><a href="\(path)">\(name)</a></p>
                <article class="paper"><dl class="facts-list">\(each: facts, { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" })</dl>
                \(table.markup)
                <h2>\(words("fees.terms"))</h2><ul>\(each: paper.terms.sentences(in: words), { "<li>\($0)</li>\n" })</ul>
                <p class="small">\(words("quote.no-invoice"))</p></article>
                <p class="downloads"><a href="\(path)/quotes/\(quote.number.number)/text">\(words("quote.as-text"))</a></p>
                """)
        page.isIndexed = false
        return page
    }

    private var facts: [(String, String)] {
        let country = paper.country.isEmpty ? "" : ", \(words.country(paper.country))"
        var facts = [
            (words("quote.number"), quote.number.description), (words("quote.day"), words.day(paper.day)),
            (words("quote.for"), (paper.body.isEmpty ? name : paper.body) + country),
            (words("quote.about"), "\(record.name(words)), \(record.edition.dates.written(words))"),
        ]
        if !quote.orderNumber.isEmpty { facts.append((words("delegation.order-number"), quote.orderNumber)) }
        if !paper.seller.isEmpty { facts.append((words("quote.from"), paper.seller)) }
        return facts
    }

    /// The same as letters, for a mail or a terminal.
    var text: String {
        let lines = paper.quote.lines.flatMap { line -> [String] in
            let head =
                "\(line.title(in: words)): \(words.number(line.quantity)) × \(table.money(line.unitPrice)) = \(table.money(line.net))"
            return [head] + line.allowances.map { "  \($0.title(in: words)): −\(table.money($0.cents))" }
        }
        let parts = [
            [words("quote.title", ["number": .text(quote.number.description)])], facts.map { "\($0.0): \($0.1)" }, lines,
            table.totals.map { "\($0.0): \($0.1)" } + Set(paper.quote.taxes.compactMap(\.exemption)).sorted(),
            paper.terms.sentences(in: words), [words("quote.no-invoice")],
        ]
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }
}
