// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// One letter: where it stands, why, and what it says.
struct LetterPage {
    let stored: StoredLetter
    let isHeld: Bool
    let canChange: Bool
    let zone: TimeZone
    let words: Words

    private var outbox: Address { "/\(words.language.rawValue)/organise/outbox" }
    private var path: Address { "\(outbox)/letters/\(stored.letter.id)" }

    var page: Page {
        Page(title: words.kind(stored.letter.kind), over: stored.letter.address, content: content)
    }

    private var content: HTML {
        """
        <div class="stack"><dl class="facts-list">
        \(fact("outbox.state", LetterMark(letter: stored, isHeld: isHeld, words: words).markup))
        \(words.reason(stored).map { fact("letter.reason", "\($0)") })
        \(stored.detail.map { fact("letter.detail", "<q>\($0)</q>") })
        \(fact("outbox.posted", "\(words.instant(stored.created, in: zone))"))
        \(stored.sentAt.map { fact("letter.sent-at", "\(words.instant($0, in: zone))") })
        \(fact("letter.attempts", "\(words.number(stored.attempts))"))
        \(if: stored.isOpen && stored.attempts > 0, fact("letter.next", "\(words.instant(stored.due, in: zone))"))
        \(stored.letter.expires.map { fact("letter.expires", "\(words.instant($0, in: zone))") })
        \(stored.letter.batch.map { fact("letter.batch", "<a href=\"\(outbox)/batches/\($0.value)\">\(words("letter.batch.link"))</a>") })
        </dl>
        \(if: stored.isMaybeTwice, "<p>\(words("letter.maybe-twice.text"))</p>")
        \(if: canChange && stored.isOpen, buttons)
        <section class="section"><div class="head"><h2>\(words("letter.preview"))</h2></div>
        \(stored.isReadable ? LetterPreview(stored.letter, words: words).markup : "<p>\(words("letter.secret"))</p>")</section>
        <p><a href="\(outbox)">\(words("letter.back"))</a></p></div>
        """
    }

    private var buttons: HTML {
        """
        <div class="acts-row">\(if: !isHeld && stored.attempts > 0, PostButton(words("letter.hurry"), to: "\(path)/attempts").markup)\
        \(PostButton(words("letter.stop"), to: "\(path)/stop").markup)</div>
        """
    }

    private func fact(_ key: String, _ value: HTML) -> HTML { "<div><dt>\(words(key))</dt><dd>\(value)</dd></div>\n" }
}

/// Letters that were made together, and the way to stop them.
struct BatchPage {
    let batch: StoredBatch
    let rows: [StoredLetter]
    let filter: LetterFilter
    let isHeld: Bool
    let canChange: Bool
    /// Whether it asks if all of it is really to be stopped.
    let isAsking: Bool
    let zone: TimeZone
    let words: Words

    private var outbox: Address { "/\(words.language.rawValue)/organise/outbox" }
    private var path: Address { "\(outbox)/batches/\(batch.id)" }

    var page: Page {
        let title = isAsking ? words("batch.stop.title", ["kind": .text(words.kind(batch.kind))]) : words.kind(batch.kind)
        return Page(title: title, over: words("batch.over"), content: isAsking ? question : content)
    }

    private var content: HTML {
        """
        <div class="stack"><dl class="facts-list">
        <div><dt>\(words("outbox.posted"))</dt><dd>\(words.instant(batch.created, in: zone))</dd></div>
        \(each: LetterState.allCases.filter { batch.counts[$0] != nil }, { state in
            "<div><dt>\(words("letter.state.\(state.shown(isHeld: isHeld).rawValue)"))</dt><dd>\(words.number(batch.counts[state] ?? 0))</dd></div>\n" as HTML
        })\(batch.stoppedAt.map { "<div><dt>\(words("batch.stopped"))</dt><dd>\(words.instant($0, in: zone))</dd></div>" as HTML })</dl>
        \(if: canChange && batch.open > 0, "<p><a class=\"btn line\" href=\"\(path)/stop\">\(words("batch.stop"))</a></p>")
        <table class="table fold"><caption class="hide">\(words("batch.letters"))</caption>
        <thead><tr><th scope="col">\(words("letter.to"))</th><th scope="col">\(words("outbox.state"))</th></tr></thead><tbody>
        \(each: rows, row)</tbody></table>
        \(PageLinks(here: filter.page(of: batch.total), count: batch.total, size: LetterFilter.rowsPerPage, words: words) { page in
            path.with([("page", page == 1 ? nil : String(page))])
        }.markup)
        <p><a href="\(outbox)">\(words("letter.back"))</a></p></div>
        """
    }

    private func row(_ stored: StoredLetter) -> HTML {
        """
        <tr><th scope="row"><a href="\(outbox)/letters/\(stored.letter.id.value)">\(stored.letter.address)</a></th>\
        <td data-h="\(words("outbox.state"))">\(LetterMark(letter: stored, isHeld: isHeld, words: words).markup)</td></tr>

        """
    }

    private var question: HTML {
        """
        <div class="stack"><p>\(words("batch.stop.text", ["count": .number(batch.open)]))</p>
        <p>\(words("batch.stop.rest", ["count": .number(batch.total - batch.open)]))</p>
        <div class="acts-row">\(PostButton(words("batch.stop.do", ["count": .number(batch.open)]), to: "\(path)/stop", isQuiet: false).markup) \
        <a href="\(path)">\(words("batch.stop.not"))</a></div></div>
        """
    }
}
