// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// What an import of the directory depends on, read in the transaction that stores it.
package struct AuthorityImportFacts {
    package var known: [ID<Authority>: Authority]

    /// What importing these authorities would change. Authorities that are not in the file stay as they are.
    package func plan(_ lines: [AuthorityLine]) throws(AuthorityRefusal) -> AuthorityImportPlan {
        let incoming = lines.map(\.authority)
        var seen: Set<ID<Authority>> = []
        for one in lines where !seen.insert(one.authority.id).inserted { throw .twice(line: one.line, one.authority.id) }
        let after = known.merging(incoming.map { ($0.id, $0) }) { _, new in new }
        for one in lines {
            guard let parent = one.authority.parent else { continue }
            guard after[parent] != nil else { throw .unknownParent(line: one.line, parent) }
            if isInCycle(one.authority, among: after) { throw .cycle(line: one.line, one.authority.id) }
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

/// An authority as a file has it.
package struct AuthorityLine: Sendable, Equatable {
    /// Where it stands in the file, from 1.
    package var line: Int
    package var authority: Authority

    package init(line: Int, authority: Authority) {
        self.line = line
        self.authority = authority
    }
}

/// What an import changes.
package struct AuthorityImportPlan: Sendable, Equatable {
    package var added: [Authority], changed: [Authority]
    package var unchanged: Int
}

/// Why an import is not taken.
package enum AuthorityRefusal: Refusal, Equatable {
    case twice(line: Int, ID<Authority>)
    case unknownParent(line: Int, ID<Authority>)
    case cycle(line: Int, ID<Authority>)
    case missingColumn(String)
    case value(line: Int, column: String, value: String, reason: Reason)

    /// What is wrong with one cell.
    package enum Reason: String, Sendable { case id, twice, word, empty, country, kind, number, place, day, period, state, name }

    package var kind: RefusalKind { .invalid }
    package var phrase: Phrase {
        switch self {
        case .twice(let line, let id): Self.phrase("twice", line, "id", id.value)
        case .unknownParent(let line, let parent): Self.phrase("unknown-parent", line, "parent", parent.value)
        case .cycle(let line, let id): Self.phrase("cycle", line, "parent", id.value)
        case .missingColumn(let name): Phrase("authority.import.missing-column", ["column": .text(name)])
        case .value(let line, let column, let value, let reason):
            Self.phrase(reason.rawValue, line, column, value)
        }
    }

    private static func phrase(_ reason: String, _ line: Int, _ column: String, _ value: String) -> Phrase {
        Phrase(
            "authority.import.\(reason)",
            ["line": .text(String(line)), "column": .text(column), "value": .text(String(value.prefix(60)))])
    }
}
