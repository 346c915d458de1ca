// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// A call as it is shown.
struct StoredCall: Sendable, Equatable {
    let id: ID<WebhookCall>
    let webhook: ID<Webhook>
    let act: Int
    let state: CallState
    let attempts: Int
    let due: Date
    let reason: CallReason?
    let detail: String?
    let created: Date
    let sentAt: Date?
}

/// Webhooks and their calls, for those who look after them.
struct WebhookStore {
    let tx: Transaction

    static let most = 20
    static let callsShown = 50

    /// Those that are told of acts first, the newest first.
    func all() throws -> [Webhook] {
        try tx.rows(
            """
            SELECT id, address, verbs, created, ended_at FROM webhook
            ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, created DESC, id LIMIT 50
            """
        ).compactMap { row in
            VerbFilter(row["verbs"]).map {
                Webhook(
                    id: row["id"], address: row["address"], verbs: $0, created: Date(milliseconds: row["created"]),
                    endedAt: (row["ended_at"] as Int?).map(Date.init(milliseconds:)))
            }
        }
    }

    /// The newest calls of all webhooks.
    func calls() throws -> [StoredCall] {
        try tx.rows(
            """
            SELECT id, webhook, act, state, attempts, due, reason, detail, created, sent_at FROM webhook_delivery
            ORDER BY created DESC, act DESC, id LIMIT \(Self.callsShown)
            """
        ).map { row in
            StoredCall(
                id: row["id"], webhook: row["webhook"], act: row["act"],
                state: CallState(rawValue: row["state"]) ?? .waiting, attempts: row["attempts"],
                due: Date(milliseconds: row["due"]), reason: (row["reason"] as String?).flatMap(CallReason.init),
                detail: row["detail"], created: Date(milliseconds: row["created"]),
                sentAt: (row["sent_at"] as Int?).map(Date.init(milliseconds:)))
        }
    }

    /// Keeps one that is told of acts from now on.
    func add(_ id: ID<Webhook>, address: String, secret: WebhookSecret, verbs: VerbFilter) throws {
        let count: Int = try tx.rows("SELECT count(*) AS number FROM webhook WHERE ended_at IS NULL")[0]["number"]
        guard count < Self.most else { throw WebhookRefusal.tooMany }
        let last: Int = try tx.rows("SELECT coalesce(max(number), 0) AS last FROM act")[0]["last"]
        try tx.run(
            """
            INSERT INTO webhook (id, address, secret, verbs, created, next_act)
            VALUES (\(id), \(address), \(secret.text), \(verbs.description), \(tx.now.milliseconds), \(last + 1))
            """)
        tx.record("webhook.added", Noun("webhook", id))
    }

    /// Tells it nothing more. Returns whether it was told until now.
    @discardableResult
    func end(_ id: ID<Webhook>) throws -> Bool {
        let count = try tx.run("UPDATE webhook SET ended_at = \(tx.now.milliseconds) WHERE id = \(id) AND ended_at IS NULL")
        guard count > 0 else { return false }
        try WebhookQueue(tx: tx).keep(
            CallStep(state: .failed, reason: .ended), where: "webhook = \(id) AND state IN ('waiting', 'deferred')")
        tx.record("webhook.ended", Noun("webhook", id))
        return true
    }

    /// Makes a call that failed or waits again, under the same id. Returns whether there is one.
    func repeatCall(_ id: ID<WebhookCall>) throws -> Bool {
        let now = tx.now.milliseconds
        let count = try tx.run(
            """
            UPDATE webhook_delivery SET state = 'waiting', due = \(now), first_tried = NULL, attempts = 0
            WHERE id = \(id) AND state IN ('waiting', 'deferred', 'failed')
                AND webhook IN (SELECT id FROM webhook WHERE ended_at IS NULL)
            """)
        if count > 0 { tx.record("call.repeated", Noun("call", id), "outbox") }
        return count > 0
    }
}
