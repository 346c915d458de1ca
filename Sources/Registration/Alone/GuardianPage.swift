// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// Where a guardian agrees, or does not.
struct GuardianPage {
    let record: EditionRecord
    let isAgreed: Bool
    /// Whether nobody comes who could be agreed to.
    let isOver: Bool
    let name: String
    let path: Address
    let words: Words

    var page: Page {
        let button =
            isAgreed
            ? PostButton(words("guardian.take-back"), to: "\(path)/withdrawal").markup
            : PostButton(words("guardian.agree"), to: path, isQuiet: false).markup
        var page = Page(
            title: words("guardian.title"), over: record.name(words),
            lede: words(
                "guardian.lede",
                [
                    "person": .text(name), "place": .text(record.place(for: words.language)),
                    "days": .text(record.edition.dates.written(words)),
                ]),
            content: """
                <div class="stack"><p class="next">\(words(isOver ? "guardian.over" : isAgreed ? "guardian.agreed" : "guardian.text"))</p>\(if: !isOver, button)</div>
                """)
        page.isIndexed = false
        return page
    }
}
