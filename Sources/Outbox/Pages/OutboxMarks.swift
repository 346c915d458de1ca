// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// A state as a word with a colour that is not needed to read it.
struct LetterMark {
    let letter: StoredLetter
    let isHeld: Bool
    let words: Words

    private var state: LetterState { letter.state.shown(isHeld: isHeld) }

    private var tone: String {
        switch state {
        case .sent: "is-for"
        case .bounced, .unknown: "is-against"
        case .waiting, .sending, .deferred, .held: "is-open"
        case .stopped, .expired: "is-off"
        }
    }

    var markup: HTML {
        """
        <span class="state \(tone)">\(words("letter.state.\(state.rawValue)"))</span>\
        \(if: letter.isMaybeTwice, " <span class=\"also\">\(words("letter.maybe-twice"))</span>")
        """
    }
}

/// The words for kinds and reasons. Kinds belong to other features, which bring the words for them.
extension Words {
    func kind(_ kind: String) -> String {
        let key = "letter.kind.\(kind)"
        let text = self(key)
        return text == key ? kind : text
    }

    func reason(_ letter: StoredLetter) -> String? {
        letter.reason.map { self("letter.reason.\($0.rawValue)") }
    }
}

/// What a reader is shown of a letter: its text, and its markup as text, since no page of ours runs what is stored.
package struct LetterPreview: Sendable {
    let letter: Letter
    let words: Words

    package init(_ letter: Letter, words: Words) {
        self.letter = letter
        self.words = words
    }

    package var markup: HTML {
        """
        <dl class="facts-list"><div><dt>\(words("letter.to"))</dt><dd>\(letter.name.map { "\($0) " as HTML })&lt;\(letter.address)&gt;</dd></div>
        <div><dt>\(words("letter.subject"))</dt><dd>\(letter.subject)</dd></div></dl>
        <pre class="letter" lang="\(letter.language.rawValue)" tabindex="0" role="region" aria-label="\(words("letter.text"))">\(letter.text)</pre>
        \(letter.html.map { more(words("letter.html"), $0) })\(letter.calendar.map { more(words("letter.calendar"), $0) })
        """
    }

    private func more(_ title: String, _ text: String) -> HTML {
        "<details><summary>\(title)</summary><pre class=\"letter\" tabindex=\"0\" role=\"region\" aria-label=\"\(title)\">\(text)</pre></details>\n"
    }
}
