// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import People
import Server
import Vocabulary

/// Who waits to be erased, and what was erased.
struct ErasuresPage {
    let requests: [ErasureRequest]
    let erasures: [Erasure]
    let count: Int, here: Int
    let names: [ID<Person>: String]
    let now: Date
    let zone: TimeZone
    let words: Words

    private var organise: Address { "/\(words.language.rawValue)/organise" }

    var page: Page { Page(title: words("erasure.title"), lede: words("erasure.lede"), content: content) }

    private var content: HTML {
        """
        <p><a class="btn line" href="\(organise)/erasures/retention">\(words("retention.title"))</a></p>
        <section class="section"><h2>\(words("erasure.requests"))</h2>\(requests.isEmpty ? noRequests : requestTable)</section>
        <section class="section"><h2>\(words("erasure.done"))</h2>\(erasures.isEmpty ? noErasures : erasureTable)
        \(PageLinks(here: here, count: count, size: ErasureStore.rowsPerPage, words: words) { page in
            ("\(organise)/erasures" as Address).with([("page", page == 1 ? nil : String(page))])
        }.markup)</section>
        """
    }

    private var noRequests: HTML { "<p class=\"quiet\">\(words("erasure.requests.none"))</p>" }
    private var noErasures: HTML { "<p class=\"quiet\">\(words("erasure.done.none"))</p>" }

    private var requestTable: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("erasure.requests"))</caption><thead><tr>\
        <th scope="col">\(words("erasure.person"))</th><th scope="col">\(words("erasure.asked-at"))</th>\
        <th scope="col">\(words("erasure.due"))</th></tr></thead><tbody>
        \(each: requests, request)</tbody></table>
        """
    }

    private func request(_ one: ErasureRequest) -> HTML {
        let isLate = one.due < now
        return """
            <tr><th scope="row"><a href="\(organise)/people/\(one.person.value)/erasure">\(names[one.person] ?? one.person.value)</a></th>\
            <td data-h="\(words("erasure.asked-at"))">\(words.instant(one.at, in: zone))</td>\
            <td data-h="\(words("erasure.due"))">\(words.day(Day(one.due, in: zone)))\
            \(if: isLate, " <strong class=\"state withdrawn\">\(words("erasure.late"))</strong>")</td></tr>

            """
    }

    private var erasureTable: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("erasure.done"))</caption><thead><tr>\
        <th scope="col">\(words("erasure.id"))</th><th scope="col">\(words("erasure.at"))</th>\
        <th scope="col">\(words("erasure.reason"))</th><th scope="col">\(words("erasure.by"))</th></tr></thead><tbody>
        \(each: erasures, erasure)</tbody></table>
        """
    }

    private func erasure(_ one: Erasure) -> HTML {
        """
        <tr><th scope="row"><a href="\(organise)/erasures/of/\(one.person.value)">\(one.person.value)</a></th>\
        <td data-h="\(words("erasure.at"))">\(words.instant(one.at, in: zone))</td>\
        <td data-h="\(words("erasure.reason"))">\(words("erasure.reason.\(one.reason.rawValue)"))</td>\
        <td data-h="\(words("erasure.by"))">\(one.by.flatMap { names[$0] } ?? words("erasure.by-itself"))</td></tr>

        """
    }
}
