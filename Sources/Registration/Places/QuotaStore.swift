// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// How editions take registrations, and the places there are, in the database.
package struct RegistrationStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    package static func noun(_ edition: ID<Edition>) -> Noun { Noun("registration", edition) }

    /// The times and numbers of an edition: what public pages show, and fall with.
    private static func settingsNoun(_ edition: ID<Edition>) -> Noun { Noun("registration-settings", edition) }

    /// Nil for an edition that takes none.
    package func settings(of edition: ID<Edition>) throws -> RegistrationSettings? {
        tx.saw(Self.settingsNoun(edition))
        return try tx.first(
            """
            SELECT opens, closes, names_due, offer_hours, delegation_places FROM registration WHERE edition = \(edition)
            """
        ).map { row in
            RegistrationSettings(
                opens: (row["opens"] as Int?).map(Date.init(milliseconds:)),
                closes: (row["closes"] as Int?).map(Date.init(milliseconds:)), namesDue: row["names_due"],
                offerHours: row["offer_hours"], delegationPlaces: row["delegation_places"])
        }
    }

    package func keep(_ settings: RegistrationSettings, of edition: ID<Edition>) throws {
        try tx.run(
            """
            INSERT INTO registration (edition, opens, closes, names_due, offer_hours, delegation_places)
            VALUES (\(edition), \(settings.opens?.milliseconds), \(settings.closes?.milliseconds), \(settings.namesDue),
                \(settings.offerHours), \(settings.delegationPlaces))
            ON CONFLICT (edition) DO UPDATE SET opens = excluded.opens, closes = excluded.closes,
                names_due = excluded.names_due, offer_hours = excluded.offer_hours, delegation_places = excluded.delegation_places
            """)
        tx.record("registration.changed", Self.noun(edition), Self.settingsNoun(edition))
    }

    // MARK: Places

    package func quotas(of edition: ID<Edition>, _ scopes: some Collection<QuotaScope>) throws -> [QuotaScope: Quota] {
        let names = scopes.map(\.description).sorted()
        return try read(
            tx.rows("SELECT scope, places, taken FROM quota WHERE edition = \(edition) AND scope IN \(list: names)"))
    }

    /// Those of the edition and of kinds of actors: not those of single delegations.
    package func quotas(of edition: ID<Edition>) throws -> [QuotaScope: Quota] {
        try read(
            tx.rows(
                """
                SELECT scope, places, taken FROM quota
                WHERE edition = \(edition) AND (scope = 'edition' OR scope >= 'kind:' AND scope < 'kind;')
                """))
    }

    private func read(_ rows: [Row]) -> [QuotaScope: Quota] {
        rows.reduce(into: [:]) { all, row in
            QuotaScope(row["scope"]).map { all[$0] = Quota(places: row["places"], taken: row["taken"]) }
        }
    }

    /// Takes places of all scopes or of none. Counting and taking are one statement for each number: whoever else takes places at the same
    /// time waits, and finds what is left.
    package func take(_ wanted: [QuotaScope: Int], of edition: ID<Edition>) throws {
        let known = try quotas(of: edition, wanted.keys)
        if let refusal = known.refusal(of: wanted) { throw refusal }
        for (count, pairs) in Dictionary(grouping: wanted.filter { known[$0.key] != nil && $0.value > 0 }, by: \.value) {
            let names = pairs.map(\.key.description).sorted()
            let changed = try tx.run(
                """
                UPDATE quota SET taken = taken + \(count)
                WHERE edition = \(edition) AND scope IN \(list: names) AND taken + \(count) <= places
                """)
            guard changed == names.count else { throw RegistrationRefusal.full(left: 0) }
        }
    }

    /// Gives back what was taken. Scopes without a number are left out, as they were when it was taken.
    package func free(_ taken: [QuotaScope: Int], of edition: ID<Edition>) throws {
        for (count, pairs) in Dictionary(grouping: taken.filter { $0.value > 0 }, by: \.value) {
            let names = pairs.map(\.key.description).sorted()
            try tx.run(
                """
                UPDATE quota SET taken = taken - \(count)
                WHERE edition = \(edition) AND scope IN \(list: names)
                """)
        }
    }

    /// Sets how many places a scope has; nil for as many as asked for. Never fewer than are taken.
    ///
    /// - Parameter taken: how many are taken already, for a scope that had no number.
    package func set(_ places: Int?, for scope: QuotaScope, of edition: ID<Edition>) throws {
        let known = try quotas(of: edition, [scope])[scope]
        guard places != known?.places else { return }
        if let places {
            let taken = try known?.taken ?? SeatStore(tx: tx).taken(scope, of: edition)
            guard places >= taken else { throw RegistrationRefusal.belowTaken(taken) }
            try tx.run(
                """
                INSERT INTO quota (edition, scope, places, taken) VALUES (\(edition), \(scope.description), \(places), \(taken))
                ON CONFLICT (edition, scope) DO UPDATE SET places = excluded.places
                """)
        } else {
            try tx.run("DELETE FROM quota WHERE edition = \(edition) AND scope = \(scope.description)")
        }
        tx.record("registration.places-changed", Self.noun(edition))
    }
}
