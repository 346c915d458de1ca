// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Programme
import Registration
import Vocabulary

/// Which feature answers which act, in the transaction of the act.
enum Reactions {
    static func zoneChanged(_ edition: ID<Edition>, _ tx: Transaction) throws {
        try ProgrammeActs.zoneChanged(edition, tx)
    }

    static func editionMoved(_ edition: Edition, days: Int, _ tx: Transaction) throws {
        try ProgrammeActs.editionMoved(edition, days: days, tx)
        try RegistrationActs.editionMoved(edition, days: days, tx)
    }
}
