// SPDX-License-Identifier: EUPL-1.2
import Editions
import Formats
import Foundation
import People
import Vocabulary

/// The cells of a file of the programme as values; what is wrong is said by line and column.
package struct ProgrammeCells {
    private let table: Table
    private let editions: Set<ID<Edition>>
    private var seen: Set<String> = []

    package init(_ bytes: [UInt8], needed: [String], _ editions: Set<ID<Edition>>) throws {
        table = try Table(reading: bytes)
        self.editions = editions
        let missing = needed.filter { !table.header.contains($0) }
        guard missing.isEmpty else { throw ProgrammeRefusal.missingColumns(missing) }
    }

    /// Reads every row, in order, sorted by the edition it names, each with its line.
    package mutating func byEdition<Value>(
        _ value: (inout ProgrammeCells, Table.Row) throws -> Value
    ) throws -> [ID<Edition>: [(line: Int, value: Value)]] {
        var values: [ID<Edition>: [(line: Int, value: Value)]] = [:]
        for row in table.rows {
            guard editions.contains(ID(row["edition"])) else {
                throw ProgrammeRefusal.unknownEdition(line: row.line, row["edition"])
            }
            values[ID(row["edition"]), default: []].append((row.line, try value(&self, row)))
        }
        return values
    }

    package func wrong(_ row: Table.Row, _ column: String, _ reason: ProgrammeRefusal.Reason) -> ProgrammeRefusal {
        .value(line: row.line, column: column, value: row[column], reason: reason)
    }

    package mutating func id<Noun>(_ row: Table.Row) throws -> ID<Noun> {
        guard ID<Noun>.isWellFormed(row["id"]) else { throw wrong(row, "id", .slug) }
        guard seen.insert("\(row["edition"]) \(row["id"])").inserted else { throw wrong(row, "id", .twice) }
        return ID(row["id"])
    }

    /// - Parameter known: the codes of the edition, which may be older than these rules.
    package mutating func code(_ row: Table.Row, known: Set<SessionCode>) throws -> SessionCode {
        guard let code = SessionCode(row["code"]) else { throw wrong(row, "code", .code) }
        let isKnown = known.contains(code)
        guard isKnown || !code.isReserved else { throw wrong(row, "code", .reserved) }
        guard isKnown || !known.contains(where: { $0.resembles(code) }) else { throw wrong(row, "code", .resembles) }
        let name = isKnown ? code.description : code.folded
        guard seen.insert("\(row["edition"]) \(name)").inserted else { throw wrong(row, "code", .twice) }
        return code
    }

    /// The languages the file has columns for, English and French as the authentic ones; the others as they are known.
    package func text(
        _ row: Table.Row, _ name: String, over known: LocalizedText?, most: Int, clean: (String) -> String = PersonText.cleaned
    ) throws -> LocalizedText {
        try Language.allCases.reduce(into: LocalizedText()) { text, language in
            let column = "\(name)_\(language.rawValue)"
            guard table.position(of: column) != nil else { return text.values[language] = known?.values[language] }
            let value = try self.text(row, column, over: known?.values[language]?.text ?? "", most: most, clean: clean)
            if !value.isEmpty { text.values[language] = .init(value, [.en, .fr].contains(language) ? .authentic : .reviewed) }
        }
    }

    /// What a form would keep of a cell. What is known stays as it is: it may be older than these rules.
    package func text(
        _ row: Table.Row, _ column: String, over known: String, most: Int, clean: (String) -> String
    ) throws -> String {
        let value = row[column].trimmingCharacters(in: .whitespacesAndNewlines)
        guard value != known else { return known }
        guard value.unicodeScalars.count <= most else { throw wrong(row, column, .long(most)) }
        return clean(value)
    }

    /// Names stand on one line, and hold nothing that a terminal would obey.
    package func oneLine(_ row: Table.Row, _ column: String) throws {
        guard !row[column].unicodeScalars.contains(where: { $0.properties.generalCategory == .control }), row[column].count <= 200
        else { throw ProgrammeRefusal.value(line: row.line, column: column, value: row[column], reason: .name) }
    }

    package func capacity(_ row: Table.Row) throws -> Int? { try number(row, "capacity", from: 1) }

    package func number(_ row: Table.Row, _ column: String, from least: Int) throws -> Int? {
        guard !row[column].isEmpty else { return nil }
        guard let number = Int(row[column]), (least...1_000_000).contains(number) else { throw wrong(row, column, .number) }
        return number
    }

    // What is planned and never published stays where a file has no column for it.

    func plan(_ row: Table.Row, over old: SessionPlan) throws -> SessionPlan {
        SessionPlan(
            expected: row.position(of: "expected") == nil ? old.expected : try number(row, "expected", from: 0),
            needs: row.position(of: "needs") == nil ? old.needs : try fittings(row, "needs"))
    }

    func plan(_ row: Table.Row, over old: RoomPlan) throws -> RoomPlan {
        var plan = old
        if row.position(of: "site") != nil {
            try oneLine(row, "site")
            plan.site = row["site"].trimmingCharacters(in: .whitespaces)
        }
        if row.position(of: "booths") != nil { plan.booths = try number(row, "booths", from: 0) }
        if row.position(of: "fittings") != nil { plan.fittings = Set(try fittings(row, "fittings")) }
        return plan
    }

    /// Their names with `|` between them.
    private func fittings(_ row: Table.Row, _ column: String) throws -> [Fitting] {
        let names = row[column].split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        guard Set(names).count == names.count else { throw wrong(row, column, .twice) }
        return try names.map { name in
            guard let fitting = Fitting(rawValue: name) else {
                throw ProgrammeRefusal.value(line: row.line, column: column, value: name, reason: .choice)
            }
            return fitting
        }
    }

    package func choice<T: RawRepresentable>(_ row: Table.Row, _ column: String) throws -> T where T.RawValue == String {
        guard let value = T(rawValue: row[column]) else { throw wrong(row, column, .choice) }
        return value
    }

    package func day(_ row: Table.Row) throws -> Day? {
        guard !row["day"].isEmpty else { return nil }
        guard let day = Day(row["day"]) else { throw wrong(row, "day", .day) }
        return day
    }

    /// Start and end, both or none, and then a day.
    package func time(_ row: Table.Row) throws -> SessionTime? {
        guard !row["start"].isEmpty || !row["end"].isEmpty else { return nil }
        guard let start = WallTime(row["start"]) else { throw wrong(row, "start", .time) }
        guard let end = WallTime(row["end"]), end != start else { throw wrong(row, "end", .time) }
        guard let day = try day(row) else { throw wrong(row, "day", .empty) }
        return SessionTime(day: day, start: start, end: end)
    }

    package func languages(_ row: Table.Row, _ column: String) throws -> [String] {
        let codes = row[column].lowercased().split(whereSeparator: { $0 == " " || $0 == "|" }).map(String.init)
        guard Set(codes).count == codes.count,
            codes.allSatisfy({ $0.count == 2 && Locale.LanguageCode($0).isISOLanguage })
        else { throw wrong(row, column, .language) }
        return codes
    }

    package func reference<Noun>(_ row: Table.Row, _ column: String, among known: Set<ID<Noun>>, file: String) throws -> ID<Noun>?
    {
        guard !row[column].isEmpty else { return nil }
        guard known.contains(ID(row[column])) else { throw wrong(row, column, .unknown(file: file)) }
        return ID(row[column])
    }

    /// Several ids with `|` between them.
    package func references<Noun>(_ row: Table.Row, _ column: String, among known: Set<ID<Noun>>, file: String) throws -> [ID<
        Noun
    >] {
        let ids = row[column].split(separator: "|").map { ID<Noun>($0.trimmingCharacters(in: .whitespaces)) }
        guard Set(ids).count == ids.count else { throw wrong(row, column, .twice) }
        if let unknown = ids.first(where: { !known.contains($0) }) {
            throw ProgrammeRefusal.value(line: row.line, column: column, value: unknown.value, reason: .unknown(file: file))
        }
        return ids
    }
}
