// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Database
import Foundation
import Vocabulary

/// Calls on their way out.
struct WebhookQueue {
    let tx: Transaction

    private static let open: SQL = "state IN ('waiting', 'deferred')"
    /// Acts that one transaction makes calls of, so that nobody waits long behind it.
    static let actsPerStep = 200

    /// Whether a webhook has not been told of the last act yet.
    func hasActs() throws -> Bool {
        try tx.first(
            """
            SELECT id FROM webhook WHERE ended_at IS NULL AND next_act <= (SELECT coalesce(max(number), 0) FROM act) LIMIT 1
            """) != nil
    }

    /// Makes calls of the acts since the last time. Ids are made of the seed, which was drawn before.
    ///
    /// Returns whether there may be more.
    func spread(seed: [UInt8]) throws -> Bool {
        let last: Int = try tx.rows("SELECT coalesce(max(number), 0) AS last FROM act")[0]["last"]
        let webhooks = try tx.rows("SELECT id, verbs, next_act FROM webhook WHERE ended_at IS NULL AND next_act <= \(last)")
        guard let from = webhooks.map({ $0["next_act"] as Int }).min() else { return false }
        let until = min(last, from + Self.actsPerStep - 1)
        let acts = try tx.rows("SELECT number, at, verb FROM act WHERE number BETWEEN \(from) AND \(until) ORDER BY number")
        let nouns = Dictionary(
            grouping: try tx.rows("SELECT act, noun FROM act_noun WHERE act BETWEEN \(from) AND \(until) ORDER BY act, noun"),
            by: { $0["act"] as Int })
        var rows: [SQL] = []
        for webhook in webhooks {
            guard let filter = VerbFilter(webhook["verbs"]) else { continue }
            for act in acts where act["number"] as Int >= webhook["next_act"] && filter.matches(act["verb"]) {
                rows.append(row(act, nouns[act["number"]]?.map { $0["noun"] } ?? [], of: webhook["id"], seed))
            }
        }
        try tx.run(inBatchesOf: rows) {
            """
            INSERT INTO webhook_delivery (id, webhook, act, body, state, attempts, due, created)
            VALUES \(SQL.joined($0, by: ", "))
            """
        }
        try tx.run("UPDATE webhook SET next_act = \(until + 1) WHERE ended_at IS NULL AND next_act <= \(until)")
        return until < last
    }

    private func row(_ act: Row, _ nouns: [String], of webhook: String, _ seed: [UInt8]) -> SQL {
        let (number, now): (Int, Int) = (act["number"], tx.now.milliseconds)
        let body = WebhookBody(verb: act["verb"], at: Date(milliseconds: act["at"]), number: number, nouns: nouns)
        let name = SHA256.hash(data: seed + Array("\(webhook) \(number)".utf8))
        let id = ID<WebhookCall>(random: Array(name.prefix(15)))
        return "(\(id), \(webhook), \(number), \(body.text), 'waiting', 0, \(now), \(now))"
    }

    // MARK: Leases

    func outlook() throws -> Outlook {
        var outlook = Outlook()
        outlook.add(try tx.first("SELECT min(due) AS due FROM webhook_delivery WHERE \(Self.open)"), "due", at: tx.now)
        let leases = try tx.first("SELECT min(leased_until) AS due FROM webhook_delivery WHERE state = 'sending'")
        outlook.add(leases, "due", at: tx.now, isSweep: true)
        return outlook
    }

    /// Takes the call that is due first.
    func take(_ lease: ID<Lease>) throws -> WebhookCall? {
        let now = tx.now.milliseconds
        guard
            let row = try tx.first(
                """
                SELECT d.id, d.webhook, d.body, d.attempts, d.first_tried, w.address, w.secret
                FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook
                WHERE d.id = (SELECT id FROM webhook_delivery WHERE \(Self.open) AND due <= \(now) ORDER BY due, id LIMIT 1)
                """), let secret = WebhookSecret(row["secret"])
        else { return nil }
        let first = (row["first_tried"] as Int?).map(Date.init(milliseconds:)) ?? tx.now
        let call = WebhookCall(
            id: row["id"], webhook: row["webhook"], address: row["address"], secret: secret, body: row["body"],
            tries: Tries(attempts: row["attempts"] + 1, first: first), lease: lease)
        try tx.run(
            """
            UPDATE webhook_delivery SET state = 'sending', lease = \(lease),
                leased_until = \((tx.now + OutboxRules.lease).milliseconds), attempts = \(call.tries.attempts),
                first_tried = \(first.milliseconds)
            WHERE id = \(call.id) AND \(Self.open)
            """)
        return call
    }

    func settle(_ call: WebhookCall, _ step: CallStep) throws {
        try keep(step, where: "id = \(call.id) AND lease = \(call.lease)")
        if step.endsWebhook { try WebhookStore(tx: tx).end(call.webhook) }
    }

    /// A call whose process ended is made again, with the same id: receivers tell by it.
    func sweep() throws {
        let step = CallStep(state: .deferred, reason: .interrupted, next: tx.now)
        try keep(step, where: "state = 'sending' AND leased_until <= \(tx.now.milliseconds)")
    }

    func keep(_ step: CallStep, where condition: SQL) throws {
        let due: SQL = step.next.map { ", due = \($0.milliseconds)" } ?? ""
        let sent: SQL = step.state == .sent ? ", sent_at = \(tx.now.milliseconds)" : ""
        try tx.run(
            """
            UPDATE webhook_delivery SET state = \(step.state.rawValue), reason = \(step.reason?.rawValue),
                detail = \(step.detail), lease = NULL, leased_until = NULL\(due)\(sent)
            WHERE \(condition)
            """)
    }
}
