// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Server
import Vocabulary

extension RegistrationFeature {
    /// Those of the nouns of acts whose page this reader does not find: delegations and registrations that they may not organise, or that are
    /// gone. One statement.
    @Sendable package static func missing(_ tx: Transaction, _ request: Request, _ nouns: [Noun]) throws -> Set<Noun> {
        let delegations = nouns.compactMap { noun in id(of: noun, "delegation").map { (noun, $0) } }
        let editions =
            try delegations.isEmpty
            ? [:]
            : tx.rows("SELECT id, edition FROM delegation WHERE id IN \(list: delegations.map(\.1))")
                .reduce(into: [String: String]()) { $0[$1["id"]] = $1["edition"] }
        var missing = Set(
            delegations.filter { _, id in
                editions[id].map { !request.allows("registration.change", in: .edition($0)) } ?? true
            }.map(\.0))
        for noun in nouns {
            if let edition = id(of: noun, "registration"), !request.allows("registration.organise", in: .edition(edition)) {
                missing.insert(noun)
            }
        }
        return missing
    }

    private static func id(of noun: Noun, _ kind: String) -> String? {
        let parts = noun.description.split(separator: ":", maxSplits: 1).map(String.init)
        return parts.count == 2 && parts[0] == kind ? parts[1] : nil
    }
}
