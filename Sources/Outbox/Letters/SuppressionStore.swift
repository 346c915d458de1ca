// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// An address that mail does not go to, and why.
package struct Suppression: Sendable, Equatable {
    /// The raw value is a key under `suppression.reason.`.
    package enum Reason: String, Sendable, CaseIterable { case bounced, unsubscribed, asked }

    package let folded: String
    package let reason: Reason
    package let since: Date
    /// The letter that it came from.
    package let letter: ID<Letter>?
}

/// Addresses that mail does not go to.
package struct SuppressionStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    static let rowsPerPage = 50

    func facts(of address: String) throws -> RecipientFacts {
        var facts = RecipientFacts()
        for row in try tx.rows("SELECT reason, since FROM suppression WHERE folded = \(Self.folded(address))") {
            switch Suppression.Reason(rawValue: row["reason"]) {
            case .bounced: facts.deadSince = Date(milliseconds: row["since"])
            case .unsubscribed: facts.isUnsubscribed = true
            case .asked: facts.hasAsked = true
            case nil: break
            }
        }
        return facts
    }

    /// How addresses are compared, here as in the directory of persons.
    package static func folded(_ address: String) -> String { address.lowercased() }

    package func keep(_ address: String, _ reason: Suppression.Reason, letter: ID<Letter>? = nil) throws {
        try tx.run(
            """
            INSERT INTO suppression (folded, reason, since, letter)
            VALUES (\(Self.folded(address)), \(reason.rawValue), \(tx.now.milliseconds), \(letter))
            ON CONFLICT (folded, reason) DO UPDATE SET since = excluded.since, letter = excluded.letter
            """)
        let nouns: [Noun] = letter.map { [Noun("letter", $0)] } ?? []
        tx.record("suppression.added", nouns + ["suppressions"])
    }

    /// Returns whether it was there.
    package func remove(_ folded: String, _ reason: Suppression.Reason) throws -> Bool {
        let count = try tx.run("DELETE FROM suppression WHERE folded = \(folded) AND reason = \(reason.rawValue)")
        if count > 0 { tx.record("suppression.removed", "suppressions") }
        return count > 0
    }

    /// The newest first, how many there are, and which page that is: the one asked for, or the last there is.
    func list(page asked: Int) throws -> (rows: [Suppression], count: Int, page: Int) {
        let count: Int = try tx.rows("SELECT count(*) AS number FROM suppression")[0]["number"]
        let page = min(asked, max(1, (count + Self.rowsPerPage - 1) / Self.rowsPerPage))
        let rows = try tx.rows(
            """
            SELECT folded, reason, since, letter FROM suppression ORDER BY since DESC, folded, reason
            LIMIT \(Self.rowsPerPage) OFFSET \((page - 1) * Self.rowsPerPage)
            """)
        return (rows.compactMap(Self.suppression), count, page)
    }

    private static func suppression(_ row: Row) -> Suppression? {
        Suppression.Reason(rawValue: row["reason"]).map {
            Suppression(folded: row["folded"], reason: $0, since: Date(milliseconds: row["since"]), letter: row["letter"])
        }
    }
}

extension SuppressionStore {
    /// Those of some addresses, folded, where somebody wants no mail that they need not get.
    package func refusing(among addresses: [String]) throws -> Set<String> {
        let reasons = [Suppression.Reason.unsubscribed, .asked].map(\.rawValue)
        let rows = try tx.rows(
            """
            SELECT folded FROM suppression
            WHERE folded IN \(list: addresses.map(Self.folded)) AND reason IN \(list: reasons)
            """)
        return Set(rows.map { $0["folded"] as String })
    }
}
