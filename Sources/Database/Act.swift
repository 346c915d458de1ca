// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import Vocabulary

/// An entry of the record: who did what, when, under which role. It holds ids, never personal text.
package struct Act: Sendable, Equatable {
    /// Gapless and in the order of commits.
    package var number: Int
    package let at: Date
    package let actor: Actor.Kind
    package let role: Role
    package let verb: String
    package let nouns: [Noun]
    /// The id of the person who did it, where it is known who.
    package var person: String?
}

/// The record of acts.
struct ActStore {
    let connection: any Connection

    static let migration = Migration(
        "0001 the record of acts",
        """
        CREATE TABLE act (
            number {int} NOT NULL PRIMARY KEY CHECK (number > 0),
            at {int} NOT NULL,
            actor text NOT NULL,
            role text NOT NULL,
            verb text NOT NULL
        ){strict};
        CREATE TABLE act_noun (
            act {int} NOT NULL REFERENCES act (number),
            noun text NOT NULL,
            PRIMARY KEY (act, noun)
        ){strict};
        CREATE INDEX act_noun_by_noun ON act_noun (noun, act);
        """)

    private static let persons = Migration(
        "0002 the record knows who acted", endsOlderPrograms: false,
        """
        ALTER TABLE act ADD COLUMN person text;
        CREATE INDEX act_by_person ON act (person, number);
        CREATE INDEX act_by_verb ON act (verb, number);
        CREATE INDEX act_by_time ON act (at, number);
        """)

    /// What every database has before the features' own steps.
    static let migrations = [migration, persons]

    /// Numbers and stores the acts of one commit. Writers are kept one after the other, so the next number is free.
    func keep(_ acts: [Act]) throws -> [Act] {
        guard !acts.isEmpty else { return [] }
        var number: Int = try connection.rows("SELECT coalesce(max(number), 0) AS last FROM act")[0]["last"]
        let numbered = acts.map { act in
            number += 1
            var act = act
            act.number = number
            return act
        }
        for part in numbered.parts(of: 500) {
            let rows = part.map {
                "(\($0.number), \($0.at.milliseconds), \($0.actor.rawValue), \($0.role.rawValue), \($0.verb), \($0.person))"
                    as SQL
            }
            _ = try connection.run("INSERT INTO act (number, at, actor, role, verb, person) VALUES \(SQL.joined(rows, by: ", "))")
        }
        let nouns = numbered.flatMap { act in Set(act.nouns).map { "(\(act.number), \($0.description))" as SQL } }
        for part in nouns.parts(of: 500) {
            _ = try connection.run("INSERT INTO act_noun (act, noun) VALUES \(SQL.joined(part, by: ", "))")
        }
        return numbered
    }

    func last() throws -> Int { try connection.rows("SELECT coalesce(max(number), 0) AS last FROM act")[0]["last"] }

    /// The nouns of all acts after a number, and the last number there is.
    func nouns(after number: Int) throws -> (last: Int, nouns: Set<Noun>) {
        let last = try last()
        guard last > number else { return (last, []) }
        let rows = try connection.rows("SELECT DISTINCT noun FROM act_noun WHERE act > \(number)")
        return (last, Set(rows.map { Noun($0["noun"] as String) }))
    }
}

extension Transaction {
    /// The number of the newest act of all.
    package var lastAct: Int {
        get throws { try rows("SELECT coalesce(max(number), 0) AS last FROM act")[0]["last"] }
    }

    /// The number of the newest act about a noun: what a page about it tells its live stream it knows.
    package func lastAct(about noun: Noun) throws -> Int {
        try rows("SELECT coalesce(max(act), 0) AS last FROM act_noun WHERE noun = \(noun.description)")[0]["last"]
    }

    /// Which of the nouns an act after the number is about.
    package func nouns(of nouns: Set<Noun>, after number: Int) throws -> Set<Noun> {
        let names = nouns.map(\.description).sorted()
        return Set(
            try rows("SELECT DISTINCT noun FROM act_noun WHERE noun IN \(list: names) AND act > \(number)").map {
                Noun($0["noun"] as String)
            })
    }
}

extension Array {
    /// The elements in runs of at most `size`.
    package func parts(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

extension Date {
    /// Milliseconds since 1970, UTC: how instants are stored.
    package var milliseconds: Int { Int((timeIntervalSince1970 * 1_000).rounded()) }
    package init(milliseconds: Int) { self.init(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}
