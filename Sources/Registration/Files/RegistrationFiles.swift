// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Network
import People
import Vocabulary

/// What a file of registration is about.
package enum RegistrationFileKind: String, Sendable, CaseIterable {
    case delegations, participants

    package var columns: [String] {
        switch self {
        case .delegations:
            [
                "edition", "id", "authority", "institution", "body", "country", "language", "contact", "address", "places",
                "order_number", "state", "seats", "named",
            ]
        case .participants:
            [
                "edition", "delegation", "authority", "institution", "body", "seat", "kind", "name", "honorific", "office",
                "address",
                "language", "fee",
            ]
        }
    }

    /// What is counted or done on pages: it stands in the file to be read, and is not taken from it.
    var onlyRead: Set<String> { self == .delegations ? ["state", "seats", "named"] : [] }
    var taken: [String] { columns.filter { !onlyRead.contains($0) } }
}

/// A delegation as it stands in a file.
struct DelegationEntry: Sendable {
    let delegation: Delegation
    let contact: String, address: String
    let places: Int?
    let seats: Int, named: Int

    var cells: [String] {
        let d = delegation
        return [
            d.edition.value, d.id.value, d.body.authority?.value ?? "", d.body.institution?.value ?? "", d.body.name, d.country,
            d.language.rawValue, contact, address, places.map(String.init) ?? "", d.orderNumber, d.state.rawValue, String(seats),
            String(named),
        ]
    }
}

/// A seat as it stands in a file, with who holds it.
struct ParticipantEntry: Sendable {
    let delegation: Delegation
    let seat: Seat
    let person: Person?
    let address: String
    let fee: FeeCategory?
    let days: Int?

    var cells: [String] {
        let d = delegation
        return [
            d.edition.value, d.id.value, d.body.authority?.value ?? "", d.body.institution?.value ?? "", d.body.name,
            String(seat.number), seat.kind.rawValue, person?.badgeName ?? "", person?.honorific ?? "", person?.office ?? "",
            address,
            person?.language.rawValue ?? "", fee?.rawValue ?? "",
        ]
    }
}

/// What files are written from and compared with: a fixed number of statements.
package struct RegistrationFiles {
    let tx: Transaction
    let edition: ID<Edition>

    package init(_ edition: ID<Edition>, _ tx: Transaction) {
        self.edition = edition
        self.tx = tx
    }

    /// The cells of every line, and whose data stands in them.
    package func rows(_ kind: RegistrationFileKind) throws -> (rows: [[String]], persons: [ID<Person>]) {
        switch kind {
        case .delegations:
            let all = try delegations()
            return (all.map(\.cells), all.compactMap(\.delegation.coordinator))
        case .participants:
            let all = try participants()
            return (all.map(\.cells), all.compactMap { $0.person?.id })
        }
    }

    func delegations() throws -> [DelegationEntry] {
        let all = try tx.rows(
            "SELECT \(DelegationStore.columns) FROM delegation WHERE edition = \(edition) ORDER BY invited_at, id"
        )
        .map(DelegationStore.delegation)
        let contacts = try tx.rows(
            """
            SELECT d.id, p.badge_name, a.address FROM delegation d JOIN person p ON p.id = d.coordinator
            LEFT JOIN person_address a ON a.person = p.id AND a.preferred WHERE d.edition = \(edition)
            """
        ).reduce(into: [ID<Delegation>: (String, String)]()) { $0[$1["id"]] = ($1["badge_name"], $1["address"] as String? ?? "") }
        let places = try tx.rows(
            "SELECT scope, places FROM quota WHERE edition = \(edition) AND scope >= 'delegation:' AND scope < 'delegation;'"
        ).reduce(into: [String: Int]()) { $0[$1["scope"]] = $1["places"] }
        let seats = try tx.rows(
            """
            SELECT delegation, count(*) AS seats, count(person) AS named FROM seat
            WHERE edition = \(edition) AND given_back_at IS NULL GROUP BY delegation
            """
        ).reduce(into: [ID<Delegation>: (Int, Int)]()) { $0[$1["delegation"]] = ($1["seats"], $1["named"]) }
        return all.map { one in
            DelegationEntry(
                delegation: one, contact: contacts[one.id]?.0 ?? "", address: contacts[one.id]?.1 ?? "",
                places: places[QuotaScope.delegation(one.id).description], seats: seats[one.id]?.0 ?? 0,
                named: seats[one.id]?.1 ?? 0)
        }
    }

    func participants() throws -> [ParticipantEntry] {
        let delegations = try tx.rows("SELECT \(DelegationStore.columns) FROM delegation WHERE edition = \(edition)")
            .map(DelegationStore.delegation).reduce(into: [ID<Delegation>: Delegation]()) { $0[$1.id] = $1 }
        let rows = try tx.rows(
            """
            SELECT s.id, s.delegation, s.number, s.kind, s.person, s.above_quota, s.taken_at, s.given_back_at, s.fee, s.fee_days,
                a.address FROM seat s LEFT JOIN person_address a ON a.person = s.person AND a.preferred
            WHERE s.edition = \(edition) AND s.given_back_at IS NULL ORDER BY s.delegation, s.number
            """)
        let persons = try PersonStore(tx: tx).persons(rows.compactMap { $0["person"] as ID<Person>? })
        return rows.compactMap { row in
            let seat = SeatStore.seat(row)
            guard let delegation = delegations[seat.delegation] else { return nil }
            return ParticipantEntry(
                delegation: delegation, seat: seat, person: seat.person.flatMap { persons[$0] },
                address: row["address"] as String? ?? "",
                fee: (row["fee"] as String?).flatMap(FeeCategory.init), days: row["fee_days"])
        }
    }
}
