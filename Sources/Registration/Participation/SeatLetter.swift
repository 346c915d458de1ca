// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import HTML
import Outbox
import People
import Server
import Vocabulary

/// A mail of a later feature to who holds a seat, with a link to a page of their own.
package struct SeatLetter {
    package let record: EditionRecord
    package let person: Person
    package let seat: Seat
    package let address: String

    package var words: Words { Words(person.language) }

    /// Nil where they hold no seat of the edition any more, or nobody knows an address.
    package init?(to id: ID<Person>, in edition: ID<Edition>, _ tx: Transaction) throws {
        guard let person = try PersonStore(tx: tx).person(id), let seat = try SeatStore(tx: tx).seat(of: person.id, in: edition),
            let address = try PersonStore(tx: tx).addresses(of: person.id).first?.address,
            let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition })
        else { return nil }
        self.record = record
        self.person = person
        self.seat = seat
        self.address = address
    }

    /// - Parameters:
    ///   - kind: as the outbox calls it.
    ///   - part: what the button leads to, behind the person's own page.
    ///   - random: 47 bytes that nobody can guess, drawn before the transaction.
    package func post(
        _ kind: String, subject: String, paragraphs: [String], button: String, leadingTo part: Address, why: String,
        settings: SiteSettings, random: [UInt8], _ tx: Transaction
    ) throws {
        let link = Secret(Array(random.prefix(32))), language = person.language
        try ParticipationStore(tx: tx).add(link.hash, of: person.id, at: address, in: record.edition.id)
        let path: Address = "\(ParticipationRoutes.path(link.text, in: record.edition.id))\(part)"
        let body = LetterBody(
            words: words, paragraphs: paragraphs, button: (button, "\(settings.publicURL)/\(language.rawValue)\(path.text)"),
            footer: why, name: person.badgeName, sender: settings.operatorName)
        try OutboxStore(tx: tx).post(
            Letter(
                id: ID(random: Array(random[32..<47])), kind: kind, to: address, name: person.badgeName,
                person: person.id.value, language: language, subject: subject, text: body.text, html: body.html,
                isSecret: true))
    }
}
