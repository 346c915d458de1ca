// SPDX-License-Identifier: EUPL-1.2
import Database
import Vocabulary

/// Moves the rows of one reference from a person to another, and back. What was moved is written down row by row.
struct PersonMove {
    let tx: Transaction
    let reference: PersonReference
    let merge: ID<PersonMerge>
    let kept: ID<Person>, gone: ID<Person>

    // Names of tables and columns are the program's own, never a reader's.
    private var table: SQL { SQL(stringLiteral: reference.table) }
    private var column: SQL { SQL(stringLiteral: reference.column) }

    func over() throws {
        if case .stay = reference.policy { return }
        for fill in reference.fills { try take(over: fill) }
        if let single = reference.single { try give(up: single) }
        try note(reference.spot, "\(column) = \(gone)\(unlessThere(kept))")
        try tx.run("UPDATE \(table) SET \(column) = \(kept) WHERE \(column) = \(gone)\(unlessThere(kept))")
    }

    /// Rows that were moved and are still where they were moved to go back; what came after stays.
    func back() throws {
        if case .stay = reference.policy { return }
        try tx.run(
            "UPDATE \(table) SET \(column) = \(gone) WHERE \(column) = \(kept) AND \(noted(reference.spot))\(unlessThere(gone))")
        if let single = reference.single { try takeBack(single) }
        for fill in reference.fills { try empty(fill) }
    }

    // MARK: Conditions

    private var uniqueColumns: (names: [String], whileNull: String?)? {
        if case .moveUnlessThere(let names, let whileNull) = reference.policy { (names, whileNull) } else { nil }
    }

    /// That the person has no row which stands for the same.
    private func unlessThere(_ person: ID<Person>) -> SQL {
        guard let (names, whileNull) = uniqueColumns else { return "" }
        let null: SQL = whileNull.map { " AND there.\(SQL(stringLiteral: $0)) IS NULL" } ?? ""
        let both: SQL = whileNull.map { "\(table).\(SQL(stringLiteral: $0)) IS NULL AND " } ?? ""
        return " AND NOT (\(both)EXISTS (SELECT 1 FROM \(table) there WHERE there.\(column) = \(person)\(same(names))\(null)))"
    }

    private func same(_ names: [String]) -> SQL {
        SQL.joined(names.map { " AND there.\(SQL(stringLiteral: $0)) = \(table).\(SQL(stringLiteral: $0))" }, by: "")
    }

    /// What is written down for a row.
    private var rowKey: SQL {
        if reference.key == [reference.column] { return "CAST(\(gone.value) AS text)" }
        return SQL.joined(reference.key.map { "CAST(\(table).\(SQL(stringLiteral: $0)) AS text)" }, by: " || ':' || ")
    }

    private func note(_ spot: String, _ condition: SQL) throws {
        try tx.run(
            """
            INSERT INTO person_merge_move (merge, spot, row_key)
            SELECT CAST(\(merge) AS text), CAST(\(spot) AS text), \(rowKey) FROM \(table) WHERE \(condition)
            """)
    }

    private func noted(_ spot: String) -> SQL {
        "\(rowKey) IN (SELECT row_key FROM person_merge_move WHERE merge = \(merge) AND spot = \(spot))"
    }

    // MARK: What holds for one row alone

    private func give(up single: String) throws {
        let name = SQL(stringLiteral: single)
        let condition: SQL = """
            \(column) = \(gone) AND \(name) = \(true)\(unlessThere(kept))
                AND EXISTS (SELECT 1 FROM \(table) first WHERE first.\(column) = \(kept) AND first.\(name) = \(true))
            """
        try note("\(reference.table).\(single)", condition)
        try tx.run("UPDATE \(table) SET \(name) = \(false) WHERE \(condition)")
    }

    private func takeBack(_ single: String) throws {
        let name = SQL(stringLiteral: single)
        try tx.run(
            """
            UPDATE \(table) SET \(name) = \(true) WHERE \(column) = \(gone) AND \(noted("\(reference.table).\(single)"))
                AND NOT EXISTS (SELECT 1 FROM \(table) first WHERE first.\(column) = \(gone) AND first.\(name) = \(true))
            """)
    }

    // MARK: What one row takes over from another

    private func take(over fill: String) throws {
        let name = SQL(stringLiteral: fill)
        let other: SQL = "FROM \(table) there WHERE there.\(column) = \(gone)\(same(uniqueColumns?.names ?? []))"
        let condition: SQL = """
            \(column) = \(kept) AND \(name) IS NULL AND EXISTS (SELECT 1 \(other) AND there.\(name) IS NOT NULL)
            """
        try note("\(reference.table).\(fill)", condition)
        try tx.run("UPDATE \(table) SET \(name) = (SELECT there.\(name) \(other)) WHERE \(condition)")
    }

    /// Empties it again where it still is what was taken over.
    private func empty(_ fill: String) throws {
        let name = SQL(stringLiteral: fill)
        try tx.run(
            """
            UPDATE \(table) SET \(name) = NULL WHERE \(column) = \(kept) AND \(noted("\(reference.table).\(fill)"))
                AND \(name) = (SELECT there.\(name) FROM \(table) there
                    WHERE there.\(column) = \(gone)\(same(uniqueColumns?.names ?? [])))
            """)
    }
}
