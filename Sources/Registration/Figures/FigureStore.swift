// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Outbox
import Vocabulary

/// Figures in the database.
struct FigureStore {
    let tx: Transaction

    /// All that figures are counted from: four statements.
    func history(of edition: ID<Edition>) throws -> FigureHistory {
        func date(_ row: Row, _ column: String) -> Date? { (row[column] as Int?).map(Date.init(milliseconds:)) }
        var history = FigureHistory()
        var names: [String: [Range<Date>]] = [:]
        for row in try tx.rows(
            """
            SELECT h.seat, h.since, h.until FROM seat_holder h JOIN seat s ON s.id = h.seat WHERE s.edition = \(edition)
            ORDER BY h.seat, h.position
            """)
        {
            let (since, until) = (Date(milliseconds: row["since"]), date(row, "until") ?? .distantFuture)
            if since < until { names[row["seat"], default: []].append(since..<until) }
        }
        history.seats = try tx.rows(
            """
            SELECT s.id, s.kind, s.taken_at, s.given_back_at, d.country, d.authority FROM seat s
            JOIN delegation d ON d.id = s.delegation WHERE s.edition = \(edition) ORDER BY s.taken_at, s.id
            """
        ).map { row in
            FigureHistory.SeatSpan(
                taken: Date(milliseconds: row["taken_at"]), back: date(row, "given_back_at"), kind: row["kind"],
                country: row["country"], authority: row["authority"], names: names[row["id"]] ?? [])
        }
        history.waiting = try tx.rows(
            "SELECT kind, since, offered_at, answered_at FROM waiting WHERE edition = \(edition) ORDER BY number"
        ).map { row in
            FigureHistory.WaitSpan(
                since: Date(milliseconds: row["since"]),
                until: [date(row, "offered_at"), date(row, "answered_at")].compactMap { $0 }.min(), kind: row["kind"])
        }
        history.confirmed = try tx.rows(
            """
            SELECT confirmed_at, country FROM delegation
            WHERE edition = \(edition) AND state = 'confirmed' AND authority IS NOT NULL AND confirmed_at IS NOT NULL ORDER BY id
            """
        ).map { FigureHistory.Confirmation(at: Date(milliseconds: $0["confirmed_at"]), country: $0["country"]) }
        return history
    }

    // MARK: Days

    func lastDay(of edition: ID<Edition>) throws -> Day? {
        try tx.rows("SELECT max(day) AS day FROM figure_snapshot WHERE edition = \(edition)")[0]["day"]
    }

    func keep(_ snapshots: [FigureSnapshot]) throws {
        try tx.run(inBatchesOf: snapshots) { part in
            let rows = part.map { one in
                """
                (\(one.edition), \(one.day), \(one.key.figure.rawValue), \(one.key.breakdown.rawValue), \(one.key.name), \(one.value),
                \(one.isLate), \(one.isInvented))
                """ as SQL
            }
            return """
                INSERT INTO figure_snapshot (edition, day, figure, breakdown, name, value, late, invented) VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (edition, figure, breakdown, name, day) DO NOTHING
                """
        }
    }

    /// The days of some figures of one breakdown and name, by figure, the first day first.
    func series(of edition: ID<Edition>, _ breakdown: FigureBreakdown, _ name: String) throws -> [RegistrationFigure: [(
        day: Day, value: Int
    )]] {
        try tx.rows(
            """
            SELECT figure, day, value FROM figure_snapshot
            WHERE edition = \(edition) AND breakdown = \(breakdown.rawValue) AND name = \(name) ORDER BY day
            """
        ).reduce(into: [:]) { all, row in
            guard let figure = RegistrationFigure(rawValue: row["figure"]) else { return }
            all[figure, default: []].append((row["day"], row["value"]))
        }
    }

    /// Whether what an edition has was invented.
    func isInvented(_ edition: ID<Edition>) throws -> Bool {
        try tx.first("SELECT day FROM figure_snapshot WHERE edition = \(edition) AND invented = \(true) LIMIT 1") != nil
    }

    /// Editions with figures, in no order.
    func editions() throws -> Set<ID<Edition>> {
        Set(try tx.rows("SELECT DISTINCT edition FROM figure_snapshot").map { $0["edition"] })
    }

    static func snapshot(_ row: Row) -> FigureSnapshot? {
        guard let figure = RegistrationFigure(rawValue: row["figure"]),
            let breakdown = FigureBreakdown(rawValue: row["breakdown"])
        else { return nil }
        return FigureSnapshot(
            edition: row["edition"], day: row["day"], key: FigureKey(figure: figure, breakdown: breakdown, name: row["name"]),
            value: row["value"], isLate: row["late"], isInvented: row["invented"])
    }
}

/// Keeping the figures of each day: a timer that calls itself again after midnight in the edition's zone.
package enum FigureKeeping {
    /// Most days that are filled in at once: a timer that slept longer goes on in its next turn.
    private static let mostDays = 400

    /// Begins to keep figures, unless that has begun.
    package static func begin(_ edition: ID<Edition>, _ tx: Transaction) throws {
        let kind = RegistrationTimers.figures
        guard try tx.first("SELECT id FROM timer WHERE kind = \(kind) AND subject = \(edition)") == nil else { return }
        try OutboxStore(tx: tx).schedule(ID("figures-\(edition)-\(tx.now.milliseconds)"), kind, about: edition.value, due: tx.now)
    }

    /// Keeps every day that has passed and is missing, and asks to be called after the next. What a late timer missed is counted from
    /// when seats were taken, named and given back, which gives the same numbers; `RegistrationFigure.isExactLater` says for which.
    static func follow(_ edition: ID<Edition>, _ tx: Transaction) throws {
        try UploadStore(tx: tx).forget()
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }) else { return }
        let zone = TimeZone(identifier: record.edition.zone) ?? .gmt
        let today = Day(tx.now, in: zone)
        let isBehind = try fill(edition, in: zone, tx)
        guard isBehind || !record.edition.dates.isOver(on: today) else { return }
        let due = isBehind ? tx.now : today.adding(days: 1)?.start(in: zone) ?? tx.now + 86_400
        try OutboxStore(tx: tx).schedule(
            ID("figures-\(edition)-\(due.milliseconds)-\(today)"), RegistrationTimers.figures, about: edition.value, due: due)
    }

    /// Keeps what is missing up to yesterday. Returns whether more is left for another turn.
    @discardableResult
    package static func fill(_ edition: ID<Edition>, in zone: TimeZone, _ tx: Transaction) throws -> Bool {
        let (store, today) = (FigureStore(tx: tx), Day(tx.now, in: zone))
        let history = try store.history(of: edition)
        guard let first = try store.lastDay(of: edition)?.adding(days: 1) ?? history.beginning.map({ Day($0, in: zone) }) else {
            return false
        }
        let missing = stride(from: first.ordinal, to: today.ordinal, by: 1).prefix(mostDays).compactMap { Day(ordinal: $0) }
        var kept: [FigureSnapshot] = []
        for day in missing {
            guard let end = day.adding(days: 1)?.start(in: zone) else { continue }
            let isLate = day.ordinal < today.ordinal - 1
            kept += history.counts(before: end).map {
                FigureSnapshot(edition: edition, day: day, key: $0.key, value: $0.value, isLate: isLate)
            }
        }
        try store.keep(kept)
        if !missing.isEmpty { tx.record("figures.kept", RegistrationStore.noun(edition)) }
        return first.ordinal + missing.count < today.ordinal
    }
}
