// SPDX-License-Identifier: EUPL-1.2
import Database
import Synchronization
import Vocabulary

/// The names of the directory, kept in memory as long as no act changed the directory.
final class AuthorityNames: Sendable {
    private struct Kept: Sendable {
        let stamp: Int
        let index: NameIndex
        let ids: [ID<Authority>]
    }
    private let kept = Mutex<Kept?>(nil)

    /// Beyond this a search is no search.
    private static let mostFound = 300

    /// What a search found.
    struct Found: Sendable {
        /// Best first.
        let ids: [ID<Authority>]
        /// Whether nothing begins so, and these only come near.
        let isMisspelt: Bool
    }

    /// Finds authorities by any of their names.
    func find(_ text: String, in store: AuthorityStore) throws -> Found {
        let stamp = try store.stamp()
        let current = try kept.withLock({ $0 }).flatMap { $0.stamp == stamp ? $0 : nil } ?? load(stamp, from: store)
        let matches = current.index.matches(text).prefix(Self.mostFound)
        return Found(ids: matches.map { current.ids[$0.target] }, isMisspelt: matches.first.map { $0.distance > 2 } ?? false)
    }

    private func load(_ stamp: Int, from store: AuthorityStore) throws -> Kept {
        var positions: [ID<Authority>: Int] = [:]
        var ids: [ID<Authority>] = []
        let names = try store.names().map { name, id in
            let position = positions[id] ?? ids.count
            if position == ids.count {
                positions[id] = position
                ids.append(id)
            }
            return (name, position)
        }
        let made = Kept(stamp: stamp, index: NameIndex(names), ids: ids)
        kept.withLock { kept in
            if kept?.stamp ?? -1 < stamp { kept = made }
        }
        return made
    }
}
