// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Outbox
import Programme
import Vocabulary

/// What happens to registration because of something else, inside a transaction of the caller's.
package enum RegistrationActs {
    /// The answer to a moved edition: its days move along, and whoever had confirmed is asked again.
    package static func editionMoved(_ edition: Edition, days: Int, _ tx: Transaction) throws {
        let store = RegistrationStore(tx: tx)
        guard var settings = try store.settings(of: edition.id) else { return }
        let shift = Double(days) * 86_400
        settings.opens = settings.opens.map { $0 + shift }
        settings.closes = settings.closes.map { $0 + shift }
        settings.namesDue = settings.namesDue.flatMap { $0.adding(days: days) }
        try store.keep(settings, of: edition.id)
        // Answers fall due by the new days: the timer looks again, and asks for the next.
        try OutboxStore(tx: tx).unschedule(RegistrationTimers.retention, about: edition.id.value)
        try AnswersErasing(edition, tx).schedule(Day(tx.now, in: TimeZone(identifier: edition.zone) ?? .gmt))
        let confirmed = try tx.rows(
            "SELECT \(DelegationStore.columns) FROM delegation WHERE edition = \(edition.id) AND state = 'confirmed' ORDER BY id"
        ).map(DelegationStore.delegation)
        let (delegations, outbox) = (DelegationStore(tx: tx), OutboxStore(tx: tx))
        let moving = ApplicationMoving(tx: tx)
        try moving.ask(in: edition.id)
        for one in confirmed {
            guard let asked = DelegationFacts(one, seats: []).askingAgain(at: tx.now) else { continue }
            try delegations.keep(asked, "delegation.asked-again")
            // Who registered alone is asked by their own mail.
            if try moving.isAsked(one) { continue }
            try outbox.schedule(
                ID("moved-\(one.id)-\(tx.now.milliseconds)"), RegistrationTimers.movedMail, about: one.id.value, due: tx.now)
        }
    }
}

extension RegistrationFeature {
    /// What happens when a timer is due, by its kind.
    package static func timers(_ timing: RegistrationTiming) -> [String: TimerHandler] {
        [
            RegistrationTimers.offers: { try timing.endOffers($0, $1, $2) },
            RegistrationTimers.offerMail: { try timing.tellOffer($0, $1, $2) },
            RegistrationTimers.movedMail: { try timing.tellMove($0, $1, $2) },
            RegistrationTimers.movedOwnMail: { try timing.tellApplicantOfMove($0, $1, $2) },
            RegistrationTimers.guardianMail: { try timing.askGuardian($0, $1, $2) },
            RegistrationTimers.ownLinkMail: { try timing.tellParticipant($0, $1, $2) },
            SignUpTimers.placeMail: { try timing.tellPlace($0, $1, $2) },
            RegistrationTimers.retention: { try timing.eraseAnswers($0, $1, $2) },
            RegistrationTimers.applicationEnd: { try timing.endApplication($0, $1, $2) },
            RegistrationTimers.figures: { tx, subject, _ in try FigureKeeping.follow(ID(subject), tx) },
        ]
    }
}
