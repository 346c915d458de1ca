// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import People
import Vocabulary

extension AccountsFeature {
    /// Nobody comes in as this person again. Which roles were held stays known, under an id that leads to no name any more.
    package static let erasing: PersonErasing = { tx, person in
        let (ids, now) = (person.ids, person.now.milliseconds)
        let attempts = try tx.run("DELETE FROM sign_in WHERE person IN \(list: ids) OR folded IN \(list: person.addresses)")
        let checks = try tx.run("DELETE FROM address_check WHERE person IN \(list: ids)")
        let stays =
            try tx.run("DELETE FROM stay WHERE person IN \(list: ids)")
            + tx.run("DELETE FROM paper_code WHERE person IN \(list: ids)")
        let tokens = try tx.run("DELETE FROM api_token WHERE person IN \(list: ids)")
        let identities = try tx.run("DELETE FROM identity WHERE person IN \(list: ids)")
        var factors = 0
        for table in ["passkey", "totp", "recovery_code", "factor_try", "factor_reset", "challenge", "account"] as [SQL] {
            factors += try tx.run("DELETE FROM \(table) WHERE person IN \(list: ids)")
        }
        try tx.run("UPDATE role_grant SET ended_at = \(now) WHERE person IN \(list: ids) AND ended_at IS NULL")
        let held = try tx.rows("SELECT count(*) AS n, max(ended_at) AS last FROM role_grant WHERE person IN \(list: ids)")[0]
        let last = (held["last"] as Int?).map { Day(Date(milliseconds: $0), in: .gmt) }
        return [
            ErasureLine("privacy.purpose.sign-in", erased: attempts), ErasureLine("privacy.purpose.stay", erased: stays),
            ErasureLine(
                "privacy.purpose.role", left: held["n"], why: "erasure.why.roles", until: last?.adding(days: rolesKeptDays)),
            ErasureLine("privacy.purpose.factor", erased: factors), ErasureLine("privacy.purpose.token", erased: tokens),
            ErasureLine("privacy.purpose.address-check", erased: checks),
            ErasureLine("privacy.purpose.identity", erased: identities),
        ]
    }

    /// Whoever holds a role is needed, and whoever came in lately.
    package static let needed: PersonsNeeded = { tx, ids, since in
        let rows = try tx.rows(
            """
            SELECT person FROM role_grant WHERE ended_at IS NULL AND person IN \(list: ids)
            UNION SELECT person FROM stay WHERE last_used >= \(since.milliseconds) AND person IN \(list: ids)
            """)
        return Set(rows.map { $0["person"] })
    }
}
