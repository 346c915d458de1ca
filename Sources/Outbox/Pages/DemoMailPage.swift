// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// The mail of the demonstration, as the people of it would find it.
struct DemoMailPage {
    let rows: [StoredLetter]
    let zone: TimeZone
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/demo/mail" }

    var page: Page { Page(title: words("demo.mail.title"), lede: words("demo.mail.lede"), content: content) }

    private var content: HTML {
        guard !rows.isEmpty else {
            return """
                <div class="panel empty"><h2>\(words("demo.mail.none"))</h2><p>\(words("demo.mail.none.text"))</p>
                <p><a class="btn" href="/\(words.language.rawValue)/account">\(words("demo.mail.sign-in"))</a></p></div>
                """
        }
        return """
            <ol class="inbox">\(each: rows, row)</ol>
            <p class="section quiet">\(words("demo.mail.reload"))</p>
            """
    }

    private func row(_ stored: StoredLetter) -> HTML {
        """
        <li><a href="\(path)/\(stored.letter.id.value)"><span class="inbox-to">\(stored.letter.name ?? stored.letter.address)</span>
        <strong lang="\(stored.letter.language.rawValue)">\(stored.letter.subject)</strong>
        <span class="inbox-when">\(words.instant(stored.created, in: zone))</span></a></li>

        """
    }
}

/// One mail of the demonstration, its links to this server as links.
struct DemoLetterPage {
    let stored: StoredLetter
    let publicURL: String
    let zone: TimeZone
    let words: Words

    private var letter: Letter { stored.letter }

    var page: Page {
        Page(title: letter.subject, over: words.instant(stored.created, in: zone), content: content)
    }

    private var content: HTML {
        """
        <div class="panel mail" lang="\(letter.language.rawValue)">
        <p class="mail-to" lang="\(words.language.rawValue)">\(words("letter.to")) \(letter.name.map { "<strong>\($0)</strong> " as HTML })\(letter.address)</p>
        \(each: parts, part)\(footer.isEmpty ? nil : "<div class=\"mail-small\">\(HTML.joined(footer.map(paragraph)))</div>")
        </div>
        <p class="section"><a href="/\(words.language.rawValue)/demo/mail">\(words("demo.mail.back"))</a></p>
        """
    }

    /// As `LetterBody` writes it: paragraphs with an empty line between, and the small print behind its own line.
    private var halves: [String] { letter.text.components(separatedBy: "\n-- \n") }
    private var parts: [String] { Self.paragraphs(halves[0]) }
    private var footer: [String] { halves.dropFirst().flatMap(Self.paragraphs) }

    private static func paragraphs(_ text: String) -> [String] {
        text.components(separatedBy: "\n\n").filter { !$0.allSatisfy(\.isWhitespace) }
    }

    private func part(_ text: String) -> HTML {
        if text.hasPrefix("    ") { return "<p class=\"mail-code\">\(text.trimmingCharacters(in: .whitespaces))</p>\n" }
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.count == 2, lines[0].hasSuffix(":"), let address = address(lines[1]) else { return paragraph(text) }
        return """
            <p class="mail-act"><a class="btn" href="\(address)">\(String(lines[0].dropLast()))</a></p>
            <p class="mail-small"><a href="\(address)">\(lines[1])</a></p>

            """
    }

    private func paragraph(_ text: String) -> HTML {
        let lines: [HTML] = text.split(separator: "\n").map { line in
            address(String(line)).map { "<a href=\"\($0)\">\(String(line))</a>" } ?? "\(String(line))"
        }
        return "<p>\(HTML.joined(lines, by: "<br>"))</p>\n"
    }

    /// A line that is an address of ours becomes a link; everything else stays text.
    private func address(_ line: String) -> Address? {
        line.hasPrefix(publicURL + "/") && !line.contains(" ") ? Address(external: line) : nil
    }
}
