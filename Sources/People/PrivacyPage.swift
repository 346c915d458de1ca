// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// The privacy notice, written from what the features declare.
struct PrivacyPage {
    let fields: [PersonalField]
    let settings: SiteSettings
    let words: Words

    var page: Page { Page(title: words("privacy.title"), lede: words("privacy.lede"), content: content) }

    private var content: HTML {
        """
        <div class="prose stack">
        <h2>\(words("privacy.who.title"))</h2><p>\(Contact(settings: settings, words: words).markup)</p>
        <h2>\(words("privacy.kept.title"))</h2>\(kept)
        <h2>\(words("privacy.visit.title"))</h2><p>\(words("privacy.visit.text"))</p><p>\(words("privacy.acts.text"))</p>
        <h2>\(words("privacy.elsewhere.title"))</h2><p>\(words("privacy.elsewhere.text"))</p>
        <h2>\(words("privacy.rights.title"))</h2><p>\(words("privacy.rights.text"))</p>
        </div>
        """
    }

    /// Several columns are kept for the same: that is said once.
    private var entries: [(purpose: String, basis: LegalBasis, days: Int)] {
        var seen: Set<String> = []
        return fields.filter { seen.insert("\($0.purpose) \($0.basis.rawValue) \($0.retentionDays)").inserted }
            .map { ($0.purpose, $0.basis, $0.retentionDays) }
    }

    private var kept: HTML {
        guard !fields.isEmpty else { return "<p>\(words("privacy.kept.none"))</p>" }
        return """
            <table class="table fold"><caption class="hide">\(words("privacy.kept.title"))</caption>
            <thead><tr><th scope="col">\(words("privacy.purpose"))</th><th scope="col">\(words("privacy.basis"))</th>            <th scope="col">\(words("privacy.retention"))</th></tr></thead><tbody>
            \(each: entries, { field in
                "<tr><th scope=\"row\">\(words(field.purpose))</th><td data-h=\"\(words("privacy.basis"))\">\(words("privacy.basis.\(field.basis.rawValue)"))</td><td data-h=\"\(words("privacy.retention"))\">\(words("privacy.days", ["count": .number(field.days)]))</td></tr>\n"
            })</tbody></table>
            """
    }
}

/// Whom to write to; says so plainly while the operator has not set it.
package struct Contact {
    let settings: SiteSettings
    let words: Words

    package init(settings: SiteSettings, words: Words) {
        self.settings = settings
        self.words = words
    }

    package var markup: HTML {
        let name = settings.operatorName.isEmpty ? words("contact.no-name") : settings.operatorName
        guard let address = Address(external: "mailto:\(settings.contactMail)"), !settings.contactMail.isEmpty else {
            return "\(name). \(words("contact.no-mail"))"
        }
        return "\(name), <a href=\"\(address)\">\(settings.contactMail)</a>"
    }
}
