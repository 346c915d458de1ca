// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import Network
import People
import Vocabulary

/// Delegations and the links of their coordinators, in the database.
package struct DelegationStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    package static func noun(_ id: ID<Delegation>) -> Noun { Noun("delegation", id) }

    static let columns: SQL =
        """
        id, edition, authority, institution, body, country, language, coordinator, state, order_number, invited_at, reserved_at, confirmed_at,
        withdrawn_at, reminded_at, reminders, asked_again_at
        """

    package func delegation(_ id: ID<Delegation>) throws -> Delegation? {
        try tx.first("SELECT \(Self.columns) FROM delegation WHERE id = \(id)").map(Self.delegation)
    }

    package func delegation(of authority: ID<Authority>, in edition: ID<Edition>) throws -> Delegation? {
        try tx.first("SELECT \(Self.columns) FROM delegation WHERE edition = \(edition) AND authority = \(authority)")
            .map(Self.delegation)
    }

    /// How long a link is good: an edition is prepared for a year, and reported on after.
    static let linkLasts: TimeInterval = 500 * 86_400

    /// Whom a link of an edition is for; nil for one that has ended, is too old or never was.
    package func delegation(ofLink hash: String, in edition: ID<Edition>) throws -> Delegation? {
        try tx.first(
            """
            SELECT \(Self.columns) FROM delegation
            WHERE edition = \(edition) AND id = (SELECT delegation FROM delegation_link WHERE hash = \(hash) AND ended IS NULL
                AND created > \((tx.now - Self.linkLasts).milliseconds))
            """
        ).map(Self.delegation)
    }

    package func add(_ delegations: [Delegation], recordAs verb: String = "delegation.invited") throws {
        let names = try BodyNames(of: delegations, Words(.en), tx)
        try tx.run(inBatchesOf: delegations) { part in
            let rows = part.map { d in
                """
                (\(d.id), \(d.edition), \(d.body.authority), \(d.body.institution), \(d.body.name), \(d.country), \(d.language.rawValue),
                \(d.coordinator), \(d.state.rawValue), \(d.orderNumber), \(d.invitedAt.milliseconds), \(d.reservedAt?.milliseconds),
                \(d.confirmedAt?.milliseconds), \(d.withdrawnAt?.milliseconds), \(d.remindedAt?.milliseconds), \(d.reminders),
                \(d.askedAgainAt?.milliseconds), \(d.body == .nobody ? "" : Folding.folded(names[d])), \(d.body == .nobody))
                """ as SQL
            }
            return "INSERT INTO delegation (\(Self.columns), folded, alone) VALUES \(SQL.joined(rows, by: ", "))"
        }
        for part in delegations.parts(of: 100) {
            tx.record(verb, part.map { Self.noun($0.id) } + Set(part.map(\.edition)).map(RegistrationStore.noun))
        }
    }

    /// Stores what may change, under a verb.
    package func keep(_ d: Delegation, _ verb: String, _ nouns: [Noun] = []) throws {
        try tx.run(
            """
            UPDATE delegation SET country = \(d.country), language = \(d.language.rawValue), coordinator = \(d.coordinator),
                state = \(d.state.rawValue), order_number = \(d.orderNumber), reserved_at = \(d.reservedAt?.milliseconds),
                confirmed_at = \(d.confirmedAt?.milliseconds), withdrawn_at = \(d.withdrawnAt?.milliseconds),
                reminded_at = \(d.remindedAt?.milliseconds), reminders = \(d.reminders), asked_again_at = \(d.askedAgainAt?.milliseconds)
            WHERE id = \(d.id)
            """)
        record(verb, d, nouns)
    }

    func record(_ verb: String, _ d: Delegation, _ nouns: [Noun] = []) {
        let authority = d.body.authority.map { [Noun("authority", $0)] } ?? []
        tx.record(verb, [Self.noun(d.id), RegistrationStore.noun(d.edition)] + authority + nouns)
    }

    // MARK: Links

    package func add(links: [(delegation: ID<Delegation>, hash: String)]) throws {
        try tx.run(inBatchesOf: links) { part in
            let rows = part.map { "(\($0.hash), \($0.delegation), \(tx.now.milliseconds))" as SQL }
            return "INSERT INTO delegation_link (hash, delegation, created) VALUES \(SQL.joined(rows, by: ", "))"
        }
    }

    func linksSent(for id: ID<Delegation>, since: Date) throws -> Int {
        try tx.rows(
            "SELECT count(*) AS n FROM delegation_link WHERE delegation = \(id) AND created > \(since.milliseconds)")[0]["n"]
    }

    package func endLinks(of id: ID<Delegation>) throws {
        try tx.run("UPDATE delegation_link SET ended = \(tx.now.milliseconds) WHERE delegation = \(id) AND ended IS NULL")
    }

    static func delegation(_ row: Row) -> Delegation {
        func date(_ column: String) -> Date? { (row[column] as Int?).map(Date.init(milliseconds:)) }
        let (authority, institution): (ID<Authority>?, ID<Institution>?) = (row["authority"], row["institution"])
        let name: String = row["body"]
        let body: DelegationBody =
            authority.map { .authority($0) } ?? institution.map { .institution($0) } ?? (name.isEmpty ? .nobody : .other(name))
        return Delegation(
            id: row["id"], edition: row["edition"], body: body, country: row["country"],
            language: Language(rawValue: row["language"]) ?? .en, coordinator: row["coordinator"],
            state: Delegation.State(rawValue: row["state"]) ?? .invited, orderNumber: row["order_number"],
            invitedAt: Date(milliseconds: row["invited_at"]), reservedAt: date("reserved_at"), confirmedAt: date("confirmed_at"),
            withdrawnAt: date("withdrawn_at"), remindedAt: date("reminded_at"), reminders: row["reminders"],
            askedAgainAt: date("asked_again_at"))
    }
}
