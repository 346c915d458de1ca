// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Foundation
import Outbox
import People
import Vocabulary

/// Who is responsible for somebody under age, as they told us.
struct Guardianship: Equatable {
    let name: String, address: String

    /// Nil for who is of age.
    init?(_ answers: Answers) {
        guard answers.value("under-age") == .yes(true), case .text(let address)? = answers.value("guardian-mail") else {
            return nil
        }
        self.address = address
        name = if case .text(let name)? = answers.value("guardian-name") { name } else { "" }
    }
}

extension Applying {
    func ask(_ guardian: Guardianship, of one: Application, _ draw: ApplicationDraw) throws {
        let mail = PersonLetter(
            kind: .guardian, record: record, language: one.language, name: guardian.name, address: guardian.address,
            path: ApplicationRoutes.guardianPath(draw.otherLink.text, in: edition), settings: settings,
            gaps: ["person": .text(try name(of: one))])
        try OutboxStore(tx: tx).post(mail.letter(draw.otherLetter))
    }

    /// Answers of somebody under age count only with the guardian's yes.
    func agree(_ one: Application) throws {
        guard var guardian = one.guardian, one.state.isOpen else { throw ApplicationRefusal.over }
        guard guardian.agreed == nil else { return }
        guardian.agreed = tx.now
        var changed = one
        changed.guardian = guardian
        try store.keep(changed, "application.guardian-agreed")
        try GuardianStore(tx: tx).agreed(again: guardian.hash, in: edition)
    }

    /// A yes is as easily taken back. Who holds a seat already waits for it there.
    func takeBackAgreement(_ one: Application) throws {
        guard var guardian = one.guardian, one.state.isOpen else { throw ApplicationRefusal.over }
        guard guardian.agreed != nil else { return }
        guardian.agreed = nil
        var changed = one
        changed.guardian = guardian
        try store.keep(changed, "application.guardian-taken-back")
        if one.state == .approved, let person = one.person {
            try GuardianStore(tx: tx).setAwaited(guardian.hash, for: person, in: edition)
        }
    }
}
