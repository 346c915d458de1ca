// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import Vocabulary

/// Erases people of whom nothing is needed any more: who took part in no edition, held no role and did nothing for four years.
package struct PersonRetention: Sendable {
    let suppliers: PeopleSuppliers

    package init(_ suppliers: PeopleSuppliers) { self.suppliers = suppliers }

    /// As many at once as a short transaction can do; the others follow on the next day.
    private static let most = 200
    private static let looked = 500

    /// To be called once a day.
    package func forget(_ tx: Transaction) throws -> [ForgottenRows] {
        let due = try due(tx)
        for id in due { try ErasureStore(tx: tx).erase(id, .retention, suppliers) }
        return [ForgottenRows("privacy.purpose.badge-name", due.count)]
    }

    /// Whom nobody needs, the oldest first.
    private func due(_ tx: Transaction) throws -> [ID<Person>] {
        let since = tx.now - Double(PeopleFeature.betweenEditions) * 86_400
        var (due, last): ([ID<Person>], String) = ([], "")
        while due.count < Self.most {
            let ids: [ID<Person>] = try tx.rows(
                """
                SELECT id FROM person WHERE erased_at IS NULL AND merged_into IS NULL AND created < \(since.milliseconds) AND id > \(last)
                ORDER BY id LIMIT \(Self.looked)
                """
            ).map { $0["id"] }
            guard let next = ids.last else { break }
            last = next.value
            let needed = try suppliers.needed.reduce(into: Set<ID<Person>>()) { $0.formUnion(try $1(tx, ids, since)) }
            due += ids.filter { !needed.contains($0) }
        }
        return Array(due.prefix(Self.most))
    }
}

/// What falls due, by the same program that erases it: it runs, and is undone.
package enum RetentionTrial {
    /// - Parameter now: the time at which it would run.
    package static func run(
        _ forgetting: [@Sendable (Transaction) throws -> [ForgottenRows]], on database: Database, at now: Date
    ) async throws -> [ForgottenRows] {
        do {
            try await database.write(by: .timer, at: now) { tx in
                throw Tried(rows: added(try forgetting.flatMap { try $0(tx) }))
            }
        } catch let tried as Tried {
            return tried.rows
        }
        return []
    }

    /// One line for each purpose, in the order they first came.
    package static func added(_ rows: [ForgottenRows]) -> [ForgottenRows] {
        var (order, sums): ([String], [String: Int]) = ([], [:])
        for row in rows {
            if sums[row.purpose] == nil { order.append(row.purpose) }
            sums[row.purpose, default: 0] += row.rows
        }
        return order.map { ForgottenRows($0, sums[$0] ?? 0) }
    }

    private struct Tried: Error { let rows: [ForgottenRows] }
}
