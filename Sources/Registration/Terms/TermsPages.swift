// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The terms of an edition, for whoever is asked to agree to them.
struct TermsPage {
    let record: EditionRecord
    /// The newest first.
    let versions: [Terms]
    let shown: Terms
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/terms" }
    private var zone: TimeZone { TimeZone(identifier: record.edition.zone) ?? .gmt }
    private var isCurrent: Bool { shown.number == versions.first?.number }

    var page: Page {
        Page(
            title: words("terms.title"), over: record.name(words), lede: said(shown),
            content: "\(if: !isCurrent, older)<div class=\"stack\">\(text)\(others)</div>")
    }

    private func said(_ terms: Terms) -> String {
        words("terms.version-of", ["number": .number(terms.number), "day": .day(Day(terms.kept, in: zone))])
    }

    private var older: HTML {
        "<p class=\"strip\">\(words("terms.older")) <a href=\"\(path)\">\(words("terms.current"))</a></p>\n"
    }

    private var text: HTML? {
        guard let text = shown.text(for: words.language) else { return nil }
        let added: HTML? =
            shown.added[text.language].map {
                "<p class=\"lang-note\">\(words("terms.added", ["day": .day(Day($0, in: zone))]))</p>"
            }
        return
            "\(text.languageNote(words))\(added)<div class=\"text terms\" lang=\"\(text.language.rawValue)\">\(each: Self.blocks(text.text), block)</div>\n"
    }

    /// Parted by empty lines.
    private static func blocks(_ text: String) -> [String] {
        text.replacing("\r\n", with: "\n").split(separator: /\n[ \t]*\n\s*/).map {
            $0.trimmingCharacters(in: .whitespacesAndNewlines)
        }.filter { !$0.isEmpty }
    }

    private func block(_ text: String) -> HTML {
        guard text.hasPrefix("# "), !text.contains("\n") else { return "<p>\(text)</p>\n" }
        return "<h2>\(text.dropFirst(2).trimmingCharacters(in: .whitespaces))</h2>\n"
    }

    private var others: HTML? {
        guard versions.count > 1 else { return nil }
        return """
            <section aria-labelledby="versions"><h2 id="versions">\(words("terms.versions"))</h2><ul class="plain">
            \(each: versions, { one in
                one.number == shown.number
                    ? "<li>\(said(one))</li>\n" as HTML : "<li><a href=\"\(path)/\(String(one.number))\">\(said(one))</a></li>\n"
            })</ul></section>
            """
    }
}

/// Where the secretariat writes the terms.
struct TermsEditorPage {
    let record: EditionRecord
    let facts: TermsFacts
    /// How many have agreed to the current version.
    let agreed: Int
    /// What was typed, or what is kept.
    let texts: [Language: String]
    var problem: Phrase?
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)" }
    private var forms: Address { "\(path)/organise/registration/forms" }

    var page: Page {
        var page = Page(
            title: words("terms.title"), over: record.name(words), lede: words("terms.lede"),
            content: """
                <p class="back"><a href="\(forms)">\(words("forms.title"))</a></p>
                <p>\(standing)</p>
                \(form.markup)
                """)
        page.isRefused = problem != nil
        return page
    }

    private var standing: HTML {
        guard let current = facts.current else { return "\(words("terms.none-written"))" }
        return """
            <a href="\(path)/terms">\(words("terms.version", ["number": .number(current.number)]))</a> \
            \(words("terms.agreed-to", ["count": .number(agreed), "answered": .number(facts.answered)]))
            """
    }

    private func field(_ language: Language) -> FormField {
        var field = FormField(
            "text-\(language.rawValue)",
            words(
                "form-editor.in-language",
                ["what": .text(words("terms.text")), "language": .text(words.language(language))]),
            .lines(language == words.language ? 16 : 8), value: texts[language] ?? "",
            hint: language == words.language ? words("terms.text.hint") : nil, autocomplete: "off")
        field.most = TermsFacts.longest
        return field
    }

    private var form: Form {
        var form = Form(
            action: "\(path)/organise/registration/terms", fields: [field(words.language)], button: words("form-editor.look"),
            problemTitle: words("form.problem"), problem: problem.map { words($0) })
        form.beside = """
            <input type="hidden" name="number" value="\(String(facts.current?.number ?? 0))">
            <details><summary>\(words("form-editor.other-languages"))</summary>\
            \(each: Language.allCases.filter { $0 != words.language }, { field($0).markup })</details>
            """
        return form
    }
}

/// What new terms mean, before they are kept.
struct TermsChangePage {
    let record: EditionRecord
    let change: TermsChange
    let facts: TermsFacts
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration/terms" }

    var page: Page {
        let values =
            change.terms.texts.sorted { $0.key.rawValue < $1.key.rawValue }.map { ("text-\($0.key.rawValue)", $0.value) }
            + [("number", String(facts.current?.number ?? 0)), ("confirmed", "yes")]
        return Page(
            title: words("form-editor.means"), over: words("terms.title"), lede: meaning,
            content: """
                <p class="back"><a href="\(path)">\(words("terms.title"))</a></p>
                <div class="stack"><p>\(languages)</p>\(PostButton(words("form-editor.keep"), to: path, values: values, isQuiet: false).markup)</div>
                """)
    }

    private var meaning: String {
        switch change {
        case .amends: words("form-editor.not-decisive")
        case .follows(let terms):
            words("terms.follows", ["number": .number(terms.number), "count": .number(facts.answered)])
        }
    }

    private var languages: String {
        let written = change.terms.texts.keys.sorted { $0.rawValue < $1.rawValue }.map { words.language($0) }
        return words("terms.written-in", ["languages": .text(written.joined(separator: ", "))])
    }
}
