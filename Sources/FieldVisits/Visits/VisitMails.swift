// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Outbox
import People
import Programme
import Server
import Vocabulary

/// The mails about visits that timers write.
package struct VisitMails: Sendable {
    let settings: SiteSettings
    package init(_ settings: SiteSettings) { self.settings = settings }

    package var timers: [String: TimerHandler] { [VisitTimers.cancelledMail: { try tellCancelled($0, $1, $2) }] }

    /// Tells somebody that their departure is not made; nothing where nobody knows an address.
    private func tellCancelled(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        guard
            let row = try tx.first(
                """
                SELECT p.edition, p.departure, p.person, d.visit FROM place p
                JOIN departure d ON d.edition = p.edition AND d.id = p.departure WHERE p.id = \(subject)
                """),
            let id: ID<Person> = row["person"], let person = try PersonStore(tx: tx).person(id),
            let code = VisitCode(row["visit"]),
            let address = try PersonStore(tx: tx).addresses(of: person.id).first?.address,
            let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == row["edition"] as ID<Edition> })
        else { return }
        let words = Words(person.language)
        let view = try VisitView(record, words: words, tx)
        let departure: ID<Departure> = row["departure"]
        guard let visit = view.visits.first(where: { $0.code == code }),
            let time = visit.departures.first(where: { $0.id == departure })?.time
        else { return }
        let gaps: [String: Phrase.Value] = [
            "edition": .text(view.name), "visit": .text(view.plain(visit)), "day": .day(time.day),
            "time": .text(time.start.description),
        ]
        let body = LetterBody(
            words: words, paragraphs: [words("visit-mail.text.cancelled", gaps)],
            button: (words("visit-mail.button"), "\(settings.publicURL)\(view.path.text)"),
            footer: words("visit-mail.why", gaps), name: person.badgeName, sender: settings.operatorName)
        try OutboxStore(tx: tx).post(
            Letter(
                id: ID(random: Array(random.prefix(15))), kind: "visit-cancelled", to: address, name: person.badgeName,
                person: person.id.value, language: person.language, subject: words("visit-mail.subject.cancelled", gaps),
                text: body.text, html: body.html, isSecret: false, expires: nil))
        tx.record("visit.cancellation-told", Noun("person", person.id), VisitStore.noun(record.edition.id))
    }
}
