// SPDX-License-Identifier: EUPL-1.2
import Access
import Formats
import Foundation
import HTML
import HTTPTypes
import Vocabulary

/// A page before it is put into the frame that all pages share.
package struct Page: Sendable {
    package var title: String
    /// A short line over the title: where and when.
    package var over: String?
    package var lede: String?
    /// The entry of the bar that is marked as here; a path behind the language.
    package var section: String?
    package var content: HTML
    package var status: HTTPResponse.Status = .ok
    /// Whether the band is the large one of a front page.
    package var isFront = false
    /// Whether search engines may list it.
    package var isIndexed = true
    /// A sentence for search engines and previews; the lede when missing.
    package var summary: String?
    /// A style sheet of this page alone.
    package var sheet: Address?
    /// The feed of what changes on it.
    package var feed: String?
    /// What it is about, for machines: JSON-LD. It is data and never run.
    package var linkedData: JSONText?
    /// A warning that stands on the page whatever it shows: "invented".
    package var strip: HTML?
    /// Where the page learns, without being loaded again, that what it shows has changed.
    package var live: Address?
    /// Scripts of the program that make the page better, by their plain names.
    package var scripts: [String] = []
    /// Whether a form on it was sent and refused: the title says so first, and what was typed is still there.
    package var isRefused = false

    package init(title: String, over: String? = nil, lede: String? = nil, section: String? = nil, content: HTML) {
        self.title = title
        self.over = over
        self.lede = lede
        self.section = section
        self.content = content
    }

    /// The whole page as an answer. It holds nothing of a cookie, so it may be kept ready.
    package func response(to request: Request, ready: Response.Ready? = nil) -> Response {
        var page = self
        if isRefused {
            page.status = .unprocessableContent
            page.title = request.words("form.refused", ["title": .text(title)])
        }
        return Response(page.status, html: PageLayout(page: page, request: request).markup, ready: ready)
    }

    /// The page of somebody who is signed in: never kept, never listed, and with the sentence that a form before it left.
    package func personal(to request: Request) -> Response {
        var page = self
        page.isIndexed = false
        if let notice = request.notice { page.strip = "\(page.strip)<p class=\"notice\" role=\"status\">\(notice)</p>" }
        return page.response(to: request)
    }
}

/// The frame: head, band, bar, foot.
struct PageLayout {
    let page: Page
    let request: Request

    private var words: Words { request.words }
    private var language: Language { request.language }
    private var site: Site { request.site }

    var markup: HTML {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        \(head)
        <body>
        <a class="skip" href="#main">\(words("site.skip"))</a>
        <header class="chamber">
        \(arcs)
        <div class="wrap">
        \(mast)
        <div class="title\(page.isFront ? " big" : "")">
        \(page.over.map { "<p class=\"over\">\($0)</p>\n" as HTML })<h1>\(page.title)</h1>
        \(page.lede.map { "<p class=\"lede\">\($0)</p>" as HTML })
        </div>
        </div>
        </header>
        \(bar)
        <main id="main" class="wrap" tabindex="-1"\(live)>
        \(page.strip)
        \(page.content)
        </main>
        \(foot)
        \(each: page.scripts + (page.live == nil ? [] : ["live.js"]), { "<script src=\"\(site.assets.path($0))\" defer></script>\n" })\
        </body>
        </html>

        """
    }

    /// The stream, and the words that the script says; `{time}` is filled in by it.
    private var live: HTML? {
        page.live.map { address in
            """
             data-live="\(address)" data-live-updated="\(words("live.updated", ["time": .text("{time}")]))" \
            data-live-waiting="\(words("live.waiting"))" data-live-show="\(words("live.show"))"
            """
        }
    }

    private var head: HTML {
        let title = page.isFront ? words("site.name") : "\(page.title) · \(words("site.name"))"
        let summary = page.summary ?? page.lede ?? words("site.summary")
        let address = site.absolute(request.path)
        return """
            <head>
            <meta charset="utf-8">
            <title>\(title)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="description" content="\(summary)">
            <meta name="color-scheme" content="light dark">
            <meta name="theme-color" content="#0d3840">
            \(if: !page.isIndexed, "<meta name=\"robots\" content=\"noindex\">\n")<link rel="stylesheet" href="\(site.assets.path("hemicycle.css"))">
            \(page.sheet.map { "<link rel=\"stylesheet\" href=\"\($0)\">\n" as HTML })\
            \(page.feed.map { "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"\($0)\">\n" as HTML })\
            <link rel="icon" href="\(site.assets.path("favicon.svg"))" type="image/svg+xml">
            \(if: page.status == .ok, alternates)
            <meta property="og:title" content="\(page.title)">
            <meta property="og:description" content="\(summary)">
            <meta property="og:type" content="website">
            <meta property="og:url" content="\(address)">
            <meta property="og:locale" content="\(language.locale.identifier)">
            \(page.linkedData.map { "<script type=\"application/ld+json\">\(HTML(raw: $0.text))</script>" as HTML })
            </head>
            """
    }

    /// The same page in every language, for search engines.
    private var alternates: HTML {
        """
        <link rel="canonical" href="\(site.absolute(request.path))">
        \(each: Language.allCases, { "<link rel=\"alternate\" hreflang=\"\($0.rawValue)\" href=\"\(site.absolute(request.path(in: $0)))\">\n" })        <link rel="alternate" hreflang="x-default" href="\(site.absolute(request.path(in: .en)))">
        """
    }

    private var mast: HTML {
        """
        <div class="mast">
        <a class="mark" href="/\(language.rawValue)/"><svg viewBox="0 0 40 22" aria-hidden="true" focusable="false">        <g fill="none" stroke-linecap="round" stroke-width="4"><path stroke="#d3a02f" stroke-dasharray="4.6 5.2" d="M12 20a8 8 0 0 1 16 0"/>        <path stroke="#fff" stroke-dasharray="5 6.2" d="M3 20a17 17 0 0 1 34 0"/></g></svg><span>\(words("site.name"))</span></a>
        <nav class="tools-nav" aria-label="\(words("site.languages"))"><ul class="tools">
        \(each: Language.allCases, languageLink)</ul></nav>
        <a class="account-link" href="/\(language.rawValue)/account"\(if: page.section == "/account", " aria-current=\"page\"")>\(words("site.account"))</a>
        </div>
        """
    }

    private func languageLink(_ other: Language) -> HTML {
        let query = request.queryText.map { "?\($0)" } ?? ""
        let here: HTML = other == language ? " aria-current=\"true\"" : ""
        return """
            <li><a href="\(request.place(in: other))\(query)" lang="\(other.rawValue)" hreflang="\(other.rawValue)"\(here)>\(other.ownName)</a></li>

            """
    }

    private var bar: HTML {
        """
        <nav class="nav" aria-label="\(words("site.navigation"))"><div class="wrap"><ul>
        \(each: site.navigation, { item in
            let here: HTML = page.section == item.path ? " aria-current=\"page\"" : ""
            return "<li><a href=\"/\(language.rawValue)\(item.path)\"\(here)>\(words(item.key))</a></li>\n"
        })</ul></div></nav>
        """
    }

    private var foot: HTML {
        """
        <footer class="foot-site"><div class="wrap">
        <ul>
        <li><a href="/\(language.rawValue)/accessibility">\(words("site.accessibility"))</a></li>
        <li><a href="/\(language.rawValue)/privacy">\(words("site.privacy"))</a></li>
        <li><a href="/\(language.rawValue)/imprint">\(words("site.imprint"))</a></li>
        </ul>
        <p>\(words("site.runs-on"))</p>
        </div></footer>
        """
    }

    private var arcs: HTML {
        let radii = [60, 92, 124, 156, 188, 220, 252]
        return """
            <svg class="arcs" viewBox="0 0 576 280" preserveAspectRatio="xMaxYMax slice" aria-hidden="true" focusable="false">            \(each: radii, { "<path stroke-dasharray=\"14 6\" d=\"M\(288 - $0) 280a\($0) \($0) 0 0 1 \($0 * 2) 0\"/>" })</svg>
            """
    }
}

/// What went wrong, in a sentence, for a person or a program.
struct ProblemPage {
    let status: HTTPResponse.Status
    let phrase: Phrase
    /// What to quote when asking for help.
    let reference: String?

    func response(to request: Request) -> Response {
        isForProgram(request) ? problem(request) : page(request)
    }

    private func isForProgram(_ request: Request) -> Bool {
        if request.isForAPI || request.path.hasSuffix(".json") { return true }
        return (request.headers[.accept] ?? "").contains("json")
    }

    private func page(_ request: Request) -> Response {
        let words = request.words
        var page = Page(
            title: words("problem.title.\(status.code)"),
            content: """
                <div class="stack problem"><p>\(words(phrase))</p>
                \(reference.map { "<p class=\"quiet\">\(words("problem.reference", ["reference": .text($0)]))</p>" as HTML })
                \(signIn(request))
                <p><a class="btn" href="/\(request.language.rawValue)/">\(words("problem.home"))</a></p></div>
                """)
        page.status = status
        page.isIndexed = false
        return page.response(to: request)
    }

    /// Whoever is not signed in may have lost their stay: the same for what exists and for what does not.
    private func signIn(_ request: Request) -> HTML? {
        guard status == .notFound, request.method == .get else { return nil }
        if !request.actor.withheld.isEmpty {
            return
                "<p>\(request.words("problem.factor")) <a href=\"/\(request.language.rawValue)/account\">\(request.words("problem.factor.link"))</a></p>"
        }
        guard !request.actor.isSignedIn else { return nil }
        let address: Address = "/\(request.language.rawValue)/account"
        let next = request.path.utf8.count <= 300 ? request.path : nil
        return
            "<p>\(request.words("problem.sign-in")) <a href=\"\(address.with([("next", next)]))\">\(request.words("problem.sign-in.link"))</a></p>"
    }

    /// RFC 9457.
    private func problem(_ request: Request) -> Response {
        var fields = ["type": "about:blank", "title": status.reasonPhrase, "detail": request.words(phrase)]
        if let reference { fields["instance"] = "urn:request:\(reference)" }
        var object: [String: Any] = fields
        object["status"] = status.code
        let data = (try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])) ?? Data()
        return Response(status, .problem, [UInt8](data))
    }
}
