// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Vocabulary

/// The figures of an edition: three large ones, and a table of everything that is said with who says it.
struct EditionFigures {
    let record: EditionRecord
    let words: Words

    /// The figures every edition is compared by.
    static let compared: [FigureName] = [.participants, .authorities, .countries]

    /// The figures as a band, without those nobody has given.
    var band: HTML? {
        let known = FigureName.allCases.compactMap { name in record.preferred(name) }
        guard !known.isEmpty else { return nil }
        return """
            <dl class="figures counted">
            \(each: known, { figure in
                "<div><dt>\(words("figure.\(figure.name.rawValue)"))</dt><dd>\(qualifier(figure))<span class=\"v\">\(number(figure))</span>\(if: record.isDisputed(figure.name), "<span class=\"d\"> \(words("figure.disputed"))</span>")</dd></div>\n"
            })</dl>
            """
    }

    var table: HTML? {
        let names = FigureName.allCases.filter { !record.statements($0).isEmpty }
        guard !names.isEmpty else { return nil }
        return """
            <section class="panel"><table class="table fold plain-table">
            <caption><h2>\(words("figure.table"))</h2></caption>
            <thead><tr><th scope="col">\(words("figure.figure"))</th><th scope="col" class="n">\(words("figure.value"))</th>            <th scope="col">\(words("figure.kind"))</th><th scope="col">\(words("figure.source"))</th></tr></thead>
            <tbody>
            \(each: names, { name in "\(each: record.statements(name), row)" })</tbody></table>
            <h3>\(words("figure.meaning"))</h3>
            <dl class="facts-list">\(each: names, { name in
                "<div><dt>\(words("figure.\(name.rawValue)"))</dt><dd>\(words("figure.\(name.rawValue).meaning"))</dd></div>"
            })</dl></section>
            """
    }

    private func row(_ figure: EditionFigure) -> HTML {
        """
        <tr><th scope="row">\(words("figure.\(figure.name.rawValue)"))</th>
        <td class="n" data-h="\(words("figure.value"))">\(amount(figure))</td>
        <td data-h="\(words("figure.kind"))">\(words("figure.kind.\(figure.kind.rawValue)"))\(if: !figure.asOf.isEmpty, ", \(asOf(figure.asOf))")</td>
        <td data-h="\(words("figure.source"))">\(source(figure))</td></tr>

        """
    }

    private func source(_ figure: EditionFigure) -> HTML {
        if figure.source.isEmpty { return "–" }
        let text: HTML = "<span lang=\"en\">\(figure.source)</span>"
        return figure.attribution == .named ? text : "\(words("figure.one-of")) \(text)"
    }

    private func asOf(_ text: String) -> String { Day(text).map(words.day) ?? text }

    private func number(_ figure: EditionFigure) -> String {
        figure.low == figure.high
            ? words.number(figure.low) : words("figure.range", ["low": .number(figure.low), "high": .number(figure.high)])
    }

    /// "more than 800", "about 500", "700", "100 to 120".
    func amount(_ figure: EditionFigure) -> String {
        switch figure.qualifier {
        case .exact: number(figure)
        case .atLeast: words("figure.at-least", ["number": .text(number(figure))])
        case .about: words("figure.about", ["number": .text(number(figure))])
        }
    }

    /// The small word over a large number: the same phrase without its number.
    private func qualifier(_ figure: EditionFigure) -> HTML? {
        guard figure.qualifier != .exact else { return nil }
        let key = figure.qualifier == .atLeast ? "figure.at-least" : "figure.about"
        return "<span class=\"q\">\(words(key, ["number": ""]).trimmingCharacters(in: .whitespaces))</span> "
    }
}
