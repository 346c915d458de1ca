// SPDX-License-Identifier: EUPL-1.2
import Database
import Vocabulary

/// The names of the directory, as an index to search in.
struct AuthorityNames: Sendable {
    private let index: NameIndex
    private let ids: [ID<Authority>]

    /// Beyond this a search is no search.
    private static let mostFound = 300

    /// What a search found.
    struct Found: Sendable {
        /// Best first.
        let ids: [ID<Authority>]
        /// Whether nothing begins so, and these only come near.
        let isMisspelt: Bool
    }

    init(_ names: [(name: String, id: ID<Authority>)]) {
        var positions: [ID<Authority>: Int] = [:]
        var ids: [ID<Authority>] = []
        index = NameIndex(
            names.map { name, id in
                let position = positions[id] ?? ids.count
                if position == ids.count {
                    positions[id] = position
                    ids.append(id)
                }
                return (name, position)
            })
        self.ids = ids
    }

    /// Finds authorities by any of their names.
    func find(_ text: String) -> Found {
        let matches = index.matches(text).prefix(Self.mostFound)
        return Found(ids: matches.map { ids[$0.target] }, isMisspelt: matches.first.map { $0.distance > 2 } ?? false)
    }
}
