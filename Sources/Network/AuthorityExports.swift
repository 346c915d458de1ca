// SPDX-License-Identifier: EUPL-1.2
import Formats
import Foundation
import Vocabulary

/// The directory as a spreadsheet: numbers as numbers.
enum AuthorityWorkbook {
    private static let numbers: Set<String> = ["population", "latitude", "longitude"]

    static func bytes(_ authorities: [Authority], at now: Date) throws -> [UInt8] {
        let rows = authorities.map { authority in
            zip(AuthorityFile.columns, AuthorityFile.values(of: authority)).map { column, value -> Workbook.Cell in
                if value.isEmpty { return .empty }
                if numbers.contains(column), let number = Double(value) {
                    return column == "population" ? .integer(Int(number)) : .decimal(number)
                }
                return .text(value)
            }
        }
        return try Workbook.bytes(
            sheet: "authorities", header: AuthorityFile.columns, rows: rows,
            about: .init(title: "Authorities", creator: "Hemicycle", created: now))
    }
}

/// The directory for programs.
enum AuthorityJSON {
    static func bytes(_ authorities: [Authority]) -> [UInt8] {
        JSONText.object([("count", .integer(authorities.count)), ("authorities", .array(authorities.map(object)))]).bytes
    }

    private static func object(_ a: Authority) -> JSONText {
        .object([
            ("id", .text(a.id.value)), ("name", .text(a.nameLocal)), ("name_en", .text(a.nameEnglish)),
            ("country", .text(a.country)),
            ("kind", .text(a.kind.rawValue)), ("population", a.population.map { .integer($0) } ?? .null),
            ("population_source", text(a.populationSource)), ("latitude", a.place.map { .decimal($0.latitude) } ?? .null),
            ("longitude", a.place.map { .decimal($0.longitude) } ?? .null), ("nuts_code", text(a.nutsCode)),
            ("forum", text(a.forum)), ("parent", a.parent.map { .text($0.value) } ?? .null),
            (
                "membership",
                .object([
                    ("state", .text(a.membership.state.rawValue)), ("evidence", text(a.membership.evidence)),
                    ("since", a.membership.since.map { .text($0.description) } ?? .null),
                    ("until", a.membership.until.map { .text($0.description) } ?? .null),
                ])
            ),
        ])
    }

    private static func text(_ value: String) -> JSONText { value.isEmpty ? .null : .text(value) }
}
