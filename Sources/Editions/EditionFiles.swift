// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Formats
import Network
import Vocabulary

/// The files editions are imported from and exported to. Each says line and column of what is wrong.
package enum EditionFiles {
    package static let editionColumns = [
        "edition", "city", "country", "dates", "notes", "sources", "slug", "zone", "invented", "host",
    ]
    package static let textColumns = ["edition", "field", "language", "value", "state"]
    package static let figureColumns = [
        "edition", "figure", "low", "high", "qualifier", "kind", "preferred", "source", "attribution", "as_of",
    ]

    package static let topicColumns = ["id"] + Language.allCases.map { "name_\($0.rawValue)" }
    package static let editionTopicColumns = ["edition", "topic"]

    /// `editions.csv`. Editions that are known and not in the file keep their numbers; without a column host all keep their hosts.
    static func editions(_ bytes: [UInt8], known: [ID<Edition>: Edition] = [:], hosts: Set<ID<Authority>>) throws -> [Edition] {
        let table = try read(bytes, columns: editionColumns.dropLast())
        let inFile = Set(table.rows.map { $0["slug"] })
        var slugs: Set<String> = []
        var numbers = Set(known.values.filter { !inFile.contains($0.id.value) }.map(\.number))
        return try table.rows.map { row in
            guard EditionSlug.isAllowed(row["slug"]) else { throw wrong(row, "slug", .slug) }
            guard slugs.insert(row["slug"]).inserted else { throw wrong(row, "slug", .twice) }
            guard let number = Int(row["edition"]), (1...10_000).contains(number) else { throw wrong(row, "edition", .number) }
            guard numbers.insert(number).inserted else { throw wrong(row, "edition", .twice) }
            guard let dates = EditionDates(row["dates"]) else { throw wrong(row, "dates", .dates) }
            guard Locale.Region.isoRegions.contains(Locale.Region(row["country"])), row["country"].count == 2 else {
                throw wrong(row, "country", .country)
            }
            guard TimeZone(identifier: row["zone"]) != nil else { throw wrong(row, "zone", .zone) }
            guard row["city"].contains(where: { !$0.isWhitespace }) else { throw wrong(row, "city", .empty) }
            guard row["host"].isEmpty || hosts.contains(ID(row["host"])) else { throw wrong(row, "host", .host) }
            let host = table.position(of: "host") == nil ? known[ID(row["slug"])]?.host : row["host"]
            return Edition(
                id: ID(row["slug"]), number: number, city: row["city"], country: row["country"], zone: row["zone"], dates: dates,
                isInvented: try truth(row, "invented"), host: host?.isEmpty == false ? host : nil, notes: row["notes"],
                sources: row["sources"])
        }
    }

    /// `edition-texts.csv`, by edition.
    static func texts(_ bytes: [UInt8], known: Set<ID<Edition>>) throws -> [ID<Edition>: [EditionField: LocalizedText]] {
        var texts: [ID<Edition>: [EditionField: LocalizedText]] = [:]
        for row in try read(bytes, columns: textColumns[...]).rows {
            let id = try edition(row, among: known)
            let field: EditionField = try choice(row, "field")
            let language: Language = try choice(row, "language")
            guard row["value"].contains(where: { !$0.isWhitespace }) else { throw wrong(row, "value", .empty) }
            guard texts[id]?[field]?.values[language] == nil else { throw wrong(row, "language", .twice) }
            texts[id, default: [:]][field, default: LocalizedText()].values[language] = .init(
                row["value"], try choice(row, "state"))
        }
        return texts
    }

    /// `edition-figures.csv`, by edition; each figure has one preferred statement.
    static func figures(_ bytes: [UInt8], known: Set<ID<Edition>>) throws -> [ID<Edition>: [EditionFigure]] {
        let table = try read(bytes, columns: figureColumns[...])
        let figures = try table.rows.map { row in
            (edition: try edition(row, among: known), figure: try figure(row), line: row.line)
        }
        let statements = Dictionary(grouping: figures) { "\($0.edition) \($0.figure.name)" }.values
        let wrong = statements.filter { $0.count(where: \.figure.isPreferred) != 1 }.compactMap(\.last).min { $0.line < $1.line }
        if let wrong { throw EditionRefusal.notOnePreferred(line: wrong.line, wrong.edition.value, wrong.figure.name) }
        return Dictionary(grouping: figures, by: \.edition).mapValues { $0.map(\.figure) }
    }

    private static func figure(_ row: Table.Row) throws -> EditionFigure {
        guard let low = Int(row["low"]), (0...100_000_000).contains(low) else { throw wrong(row, "low", .number) }
        guard let high = Int(row["high"]), (low...100_000_000).contains(high) else { throw wrong(row, "high", .number) }
        let asOf = row["as_of"]
        let isYear = asOf.utf8.count == 4 && asOf.utf8.allSatisfy { (48...57).contains($0) }
        guard asOf.isEmpty || isYear || EditionDates(asOf) != nil else { throw wrong(row, "as_of", .day) }
        return EditionFigure(
            name: try choice(row, "figure"), low: low, high: high, qualifier: try choice(row, "qualifier"),
            kind: try choice(row, "kind"), isPreferred: try truth(row, "preferred"), source: row["source"],
            attribution: try choice(row, "attribution"), asOf: asOf)
    }

    /// `topics.csv`: a name in each language.
    static func topics(_ bytes: [UInt8]) throws -> [Topic] {
        var seen: Set<String> = []
        return try read(bytes, columns: topicColumns[...]).rows.map { row in
            guard ID<Topic>.isWellFormed(row["id"]) else { throw wrong(row, "id", .slug) }
            guard seen.insert(row["id"]).inserted else { throw wrong(row, "id", .twice) }
            guard row["name_en"].contains(where: { !$0.isWhitespace }) else { throw wrong(row, "name_en", .empty) }
            var name = LocalizedText()
            for language in Language.allCases where !row["name_\(language.rawValue)"].isEmpty {
                name.values[language] = .init(row["name_\(language.rawValue)"], language == .en ? .authentic : .reviewed)
            }
            return Topic(id: ID(row["id"]), name: name)
        }
    }

    /// `edition-topics.csv`: which topics were seen in which edition.
    static func editionTopics(_ bytes: [UInt8], known: Set<ID<Edition>>, topics: [Topic]) throws -> [ID<Edition>: [ID<Topic>]] {
        let order = Dictionary(uniqueKeysWithValues: topics.enumerated().map { ($0.element.id, $0.offset) })
        var seen: [ID<Edition>: Set<ID<Topic>>] = [:]
        for row in try read(bytes, columns: editionTopicColumns[...]).rows {
            let id = try edition(row, among: known)
            guard order[ID(row["topic"])] != nil else { throw EditionRefusal.unknownTopic(line: row.line, row["topic"]) }
            seen[id, default: []].insert(ID(row["topic"]))
        }
        return seen.mapValues { $0.sorted { order[$0, default: 0] < order[$1, default: 0] } }
    }

    /// The editions as they are imported again without a change.
    package static func write(_ records: [EditionRecord]) -> [UInt8] {
        var writer = CSVWriter(header: editionColumns)
        for edition in records.map(\.edition) {
            writer.add([
                String(edition.number), edition.city, edition.country, edition.dates.text, edition.notes, edition.sources,
                edition.id.value,
                edition.zone, edition.isInvented ? "yes" : "no", edition.host ?? "",
            ])
        }
        return writer.bytes
    }

    /// The texts as they are imported again without a change.
    package static func writeTexts(_ records: [EditionRecord]) -> [UInt8] {
        var writer = CSVWriter(header: textColumns)
        for record in records {
            for (field, text) in record.texts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                for language in Language.allCases {
                    guard let value = text.values[language] else { continue }
                    writer.add([record.edition.id.value, field.rawValue, language.rawValue, value.text, value.state.rawValue])
                }
            }
        }
        return writer.bytes
    }

    /// The topics as they are imported again without a change.
    package static func write(_ topics: [Topic]) -> [UInt8] {
        var writer = CSVWriter(header: topicColumns)
        for topic in topics { writer.add([topic.id.value] + Language.allCases.map { topic.name.values[$0]?.text ?? "" }) }
        return writer.bytes
    }

    /// Which edition had which topics, as it is imported again without a change.
    package static func writeTopics(_ records: [EditionRecord]) -> [UInt8] {
        var writer = CSVWriter(header: editionTopicColumns)
        for record in records {
            for topic in record.topics { writer.add([record.edition.id.value, topic.value]) }
        }
        return writer.bytes
    }

    /// The figures as they are imported again without a change.
    package static func writeFigures(_ records: [EditionRecord]) -> [UInt8] {
        var writer = CSVWriter(header: figureColumns)
        for record in records {
            for f in record.figures {
                writer.add([
                    record.edition.id.value, f.name.rawValue, String(f.low), String(f.high), f.qualifier.rawValue,
                    f.kind.rawValue,
                    f.isPreferred ? "yes" : "no", f.source, f.attribution.rawValue, f.asOf,
                ])
            }
        }
        return writer.bytes
    }

    // MARK: Cells

    private static func read(_ bytes: [UInt8], columns: ArraySlice<String>) throws -> Table {
        let table = try Table(reading: bytes)
        for column in columns where !table.header.contains(column) { throw EditionRefusal.missingColumn(column) }
        return table
    }

    private static func wrong(_ row: Table.Row, _ column: String, _ reason: EditionRefusal.Reason) -> EditionRefusal {
        .value(line: row.line, column: column, value: row[column], reason: reason)
    }

    private static func edition(_ row: Table.Row, among known: Set<ID<Edition>>) throws(EditionRefusal) -> ID<Edition> {
        guard known.contains(ID(row["edition"])) else { throw .unknownEdition(line: row.line, row["edition"]) }
        return ID(row["edition"])
    }

    private static func choice<T: RawRepresentable>(_ row: Table.Row, _ column: String) throws(EditionRefusal) -> T
    where T.RawValue == String {
        guard let value = T(rawValue: row[column]) else { throw wrong(row, column, .choice) }
        return value
    }

    private static func truth(_ row: Table.Row, _ column: String) throws(EditionRefusal) -> Bool {
        switch row[column] {
        case "yes": true
        case "no": false
        default: throw wrong(row, column, .choice)
        }
    }
}
