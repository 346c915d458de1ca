// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// Every public page in every language, for search engines. sitemaps.org, protocol 0.9, with `hreflang`.
struct Sitemap {
    /// Paths behind the language: "", `/network`, …
    let paths: [String]
    let site: Site

    var xml: String {
        let head: HTML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">

            """
        let body: HTML = "\(each: paths, { path in "\(each: Language.allCases, { url(path, in: $0) })" })"
        return (head + body + "</urlset>\n").text
    }

    private func url(_ path: String, in language: Language) -> HTML {
        """
        <url><loc>\(site.absolute("/\(language.rawValue)\(path)"))</loc>        \(each: Language.allCases, { other in
            "<xhtml:link rel=\"alternate\" hreflang=\"\(other.rawValue)\" href=\"\(site.absolute("/\(other.rawValue)\(path)"))\"/>"
        })</url>

        """
    }

    /// The protocol allows 50,000 addresses in a file: six languages of this many pages.
    static let mostPages = 8_000
}
