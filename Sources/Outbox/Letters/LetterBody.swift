// SPDX-License-Identifier: EUPL-1.2
import HTML
import Vocabulary

/// What every mail looks like: a greeting, paragraphs, one thing to do, who writes, and why.
///
/// As text and as markup that old programs for mail understand: no image, no font, nothing is fetched, nothing is counted.
package struct LetterBody: Sendable {
    let words: Words
    let name: String?
    let paragraphs: [String]
    let button: (label: String, url: String)?
    let code: String?
    let footer: String?
    let unsubscribe: String?
    let sender: String

    /// - Parameters:
    ///   - button: what can be done, and the whole address it leads to.
    ///   - code: something to type, shown large.
    ///   - footer: why this person gets this mail.
    ///   - name: whom it greets; without one it greets nobody by name.
    ///   - unsubscribe: the whole address where such mail is ended: see `Letter.unsubscribeAddress`.
    ///   - sender: who writes, as the imprint names them; else the name of the site.
    package init(
        words: Words, paragraphs: [String], button: (label: String, url: String)? = nil, code: String? = nil,
        footer: String? = nil, name: String? = nil, unsubscribe: String? = nil, sender: String = ""
    ) {
        self.words = words
        self.name = name
        self.paragraphs = paragraphs
        self.button = button
        self.code = code
        self.footer = footer
        self.unsubscribe = unsubscribe
        self.sender = sender.isEmpty ? words("site.name") : sender
    }

    private var greeting: String { name.map { words("letter.greeting.name", ["name": .text($0)]) } ?? words("letter.greeting") }

    /// As text: links stand on lines of their own, so that every program makes them clickable.
    package var text: String {
        var parts = [greeting] + paragraphs
        if let code { parts.append("    \(code)") }
        if let button { parts.append("\(button.label):\n\(button.url)") }
        parts.append("\(words("letter.closing"))\n\(sender)")
        let small = [footer, unsubscribe.map { "\(words("letter.unsubscribe")):\n\($0)" }].compactMap { $0 }
        // RFC 3676, section 4.3: the line that stands before a signature.
        if !small.isEmpty { parts.append("-- \n" + small.joined(separator: "\n\n")) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// As a page of its own. Styles stand in attributes, since many programs drop everything else.
    package var html: String {
        let page: HTML = """
            <!doctype html>
            <html lang="\(words.language.rawValue)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark"><title>\(sender)</title></head>
            <body style="margin:0;padding:24px 16px;font:16px/1.5 Arial,Helvetica,sans-serif">
            <div style="max-width:560px;margin:0 auto">
            <p style="margin:0 0 24px;padding:0 0 12px;border-bottom:3px solid #1f4e8c;font-weight:bold">\(sender)</p>
            <p style="margin:0 0 16px">\(greeting)</p>
            \(each: paragraphs, { "<p style=\"margin:0 0 16px\">\(HTML.lines($0))</p>\n" })\(largeCode)\(largeButton)\
            <p style="margin:24px 0 0">\(words("letter.closing"))<br>\(sender)</p>
            \(small)</div></body></html>

            """
        return page.text
    }

    private var largeCode: HTML? {
        code.map {
            """
            <p style="margin:24px 0;font:bold 32px/1.2 'Courier New',monospace;letter-spacing:4px">\($0)</p>

            """
        }
    }

    /// A cell of a table, which keeps its colour where a link would lose it; the address once more for those who see no button.
    private var largeButton: HTML? {
        button.map { button in
            """
            <table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0 12px"><tr><td bgcolor="#1f4e8c" \
            style="border-radius:4px"><a href="\(button.url)" style="display:inline-block;padding:12px 24px;color:#ffffff;\
            text-decoration:none;font-weight:bold">\(button.label)</a></td></tr></table>
            <p style="margin:0 0 16px;font-size:13px">\(words("letter.button.else"))<br>\
            <a href="\(button.url)" style="word-break:break-all">\(button.url)</a></p>

            """
        }
    }

    private var small: HTML {
        guard footer != nil || unsubscribe != nil else { return "" }
        return """
            <div style="margin:32px 0 0;padding:12px 0 0;border-top:1px solid #999999;font-size:13px">
            \(footer.map { "<p style=\"margin:0 0 8px\">\($0)</p>\n" as HTML })\
            \(unsubscribe.map { "<p style=\"margin:0\"><a href=\"\($0)\">\(words("letter.unsubscribe"))</a></p>\n" as HTML })</div>

            """
    }
}

extension HTML {
    /// A text with its line breaks.
    static func lines(_ text: String) -> HTML {
        joined(text.split(separator: "\n", omittingEmptySubsequences: false).map { "\(String($0))" }, by: "<br>")
    }
}
