// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import Outbox
import People
import Vocabulary

/// What becomes of who registered alone when the edition moves.
struct ApplicationMoving {
    let tx: Transaction

    /// Asks everybody who registered alone and holds a place whether they come on the other days. On a seat of an authority it is the authority
    /// that answers.
    func ask(in edition: ID<Edition>) throws {
        let placed: SQL =
            """
            edition = \(edition) AND state = 'approved' AND authority IS NULL
                AND EXISTS (SELECT 1 FROM seat s WHERE s.edition = application.edition AND s.person = application.person
                    AND s.given_back_at IS NULL)
            """
        let ids = try tx.rows("SELECT id FROM application WHERE \(placed) ORDER BY id").map { $0["id"] as ID<Application> }
        guard !ids.isEmpty else { return }
        try tx.run("UPDATE application SET asked_again_at = \(tx.now.milliseconds) WHERE \(placed)")
        tx.record("application.asked-again", ids.map(ApplicationStore.noun) + [RegistrationStore.noun(edition)])
        for id in ids {
            try OutboxStore(tx: tx).schedule(
                ID("moved-own-\(id)-\(tx.now.milliseconds)"), RegistrationTimers.movedOwnMail, about: id.value, due: tx.now)
        }
    }

    /// Whether somebody who registered alone answers for a delegation: it is one of their own.
    func isAsked(_ delegation: Delegation) throws -> Bool {
        let own: SQL = delegation.coordinator.map { " AND person = \($0)" } ?? ""
        return try tx.first(
            """
            SELECT 1 AS one FROM application
            WHERE delegation = \(delegation.id) AND state = 'approved' AND authority IS NULL\(own) LIMIT 1
            """) != nil
    }
}

extension Applying {
    /// Who comes for nobody but themselves, or for an institution that nobody answers for, commits it by coming.
    func commit(_ delegation: ID<Delegation>, _ person: ID<Person>) throws {
        guard let found = try DelegationStore(tx: tx).delegation(delegation), found.body.authority == nil,
            found.coordinator == nil || found.coordinator == person
        else { return }
        try Registering(edition, tx).confirm(delegation)
    }

    /// They come on the other days too.
    func confirmAgain(_ one: Application) throws {
        let changed = try one.confirmedAgain()
        guard changed != one, let delegation = one.delegation, let person = one.person else { return }
        try store.keep(changed, "application.confirmed-again")
        try commit(delegation, person)
    }
}

extension RegistrationTiming {
    /// Asks who registered alone whether they come on the other days, unless they have answered.
    func tellApplicantOfMove(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        guard let one = try ApplicationStore(tx: tx).application(ID(subject)), one.askedAgainAt != nil, let person = one.person,
            let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == one.edition }),
            let address = try PersonStore(tx: tx).addresses(of: person).first?.address
        else { return }
        let link = Secret(Array(random.prefix(32)))
        try ApplicationStore(tx: tx).add(link: link.hash, of: one.id)
        let mail = PersonLetter(
            kind: .moved, record: record, language: one.language, name: try Applying(record, settings, tx).name(of: one),
            address: address, person: person, path: ApplicationRoutes.path(link.text, in: one.edition), settings: settings)
        try OutboxStore(tx: tx).post(mail.letter(ID(random: Array(random[32..<47]))))
    }
}
