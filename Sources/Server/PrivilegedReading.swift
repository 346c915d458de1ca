// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Vocabulary

extension Request {
    /// Records that somebody read what not everybody may see, before they get it: once an hour for each actor and noun.
    package func recordReading(_ verb: String, of nouns: [Noun]) async throws {
        guard !nouns.isEmpty else { return }
        let since = now - Self.timeOfOneReading
        let unrecorded = try await site.database.read(by: actor, at: now) {
            try $0.unrecorded(verb, about: nouns, since: since)
        }
        guard !unrecorded.isEmpty else { return }
        try await write { tx in
            // Another request of the same actor may have come first.
            let unrecorded = try tx.unrecorded(verb, about: unrecorded, since: since)
            if !unrecorded.isEmpty { tx.record(verb, unrecorded) }
        }
    }

    /// Going back and forth between pages for this long is one reading.
    private static let timeOfOneReading: TimeInterval = 3_600
}
