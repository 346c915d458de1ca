// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The accessibility statement. Directive (EU) 2016/2102, article 7; model of Decision (EU) 2018/1523.
struct AccessibilityPage {
    let settings: SiteSettings
    let words: Words

    /// When the statement was last gone through.
    private static let day = Day(2026, 11, 22)

    var page: Page { Page(title: words("accessibility.title"), lede: words("accessibility.lede"), content: content) }

    private var content: HTML {
        """
        <div class="prose stack">
        <h2>\(words("accessibility.state.title"))</h2><p>\(words("accessibility.state.text"))</p>
        <h2>\(words("accessibility.how.title"))</h2>
        <ul>\(each: ["keyboard", "script", "size", "drawing"], { "<li>\(words("accessibility.how.\($0)"))</li>" })</ul>
        <h2>\(words("accessibility.limits.title"))</h2><p>\(words("accessibility.limits.text"))</p>
        <h2>\(words("accessibility.contact.title"))</h2>
        <p>\(words("accessibility.contact.text")) \(Contact(settings: settings, words: words).markup)</p>
        <p>\(words("accessibility.enforce.text"))</p>
        \(Self.day.map { "<p class=\"quiet\">\(words("accessibility.date", ["day": .day($0)]))</p>" as HTML })
        </div>
        """
    }
}

/// Who runs this server, and what it is made of. Directive 2000/31/EC, article 5.
struct ImprintPage {
    let settings: SiteSettings
    let words: Words

    var page: Page { Page(title: words("imprint.title"), content: content) }

    private var content: HTML {
        let lines = settings.operatorAddress.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        return """
            <div class="prose stack">
            <h2>\(words("imprint.who"))</h2><p>\(Contact(settings: settings, words: words).markup)</p>
            <h2>\(words("imprint.address"))</h2>
            <p>\(lines.isEmpty ? "\(words("imprint.no-address"))" : HTML.joined(lines.map { "\($0)" }, by: "<br>"))</p>
            <h2>\(words("imprint.program"))</h2><p>\(words("imprint.program.text"))</p>
            <h2>\(words("imprint.data"))</h2><p>\(words("imprint.data.text"))</p>
            </div>
            """
    }
}
