// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import TestKit
import Vocabulary

@testable import Database

/// A small schema with everything a copy can stumble over: rows that refer to rows that come later, truth, bytes, nothing, and
/// more rows than move at once.
enum BackupWorld {
    static let steps = [
        Migration(
            "0900 boxes in boxes",
            """
            CREATE TABLE box (id text NOT NULL PRIMARY KEY, inside text REFERENCES box (id), isopen {bool} NOT NULL){strict};
            CREATE TABLE "order" (number {int} NOT NULL PRIMARY KEY, box text NOT NULL REFERENCES box (id), price {real},
                "a b" text, content {bytes}, twice {int} GENERATED ALWAYS AS (number * 2) STORED){strict};
            """)
    ]
    static let later = [
        Migration("0901 boxes have a colour", "ALTER TABLE box ADD COLUMN colour text NOT NULL DEFAULT 'brown'")
    ]

    static let boxes = 1_203
    static let now = Date(timeIntervalSince1970: 1_795_348_800)

    /// A database in which every box lies in the next one, and the last in none.
    static func filled(_ place: TestPlace) async throws -> Database {
        let database = try Database.open(place.url, steps: steps, migrating: true)
        try await database.write(by: .commandLine, at: now) { tx in
            let names = (0..<boxes).map { "box \($0)" }
            if tx.dialect == .sqlite { try tx.connection.execute("PRAGMA defer_foreign_keys = ON") }
            // PostgreSQL looks at a reference at the end of its statement, and the boxes do not fit into one.
            for part in names.enumerated().reversed().parts(of: 400) {
                let rows = part.map {
                    "(\($0.element), \($0.offset + 1 < boxes ? names[$0.offset + 1] : nil), \($0.offset % 3 == 0))" as SQL
                }
                try tx.run("INSERT INTO box (id, inside, isopen) VALUES \(SQL.joined(rows, by: ", "))")
            }
            try tx.run("UPDATE box SET inside = 'box 1202' WHERE id = 'box 5'")
            let every: [SQLValue] = [.bytes([0, 255, 92]), .null, .bytes([])]
            for (number, content) in [(-7, every[0]), (0, every[1]), (Int.max / 4, every[2])] {
                try tx.run(
                    """
                    INSERT INTO "order" (number, box, price, "a b", content)
                    VALUES (\(number), 'box 0', \(number == 0 ? nil : 0.1), \("é '$1' ?"), \(content))
                    """)
            }
            tx.record("boxes.packed", "boxes")
        }
        return database
    }

    /// Everything that is in it, as text that is the same on both engines.
    static func content(of url: DatabaseURL, steps: [Migration] = steps) async throws -> [String] {
        let database = try Database.open(url, steps: steps, migrating: false)
        defer { database.close() }
        return try await database.read(by: .commandLine, at: now) { tx in
            let boxes = try tx.rows("SELECT id, inside, isopen FROM box ORDER BY id").map { row in
                "\(row["id"] as String)|\(row["inside"] as String? ?? "-")|\(row["isopen"] as Bool)"
            }
            let orders = try tx.rows("SELECT number, price, \"a b\", content, twice FROM \"order\" ORDER BY number").map {
                "\($0.values)"
            }
            let acts = try tx.rows("SELECT number, at, actor, role, verb, noun FROM act JOIN act_noun ON act = number").map {
                "\($0.values)"
            }
            return boxes + orders + acts
        }
    }
}
