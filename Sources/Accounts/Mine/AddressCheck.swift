// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import HTML
import Outbox
import People
import Server
import Vocabulary

/// Shows that mail to a new address arrives: a link, good for a day, once.
struct AddressCheck: Sendable {
    let address: String
    private let link: Secret
    private let letter: ID<Letter>

    static let mostAddresses = 10
    /// How many such mails somebody may cause in a day.
    static let mostMails = 10
    private static let lifetime: TimeInterval = 86_400

    init(_ request: Request, address: String) {
        self.address = address
        link = Secret(request.random(32))
        letter = ID(random: request.random(15))
    }

    /// Keeps the check and posts its mail. Somebody else's address gets a mail that says what it is about, and nothing happens if it is ignored.
    func send(to person: ID<Person>, settings: SiteSettings, _ tx: Transaction) throws {
        guard let holder = try PersonStore(tx: tx).person(person) else { return }
        let expires = tx.now.addingTimeInterval(Self.lifetime)
        try tx.run("DELETE FROM address_check WHERE expires < \(tx.now.milliseconds)")
        try tx.run(
            """
            INSERT INTO address_check (hash, person, address, expires)
            VALUES (\(link.hash), \(person), \(address), \(expires.milliseconds))
            """)
        let words = Words(holder.language)
        let body = LetterBody(
            words: words, paragraphs: [words("address.mail.text")],
            button: (
                words("address.mail.button"), "\(settings.publicURL)/\(holder.language.rawValue)/account/addresses/\(link.text)"
            ),
            footer: words("address.mail.why"), sender: settings.operatorName)
        try OutboxStore(tx: tx).post(
            Letter(
                id: letter, kind: "address", to: address, person: person.value, language: holder.language,
                subject: words("address.mail.subject"), text: body.text, html: body.html, isSecret: true, expires: expires))
    }

    static func address(of token: String, _ tx: Transaction) throws -> (person: ID<Person>, address: String)? {
        try tx.first(
            "SELECT person, address FROM address_check WHERE hash = \(Hash.of(token)) AND expires > \(tx.now.milliseconds)"
        ).map { ($0["person"], $0["address"]) }
    }

    /// False when the link is not good any more.
    static func verify(_ token: String, _ tx: Transaction) throws -> Bool {
        guard let check = try address(of: token, tx) else { return false }
        try tx.run("DELETE FROM address_check WHERE hash = \(Hash.of(token))")
        let store = PersonStore(tx: tx)
        let known = try store.addresses(of: check.person)
        let isPreferred = known.first { PersonAddress.folded($0.address) == PersonAddress.folded(check.address) }?.isPreferred
        try store.keep(
            PersonAddress(
                person: check.person, address: check.address, verifiedAt: tx.now, isPreferred: isPreferred ?? known.isEmpty))
        return true
    }

    /// How many links of the last day are still open.
    static func mails(of person: ID<Person>, _ tx: Transaction) throws -> Int {
        try tx.rows(
            "SELECT count(*) AS number FROM address_check WHERE person = \(person) AND expires > \(tx.now.milliseconds)")[0][
                "number"]
    }

    /// Addresses that were added and not confirmed yet.
    static func waiting(of person: ID<Person>, _ tx: Transaction) throws -> [String] {
        let known = Set(try PersonStore(tx: tx).addresses(of: person).map { PersonAddress.folded($0.address) })
        let rows = try tx.rows(
            "SELECT DISTINCT address FROM address_check WHERE person = \(person) AND expires > \(tx.now.milliseconds) ORDER BY address"
        )
        return rows.map { $0["address"] as String }.filter { !known.contains(PersonAddress.folded($0)) }
    }
}

/// What the link of such a mail opens.
struct AddressPage {
    let address: String
    let token: String
    let words: Words

    var page: Page {
        let button = PostButton(
            words("address.page.confirm"), to: "/\(words.language.rawValue)/account/addresses/\(token)", isQuiet: false)
        return Page(
            title: words("address.page.title"), lede: words("address.page.lede", ["address": .text(address)]),
            section: "/account",
            content: button.markup)
    }
}

/// Why an address stays.
enum AddressRefusal: Refusal, Equatable {
    case last, ofPower, holdsRoles
    var kind: RefusalKind { self == .ofPower ? .notAllowed : .conflict }
    var phrase: Phrase {
        switch self {
        case .last: "account.address.last"
        case .ofPower: "account.address.of-power"
        case .holdsRoles: "account.holds-roles"
        }
    }
}

/// One's own names.
struct NamesPage {
    let person: Person
    var isNameMissing = false
    let words: Words

    var page: Page {
        let languages = Language.allCases.map { (value: $0.rawValue, words: $0.ownName) }
        let form = Form(
            action: "/\(words.language.rawValue)/account/names",
            fields: [
                FormField(
                    "badge-name", words("person.badge-name"), value: person.badgeName, hint: words("person.badge-name.hint"),
                    error: isNameMissing ? words("person.name-missing") : nil, autocomplete: "name", isRequired: true),
                FormField(
                    "published-name", words("person.published-name"), value: person.publishedName ?? "",
                    hint: words("person.published-name.hint")),
                FormField(
                    "honorific", words("person.honorific"), value: person.honorific ?? "", hint: words("person.honorific.hint"),
                    autocomplete: "honorific-prefix"),
                FormField(
                    "office", words("person.office"), value: person.office ?? "", hint: words("person.office.hint"),
                    autocomplete: "organization-title"),
                FormField("language", words("person.language"), .choice(languages), value: person.language.rawValue),
            ], button: words("form.keep"), problemTitle: words("form.problem"))
        var page = Page(
            title: words("account.names"), lede: words("account.names.lede"), section: "/account", content: form.markup)
        page.isRefused = isNameMissing
        return page
    }
}
