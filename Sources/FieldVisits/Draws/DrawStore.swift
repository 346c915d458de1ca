// SPDX-License-Identifier: EUPL-1.2
import Database
import Draw
import Editions
import Foundation
import People
import Registration
import Vocabulary

/// Draws in the database. Seeds and results lie apart from what lists show: a page that does not ask for them cannot tell them.
struct DrawStore {
    let tx: Transaction

    /// What pages about the draws of an edition are about.
    static func noun(_ edition: ID<Edition>) -> Noun { Noun("draws", edition) }
    static func noun(_ edition: ID<Edition>, _ number: Int) -> Noun { Noun("draw:\(edition):\(number)") }

    private func changed(_ verb: String, _ draw: VisitDraw) {
        tx.record(verb, Self.noun(draw.edition), Self.noun(draw.edition, draw.number))
    }

    // MARK: Draws

    /// Those of an edition, the first first.
    func draws(of edition: ID<Edition>) throws -> [VisitDraw] {
        tx.saw(Self.noun(edition))
        return try tx.rows(
            """
            SELECT edition, number, state, rule, commitment, committed_at, frozen_at, published_at, withdrawn_at, reason
            FROM draw WHERE edition = \(edition) ORDER BY number
            """
        ).map { row in
            VisitDraw(
                edition: row["edition"], number: row["number"], state: VisitDraw.State(rawValue: row["state"]) ?? .withdrawn,
                rule: Rule(rawValue: row["rule"]) ?? .generous, commitment: row["commitment"],
                committedAt: Date(milliseconds: row["committed_at"]),
                frozenAt: (row["frozen_at"] as Int?).map(Date.init(milliseconds:)),
                publishedAt: (row["published_at"] as Int?).map(Date.init(milliseconds:)),
                withdrawnAt: (row["withdrawn_at"] as Int?).map(Date.init(milliseconds:)), reason: row["reason"])
        }
    }

    /// Promises a draw. The seed is kept, and shown to nobody until the draw is published.
    func commit(_ number: Int, of edition: ID<Edition>, rule: Rule, seed: String) throws {
        let commitment = Seed.fingerprint(Array(seed.utf8))
        try tx.run(
            """
            INSERT INTO draw (edition, number, state, rule, commitment, committed_at, reason)
            VALUES (\(edition), \(number), 'committed', \(rule.rawValue), \(commitment), \(tx.now.milliseconds), '')
            """)
        try tx.run("INSERT INTO draw_file (edition, number, seed) VALUES (\(edition), \(number), \(seed))")
        tx.record("draw.committed", Self.noun(edition), Self.noun(edition, number))
    }

    /// The seed, for computing only.
    func seed(of draw: VisitDraw) throws -> String {
        try tx.rows("SELECT seed FROM draw_file WHERE edition = \(draw.edition) AND number = \(draw.number)")[0]["seed"]
    }

    /// Frozen inputs with what came of them; nil before.
    func files(of draw: VisitDraw) throws -> DrawFiles? {
        tx.saw(Self.noun(draw.edition, draw.number))
        let row = try tx.first(
            "SELECT seed, instance, result FROM draw_file WHERE edition = \(draw.edition) AND number = \(draw.number)")
        guard let row, let instance: String = row["instance"], let result: String = row["result"] else { return nil }
        return DrawFiles(seed: row["seed"], instance: Array(instance.utf8), result: Array(result.utf8))
    }

    /// The same, read: from memory where nothing about the draw was done since.
    func outcome(of draw: VisitDraw) throws -> DrawOutcome? {
        let noun = Self.noun(draw.edition, draw.number)
        return try tx.keeping(noun.description, about: noun) {
            guard let files = try files(of: draw) else { return nil }
            return try DrawOutcome(files)
        }
    }

    /// Keeps frozen inputs and what came of them.
    func freeze(_ draw: VisitDraw, _ files: DrawFiles, people: [DrawPerson]) throws {
        try move(draw, from: .committed, "state = 'solved', frozen_at = \(tx.now.milliseconds)")
        try keep(files, of: draw)
        try tx.run(inBatchesOf: people) { part in
            let rows = part.map { "(\(draw.edition), \(draw.number), \($0.pseudonym), \($0.seat), \($0.person))" as SQL }
            return "INSERT INTO draw_person (edition, draw, pseudonym, seat, person) VALUES \(SQL.joined(rows, by: ", "))"
        }
        changed("draw.frozen", draw)
    }

    /// Keeps what came of inputs in which a departure is cancelled.
    func keepCancellation(of departure: ID<Departure>, _ draw: VisitDraw, _ files: DrawFiles) throws {
        try keep(files, of: draw)
        tx.record(
            "draw.departure-cancelled", Self.noun(draw.edition), Self.noun(draw.edition, draw.number),
            VisitStore.noun(departure, in: draw.edition))
    }

    private func keep(_ files: DrawFiles, of draw: VisitDraw) throws {
        let (instance, result) = (String(decoding: files.instance, as: UTF8.self), String(decoding: files.result, as: UTF8.self))
        try tx.run(
            """
            UPDATE draw_file SET instance = \(instance), result = \(result)
            WHERE edition = \(draw.edition) AND number = \(draw.number)
            """)
    }

    func publish(_ draw: VisitDraw) throws {
        try move(draw, from: .solved, "state = 'published', published_at = \(tx.now.milliseconds)")
        changed("draw.published", draw)
    }

    func withdraw(_ draw: VisitDraw, reason: String) throws {
        try move(draw, from: draw.state, "state = 'withdrawn', withdrawn_at = \(tx.now.milliseconds), reason = \(reason)")
        changed("draw.withdrawn", draw)
    }

    /// One statement: of two who take the same step at once, one is told that the other did.
    private func move(_ draw: VisitDraw, from state: VisitDraw.State, _ change: SQL) throws {
        let moved = try tx.run(
            """
            UPDATE draw SET \(change) WHERE edition = \(draw.edition) AND number = \(draw.number) AND state = \(state.rawValue)
            """)
        guard moved == 1 else { throw DrawStepRefusal.changedMeanwhile }
    }

    // MARK: Dry runs

    func trial(of edition: ID<Edition>) throws -> (at: Date, trial: DrawTrial)? {
        try tx.first("SELECT made_at, document FROM draw_trial WHERE edition = \(edition)").flatMap { row in
            let document = Data((row["document"] as String).utf8)
            return (try? JSONDecoder().decode(DrawTrial.self, from: document)).map { (Date(milliseconds: row["made_at"]), $0) }
        }
    }

    /// Keeps the newest alone.
    func keep(_ trial: DrawTrial, of edition: ID<Edition>) throws {
        let document = String(decoding: try JSONEncoder().encode(trial), as: UTF8.self)
        try tx.run(
            """
            INSERT INTO draw_trial (edition, made_at, document) VALUES (\(edition), \(tx.now.milliseconds), \(document))
            ON CONFLICT (edition) DO UPDATE SET made_at = excluded.made_at, document = excluded.document
            """)
        tx.record("draw.tried", Self.noun(edition))
    }
}
