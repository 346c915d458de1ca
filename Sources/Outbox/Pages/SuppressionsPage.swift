// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// Addresses that mail does not go to.
struct SuppressionsPage {
    let rows: [Suppression]
    let count: Int
    let here: Int
    let canChange: Bool
    let zone: TimeZone
    let words: Words
    var error: String?
    var typed = ""

    private var path: Address { "/\(words.language.rawValue)/organise/outbox/suppressions" }

    var page: Page {
        var page = Page(title: words("suppression.title"), lede: words("suppression.lede"), content: content)
        page.isRefused = error != nil
        return page
    }

    private var content: HTML {
        """
        <p class="result" role="status">\(words("suppression.count", ["count": .number(count)]))</p>
        \(rows.isEmpty ? "" : table)
        \(PageLinks(here: here, count: count, size: SuppressionStore.rowsPerPage, words: words) { page in
            path.with([("page", page == 1 ? nil : String(page))])
        }.markup)
        \(if: canChange, add)
        <p class="section"><a href="/\(words.language.rawValue)/organise/outbox">\(words("letter.back"))</a></p>
        """
    }

    private var table: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("suppression.title"))</caption>
        <thead><tr><th scope="col">\(words("outbox.address"))</th><th scope="col">\(words("letter.reason"))</th>\
        <th scope="col">\(words("suppression.since"))</th>\(if: canChange, "<th scope=\"col\">\(words("suppression.change"))</th>")</tr></thead><tbody>
        \(each: rows, row)</tbody></table>
        """
    }

    private func row(_ one: Suppression) -> HTML {
        """
        <tr><th scope="row">\(one.folded)</th>\
        <td data-h="\(words("letter.reason"))">\(words("suppression.reason.\(one.reason.rawValue)"))</td>\
        <td data-h="\(words("suppression.since"))">\(words.instant(one.since, in: zone))</td>\
        \(if: canChange, "<td data-h=\"\(words("suppression.change"))\">\(button(one))</td>")</tr>

        """
    }

    private func button(_ one: Suppression) -> HTML {
        PostButton(
            words("suppression.remove"), to: "\(path)/removal", about: one.folded,
            values: [("address", one.folded), ("reason", one.reason.rawValue)]
        ).markup
    }

    private var add: HTML {
        let field = FormField(
            "address", words("outbox.address"), .mail, value: typed, hint: words("suppression.add.hint"), error: error,
            isRequired: true)
        let form = Form(action: path, fields: [field], button: words("suppression.add"), problemTitle: words("form.problem"))
        return """
            <section class="section"><div class="head"><h2>\(words("suppression.add.title"))</h2></div>\(form.markup)</section>
            """
    }
}

/// Where a reader says that they want no such mail: without an account, since the address in the mail is the key.
struct UnsubscribePage {
    let token: String
    let isDone: Bool
    let words: Words

    var page: Page {
        Page(title: words(isDone ? "unsubscribe.done" : "unsubscribe.title"), content: content)
    }

    private var content: HTML {
        if isDone { return "<div class=\"stack\"><p>\(words("unsubscribe.done.text"))</p></div>" }
        let path: Address = "/\(words.language.rawValue)/unsubscribe/\(token)"
        return """
            <div class="stack"><p>\(words("unsubscribe.text"))</p>
            <div>\(PostButton(words("unsubscribe.do"), to: path, isQuiet: false).markup)</div></div>
            """
    }
}
