// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import HTML
import Outbox
import People
import Programme
import Vocabulary

extension RegistrationTiming {
    /// Tells somebody who waited that they have a place in a session; nothing where they left meanwhile or nobody knows an address.
    func tellPlace(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        let parts = subject.split(separator: ":").map(String.init)
        guard parts.count == 3, let code = SessionCode(parts[1]) else { return }
        let (edition, id) = (ID<Edition>(parts[0]), ID<Person>(parts[2]))
        guard let person = try PersonStore(tx: tx).person(id), let seat = try SeatStore(tx: tx).seat(of: person.id, in: edition),
            let address = try PersonStore(tx: tx).addresses(of: person.id).first?.address,
            let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }),
            let found = try Whereabouts(of: [person.id], record, words: Words(person.language), tx),
            let choice = found.choices(of: person.id, as: seat.kind.rawValue, at: tx.now).first(where: { $0.stop.code == code }),
            choice.signUp?.state == .place,
            let begins = choice.stop.period?.lowerBound ?? record.edition.dates.days?.first.midnightUTC
        else { return }
        let (link, words) = (Secret(Array(random.prefix(32))), Words(person.language))
        try ParticipationStore(tx: tx).add(link.hash, of: person.id, at: address, in: edition)
        let letter = PersonLetter(
            kind: .place, record: record, language: person.language, name: person.badgeName, address: address, person: person.id,
            path: "\(ParticipationRoutes.path(link.text, in: edition))/sessions", settings: settings,
            gaps: [
                "session": .text(choice.stop.name), "when": .text(words.instant(begins, in: found.zone)),
                "room": .text(choice.stop.room),
            ])
        try OutboxStore(tx: tx).post(letter.letter(ID(random: Array(random[32..<47]))))
        tx.record("participation.place-told", Noun("person", person.id), RegistrationStore.noun(edition))
    }
}
