// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import HTML
import Outbox
import Server
import Vocabulary

/// A mail to who coordinates a delegation, with a link of its own.
struct RegistrationLetter {
    enum Kind: String, CaseIterable {
        case invitation, reminder, names, offer
        /// The edition has moved.
        case moved
        /// The link, for who asked for it.
        case again

        /// As the outbox calls it.
        var name: String { "registration-\(rawValue)" }
    }

    let kind: Kind
    let record: EditionRecord
    let delegation: Delegation
    let name: String
    let contact: String
    let address: String
    let settings: SiteSettings
    /// The offer it is about.
    var offer: Waiting?

    private var words: Words { Words(delegation.language) }

    /// - Parameters:
    ///   - id: drawn before the transaction that keeps it.
    ///   - link: what stands in its address; dots in a preview.
    func letter(_ id: ID<Letter>, link: String, batch: ID<LetterBatch>? = nil) -> Letter {
        let path = DelegationWay.link(link).path(in: record.edition.id)
        let body = LetterBody(
            words: words, paragraphs: paragraphs,
            button: (
                words("registration-mail.button.\(kind.rawValue)"), "\(settings.publicURL)/\(words.language.rawValue)\(path.text)"
            ),
            footer: words("registration-mail.why", ["delegation": .text(name), "edition": .text(edition)]), name: contact,
            sender: settings.operatorName)
        return Letter(
            id: id, kind: kind.name, to: address, name: contact, person: delegation.coordinator?.value,
            language: words.language,
            subject: words("registration-mail.subject.\(kind.rawValue)", ["edition": .text(edition), "delegation": .text(name)]),
            text: body.text, html: body.html, isSecret: true, expires: offer?.expires, batch: batch)
    }

    private var edition: String { record.name(words) }

    private var paragraphs: [String] {
        let until = offer?.expires.map { words.instant($0, in: TimeZone(identifier: record.edition.zone) ?? .gmt) } ?? ""
        return [
            words(
                "registration-mail.text.\(kind.rawValue)",
                [
                    "edition": .text(edition), "delegation": .text(name), "days": .text(record.edition.dates.written(words)),
                    "place": .text(record.place(for: words.language)), "until": .text(until),
                ]),
            words("registration-mail.link"),
        ]
    }
}

/// What happens by itself, and writes.
package struct RegistrationTiming: Sendable {
    let settings: SiteSettings
    package init(_ settings: SiteSettings) { self.settings = settings }

    /// Offers of an edition that nobody took end, and go to who is next.
    func endOffers(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        guard try RegistrationStore(tx: tx).settings(of: ID(subject)) != nil else { return }
        try Registering(ID(subject), tx).endOffers()
    }

    /// Tells of a place that is held, unless it has been taken or is over.
    func tellOffer(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        guard let entry = try WaitingStore(tx: tx).entry(ID(subject)), entry.isOffered(at: tx.now) else { return }
        if try tellApplicant(entry, random, tx) { return }
        try tell(.offer, entry.delegation, offer: entry, random, tx)
    }

    /// Asks to confirm again, now that the edition is at another time.
    func tellMove(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        try tell(.moved, ID(subject), random, tx)
    }

    private func tell(
        _ kind: RegistrationLetter.Kind, _ id: ID<Delegation>, offer: Waiting? = nil, _ random: [UInt8], _ tx: Transaction
    ) throws {
        let store = DelegationStore(tx: tx)
        guard let delegation = try store.delegation(id), delegation.state != .withdrawn,
            let contact = try Contacts(of: [delegation], tx)[delegation],
            let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == delegation.edition })
        else { return }
        let link = Secret(Array(random.prefix(32)))
        try store.add(links: [(id, link.hash)])
        var letter = RegistrationLetter(
            kind: kind, record: record, delegation: delegation,
            name: try BodyNames(of: [delegation], Words(delegation.language), tx)[delegation],
            contact: contact.name, address: contact.address, settings: settings)
        letter.offer = offer
        try OutboxStore(tx: tx).post(letter.letter(ID(random: Array(random[32..<47])), link: link.text))
    }
}
