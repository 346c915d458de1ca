// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Formats
import Vocabulary

/// A body that is no authority and can be asked for something: EU institution, agency, ministry.
package struct Institution: Sendable, Hashable {
    package var id: ID<Institution>
    /// `eu`, `international`, `national`: the word of the file.
    package var level: String
    package var kind: String
    package var country: String?
    package var names: LocalizedText
    package var nameLocal: String
    package var seat: String
    /// The way it is usually addressed.
    package var channel: String
}

/// `institutions.csv`, column by column.
package enum InstitutionFile {
    package static let columns = [
        "id", "level", "kind", "country", "name_en", "name_fr", "name_nl", "name_local", "seat", "usual_channel",
    ]

    package static func read(_ bytes: [UInt8]) throws -> [Institution] {
        let table = try Table(reading: bytes)
        for column in columns where !table.header.contains(column) { throw AuthorityRefusal.missingColumn(column) }
        var seen: Set<String> = []
        return try table.rows.map { row in
            func wrong(_ column: String, _ reason: AuthorityRefusal.Reason) -> AuthorityRefusal {
                .value(line: row.line, column: column, value: row[column], reason: reason)
            }
            guard ID<Institution>.isWellFormed(row["id"]) else { throw wrong("id", .id) }
            guard seen.insert(row["id"]).inserted else { throw wrong("id", .twice) }
            guard ID<Institution>.isWellFormed(row["level"]) else { throw wrong("level", row["level"].isEmpty ? .empty : .word) }
            guard row["name_en"].contains(where: { !$0.isWhitespace }) else { throw wrong("name_en", .empty) }
            guard row["country"].isEmpty || AuthorityFile.countries.contains(row["country"]) else {
                throw wrong("country", .country)
            }
            var names = LocalizedText(row["name_en"], in: .en)
            if !row["name_fr"].isEmpty { names.values[.fr] = .init(row["name_fr"], .reviewed) }
            if !row["name_nl"].isEmpty { names.values[.nl] = .init(row["name_nl"], .reviewed) }
            return Institution(
                id: ID(row["id"]), level: row["level"], kind: row["kind"], country: row["country"].isEmpty ? nil : row["country"],
                names: names, nameLocal: row["name_local"], seat: row["seat"], channel: row["usual_channel"])
        }
    }

    package static func write(_ institutions: [Institution]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for one in institutions {
            writer.add([
                one.id.value, one.level, one.kind, one.country ?? "", one.names.values[.en]?.text ?? "",
                one.names.values[.fr]?.text ?? "",
                one.names.values[.nl]?.text ?? "", one.nameLocal, one.seat, one.channel,
            ])
        }
        return writer.bytes
    }
}

/// Institutions in the database.
package struct InstitutionStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    package func all() throws -> [Institution] { try tx.keeping("institutions", about: "institutions") { try read() } }

    private func read() throws -> [Institution] {
        let names = try tx.rows("SELECT institution, language, value, state FROM institution_name ORDER BY institution, language")
        let byInstitution = Dictionary(grouping: names) { $0["institution"] as String }
        return try tx.rows("SELECT id, level, kind, country, name_local, seat, channel FROM institution ORDER BY id").map { row in
            var text = LocalizedText()
            for name in byInstitution[row["id"]] ?? [] {
                guard let language = Language(rawValue: name["language"]) else { continue }
                text.values[language] = .init(name["value"], TextState(rawValue: name["state"]) ?? .draft)
            }
            return Institution(
                id: row["id"], level: row["level"], kind: row["kind"], country: row["country"], names: text,
                nameLocal: row["name_local"],
                seat: row["seat"], channel: row["channel"])
        }
    }

    /// Stores those that are new or differ; returns how many were added, changed and unchanged.
    package func keep(_ institutions: [Institution]) throws -> (added: Int, changed: Int, unchanged: Int) {
        let known = Dictionary(uniqueKeysWithValues: try all().map { ($0.id, $0) })
        let stored = institutions.filter { known[$0.id] != $0 }
        let changed = stored.filter { known[$0.id] != nil }
        guard !stored.isEmpty else { return (0, 0, institutions.count) }
        try tx.run(inBatchesOf: stored) { part in
            let rows = part.map { one -> SQL in
                "(\(one.id), \(one.level), \(one.kind), \(one.country), \(one.nameLocal), \(one.seat), \(one.channel))"
            }
            return """
                INSERT INTO institution (id, level, kind, country, name_local, seat, channel) VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (id) DO UPDATE SET level = excluded.level, kind = excluded.kind, country = excluded.country,
                    name_local = excluded.name_local, seat = excluded.seat, channel = excluded.channel
                """
        }
        try tx.run(inBatchesOf: changed) { part in "DELETE FROM institution_name WHERE institution IN \(list: part.map(\.id))" }
        let names = stored.flatMap { one in
            one.names.values.map { "(\(one.id), \($0.key.rawValue), \($0.value.text), \($0.value.state.rawValue))" as SQL }
        }
        try tx.run(inBatchesOf: names) { part in
            "INSERT INTO institution_name (institution, language, value, state) VALUES \(SQL.joined(part, by: ", "))"
        }
        for one in stored {
            tx.record(
                known[one.id] == nil ? "institution.added" : "institution.changed", Noun("institution", one.id), "institutions")
        }
        return (stored.count - changed.count, changed.count, institutions.count - stored.count)
    }
}
