// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Programme

/// Which feature answers which act, in the transaction of the act.
enum Reactions {
    static func editionMoved(_ edition: Edition, days: Int, _ tx: Transaction) throws {
        try ProgrammeActs.editionMoved(edition, days: days, tx)
    }
}
