// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// Letters for those who look after them.
struct LetterStore {
    let tx: Transaction

    // MARK: Reading

    func letter(_ id: ID<Letter>) throws -> StoredLetter? {
        try tx.first("SELECT * FROM letter WHERE id = \(id)").map(Self.stored)
    }

    func letter(token: String) throws -> StoredLetter? {
        try tx.first("SELECT * FROM letter WHERE bounce_token = \(token)").map(Self.stored)
    }

    /// The newest first, and how many there are in all.
    func list(_ filter: LetterFilter, isHeld: Bool) throws -> (rows: [StoredLetter], count: Int) {
        let condition = Self.condition(filter, isHeld: isHeld)
        let count: Int = try tx.rows("SELECT count(*) AS number FROM letter WHERE \(condition)")[0]["number"]
        let size = LetterFilter.rowsPerPage
        let rows = try tx.rows(
            """
            SELECT * FROM letter WHERE \(condition) ORDER BY created DESC, id
            LIMIT \(size) OFFSET \((filter.page(of: count) - 1) * size)
            """)
        return (rows.map(Self.stored), count)
    }

    private static func condition(_ filter: LetterFilter, isHeld: Bool) -> SQL {
        var all: [SQL] = ["1 = 1"]
        switch filter.state {
        case .held?: all.append(isHeld ? LetterQueue.open : "1 = 0")
        case let state?: all.append(isHeld && LetterState.open.contains(state) ? "1 = 0" : "state = \(state.rawValue)")
        case nil: break
        }
        if let kind = filter.kind { all.append("kind = \(kind)") }
        if let person = filter.person { all.append("person = \(person)") }
        if let batch = filter.batch { all.append("batch = \(batch)") }
        if let address = filter.address { all.append("folded LIKE \(beginning(address)) ESCAPE '~'") }
        return SQL.joined(all, by: " AND ")
    }

    private static func beginning(_ text: String) -> String {
        SuppressionStore.folded(text).reduce(into: "") { $0 += "~%_".contains($1) ? "~\($1)" : String($1) } + "%"
    }

    /// Kinds there are letters of, for the filter.
    func kinds() throws -> [String] { try tx.rows("SELECT DISTINCT kind FROM letter ORDER BY kind").map { $0["kind"] } }

    func hold() throws -> OutboxHold? {
        try tx.first("SELECT since, reason FROM outbox_hold").map {
            OutboxHold(since: Date(milliseconds: $0["since"]), reason: $0["reason"])
        }
    }

    func batch(_ id: ID<LetterBatch>) throws -> StoredBatch? {
        guard let row = try tx.first("SELECT * FROM letter_batch WHERE id = \(id)") else { return nil }
        let counts = try tx.rows("SELECT state, count(*) AS number FROM letter WHERE batch = \(id) GROUP BY state")
        return StoredBatch(
            id: id, kind: row["kind"], created: Date(milliseconds: row["created"]),
            stoppedAt: (row["stopped_at"] as Int?).map(Date.init(milliseconds:)), counts: Self.counts(counts))
    }

    static func counts(_ rows: [Row]) -> [LetterState: Int] {
        rows.reduce(into: [:]) { counts, row in
            if let state = LetterState(rawValue: row["state"]) { counts[state] = row["number"] }
        }
    }

    // MARK: Changing

    /// Has it tried at once. Returns whether it is one that can be.
    func hurry(_ id: ID<Letter>) throws -> Bool {
        let count = try tx.run("UPDATE letter SET due = \(tx.now.milliseconds) WHERE id = \(id) AND \(LetterQueue.open)")
        if count > 0 { tx.record("letter.hurried", Noun("letter", id), "outbox") }
        return count > 0
    }

    /// Keeps it from leaving. Returns whether it could still be kept.
    func stop(_ id: ID<Letter>) throws -> Bool {
        let count = try LetterQueue(tx: tx).keep(Self.stopped, where: "id = \(id) AND \(LetterQueue.open)")
        if count > 0 { tx.record("letter.stopped", Noun("letter", id)) }
        return count > 0
    }

    /// Keeps what is left of a batch from leaving. Returns how many that is.
    func stop(_ batch: ID<LetterBatch>) throws -> Int {
        let count = try LetterQueue(tx: tx).keep(Self.stopped, where: "batch = \(batch) AND \(LetterQueue.open)")
        try tx.run("UPDATE letter_batch SET stopped_at = \(tx.now.milliseconds) WHERE id = \(batch)")
        tx.record("batch.stopped", Noun("batch", batch))
        return count
    }

    private static let stopped = LetterStep(state: .stopped, reason: .stopped)

    /// Lets letters leave again. Returns whether they were held.
    func release() throws -> Bool {
        let count = try tx.run("DELETE FROM outbox_hold")
        if count > 0 { tx.record("outbox.released", "outbox") }
        return count > 0
    }

    // MARK: Rows to values

    static func letter(_ row: Row) -> Letter {
        Letter(
            id: row["id"], kind: row["kind"], to: row["address"], name: row["name"], person: row["person"],
            language: Language(rawValue: row["language"]) ?? .en, subject: row["subject"], text: row["body"], html: row["html"],
            calendar: row["calendar"], isTransactional: row["transactional"], isSecret: row["secret"],
            expires: (row["expires"] as Int?).map(Date.init(milliseconds:)), batch: row["batch"])
    }

    static func stored(_ row: Row) -> StoredLetter {
        StoredLetter(
            letter: letter(row), created: Date(milliseconds: row["created"]),
            state: LetterState(rawValue: row["state"]) ?? .waiting, attempts: row["attempts"],
            due: Date(milliseconds: row["due"]), reason: (row["reason"] as String?).flatMap(LetterReason.init),
            detail: row["detail"], sentAt: (row["sent_at"] as Int?).map(Date.init(milliseconds:)), doubts: row["doubts"])
    }
}

/// Since when nothing leaves, and why.
package struct OutboxHold: Sendable, Equatable {
    package let since: Date
    /// A key under `outbox.hold.`.
    package let reason: String
}
