// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import Vocabulary

/// Keeps the database and the file of erasures at one: what was erased is written down, and what was written down is erased.
package struct ErasureKeeping: Sendable {
    let database: Database
    let file: ErasureFile
    let suppliers: PeopleSuppliers

    package init(_ database: Database, file: ErasureFile, suppliers: PeopleSuppliers) {
        self.database = database
        self.file = file
        self.suppliers = suppliers
    }

    /// Writes down what is not yet, and takes what was erased out of the log of the database.
    package func file(at now: Date) async throws {
        let erasures = try await database.read(by: .timer, at: now) { try ErasureStore(tx: $0).unfiled() }
        guard !erasures.isEmpty else { return }
        try file.append(erasures)
        try await database.write(by: .timer, at: now) { try ErasureStore(tx: $0).setFiled(erasures) }
        await database.scrub()
    }

    /// Erases again whom a restored backup brought back. Returns how many.
    package func eraseAgain(at now: Date) async throws -> Int {
        let ids = try file.ids()
        var count = 0
        for start in stride(from: 0, to: ids.count, by: Self.together) {
            let part = Array(ids[start..<min(start + Self.together, ids.count)])
            count += try await database.write(by: .timer, at: now) { [suppliers] tx in
                let store = ErasureStore(tx: tx)
                let there = try tx.rows("SELECT id FROM person WHERE erased_at IS NULL AND id IN \(list: part) ORDER BY id")
                var erased: Set<ID<Person>> = []
                for id in there.map({ $0["id"] as ID<Person> }) where !erased.contains(id) {
                    erased.formUnion(try store.erase(id, .restored, suppliers).ids)
                }
                return erased.count
            }
        }
        if count > 0 { await database.scrub() }
        return count
    }

    private static let together = 200
}
