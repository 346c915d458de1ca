// SPDX-License-Identifier: EUPL-1.2
import Database

/// Entries of the directory that may be one human, for pages of other features.
package enum PersonDuplicates {
    /// How many pairs there are; in memory until something about persons changes.
    package static func count(_ tx: Transaction) throws -> Int {
        try PersonMergeStore(tx: tx, references: []).duplicates().count
    }
}
