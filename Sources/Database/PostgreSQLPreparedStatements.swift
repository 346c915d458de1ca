// SPDX-License-Identifier: EUPL-1.2

/// Which statements a connection has prepared on its server, by their text.
struct PostgreSQLPreparedStatements {
    private struct Entry {
        let name: String
        var lastUse: Int
        var columns: Row.Columns?
    }
    private var entries: [String: Entry] = [:]
    private var uses = 0
    private var names = 0

    /// Bounds the memory that plans take in the server's process.
    static let most = 500
    /// Longer texts (many rows of VALUES) come in too many lengths to be met again.
    static let longestText = 4_000

    var count: Int { entries.count }

    static func isWorthwhile(_ text: String) -> Bool { text.utf8.count <= longestText }

    /// The name under which a text was prepared.
    mutating func name(of text: String) -> String? {
        uses += 1
        entries[text]?.lastUse = uses
        return entries[text]?.name
    }

    /// A name that none had before.
    mutating func newName() -> String {
        names += 1
        return "s\(names)"
    }

    mutating func keep(_ text: String, as name: String) { entries[text] = Entry(name: name, lastUse: uses) }

    /// The columns of a statement's answers, which stay the same while it is prepared.
    mutating func columns(of text: String, _ read: () -> Row.Columns) -> Row.Columns {
        if let known = entries[text]?.columns { return known }
        let columns = read()
        entries[text]?.columns = columns
        return columns
    }

    /// Forgets a tenth when there are too many, those not used for longest, and returns their names.
    mutating func surplus() -> [String] {
        guard entries.count >= Self.most else { return [] }
        let oldest = entries.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(Self.most / 10)
        for (text, _) in oldest { entries[text] = nil }
        return oldest.map(\.value.name)
    }
}
