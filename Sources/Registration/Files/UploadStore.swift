// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// The table of files that wait for a decision.
enum UploadSchema {
    static let migrations = [
        Migration(
            "0052 a file of registration is looked at before it is taken",
            """
            CREATE TABLE registration_upload (
                edition text NOT NULL REFERENCES registration (edition),
                person text NOT NULL REFERENCES person (id),
                kind text NOT NULL CHECK (kind IN ('delegations', 'participants')),
                bytes {bytes} NOT NULL,
                at {int} NOT NULL,
                PRIMARY KEY (edition, person)
            ){strict};
            CREATE INDEX registration_upload_person ON registration_upload (person);
            """)
    ]
}

/// A file that somebody sent and has not decided about yet. It names people: what nobody decided about for a day is forgotten.
struct UploadStore {
    let tx: Transaction
    private static let lifetime = 86_400_000

    func forget() throws { try tx.run("DELETE FROM registration_upload WHERE at < \(tx.now.milliseconds - Self.lifetime)") }

    func keep(_ bytes: [UInt8], _ kind: RegistrationFileKind, of person: String, in edition: ID<Edition>) throws {
        try forget()
        try tx.run(
            """
            INSERT INTO registration_upload (edition, person, kind, bytes, at)
            VALUES (\(edition), \(person), \(kind.rawValue), \(bytes), \(tx.now.milliseconds))
            ON CONFLICT (edition, person) DO UPDATE SET kind = excluded.kind, bytes = excluded.bytes, at = excluded.at
            """)
    }

    func upload(of person: String, in edition: ID<Edition>) throws -> (kind: RegistrationFileKind, bytes: [UInt8])? {
        try tx.first(
            """
            SELECT kind, bytes FROM registration_upload
            WHERE edition = \(edition) AND person = \(person) AND at >= \(tx.now.milliseconds - Self.lifetime)
            """
        ).flatMap { row in RegistrationFileKind(rawValue: row["kind"]).map { ($0, row["bytes"]) } }
    }

    func remove(of person: String, in edition: ID<Edition>) throws {
        try tx.run("DELETE FROM registration_upload WHERE edition = \(edition) AND person = \(person)")
    }
}
