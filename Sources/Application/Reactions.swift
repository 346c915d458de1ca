// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import FieldVisits
import Programme
import Registration
import Vocabulary

/// Which feature answers which act, in the transaction of the act.
package enum Reactions {
    /// What follows from acts that are recorded in any transaction.
    package static let all: [String: Reaction] = Dictionary(
        uniqueKeysWithValues: ["seat.released", "seat.swapped", "seat.unnamed", "delegation.withdrawn"].map { ($0, seatLeft) })

    /// Whoever does not come keeps no place on a visit.
    private static let seatLeft: Reaction = { tx, nouns in
        for edition in nouns.compactMap({ $0.id(of: "registration", as: Edition.self) }) {
            try FieldVisitsActs.seatLeft(in: edition, tx)
        }
    }

    static func zoneChanged(_ edition: ID<Edition>, _ tx: Transaction) throws {
        try ProgrammeActs.zoneChanged(edition, tx)
    }

    static func editionMoved(_ edition: Edition, days: Int, _ tx: Transaction) throws {
        try ProgrammeActs.editionMoved(edition, days: days, tx)
        try RegistrationActs.editionMoved(edition, days: days, tx)
        try FieldVisitsActs.editionMoved(edition, days: days, tx)
    }
}
