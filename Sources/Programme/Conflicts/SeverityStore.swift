// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Timetable
import Vocabulary

/// How grave the organisers of an edition hold each kind of conflict to be.
struct SeverityStore {
    let tx: Transaction

    func severities(of edition: ID<Edition>) throws -> [ConflictKind: ConflictSeverity] {
        try tx.rows("SELECT kind, severity FROM conflict_severity WHERE edition = \(edition)").reduce(into: [:]) { all, row in
            guard let kind = ConflictKind(rawValue: row["kind"]) else { return }
            all[kind] = ConflictSeverity(rawValue: row["severity"])
        }
    }

    func keep(_ severities: [ConflictKind: ConflictSeverity], of edition: ID<Edition>) throws {
        try tx.run("DELETE FROM conflict_severity WHERE edition = \(edition)")
        let rows = severities.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            "(\(edition), \($0.key.rawValue), \($0.value.rawValue))" as SQL
        }
        try tx.run(inBatchesOf: rows) {
            "INSERT INTO conflict_severity (edition, kind, severity) VALUES \(SQL.joined($0, by: ", "))"
        }
    }
}
