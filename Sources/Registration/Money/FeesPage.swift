// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The page on which an edition says what seats cost, with every version there was.
struct FeesPage {
    let record: EditionRecord
    let typed: FeesForm
    let versions: [(version: Int, since: Date)]
    /// An earlier version to look at, in the place of the form.
    let shown: FeeVersion?
    let mayChange: Bool
    let words: Words

    init(
        _ record: EditionRecord, typed: FeesForm?, version: Int?, mayChange: Bool, words: Words, _ tx: Transaction
    ) throws {
        let store = FeeStore(tx: tx)
        let current = try store.current(of: record.edition.id)
        shown = try version.flatMap { try store.version($0, of: record.edition.id) } ?? (mayChange ? nil : current)
        versions = try store.versions(of: record.edition.id)
        self.typed = typed ?? FeesForm(current)
        self.record = record
        self.mayChange = mayChange
        self.words = words
    }

    private var list: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }
    private var path: Address { "\(list)/fees" }
    private var zone: TimeZone { TimeZone(identifier: record.edition.zone) ?? .gmt }

    var page: Page {
        let body: HTML =
            if let shown {
                """
                <p>\(words("fees.version", ["number": .number(shown.version), "since": .text(words.instant(shown.since, in: zone))]))</p>
                \(FeeList(schedule: shown.schedule, words: words).markup)
                """
            } else if mayChange { form } else { "<p>\(words("fees.none"))</p>" }
        var page = Page(
            title: words("fees.title"), over: record.name(words), lede: words("fees.lede"),
            content: """
                <p class="back"><a href="\(list)">\(words("registration.title"))</a></p>
                \(body)\(history)
                """)
        page.isRefused = typed.isRefused
        return page
    }

    // MARK: The form

    private func field(_ name: String, _ label: String, _ kind: FormField.Kind = .text, hint: String? = nil) -> FormField {
        FormField(
            name, label, kind, value: typed[name], hint: hint.map { words($0) }, error: typed.errors[name].map { words($0) },
            autocomplete: "off")
    }

    private var summary: HTML? {
        guard typed.isRefused else { return nil }
        let named = FeesForm.names.compactMap { name in typed.errors[name].map { (name, words($0)) } }
        return """
            <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><ul>
            \(typed.problem.map { "<li>\(words($0))</li>" as HTML })\(each: named, { "<li><a href=\"#f-\($0.0)\">\($0.1)</a></li>" })
            </ul></div>

            """
    }

    private var form: HTML {
        """
        \(summary)<form class="form fees" method="post" action="\(path)" novalidate>
        <input type="hidden" name="version" value="\(typed.base)">
        \(field("currency", words("fees.currency"), .choice(Currency.allCases.map { ($0.rawValue, $0.rawValue) })).markup)
        <section class="section"><h2>\(words("fees.prices"))</h2><p>\(words("fees.prices.text"))</p>
        \(each: FeeCategory.allCases, category)</section>
        <section class="section"><h2>\(words("fees.reasons"))</h2><p>\(words("fees.reasons.text"))</p>
        \(each: FeesForm.reasons, { field("reason-\($0.rawValue)", words("fee.tax.\($0.rawValue)")).markup })</section>
        <section class="section"><h2>\(words("fees.free"))</h2>
        \(field("free-count", words("fees.free.count"), hint: "fees.free.hint").markup)
        <fieldset class="checks"><legend>\(words("fees.free.for"))</legend>
        \(each: FeeCategory.allCases, { field("free-\($0.rawValue)", $0.name(in: words), .check).markup })</fieldset></section>
        <section class="section"><h2>\(words("fees.terms"))</h2>
        \(field("steps", words("fees.steps"), .lines(4), hint: "fees.steps.hint").markup)
        \(field("after", words("fees.after"), hint: "fees.percent.hint").markup)\(field("no-show", words("fees.no-show"), hint: "fees.percent.hint").markup)</section>
        <section class="section"><h2>\(words("fees.codes"))</h2>
        \(field("codes", words("fees.codes.lines"), .lines(6), hint: "fees.codes.hint").markup)</section>
        <p class="form-act"><button class="btn" type="submit">\(words("form.keep"))</button></p></form>
        """
    }

    private func category(_ one: FeeCategory) -> HTML {
        let name = one.rawValue
        let taxes = TaxCategory.allCases.map { ($0.rawValue, words("fees.tax.\($0.rawValue)")) }
        return """
            <fieldset class="fee-row"><legend>\(one.name(in: words))</legend>
            \(field("price-\(name)", words("fees.price"), hint: one == .day ? "fees.price.day" : nil).markup)\
            \(field("tax-\(name)", words("fees.tax"), .choice(taxes)).markup)\(field("rate-\(name)", words("fees.rate")).markup)\
            \(field("early-\(name)", words("fees.early"), .lines(2), hint: "fees.early.hint").markup)</fieldset>

            """
    }

    // MARK: What was before

    private var history: HTML? {
        guard !versions.isEmpty else { return nil }
        return """
            <section class="section" aria-labelledby="versions"><h2 id="versions">\(words("fees.versions"))</h2><ul>
            \(each: versions, { one in
                let text = words("fees.version", ["number": .number(one.version), "since": .text(words.instant(one.since, in: zone))])
                return "<li><a href=\"\(path.with([("version", String(one.version))]))\">\(text)</a></li>\n" as HTML
            })</ul>\(if: shown != nil && mayChange, "<p><a href=\"\(path)\">\(words("fees.change"))</a></p>")</section>

            """
    }
}
