// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Server

/// What is done after a decision: mail, timers, webhooks.
package enum OutboxFeature {
    package static let migrations = OutboxSchema.migrations

    package static let permissions: [Permission: Set<Role>] = [
        "outbox.read": [.secretariat, .dataProtectionOfficer],
        "outbox.change": [.secretariat],
        "webhook.change": [.secretariat],
        "mail.refuse": [.reader],
        "demo.read": [.reader],
    ]

    package static let routes: [Route] =
        OutboxRoutes.routes + SuppressionRoutes.routes + WebhookRoutes.routes + ReaderRoutes.routes

    /// The places of those who look after it.
    package static let organising = [
        OrganiseItem("outbox.title", OutboxRoutes.path, "outbox.read"),
        OrganiseItem("webhook.title", "/organise/webhooks", "webhook.change"),
    ]

    /// Lines for `/metrics`.
    package static let metrics: MetricLines = { tx in try OutboxStore(tx: tx).standing().metrics(at: tx.now) }
}
