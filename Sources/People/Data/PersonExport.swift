// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Formats
import Foundation
import Vocabulary

/// What one table holds about a person: the rows, each with its columns.
package struct PersonExportSection: Sendable {
    package let table: String
    package let rows: [[(name: String, value: JSONText)]]

    package init(table: String, rows: [[(name: String, value: JSONText)]]) {
        self.table = table
        self.rows = rows
    }

    /// Rows as the database gave them; instants are written as RFC 3339 has them, truths as true and false.
    package init(table: String, rows: [Row], instants: Set<String> = [], truths: Set<String> = []) {
        self.table = table
        self.rows = rows.map { row in
            zip(row.columns.names, row.values).map { name, value in
                (name, Self.json(value, isInstant: instants.contains(name), isTruth: truths.contains(name)))
            }
        }
    }

    private static func json(_ value: SQLValue, isInstant: Bool, isTruth: Bool) -> JSONText {
        switch value {
        case .null: .null
        case .text(let text): .text(text)
        case .integer(let number) where isInstant: .text(Date(milliseconds: Int(number)).formatted(.iso8601))
        case .integer(let number) where isTruth: .bool(number != 0)
        case .integer(let number): .integer(Int(number))
        case .real(let number): .decimal(number)
        case .bool(let truth): .bool(truth)
        // Keys and secrets say nothing to people, and open something.
        case .bytes(let bytes): .text("(\(bytes.count) bytes)")
        }
    }
}

/// Reads what a feature keeps about a person, by the ids that lead to them, with a fixed number of statements.
package typealias PersonExport = @Sendable (Transaction, [ID<Person>]) throws -> [PersonExportSection]

extension PeopleFeature {
    /// Names, addresses, and what was done by the person and about them.
    package static let exports: [PersonExport] = [
        { tx, ids in
            let persons = try tx.rows(
                """
                SELECT id, badge_name, document_name, published_name, honorific, office, language, created, merged_into
                FROM person WHERE id IN \(list: ids) ORDER BY created, id
                """)
            let addresses = try tx.rows(
                """
                SELECT person, address, verified_at, preferred FROM person_address WHERE person IN \(list: ids)
                ORDER BY person, folded
                """)
            return [
                PersonExportSection(table: "person", rows: persons, instants: ["created"]),
                PersonExportSection(
                    table: "person_address", rows: addresses, instants: ["verified_at"], truths: ["preferred"]),
            ]
        },
        { tx, ids in [PersonExportSection(table: "act", rows: try acts(of: ids, tx))] },
    ]

    /// Acts of others with the role and without the person: that says something about somebody else.
    private static func acts(of ids: [ID<Person>], _ tx: Transaction) throws -> [[(name: String, value: JSONText)]] {
        var filter = ActFilter()
        filter.concerning = .init(
            persons: ids.map(\.value), nouns: ids.map { Noun("person", $0) } + [PeopleRoutes.everybody])
        return try ActRecord(tx: tx).all(filter, most: 100_000).map { act in
            let isOwn = act.person.map { ids.contains(ID($0)) } ?? false
            return [
                ("number", .integer(act.number)), ("at", .text(act.at.formatted(.iso8601))), ("verb", .text(act.verb)),
                ("role", .text(act.role.rawValue)), ("person", isOwn ? .text(act.person ?? "") : .null),
                ("nouns", .array(isOwn ? act.nouns.map { .text($0.description) } : [])),
            ]
        }
    }
}

/// Everything about a person as one document, with what each field is kept for.
struct PersonDocument {
    let person: ID<Person>
    let sections: [PersonExportSection]
    let fields: [PersonalField]
    let at: Date
    let words: Words

    var json: JSONText {
        .object([
            ("person", .text(person.value)), ("exported", .text(at.formatted(.iso8601))),
            ("about", .text(words("data.file"))),
            ("tables", .object(sections.map { ($0.table, table($0)) })),
        ])
    }

    private func table(_ section: PersonExportSection) -> JSONText {
        .object([
            ("fields", .object(fields.filter { $0.table == section.table }.map { ($0.column, purpose($0)) })),
            ("rows", .array(section.rows.map { .object($0) })),
        ])
    }

    private func purpose(_ field: PersonalField) -> JSONText {
        .object([
            ("purpose", .text(words(field.purpose))), ("basis", .text(words("privacy.basis.\(field.basis.rawValue)"))),
            ("retention_days", .integer(field.retentionDays)),
        ])
    }
}
