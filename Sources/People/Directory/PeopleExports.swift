// SPDX-License-Identifier: EUPL-1.2
import Formats
import Foundation
import Vocabulary

/// Persons as a table for files. Names of identity documents stay out: lists for secured places have their own.
struct PeopleTable {
    let people: [ListedPerson]
    let columns: [PersonColumn]

    private var header: [String] {
        ["id", "badge_name", "published_name", "honorific", "office", "language", "addresses", "invented", "since"]
            + columns.map(\.name)
    }

    private func values(_ listed: ListedPerson) -> [String] {
        let person = listed.person
        return [
            person.id.value, person.badgeName, person.publishedName ?? "", person.honorific ?? "", person.office ?? "",
            person.language.rawValue, listed.addresses.map(\.address).joined(separator: "|"), person.isInvented ? "yes" : "no",
            Day(person.created, in: .gmt).description,
        ] + columns.map { listed.cells[$0.name] ?? "" }
    }

    var csv: [UInt8] {
        var writer = CSVWriter(header: header)
        for listed in people { writer.add(values(listed)) }
        return writer.bytes
    }

    func workbook(at now: Date) throws -> [UInt8] {
        try Workbook.bytes(
            sheet: "persons", header: header,
            rows: people.map { values($0).map { $0.isEmpty ? .empty : .text($0) } },
            about: .init(title: "Persons", creator: "Hemicycle", created: now))
    }
}
