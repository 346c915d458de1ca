// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import HTML
import Outbox
import People
import Server
import Vocabulary

/// A mail to somebody who comes, or wants to, with a link of its own.
struct PersonLetter {
    enum Kind: String, CaseIterable {
        /// Somebody holds a seat: the link to their own page.
        case participation
        /// The address of who registers alone is to be confirmed.
        case confirmation
        /// The link to one's registration, for who asked again.
        case again
        case approved
        /// Approved, and waiting for a place.
        case queued
        case refused
        /// A place is held for who waited.
        case held
        /// A place in a session, for who waited.
        case place
        /// The edition is on other days: do they still come?
        case moved
        /// To a guardian.
        case guardian
        /// To who decides for an authority.
        case decision

        /// As the outbox calls it.
        var name: String { "own-\(rawValue)" }
    }

    let kind: Kind
    let record: EditionRecord
    let language: Language
    /// Whom it greets.
    let name: String
    let address: String
    var person: ID<Person>?
    /// What it leads to, behind the language.
    let path: Address
    let settings: SiteSettings
    /// What stands in the gaps of its sentences.
    var gaps: [String: Phrase.Value] = [:]
    /// What who decided wrote.
    var quoted: String?
    var expires: Date?

    private var words: Words { Words(language) }
    private var edition: String { record.name(words) }

    /// - Parameter id: drawn before the transaction that keeps it.
    func letter(_ id: ID<Letter>) -> Letter {
        let all = gaps.merging(
            [
                "edition": .text(edition), "place": .text(record.place(for: language)),
                "days": .text(record.edition.dates.written(words)),
            ]
        ) { $1 }
        let body = LetterBody(
            words: words, paragraphs: [words("own-mail.text.\(kind.rawValue)", all), quoted].compactMap { $0 },
            button: (words("own-mail.button.\(kind.rawValue)"), "\(settings.publicURL)/\(language.rawValue)\(path.text)"),
            footer: words("own-mail.why.\(kind.rawValue)", all), name: name, sender: settings.operatorName)
        return Letter(
            id: id, kind: kind.name, to: address, name: name, person: person?.value, language: language,
            subject: words("own-mail.subject.\(kind.rawValue)", all), text: body.text, html: body.html, isSecret: true,
            expires: expires)
    }
}

extension RegistrationTiming {
    /// Sends their own link to who holds a seat; nothing where the seat was given back or nobody knows an address.
    func tellParticipant(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        let parts = subject.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return }
        let (edition, id) = (ID<Edition>(parts[0]), ID<Person>(parts[1]))
        guard let person = try PersonStore(tx: tx).person(id),
            let seat = try SeatStore(tx: tx).seat(of: person.id, in: edition),
            let delegation = try DelegationStore(tx: tx).delegation(seat.delegation),
            let address = try PersonStore(tx: tx).addresses(of: person.id).first?.address,
            let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition })
        else { return }
        let link = Secret(Array(random.prefix(32)))
        try ParticipationStore(tx: tx).add(link.hash, of: person.id, at: address, in: edition)
        let words = Words(person.language)
        let letter = PersonLetter(
            kind: .participation, record: record, language: person.language, name: person.badgeName, address: address,
            person: person.id, path: ParticipationRoutes.path(link.text, in: edition), settings: settings,
            gaps: ["delegation": .text(try BodyNames(of: [delegation], words, tx)[delegation])])
        try OutboxStore(tx: tx).post(letter.letter(ID(random: Array(random[32..<47]))))
        tx.record("participation.link-sent", Noun("person", person.id), RegistrationStore.noun(edition))
    }

    /// Erases what answers were promised to be kept no longer, and asks for the next day something is due.
    func eraseAnswers(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id.value == subject }) else { return }
        let erasing = AnswersErasing(record.edition, tx)
        try erasing.schedule(try erasing.erase().next)
    }
}
