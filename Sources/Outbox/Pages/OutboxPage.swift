// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// Everything that was posted, the newest first, and whether it leaves.
struct OutboxPage {
    let filter: LetterFilter
    let rows: [StoredLetter]
    let count: Int
    let kinds: [String]
    let standing: OutboxStanding
    let canChange: Bool
    let zone: TimeZone
    let words: Words
    /// What was wrong with the address of a test, and what it was.
    var testError: String?
    var testAddress = ""

    private var path: Address { "/\(words.language.rawValue)/organise/outbox" }
    private var isHeld: Bool { standing.hold != nil }

    var page: Page {
        var page = Page(title: words("outbox.title"), lede: words("outbox.lede"), content: content)
        page.isRefused = testError != nil
        return page
    }

    private var content: HTML {
        """
        \(attention)
        \(figures)
        \(form)
        <div class="result" role="status">\(words("outbox.count", ["count": .number(count)]))</div>
        \(rows.isEmpty ? "" : table)
        \(PageLinks(here: filter.page(of: count), count: count, size: LetterFilter.rowsPerPage, words: words, address: address).markup)
        \(if: canChange, test)
        <p class="section"><a href="\(path)/suppressions">\(words("suppression.link"))</a></p>
        """
    }

    // MARK: How it stands

    private var attention: HTML? {
        var points: [HTML] = []
        if let hold = standing.hold {
            let since = words.instant(hold.since, in: zone)
            points.append(
                """
                <li class="alarm"><strong>\(words("outbox.hold.\(hold.reason)"))</strong> \
                <span>\(words("outbox.hold.since", ["time": .text(since), "count": .number(standing.open)]))</span>\
                \(if: canChange, PostButton(words("outbox.release"), to: "\(path)/release", isQuiet: false).markup)</li>
                """)
        }
        if !standing.isConfigured { points.append("<li class=\"alarm\"><strong>\(words("outbox.unconfigured"))</strong></li>") }
        if standing.isAlarm { points.append("<li class=\"alarm\"><strong>\(words("outbox.alarm"))</strong></li>") }
        if standing.failingTimers > 0 {
            points.append("<li>\(words("outbox.timers", ["count": .number(standing.failingTimers)]))</li>")
        }
        return points.isEmpty ? nil : "<ul class=\"attention\">\(HTML.joined(points))</ul>"
    }

    private var figures: HTML {
        let states = LetterState.allCases.filter { $0 != .held && (standing.counts[$0] ?? 0) > 0 }
        guard !states.isEmpty else { return "" }
        return """
            <dl class="facts-list outbox-states">\(each: states, { state in
                "<div><dt>\(words("letter.state.\(state.rawValue)"))</dt><dd><a href=\"\(path.with([("state", state.rawValue)]))\">\(words.number(standing.counts[state] ?? 0))</a></dd></div>\n" as HTML
            })</dl>
            """
    }

    // MARK: The filter

    private var form: HTML {
        """
        <form class="filters" method="get" action="\(path)" role="search" aria-label="\(words("outbox.filter"))">
        <label for="address">\(words("outbox.address"))<input type="search" id="address" name="address" value="\(filter.address ?? "")" maxlength="200" autocomplete="off" spellcheck="false"></label>
        \(select("state", words("outbox.state"), any: words("outbox.any-state"), states, chosen: filter.state?.rawValue))
        \(select("kind", words("outbox.kind"), any: words("outbox.any-kind"), kinds.map { ($0, words.kind($0)) }, chosen: filter.kind))
        \(filter.person.map { "<input type=\"hidden\" name=\"person\" value=\"\($0)\">" as HTML })\
        \(filter.batch.map { "<input type=\"hidden\" name=\"batch\" value=\"\($0.value)\">" as HTML })
        <div class="filters-act"><button class="btn" type="submit">\(words("outbox.show"))</button>
        \(if: filter.isNarrow, "<a href=\"\(path)\">\(words("outbox.all"))</a>")</div>
        </form>
        """
    }

    private var states: [(String, String)] { LetterState.allCases.map { ($0.rawValue, words("letter.state.\($0.rawValue)")) } }

    private func select(_ name: String, _ label: String, any: String, _ options: [(String, String)], chosen: String?) -> HTML {
        """
        <label for="\(name)">\(label)<select id="\(name)" name="\(name)"><option value="">\(any)</option>
        \(each: options, { value, text in
            let mark: HTML = value == chosen ? " selected" : ""
            return "<option value=\"\(value)\"\(mark)>\(text)</option>\n"
        })</select></label>
        """
    }

    private func address(_ page: Int) -> Address {
        path.with([
            ("state", filter.state?.rawValue), ("kind", filter.kind), ("address", filter.address), ("person", filter.person),
            ("batch", filter.batch?.value), ("page", page == 1 ? nil : String(page)),
        ])
    }

    // MARK: The list

    private var table: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("outbox.title"))</caption>
        <thead><tr><th scope="col">\(words("letter.to"))</th><th scope="col">\(words("outbox.kind"))</th>\
        <th scope="col">\(words("outbox.state"))</th><th scope="col">\(words("outbox.posted"))</th></tr></thead><tbody>
        \(each: rows, row)</tbody></table>
        """
    }

    private func row(_ stored: StoredLetter) -> HTML {
        """
        <tr><th scope="row"><a href="\(path)/letters/\(stored.letter.id.value)">\(stored.letter.address)</a></th>\
        <td data-h="\(words("outbox.kind"))">\(words.kind(stored.letter.kind))</td>\
        <td data-h="\(words("outbox.state"))">\(LetterMark(letter: stored, isHeld: isHeld, words: words).markup)\
        \(words.reason(stored).map { "<span class=\"also\">\($0)</span>" as HTML })</td>\
        <td data-h="\(words("outbox.posted"))">\(words.instant(stored.created, in: zone))</td></tr>

        """
    }

    private var test: HTML {
        let field = FormField(
            "address", words("outbox.test.address"), .mail, value: testAddress, hint: words("outbox.test.hint"),
            error: testError, autocomplete: "email", isRequired: true)
        let form = Form(
            action: "\(path)/tests", fields: [field], button: words("outbox.test.send"), problemTitle: words("form.problem"))
        return """
            <section class="section"><div class="head"><h2>\(words("outbox.test.title"))</h2></div>\(form.markup)</section>
            """
    }
}
