// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Programme
import Server
import Vocabulary

/// All sessions with limited places, and how full they are.
struct LimitedSessionsPage: Sendable {
    struct Line: Sendable {
        let code: SessionCode
        let title: String
        let places: SessionPlaces
        /// How many of those with a place have to be elsewhere at that time.
        let clashing: Int
    }

    let record: EditionRecord
    let lines: [Line]
    /// Whether the reader may see who comes, where the way back leads.
    let seesRegistration: Bool
    let words: Words

    /// A fixed number of statements.
    init(_ record: EditionRecord, seesRegistration: Bool, words: Words, _ tx: Transaction) throws {
        let id = record.edition.id
        self.record = record
        self.seesRegistration = seesRegistration
        self.words = words
        let places = try SignUpStore(tx: tx).places(of: id)
        let titles = try SessionTitles(tx: tx).titles(of: Array(places.keys), in: id, words)
        let persons = try SignUpStore(tx: tx).everybody(in: id)
        let found = try Whereabouts(of: persons, record, words: words, tx)
        var clashing: [SessionCode: Int] = [:]
        for clash in persons.flatMap({ found?.clashes(of: $0) ?? [] }) where clash.isOverlap {
            clashing[clash.one, default: 0] += 1
            clashing[clash.other, default: 0] += 1
        }
        lines = places.sorted { $0.key < $1.key }.map {
            Line(code: $0.key, title: titles[$0.key] ?? "", places: $0.value, clashing: clashing[$0.key] ?? 0)
        }
    }

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }

    var page: Page {
        Page(
            title: words("places.list"), over: record.name(words), lede: words("places.list.lede"),
            content: """
                \(if: seesRegistration, "<p class=\"back\"><a href=\"\(path)\">\(words("registration.title"))</a></p>\n")\
                \(lines.isEmpty ? "<p>\(words("places.list.none"))</p>" as HTML : table)
                """)
    }

    private var table: HTML {
        let columns = ["places.session", "places.places", "places.taken", "places.waiting", "places.clashing"]
        return """
            <table class="table fold"><caption class="hide">\(words("places.list"))</caption>
            <thead><tr>\(each: columns, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
            \(each: lines, row)</tbody></table>
            """
    }

    private func row(_ line: Line) -> HTML {
        """
        <tr><th scope="row"><a href="\(path)/sessions/\(line.code.description)">\(line.code.description) \(line.title)</a></th>\
        <td class="num" data-h="\(words("places.places"))">\(words.number(line.places.places))</td>\
        <td class="num" data-h="\(words("places.taken"))">\(words.number(line.places.taken))</td>\
        <td class="num" data-h="\(words("places.waiting"))">\(words.number(line.places.waiting))</td>\
        <td class="num" data-h="\(words("places.clashing"))">\(words.number(line.clashing))</td></tr>

        """
    }
}
