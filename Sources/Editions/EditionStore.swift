// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// Editions in the database.
package struct EditionStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// All editions with all that is known of them, oldest first: four statements, however many there are.
    package func all() throws -> [EditionRecord] { try tx.keeping("editions", about: "editions") { try read() } }

    private func read() throws -> [EditionRecord] {
        let editions = try tx.rows(
            "SELECT id, number, city, country, zone, dates, invented, host, notes, sources FROM edition ORDER BY number")
        let texts = Dictionary(
            grouping: try tx.rows(
                "SELECT edition, field, language, value, state FROM edition_text ORDER BY edition, field, language")
        ) { $0["edition"] as String }
        let figures = Dictionary(
            grouping: try tx.rows(
                """
                SELECT edition, figure, low, high, qualifier, kind, preferred, source, attribution, as_of FROM edition_figure
                ORDER BY edition, position
                """)
        ) { $0["edition"] as String }
        let topics = Dictionary(
            grouping: try tx.rows(
                "SELECT et.edition, et.topic FROM edition_topic et JOIN topic t ON t.id = et.topic ORDER BY t.position")
        ) { $0["edition"] as String }
        return editions.map { row in
            let id: String = row["id"]
            return EditionRecord(
                edition: Self.edition(row), texts: Self.texts(texts[id] ?? []), figures: (figures[id] ?? []).map(Self.figure),
                topics: (topics[id] ?? []).map { $0["topic"] })
        }
    }

    /// The current edition: the one that was made so, else the latest there is.
    package func current(among all: [EditionRecord]) throws -> EditionRecord? {
        let id: ID<Edition>? = try tx.first("SELECT edition FROM current_edition").map { $0["edition"] }
        return all.first { $0.edition.id == id } ?? all.last
    }

    package func topics() throws -> [Topic] { try tx.keeping("topics", about: "topics") { try readTopics() } }

    private func readTopics() throws -> [Topic] {
        let texts = Dictionary(grouping: try tx.rows("SELECT topic, language, value, state FROM topic_text")) {
            $0["topic"] as String
        }
        return try tx.rows("SELECT id FROM topic ORDER BY position").map { row in
            Topic(id: row["id"], name: LocalizedText(Self.values(texts[row["id"]] ?? [])))
        }
    }

    package func edition(_ slug: String) throws -> Edition {
        let rows = try tx.rows(
            "SELECT id, number, city, country, zone, dates, invented, host, notes, sources FROM edition WHERE id = \(slug)")
        guard let row = rows.first else { throw EditionRefusal.unknown(slug) }
        return Self.edition(row)
    }

    /// Stores an edition that was moved.
    package func move(_ edition: Edition) throws {
        try tx.run("UPDATE edition SET dates = \(edition.dates.text) WHERE id = \(edition.id)")
        tx.record("edition.moved", Noun("edition", edition.id), "editions")
    }

    package func makeCurrent(_ edition: Edition) throws {
        let known: String? = try tx.first("SELECT edition FROM current_edition").map { $0["edition"] }
        guard known != edition.id.value else { throw EditionRefusal.alreadyCurrent(edition.id) }
        try tx.run(
            """
            INSERT INTO current_edition (one, edition) VALUES (1, \(edition.id))
            ON CONFLICT (one) DO UPDATE SET edition = excluded.edition
            """)
        tx.record("edition.made-current", Noun("edition", edition.id), "editions")
    }

    // MARK: Storing what files hold

    func keep(_ editions: [Edition]) throws {
        // Numbers are unique row by row: those that may change places step aside first, beyond what a file may hold.
        try tx.run("UPDATE edition SET number = number + 1000000 WHERE id IN \(list: editions.map(\.id))")
        try tx.run(inBatchesOf: editions) { part in
            let rows = part.map { e -> SQL in
                """
                (\(e.id), \(e.number), \(e.city), \(e.country), \(e.zone), \(e.dates.text), \(e.isInvented), \(e.host), \(e.notes),
                \(e.sources))
                """
            }
            return """
                INSERT INTO edition (id, number, city, country, zone, dates, invented, host, notes, sources)
                VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (id) DO UPDATE SET number = excluded.number, city = excluded.city, country = excluded.country,
                    zone = excluded.zone, dates = excluded.dates, invented = excluded.invented, host = excluded.host,
                    notes = excluded.notes, sources = excluded.sources
                """
        }
    }

    /// Puts these texts in the place of those the edition has.
    func keepTexts(_ texts: [ID<Edition>: [EditionField: LocalizedText]]) throws {
        try tx.run("DELETE FROM edition_text WHERE edition IN \(list: Array(texts.keys))")
        let rows = texts.flatMap { id, fields in
            fields.flatMap { field, text in
                text.values.map {
                    "(\(id), \(field.rawValue), \($0.key.rawValue), \($0.value.text), \($0.value.state.rawValue))" as SQL
                }
            }
        }
        try tx.run(inBatchesOf: rows) {
            "INSERT INTO edition_text (edition, field, language, value, state) VALUES \(SQL.joined($0, by: ", "))"
        }
    }

    func keepFigures(_ figures: [ID<Edition>: [EditionFigure]]) throws {
        try tx.run("DELETE FROM edition_figure WHERE edition IN \(list: Array(figures.keys))")
        let rows = figures.flatMap { id, figures in
            figures.enumerated().map { position, f -> SQL in
                """
                (\(id), \(position), \(f.name.rawValue), \(f.low), \(f.high), \(f.qualifier.rawValue), \(f.kind.rawValue),
                \(f.isPreferred), \(f.source), \(f.attribution.rawValue), \(f.asOf))
                """
            }
        }
        try tx.run(inBatchesOf: rows) { part in
            """
            INSERT INTO edition_figure (edition, position, figure, low, high, qualifier, kind, preferred, source, attribution, as_of)
            VALUES \(SQL.joined(part, by: ", "))
            """
        }
    }

    func keepTopics(_ topics: [ID<Edition>: [ID<Topic>]]) throws {
        try tx.run("DELETE FROM edition_topic WHERE edition IN \(list: Array(topics.keys))")
        let rows = topics.flatMap { id, topics in topics.map { "(\(id), \($0))" as SQL } }
        try tx.run(inBatchesOf: rows) { "INSERT INTO edition_topic (edition, topic) VALUES \(SQL.joined($0, by: ", "))" }
    }

    func keep(_ topics: [(position: Int, topic: Topic)]) throws {
        try tx.run(inBatchesOf: topics) { part in
            let rows = part.map { "(\($0.topic.id), \($0.position))" as SQL }
            return """
                INSERT INTO topic (id, position) VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (id) DO NOTHING
                """
        }
        try tx.run("DELETE FROM topic_text WHERE topic IN \(list: topics.map(\.topic.id))")
        let rows = topics.flatMap { _, topic in
            topic.name.values.map {
                "(\(topic.id), 'name', \($0.key.rawValue), \($0.value.text), \($0.value.state.rawValue))" as SQL
            }
        }
        try tx.run(inBatchesOf: rows) {
            "INSERT INTO topic_text (topic, field, language, value, state) VALUES \(SQL.joined($0, by: ", "))"
        }
        for (_, topic) in topics { tx.record("topic.changed", Noun("topic", topic.id), "topics") }
    }

    /// Records that editions were added or changed by a file.
    func record(_ ids: [ID<Edition>], isNew: Bool) {
        for id in ids { tx.record(isNew ? "edition.added" : "edition.changed", Noun("edition", id), "editions") }
    }

    // MARK: Rows to values

    private static func edition(_ row: Row) -> Edition {
        Edition(
            id: row["id"], number: row["number"], city: row["city"], country: row["country"], zone: row["zone"],
            dates: EditionDates(row["dates"]) ?? .month(1, 1), isInvented: row["invented"], host: row["host"],
            notes: row["notes"],
            sources: row["sources"])
    }

    private static func figure(_ row: Row) -> EditionFigure {
        EditionFigure(
            name: FigureName(rawValue: row["figure"]) ?? .participants, low: row["low"], high: row["high"],
            qualifier: .init(rawValue: row["qualifier"]) ?? .exact, kind: .init(rawValue: row["kind"]) ?? .reported,
            isPreferred: row["preferred"], source: row["source"], attribution: .init(rawValue: row["attribution"]) ?? .oneOf,
            asOf: row["as_of"])
    }

    private static func texts(_ rows: [Row]) -> [EditionField: LocalizedText] {
        Dictionary(grouping: rows) { EditionField(rawValue: $0["field"]) ?? .title }.mapValues { LocalizedText(values($0)) }
    }

    private static func values(_ rows: [Row]) -> [Language: LocalizedText.Value] {
        rows.reduce(into: [:]) { values, row in
            guard let language = Language(rawValue: row["language"]) else { return }
            values[language] = .init(row["value"], TextState(rawValue: row["state"]) ?? .draft)
        }
    }
}
