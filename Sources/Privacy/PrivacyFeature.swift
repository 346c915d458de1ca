// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import People
import Server
import Vocabulary

/// Erasing people when they ask or when their time has come, and saying what was done, what remains, until when and why.
package enum PrivacyFeature {
    package static let migrations = PrivacySchema.migrations

    package static let permissions: [Permission: Set<Role>] = ["person.erase": [.secretariat, .dataProtectionOfficer]]

    /// Places of those who organise.
    package static let organising = [OrganiseItem("erasure.tab", ErasureRoutes.tab, "person.erase")]

    package static let privacy = DataDeclaration(impersonal: [
        "erasure_request.person", "erasure.person", "erasure.ids", "erasure.reason", "erasure.erased_by", "erasure.report",
    ])

    /// An erasure is about the human, and cannot be taken back.
    package static let personReferences = [
        PersonReference(table: "erasure_request", column: "person", key: "person", policy: .moveUnlessThere([])),
        PersonReference(table: "erasure", column: "person", key: "person", policy: .stay),
        PersonReference(table: "erasure", column: "erased_by", key: "person", policy: .stay),
    ]

    /// How many asked to be erased, and whether one of them waits for longer than the law allows.
    package static func waiting(_ tx: Transaction) throws -> (count: Int, isLate: Bool) {
        let requests = try ErasureStore(tx: tx).requests()
        return (requests.count, requests.contains { $0.due < tx.now })
    }

    package static func routes(
        _ suppliers: PeopleSuppliers, forgetting: [@Sendable (Transaction) throws -> [ForgottenRows]]
    ) -> [Route] {
        ErasureRoutes(suppliers: suppliers).routes + OwnErasureRoutes(suppliers: suppliers).routes
            + RetentionRoutes(forgetting: forgetting).routes
    }
}
