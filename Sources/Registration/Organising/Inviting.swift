// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import Outbox
import People
import Server
import Vocabulary

/// What is drawn for one invitation before the transaction.
struct InvitationDraw: Sendable {
    let delegation: ID<Delegation>, person: ID<Person>, letter: ID<Letter>
    let link: Secret

    init(_ random: (Int) -> [UInt8]) {
        delegation = ID(random: random(15))
        person = ID(random: random(15))
        letter = ID(random: random(15))
        link = Secret(random(32))
    }
}

/// Who is written to again.
enum ReminderGroup: Sendable { case silent, unnamed }

/// Writing to those who coordinate delegations, in the transaction that decides it.
struct Inviting {
    let record: EditionRecord
    let settings: SiteSettings
    let tx: Transaction

    init(_ record: EditionRecord, _ settings: SiteSettings, _ tx: Transaction) throws {
        self.record = record
        self.settings = settings
        self.tx = tx
    }

    /// Asks each line of a plan that is ready, with a link of its own.
    func invite(_ plan: InvitationForm, _ drawn: [InvitationDraw], batch: ID<LetterBatch>) throws {
        let registering = try Registering(record.edition.id, tx)
        let store = DelegationStore(tx: tx)
        var delegations = zip(plan.lines, drawn).compactMap { line, draw in
            line.means.map {
                Delegation(
                    id: draw.delegation, edition: record.edition.id, body: $0, country: line.country, language: line.language,
                    invitedAt: tx.now)
            }
        }
        try store.add(delegations)
        try OutboxStore(tx: tx).add(batch, kind: RegistrationLetter.Kind.invitation.name)
        var letters: [Letter] = []
        let names = try BodyNames(of: delegations, Words(.en), tx)
        for (place, (line, draw)) in zip(plan.lines, drawn).enumerated() where place < delegations.count {
            let contact = ParticipantDraft(name: line.contact, address: line.address, language: line.language)
            delegations[place].coordinator = try contact.person(
                new: draw.person, of: draw.delegation, isInvented: record.edition.isInvented, tx)
            letters.append(
                letter(
                    .invitation, delegations[place], names[delegations[place]], (line.contact, line.address), draw, batch: batch))
        }
        try setCoordinators(delegations)
        for (line, draw) in zip(plan.lines, drawn) {
            try RegistrationStore(tx: tx).set(
                line.places ?? registering.settings.delegationPlaces, for: .delegation(draw.delegation), of: record.edition.id)
        }
        try store.add(links: drawn.map { ($0.delegation, $0.link.hash) })
        try OutboxStore(tx: tx).post(letters)
    }

    private func setCoordinators(_ delegations: [Delegation]) throws {
        for one in delegations {
            try tx.run("UPDATE delegation SET coordinator = \(one.coordinator) WHERE id = \(one.id)")
        }
    }

    /// Those of a group who have not been written to for three days.
    static func targets(_ group: ReminderGroup, _ edition: ID<Edition>, _ tx: Transaction) throws -> [Delegation] {
        try tx.rows("SELECT \(DelegationStore.columns) FROM delegation WHERE \(narrow(group, edition, tx)) ORDER BY id")
            .map(DelegationStore.delegation)
    }

    static func count(_ group: ReminderGroup, _ edition: ID<Edition>, _ tx: Transaction) throws -> Int {
        try tx.rows("SELECT count(*) AS n FROM delegation WHERE \(narrow(group, edition, tx))")[0]["n"]
    }

    private static func narrow(_ group: ReminderGroup, _ edition: ID<Edition>, _ tx: Transaction) -> SQL {
        let quiet = (tx.now - 3 * 86_400).milliseconds
        let who: SQL =
            switch group {
            case .silent: "state = 'invited'"
            case .unnamed:
                """
                state IN ('reserved', 'confirmed') AND EXISTS (SELECT 1 FROM seat s
                    WHERE s.delegation = delegation.id AND s.person IS NULL AND s.given_back_at IS NULL)
                """
            }
        return """
            edition = \(edition) AND coordinator IS NOT NULL AND \(who) AND coalesce(reminded_at, invited_at) < \(quiet)
            """
    }

    func remind(_ group: ReminderGroup, _ drawn: [ID<Delegation>: InvitationDraw], batch: ID<LetterBatch>) throws {
        let targets = try Self.targets(group, record.edition.id, tx).filter { drawn[$0.id] != nil }
        try remind(targets, drawn, batch: batch)
    }

    /// Asks those who have not answered for an answer, and all others for names.
    func remind(_ targets: [Delegation], _ drawn: [ID<Delegation>: InvitationDraw], batch: ID<LetterBatch>) throws {
        guard let first = targets.first else { return }
        func kind(_ one: Delegation) -> RegistrationLetter.Kind { one.state == .invited ? .reminder : .names }
        let (store, outbox) = (DelegationStore(tx: tx), OutboxStore(tx: tx))
        try outbox.add(batch, kind: kind(first).name)
        let contacts = try Contacts(of: targets, tx)
        let names = try BodyNames(of: targets, Words(.en), tx)
        let letters = targets.compactMap { one -> Letter? in
            guard let draw = drawn[one.id], let contact = contacts[one] else { return nil }
            return letter(kind(one), one, names[one], contact, draw, batch: batch)
        }
        try store.add(links: targets.compactMap { one in drawn[one.id].map { (one.id, $0.link.hash) } })
        try outbox.post(letters)
        for var one in targets {
            one.remindedAt = tx.now
            one.reminders += 1
            try store.keep(one, "delegation.reminded")
        }
    }

    /// Most links that one wish sends, and that wishes send for one delegation in a day.
    static let mostLinks = 5, mostLinksADay = 10

    /// Sends the links of the delegations whose contact has the address: to nobody else, and to nobody where there are none. What was sent in
    /// the last minutes is not sent again.
    func sendAgain(to address: String, _ drawn: [InvitationDraw]) throws {
        let rows = try tx.rows(
            """
            SELECT \(DelegationStore.columns) FROM delegation WHERE edition = \(record.edition.id) AND coordinator IN
                (SELECT person FROM person_address WHERE folded = \(PersonAddress.folded(address)) AND preferred)
                AND NOT EXISTS (SELECT 1 FROM delegation_link l WHERE l.delegation = delegation.id
                    AND l.created > \((tx.now - 300).milliseconds))
                AND (SELECT count(*) FROM delegation_link l WHERE l.delegation = delegation.id
                    AND l.created > \((tx.now - 86_400).milliseconds)) < \(Self.mostLinksADay)
            ORDER BY id LIMIT \(Self.mostLinks)
            """
        ).map(DelegationStore.delegation)
        guard !rows.isEmpty else { return }
        let (contacts, names) = (try Contacts(of: rows, tx), try BodyNames(of: rows, Words(.en), tx))
        let store = DelegationStore(tx: tx)
        for (one, draw) in zip(rows, drawn) {
            guard let contact = contacts[one] else { continue }
            try store.add(links: [(one.id, draw.link.hash)])
            try OutboxStore(tx: tx).post(letter(.again, one, names[one], contact, draw))
            store.record("delegation.link-sent", one)
        }
    }

    private func letter(
        _ kind: RegistrationLetter.Kind, _ delegation: Delegation, _ name: String, _ contact: (name: String, address: String),
        _ draw: InvitationDraw, batch: ID<LetterBatch>? = nil
    ) -> Letter {
        RegistrationLetter(
            kind: kind, record: record, delegation: delegation, name: name, contact: contact.name, address: contact.address,
            settings: settings
        ).letter(draw.letter, link: draw.link.text, batch: batch)
    }
}

extension ParticipantDraft {
    init(name: String, address: String, language: Language) {
        self.init(nil, address: address, language: language, kind: .officer)
        self.name = name
    }
}

/// How those who coordinate delegations are called and reached: two statements.
struct Contacts {
    private let people: [ID<Person>: (name: String, address: String)]

    init(of delegations: [Delegation], _ tx: Transaction) throws {
        let ids = Set(delegations.compactMap(\.coordinator)).sorted()
        let rows = try tx.rows(
            """
            SELECT p.id, p.badge_name, a.address FROM person p JOIN person_address a ON a.person = p.id AND a.preferred
            WHERE p.id IN \(list: ids)
            """)
        people = rows.reduce(into: [:]) { $0[$1["id"]] = ($1["badge_name"], $1["address"]) }
    }

    subscript(delegation: Delegation) -> (name: String, address: String)? { delegation.coordinator.flatMap { people[$0] } }
}
