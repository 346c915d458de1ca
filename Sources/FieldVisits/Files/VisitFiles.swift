// SPDX-License-Identifier: EUPL-1.2
import Editions
import Formats
import Foundation
import People
import Programme
import Registration
import Vocabulary

/// What a file of visits is about.
package enum VisitFileKind: String, Sendable, CaseIterable {
    case visits, departures

    package var columns: [String] {
        switch self {
        case .visits:
            ["edition", "code", "kind"] + Self.texts("title") + Self.texts("description") + Self.texts("access")
                + ["host", "topic", "step_free", "walking", "photos", "conditions", "identity", "list_days", "published"]
        case .departures:
            [
                "edition", "visit", "id", "day", "start", "end", "capacity", "minimum", "languages", "meeting", "latitude",
                "longitude", "bus", "leader", "reserved",
            ]
        }
    }

    private static func texts(_ name: String) -> [String] { Language.allCases.map { "\(name)_\($0.rawValue)" } }

    /// The visits of an edition in the form in which they are imported.
    package func rows(_ visits: [FieldVisit], of edition: ID<Edition>) -> [[String]] {
        switch self {
        case .visits: visits.map { VisitFiles.row(edition, $0) }
        case .departures: visits.flatMap(\.departures).map { VisitFiles.row(edition, $0) }
        }
    }
}

/// Visits and departures as tables.
enum VisitFiles {
    // MARK: Writing

    static func row(_ edition: ID<Edition>, _ v: FieldVisit) -> [String] {
        func cells(_ text: LocalizedText) -> [String] { Language.allCases.map { text.values[$0]?.text ?? "" } }
        let names = cells(v.title) + cells(v.description) + cells(v.access)
        let conditions = VisitCondition.allCases.filter(v.conditions.contains).map(\.rawValue).joined(separator: "|")
        let facts = [
            v.host, v.topic?.value ?? "", v.isStepFree.map { $0 ? "yes" : "no" } ?? "", v.walking.map(String.init) ?? "",
        ]
        return [edition.value, v.code.description, v.kind.rawValue] + names + facts
            + [v.photos.rawValue, conditions, v.identity.name, v.identity.days.map(String.init) ?? "", v.isPublic ? "yes" : "no"]
    }

    static func row(_ edition: ID<Edition>, _ d: Departure) -> [String] {
        let reserved = d.reserved.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue):\($0.value)" }
        let time = [d.time.day.description, d.time.start.description, d.time.end.description]
        let place = [
            d.meeting, d.point.map { String($0.latitude) } ?? "", d.point.map { String($0.longitude) } ?? "", d.bus, d.leader,
        ]
        return [edition.value, d.visit.description, d.id.value] + time
            + [String(d.capacity), String(d.minimum), d.languages.joined(separator: " ").uppercased()] + place
            + [reserved.joined(separator: "|")]
    }

    // MARK: Reading

    typealias Lines<Value> = [ID<Edition>: [(line: Int, value: Value)]]

    static func visits(
        _ bytes: [UInt8], editions: Set<ID<Edition>>, topics: Set<ID<Topic>>, known: [ID<Edition>: [FieldVisit]], at now: Date
    ) throws -> Lines<FieldVisit> {
        var cells = try ProgrammeCells(bytes, needed: ["edition", "code", "kind", "title_en"], editions)
        var seen: Set<String> = []
        return try cells.byEdition { cells, row in
            guard let code = VisitCode(row["code"]) else { throw cells.wrong(row, "code", .code) }
            let all = known[ID(row["edition"])] ?? []
            let old = all.first { $0.code == code }
            guard old != nil || !code.isReserved else { throw cells.wrong(row, "code", .reserved) }
            guard !all.contains(where: { $0.code != code && $0.code.folded == code.folded }) else {
                throw cells.wrong(row, "code", .resembles)
            }
            guard seen.insert("\(row["edition"]) \(code.folded)").inserted else { throw cells.wrong(row, "code", .twice) }
            var visit = old ?? FieldVisit(code: code)
            visit.kind = try cells.choice(row, "kind")
            visit.title = try cells.text(row, "title", over: old?.title, most: VisitForm.longestTitle)
            guard !visit.title.isEmpty else { throw cells.wrong(row, "title_en", .empty) }
            visit.description = try cells.text(
                row, "description", over: old?.description, most: VisitForm.longestText, clean: PersonText.cleanedLines)
            visit.access = try cells.text(row, "access", over: old?.access, most: VisitForm.longestTitle)
            try read(row, cells, topics, into: &visit)
            if row["published"] == "yes" { visit.publishedAt = visit.publishedAt ?? now }
            return visit
        }
    }

    /// What a file has no column for stays as it is.
    private static func read(
        _ row: Table.Row, _ cells: ProgrammeCells, _ topics: Set<ID<Topic>>, into visit: inout FieldVisit
    ) throws {
        func has(_ column: String) -> Bool { row.position(of: column) != nil }
        if has("host") {
            visit.host = try cells.text(row, "host", over: visit.host, most: VisitForm.longestHost, clean: PersonText.cleaned)
        }
        if has("topic") { visit.topic = try cells.reference(row, "topic", among: topics, file: "topics.csv") }
        if has("step_free") { visit.isStepFree = try truth(row, "step_free", cells) }
        if has("walking") { visit.walking = try cells.number(row, "walking", from: 0) }
        if has("photos") { visit.photos = row["photos"].isEmpty ? .allowed : try cells.choice(row, "photos") }
        if has("conditions") {
            visit.conditions = Set(
                try row["conditions"].split(separator: "|").map { name in
                    guard let one = VisitCondition(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
                        throw cells.wrong(row, "conditions", .choice)
                    }
                    return one
                })
        }
        if has("identity") {
            let days = try cells.number(row, "list_days", from: 0)
            guard (days ?? 0) <= 60 else { throw cells.wrong(row, "list_days", .number) }
            guard let check = IdentityCheck(row["identity"].isEmpty ? "none" : row["identity"], days: days) else {
                throw cells.wrong(
                    row, row["identity"] == "list" ? "list_days" : "identity", row["identity"] == "list" ? .empty : .choice)
            }
            visit.identity = check
        }
        if has("published") { _ = try truth(row, "published", cells) }
    }

    private static func truth(_ row: Table.Row, _ column: String, _ cells: ProgrammeCells) throws -> Bool? {
        switch row[column] {
        case "": nil
        case "yes": true
        case "no": false
        default: throw cells.wrong(row, column, .choice)
        }
    }
}
