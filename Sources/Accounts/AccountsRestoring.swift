// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation

/// What a restored database must not do by itself: let in on devices whose stays were ended since the backup was made.
package enum AccountsRestoring {
    /// Done in the same step as the restore.
    package static func statements(at now: Date) -> [SQL] {
        ["UPDATE stay SET ended_at = \(now.milliseconds) WHERE ended_at IS NULL"]
    }
}
