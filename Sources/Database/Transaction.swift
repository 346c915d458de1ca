// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import Synchronization
import Vocabulary

/// Everything that one request reads and writes, seen at one moment and kept together or not at all.
package struct Transaction {
    let connection: any Connection
    let journal: Journal
    /// Only for transactions that read.
    var kept: KeptValues?
    /// Who does this, and when: the only clock of a rule.
    package let actor: Actor
    package let now: Date

    package var dialect: Dialect { connection.dialect }

    package func rows(_ statement: SQL) throws -> [Row] {
        journal.count()
        return try connection.rows(statement)
    }

    package func first(_ statement: SQL) throws -> Row? { try rows(statement).first }

    /// Returns how many rows were changed.
    @discardableResult
    package func run(_ statement: SQL) throws -> Int {
        journal.count()
        return try connection.run(statement)
    }

    /// Runs one statement per 500 elements: `INSERT … VALUES` of many rows.
    package func run<E>(inBatchesOf elements: [E], _ statement: ([E]) -> SQL) throws {
        for start in stride(from: 0, to: elements.count, by: Self.rowsPerStatement) {
            try run(statement(Array(elements[start..<min(start + Self.rowsPerStatement, elements.count)])))
        }
    }

    /// SQLite takes at most 32,766 parameters a statement; rows here have up to 20 columns.
    private static var rowsPerStatement: Int { 500 }

    /// Records what the actor does, under which role, and the nouns it concerns (`authority:be-liege`).
    /// Ready pages that read one of these nouns are dropped when this commits.
    package func record(_ verb: String, _ nouns: [Noun]) { journal.record(verb, nouns) }
    package func record(_ verb: String, _ nouns: Noun...) { journal.record(verb, nouns) }
}

extension Transaction {
    /// Names what was read, so that a ready page made of it falls when it changes.
    package func saw(_ nouns: Noun...) { journal.see(nouns) }

    /// Says until when what was read stays so by the clock alone: a ready page made of it falls then.
    package func holds(until: Date) { journal.hold(until) }
}

/// What a transaction read, and how long that stays so.
package struct Seen: Sendable, Equatable {
    package var nouns: Set<Noun> = []
    /// When the first of it becomes something else by the clock alone; nil for never.
    package var until: Date?

    package init(_ nouns: Set<Noun> = []) { self.nouns = nouns }

    package mutating func add(_ other: Seen) {
        nouns.formUnion(other.nouns)
        if let until = other.until { hold(until) }
    }

    package mutating func hold(_ until: Date) { self.until = min(self.until ?? until, until) }
}

/// What an act or a ready page is about: one thing (`authority:be-liege`) or all of a kind (`authorities`).
package struct Noun: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let description: String
    package init(stringLiteral name: String) { description = name }
    package init(_ name: String) { description = name }
    package init<N>(_ kind: String, _ id: ID<N>) { description = "\(kind):\(id.value)" }

    /// The id of a noun of this kind; nil for any other.
    package func id<N>(of kind: String, as type: N.Type = N.self) -> ID<N>? {
        description.hasPrefix(kind + ":") ? ID(String(description.dropFirst(kind.utf8.count + 1))) : nil
    }
}

/// What one transaction did so far: its acts, and how many statements it sent.
final class Journal {
    private(set) var acts: [(verb: String, nouns: [Noun])] = []
    private(set) var statements = 0
    private(set) var seen = Seen()

    func record(_ verb: String, _ nouns: [Noun]) { acts.append((verb, nouns)) }
    func see(_ nouns: [Noun]) { seen.nouns.formUnion(nouns) }
    func hold(_ until: Date) { seen.hold(until) }
    func count() { statements += 1 }
}
