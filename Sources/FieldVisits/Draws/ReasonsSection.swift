// SPDX-License-Identifier: EUPL-1.2
import Draw
import HTML
import Vocabulary

/// Why somebody got what they got: each wish in its rank, with what became of it.
struct ReasonsSection {
    let reasons: DrawReasons
    let outcome: DrawOutcome
    let scene: DrawScene

    private var words: Words { scene.words }

    var markup: HTML {
        let rule = outcome.result.rule.rawValue
        return """
            <section class="section" aria-labelledby="why"><h2 id="why">\(words("draw.section.why"))</h2>
            <p>\(words("draw.rule.text.\(rule)"))</p>
            <ol class="reasons">\(each: reasons.lines, line)</ol></section>

            """
    }

    private func line(_ line: DrawReasons.Line) -> HTML {
        """
        <li value="\(line.rank)"><strong>\(scene.names(line.option, or: outcome.instance))</strong><br>\
        \(line.why.joined(separator: " "))</li>

        """
    }
}

extension DrawReasons {
    /// The same as text, for a mail.
    func lines(_ words: Words, name: (String) -> String) -> [String] {
        lines.map { line in
            words(
                "draw.why.line",
                [
                    "rank": .text(words("draw.rank", ["number": .number(line.rank)])), "departure": .text(name(line.option)),
                    "why": .text(line.why.joined(separator: " ")),
                ])
        }
    }

    /// Why somebody of a draw got what they got, as a page names the departures; nil for who is not in it.
    init?(of pseudonym: String, _ outcome: DrawOutcome, _ words: Words, _ names: DepartureNames) {
        guard let explanation = outcome.explanation(for: pseudonym) else { return nil }
        self.init(explanation, outcome.instance, words) { names($0, or: outcome.instance) }
    }
}
