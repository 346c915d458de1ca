// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import HTML
import Outbox
import Server
import Vocabulary

/// Who of a filter is written to.
struct Segment: Sendable {
    let record: EditionRecord
    let query: DelegationQuery
    let settings: RegistrationSettings?
    /// Those with an address, by name, with how their contact is called and reached.
    let targets: [(one: ListedDelegation, contact: (name: String, address: String))]
    /// How many of the filter have nobody who can be written to.
    let unreachable: Int
    /// How many of the filter have withdrawn, and are not asked for as such.
    let withdrawn: Int

    /// A fixed number of statements.
    init(_ record: EditionRecord, _ query: DelegationQuery, _ words: Words, _ tx: Transaction) throws {
        // Who has withdrawn is written to only when asked for.
        let all = try DelegationSearch(record.edition.id, query, words, withPersons: true, tx).all()
        let found = all.filter { $0.delegation.state != .withdrawn || query.state == .withdrawn }
        let contacts = try Contacts(of: found.map(\.delegation), tx)
        self.record = record
        self.query = query
        settings = try RegistrationStore(tx: tx).settings(of: record.edition.id)
        targets = found.compactMap { one in contacts[one.delegation].map { (one, $0) } }
        unreachable = found.count - targets.count
        withdrawn = all.count - found.count
    }

    static let kind = "registration-segment"

    func letter(
        _ target: (one: ListedDelegation, contact: (name: String, address: String)), _ form: SegmentForm,
        _ settings: SiteSettings,
        id: ID<Letter>, link: String, batch: ID<LetterBatch>? = nil
    ) -> Letter? {
        guard let (language, text) = form.text(for: target.one.delegation.language) else { return nil }
        let words = Words(language)
        let values = [
            "name": target.contact.name, "delegation": target.one.name, "edition": record.name(words),
            "seats": words.number(target.one.seats), "named": words.number(target.one.named),
            "names-due": self.settings?.namesDue.map { words.day($0) } ?? "",
        ]
        let path = DelegationWay.link(link).path(in: record.edition.id)
        let body = LetterBody(
            words: words,
            paragraphs: SegmentForm.filled(text.body, values).components(separatedBy: "\n\n").filter { !$0.isEmpty },
            button: (words("segment.button"), "\(settings.publicURL)/\(language.rawValue)\(path.text)"),
            footer: words("registration-mail.why", ["delegation": .text(target.one.name), "edition": .text(record.name(words))]),
            name: target.contact.name, sender: settings.operatorName)
        return Letter(
            id: id, kind: Self.kind, to: target.contact.address, name: target.contact.name,
            person: target.one.delegation.coordinator?.value, language: language,
            subject: SegmentForm.filled(text.subject, values),
            text: body.text, html: body.html, isSecret: true, batch: batch)
    }
}

/// The handlers of writing to all delegations of a filter.
enum SegmentRoutes {
    private static let base = "\(OrganiseRegistrationRoutes.base)/letters"

    static let routes: [Route] = [
        Route(.get, base, "registration.change") { try await page($0) },
        Route(.post, base, "registration.change", limit: .costly, write),
    ]

    /// The form, and once it is whole, the mail to the first of them.
    private static func page(_ request: Request, typed: SegmentForm? = nil) async throws -> Response {
        let query = DelegationQuery(request.query)
        let segment = try await request.read { [words = request.words] tx in
            let record = try OrganiseRegistrationRoutes.record(request, tx)
            return try Segment(record, query, words, tx)
        }
        let form = typed ?? SegmentForm()
        let first = form.isReady ? segment.targets.first : nil
        let preview = first.flatMap { segment.letter($0, form, request.site.settings, id: "preview", link: "example") }
        // The preview shows an address.
        if preview != nil, let person = first?.one.delegation.coordinator {
            try await request.recordReading("person.read", of: [Noun("person", person)])
        }
        let page = SegmentPage(segment: segment, form: form, preview: preview, words: request.words)
        return OrganiseRegistrationRoutes.shown(page.page, request)
    }

    /// Who is written to is read again where it is stored.
    private static func write(_ request: Request) async throws -> Response {
        let (form, query) = (SegmentForm(request.form), DelegationQuery(request.query))
        guard form.isReady, request.form["step"] == "send" else { return try await page(request, typed: form) }
        let id = try request.id(Edition.self, in: "edition")
        let planned = try await request.read { [words = request.words] tx in
            try Segment(try OrganiseRegistrationRoutes.record(request, tx), query, words, tx).targets.map(\.one.delegation.id)
        }
        let drawn = Dictionary(uniqueKeysWithValues: planned.map { ($0, InvitationDraw { request.random($0) }) })
        let batch = ID<LetterBatch>(random: request.random(15))
        try await request.write { [words = request.words, settings = request.site.settings] tx in
            let segment = try Segment(try OrganiseRegistrationRoutes.record(request, tx), query, words, tx)
            try send(segment, form, settings, drawn, batch, tx)
        }
        let outbox = request.page("/organise/outbox/batches/\(batch)")
        let list = request.page("/\(id)/organise/registration")
        return .seeOther(to: request.allows("outbox.read") && !planned.isEmpty ? outbox : list, notice: "segment-sent")
    }

    private static func send(
        _ segment: Segment, _ form: SegmentForm, _ settings: SiteSettings, _ drawn: [ID<Delegation>: InvitationDraw],
        _ batch: ID<LetterBatch>, _ tx: Transaction
    ) throws {
        let targets = segment.targets.filter { drawn[$0.one.delegation.id] != nil }
        guard !targets.isEmpty else { return }
        let outbox = OutboxStore(tx: tx)
        try outbox.add(batch, kind: Segment.kind)
        try DelegationStore(tx: tx).add(
            links: targets.compactMap { one in drawn[one.one.delegation.id].map { (one.one.delegation.id, $0.link.hash) } })
        try outbox.post(
            targets.compactMap { target in
                drawn[target.one.delegation.id].flatMap {
                    segment.letter(target, form, settings, id: $0.letter, link: $0.link.text, batch: batch)
                }
            })
        for part in targets.parts(of: 100) {
            tx.record(
                "delegation.written-to",
                [RegistrationStore.noun(segment.record.edition.id)] + part.map { DelegationStore.noun($0.one.delegation.id) })
        }
    }
}

/// Subject and text in up to six languages, and what the first of them would get.
struct SegmentPage {
    let segment: Segment
    let form: SegmentForm
    let preview: Letter?
    let words: Words

    private var list: Address { "/\(words.language.rawValue)/\(segment.record.edition.id)/organise/registration" }
    private var path: Address { segment.query.address("\(list)/letters", page: 1) }

    var page: Page {
        var page = Page(
            title: words("segment.title"), over: segment.record.name(words), lede: words("segment.lede"),
            content: """
                <p class="back"><a href="\(segment.query.address(list, page: 1))">\(words("registration.title"))</a></p>
                <p>\(words("segment.count", ["count": .number(segment.targets.count)]))\(if: segment.unreachable > 0, " \(words("segment.unreachable", ["count": .number(segment.unreachable)]))")\(if: segment.withdrawn > 0, " \(words("segment.withdrawn", ["count": .number(segment.withdrawn)]))")</p>
                \(languages)\(if: !segment.targets.isEmpty, typed)\(shown)
                """)
        page.isRefused = !form.errors.isEmpty
        return page
    }

    /// How many read which language.
    private var languages: HTML {
        let counts = Dictionary(grouping: segment.targets, by: \.one.delegation.language).mapValues(\.count)
        let parts = Language.allCases.compactMap { one in counts[one].map { "\(words.language(one)): \(words.number($0))" } }
        return "<p>\(parts.joined(separator: " · "))</p>\n"
    }

    private var typed: HTML {
        let fields = Language.allCases.flatMap { language -> [FormField] in
            let (code, name) = (language.rawValue, words.language(language))
            func error(_ field: String) -> String? { form.errors["\(field)-\(code)"].map { words($0) } }
            return [
                FormField(
                    "subject-\(code)", words("segment.subject", ["language": .text(name)]),
                    value: form.texts[language]?.subject ?? "",
                    error: error("subject"), autocomplete: "off"),
                FormField(
                    "text-\(code)", words("segment.text", ["language": .text(name)]), .lines(6),
                    value: form.texts[language]?.body ?? "",
                    hint: language == .en
                        ? words("segment.gaps", ["gaps": .text(SegmentForm.gaps.map { "{\($0)}" }.joined(separator: " "))]) : nil,
                    error: error("text"), autocomplete: "off"),
            ]
        }
        var all = Form(action: path, fields: fields, button: words("segment.look"), problemTitle: words("form.problem"))
        if preview != nil {
            all.beside = """
                <p class="form-act"><button class="btn" type="submit" name="step" value="send">\(words("segment.send", ["count": .number(segment.targets.count)]))</button></p>
                """
            all.isQuiet = true
        }
        return all.markup
    }

    private var shown: HTML? {
        preview.map {
            """
            <section class="section" aria-labelledby="preview"><h2 id="preview">\(words("segment.preview"))</h2><p>\(words("segment.preview.text"))</p>
            \(LetterPreview($0, words: words).markup)</section>
            """
        }
    }
}
