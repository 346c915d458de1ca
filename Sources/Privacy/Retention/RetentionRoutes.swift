// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Server
import Vocabulary

/// What is erased by itself, and when: a trial of the daily erasing.
struct RetentionRoutes: Sendable {
    let forgetting: [@Sendable (Transaction) throws -> [ForgottenRows]]

    var routes: [Route] { [Route(.get, "/{language}/organise/erasures/retention", "person.erase", limit: .costly, show)] }

    private func show(_ request: Request) async throws -> Response {
        let today = Day(request.now, in: request.site.settings.zone)
        let typed = request.query["on"] ?? ""
        let day = typed.isEmpty ? today : Day(typed)
        guard let day, day >= today, day.ordinal - today.ordinal <= Self.furthest else {
            let page = RetentionPage(day: today, typed: typed, isWrong: true, rows: [], words: request.words)
            return page.page.organising(request, at: ErasureRoutes.tab)
        }
        let at = day == today ? request.now : day.midnightUTC + 86_399
        let rows = try await RetentionTrial.run(forgetting, on: request.site.database, at: at)
        let page = RetentionPage(day: day, typed: "\(day)", isWrong: false, rows: rows, words: request.words)
        return page.page.organising(request, at: ErasureRoutes.tab)
    }

    /// Twenty years: longer than anything is kept.
    private static let furthest = 7_305
}

/// How much of what is there will have been erased by a day.
struct RetentionPage {
    let day: Day
    let typed: String
    let isWrong: Bool
    let rows: [ForgottenRows]
    let words: Words

    var page: Page {
        var page = Page(title: words("retention.title"), lede: words("retention.lede"), content: content)
        page.isRefused = isWrong
        return page
    }

    private var base: Address { "/\(words.language.rawValue)/organise/erasures" }

    private var content: HTML {
        let field = FormField(
            "on", words("retention.on"), .day, value: typed, hint: words("retention.on.hint"),
            error: isWrong ? words("retention.on.wrong") : nil)
        return """
            <p class="back"><a href="\(base)">\(words("erasure.title"))</a></p>
            <form class="form filters" method="get" action="\(base)/retention" novalidate>
            \(field.markup)<p class="form-act"><button class="btn" type="submit">\(words("retention.show"))</button></p></form>
            \(if: !isWrong, due)
            <div class="prose section"><p>\(words("retention.text"))</p>\
            <p><a href="/\(words.language.rawValue)/privacy">\(words("site.privacy"))</a></p></div>
            """
    }

    private var due: HTML {
        let some = rows.filter { $0.rows > 0 }
        let result = words("retention.result", ["count": .number(some.reduce(0) { $0 + $1.rows }), "day": .text(words.day(day))])
        return "<p class=\"result\" role=\"status\">\(result)</p>\n\(if: !some.isEmpty, table(some))"
    }

    private func table(_ rows: [ForgottenRows]) -> HTML {
        """
        <table class="table fold"><caption class="hide">\(words("retention.title"))</caption><thead><tr>\
        <th scope="col">\(words("erasure.purpose"))</th><th scope="col" class="num">\(words("retention.rows"))</th></tr></thead><tbody>
        \(each: rows, { """
            <tr><th scope="row">\(words($0.purpose))</th><td class="num" data-h="\(words("retention.rows"))">\(words.number($0.rows))</td></tr>

            """ })</tbody></table>
        """
    }
}
