// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation

/// What a restored database must not do by itself: send again what may have left since the backup was made.
package enum OutboxRestoring {
    /// Done in the same step as the restore, so that no server comes between.
    package static func statements(at now: Date) -> [SQL] {
        let (open, at) = (LetterQueue.open, now.milliseconds)
        return [
            """
            INSERT INTO outbox_hold (one, since, reason) SELECT 1, \(at), 'restored'
            WHERE EXISTS (SELECT 1 FROM letter WHERE \(open) OR state = 'sending') AND NOT EXISTS (SELECT 1 FROM outbox_hold)
            """,
            // Whatever was to leave may have left after the backup: the list says of each that it may arrive twice.
            "UPDATE letter SET doubts = 1 WHERE doubts = 0 AND \(open)",
            """
            UPDATE letter SET state = 'unknown', reason = 'restored', detail = NULL, lease = NULL, leased_until = NULL,
                doubts = doubts + 1, due = \(at)
            WHERE state = 'sending'
            """,
        ]
    }
}
