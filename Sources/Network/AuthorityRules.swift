// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// What an import of the directory depends on, read in the transaction that stores it.
package struct AuthorityImportFacts {
    package var known: [ID<Authority>: Authority]

    /// What importing these authorities would change. Authorities that are not in the file stay as they are.
    package func plan(_ incoming: [Authority]) throws(AuthorityRefusal) -> AuthorityImportPlan {
        var seen: Set<ID<Authority>> = []
        for authority in incoming where !seen.insert(authority.id).inserted { throw .twice(authority.id) }
        let after = known.merging(incoming.map { ($0.id, $0) }) { _, new in new }
        for authority in incoming {
            guard let parent = authority.parent else { continue }
            guard after[parent] != nil else { throw .unknownParent(authority.id, parent) }
            if isInCycle(authority, among: after) { throw .cycle(authority.id) }
        }
        return AuthorityImportPlan(
            added: incoming.filter { known[$0.id] == nil },
            changed: incoming.filter { known[$0.id] != nil && known[$0.id] != $0 },
            unchanged: incoming.count { known[$0.id] == $0 })
    }

    /// Whether going up from the authority leads back to it.
    private func isInCycle(_ authority: Authority, among all: [ID<Authority>: Authority]) -> Bool {
        var above = authority.parent
        var steps = 0
        while let id = above {
            if id == authority.id || steps > all.count { return true }
            above = all[id]?.parent
            steps += 1
        }
        return false
    }
}

/// What an import changes.
package struct AuthorityImportPlan: Sendable, Equatable {
    package var added: [Authority], changed: [Authority]
    package var unchanged: Int
}

/// Why an import is not taken.
package enum AuthorityRefusal: Refusal, Equatable {
    case twice(ID<Authority>)
    case unknownParent(ID<Authority>, ID<Authority>)
    case cycle(ID<Authority>)
    case missingColumn(String)
    case value(line: Int, column: String, value: String, reason: Reason)

    /// What is wrong with one cell.
    package enum Reason: String, Sendable { case id, empty, country, kind, number, place, day, period, state, name }

    package var kind: RefusalKind { .invalid }
    package var phrase: Phrase {
        switch self {
        case .twice(let id): Phrase("authority.import.twice", ["id": .text(id.value)])
        case .unknownParent(let id, let parent):
            Phrase("authority.import.unknown-parent", ["id": .text(id.value), "parent": .text(parent.value)])
        case .cycle(let id): Phrase("authority.import.cycle", ["id": .text(id.value)])
        case .missingColumn(let name): Phrase("authority.import.missing-column", ["column": .text(name)])
        case .value(let line, let column, let value, let reason):
            Phrase(
                "authority.import.\(reason.rawValue)",
                ["line": .text(String(line)), "column": .text(column), "value": .text(String(value.prefix(60)))])
        }
    }
}
