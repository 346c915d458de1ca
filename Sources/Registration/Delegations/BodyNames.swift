// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Network
import People
import Vocabulary

/// What delegations are called: the authority's own name, the institution's in the reader's language, or what was typed.
struct BodyNames: Sendable {
    private let authorities: [ID<Authority>: String]
    private let institutions: [ID<Institution>: String]
    private let nobody: String
    /// Whoever comes for nobody is called by their own name, for those who may read it.
    private let alone: [String: PersonName]

    /// - Parameter withPersons: whether whoever looks may read the names of persons.
    init(of delegations: [Delegation], _ words: Words, withPersons: Bool = false, _ tx: Transaction) throws {
        let ids = Set(delegations.compactMap(\.body.authority)).sorted()
        authorities =
            ids.isEmpty
            ? [:]
            : Dictionary(
                uniqueKeysWithValues: try tx.rows("SELECT id, name_local FROM authority WHERE id IN \(list: ids)").map {
                    ($0["id"], $0["name_local"])
                })
        institutions =
            delegations.contains { $0.body.institution != nil }
            ? Dictionary(
                uniqueKeysWithValues: try InstitutionStore(tx: tx).all().map {
                    ($0.id, $0.names.best(for: words.language)?.text ?? $0.nameLocal)
                })
            : [:]
        nobody = words("delegation.of-nobody")
        let persons = Set(delegations.filter { $0.body == .nobody }.compactMap { $0.coordinator?.value })
        alone = withPersons && !persons.isEmpty ? try PersonStore(tx: tx).names(of: persons) : [:]
    }

    subscript(delegation: Delegation) -> String {
        switch delegation.body {
        case .authority(let id): authorities[id] ?? id.value
        case .institution(let id): institutions[id] ?? id.value
        case .other(let name): name
        case .nobody: delegation.coordinator.flatMap { alone[$0.value]?.name } ?? nobody
        }
    }
}

extension DelegationStore {
    /// Delegations stand in lists where their names do: to be called when authorities or institutions were given other names.
    package func followNames() throws {
        let rows = try tx.rows(
            """
            SELECT \(Self.columns), folded FROM delegation WHERE authority IS NOT NULL OR institution IS NOT NULL
            """)
        let delegations = rows.map(Self.delegation)
        let names = try BodyNames(of: delegations, Words(.en), tx)
        let changed = zip(delegations, rows).compactMap { delegation, row -> (Delegation, String)? in
            let folded = Folding.folded(names[delegation])
            return folded == row["folded"] ? nil : (delegation, folded)
        }
        try tx.run(inBatchesOf: changed) { part in
            """
            WITH renamed (id, folded) AS (VALUES \(SQL.joined(part.map { "(\($0.0.id), \($0.1))" as SQL }, by: ", ")))
            UPDATE delegation SET folded = renamed.folded FROM renamed WHERE delegation.id = renamed.id
            """
        }
    }
}
