// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Vocabulary

/// A file that somebody sent and has not decided about yet.
struct VisitUploads {
    let tx: Transaction
    /// What nobody decided about for a day is forgotten.
    private static let lifetime = 86_400_000

    func forget() throws { try tx.run("DELETE FROM visit_upload WHERE at < \(tx.now.milliseconds - Self.lifetime)") }

    func keep(_ bytes: [UInt8], _ kind: VisitFileKind, of person: String, in edition: ID<Edition>) throws {
        try forget()
        try tx.run(
            """
            INSERT INTO visit_upload (edition, person, kind, bytes, at)
            VALUES (\(edition), \(person), \(kind.rawValue), \(bytes), \(tx.now.milliseconds))
            ON CONFLICT (edition, person) DO UPDATE SET kind = excluded.kind, bytes = excluded.bytes, at = excluded.at
            """)
    }

    func upload(of person: String, in edition: ID<Edition>) throws -> (kind: VisitFileKind, bytes: [UInt8])? {
        try tx.first("SELECT kind, bytes FROM visit_upload WHERE edition = \(edition) AND person = \(person)").flatMap { row in
            VisitFileKind(rawValue: row["kind"]).map { ($0, row["bytes"]) }
        }
    }

    func remove(of person: String, in edition: ID<Edition>) throws {
        try tx.run("DELETE FROM visit_upload WHERE edition = \(edition) AND person = \(person)")
    }
}
