// SPDX-License-Identifier: EUPL-1.2
import Database
import Vocabulary

extension AuthorityStore {
    /// The names of those of some authorities that exist, by id.
    package func names(of ids: [String]) throws -> [String: String] {
        guard !ids.isEmpty else { return [:] }
        let rows = try tx.rows("SELECT id, name_local FROM authority WHERE id IN \(list: ids)")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"], $0["name_local"]) })
    }
}
