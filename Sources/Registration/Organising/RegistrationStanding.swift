// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// How registration of an edition stands, in numbers.
package struct RegistrationStanding: Sendable {
    /// Of authorities and institutions.
    package var states: [Delegation.State: Int] = [:]
    /// Those who come for nobody.
    package var alone = 0
    /// Seats held, by kind of actor and by country.
    package var kinds: [ActorKind: Int] = [:]
    package var countries: [String: Int] = [:]
    package var seats = 0, named = 0
    /// Places that are waited for, and those that are offered.
    package var waiting = 0, offered = 0
    /// Delegations that can be written to again: without an answer, without names.
    package var silent = 0, unnamed = 0
    /// Those who registered alone and wait for a decision.
    package var asked = 0

    /// Counting what tens of thousands hold takes longer than all else of a page: it is kept until something of registration changes. Whom to
    /// write to depends on the day, too, and figures change it every night.
    package static func of(_ edition: ID<Edition>, _ tx: Transaction) throws -> RegistrationStanding {
        try tx.keeping("registration-standing:\(edition)", about: RegistrationStore.noun(edition)) { try read(edition, tx) }
    }

    private static func read(_ edition: ID<Edition>, _ tx: Transaction) throws -> RegistrationStanding {
        var standing = RegistrationStanding()
        for row in try tx.rows(
            "SELECT state, country, alone, count(*) AS n FROM delegation WHERE edition = \(edition) GROUP BY state, country, alone"
        ) {
            if row["alone"] {
                standing.alone += row["state"] == "withdrawn" ? 0 : row["n"]
            } else if let state = Delegation.State(rawValue: row["state"]) {
                standing.states[state, default: 0] += row["n"]
            }
            standing.countries[row["country"], default: 0] += 0
        }
        for row in try tx.rows(
            """
            SELECT s.kind, d.country, count(*) AS seats, count(s.person) AS named FROM seat s JOIN delegation d ON d.id = s.delegation
            WHERE s.edition = \(edition) AND s.given_back_at IS NULL GROUP BY s.kind, d.country
            """)
        {
            let count: Int = row["seats"]
            if let kind = ActorKind(rawValue: row["kind"]) { standing.kinds[kind, default: 0] += count }
            standing.countries[row["country"], default: 0] += count
            standing.seats += count
            standing.named += row["named"]
        }
        for row in try tx.rows(
            """
            SELECT state, count(*) AS n FROM waiting WHERE edition = \(edition) AND state IN ('waiting', 'offered') GROUP BY state
            """)
        {
            if row["state"] == "waiting" { standing.waiting = row["n"] } else { standing.offered = row["n"] }
        }
        standing.silent = try Inviting.count(.silent, edition, tx)
        standing.unnamed = try Inviting.count(.unnamed, edition, tx)
        standing.asked = try tx.rows(
            "SELECT count(*) AS n FROM application WHERE edition = \(edition) AND state = 'asked'")[0]["n"]
        return standing
    }
}
