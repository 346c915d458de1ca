// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// What an account adds to one's own programme: where it is kept, and calendars that follow it.
struct MineAccount {
    let feeds: [CalendarFeed]
    /// How many sessions came over from this browser for this answer.
    let copied: Int
    let view: ProgrammeView

    private var words: Words { view.words }
    private var path: Address { "\(view.path)/mine/calendars" }

    var copiedNotice: HTML? {
        guard copied > 0 else { return nil }
        return "<p class=\"notice\" role=\"status\">\(words("mine.copied", ["count": .number(copied)]))</p>\n"
    }

    var markup: HTML {
        """
        <section class="section" aria-labelledby="calendars"><div class="head"><h2 id="calendars">\(words("calendar-feed.title"))</h2>\
        <p>\(words("calendar-feed.text"))</p></div>
        \(if: !feeds.isEmpty, table)
        \(PostButton(words("calendar-feed.make"), to: path).markup)</section>

        """
    }

    private var table: HTML {
        """
        <table class="table fold calendars"><caption class="hide">\(words("calendar-feed.title"))</caption><thead><tr>\
        <th scope="col">\(words("calendar-feed.made"))</th><th scope="col">\(words("calendar-feed.last-read"))</th>\
        <th scope="col">\(words("form.acts"))</th></tr></thead><tbody>
        \(each: feeds, row)</tbody></table>

        """
    }

    private func row(_ feed: CalendarFeed) -> HTML {
        let made = words.instant(feed.created, in: view.programme.zone)
        let read = feed.lastUsed.map { words.instant($0, in: view.programme.zone) } ?? words("calendar-feed.never-read")
        return """
            <tr><th scope="row">\(made)</th><td data-h="\(words("calendar-feed.last-read"))"><span>\(read)</span></td>\
            <td data-h="\(words("form.acts"))"><div>\(PostButton(words("calendar-feed.end"), to: "\(path)/\(feed.id)/end", about: made).markup)</div></td></tr>

            """
    }
}

/// The address of a personal calendar; shown once.
struct MadeCalendarPage {
    let view: ProgrammeView
    /// The whole of it, with https.
    let address: String

    private var words: Words { view.words }
    /// What opens in the calendar program of most phones and computers.
    private var opening: String { "webcal" + (address.firstIndex(of: ":").map { String(address[$0...]) } ?? "") }

    var page: Page {
        Page(
            title: words("calendar-feed.is-made"), over: view.name, lede: words("calendar-feed.shown-once"),
            section: "/programme",
            content: """
                <div class="stack"><p><a class="btn" href="\(opening)">\(words("calendar-feed.open"))</a></p>
                <p>\(words("calendar-feed.copy"))</p>
                <p class="secret">\(address)</p>
                <p>\(words("calendar-feed.secret"))</p></div>
                <p class="section"><a href="\(view.path)/mine">\(words("calendar-feed.kept"))</a></p>
                """)
    }
}
