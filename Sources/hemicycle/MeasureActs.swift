// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import ArgumentParser
import Database
import Foundation
import Vocabulary

/// `hemicycle measure acts`: fills the record of acts, the same way every time, for Benchmarks/run to look into.
struct MeasureActs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acts", abstract: "Fill the record with acts of a year.",
        discussion: "They cannot be taken away again: name no real database.", shouldDisplay: false)
    @OptionGroup var database: DatabaseOption
    @Option(help: "how many") var count = 100_000
    @Option(help: "how many people they are of") var people = 500

    private struct Result: Encodable { let acts: Int, person: String, seconds: Double }

    /// What was done, about what, and about how many of it: what happens often stands there often.
    private static let kinds: [(verb: String, noun: String, among: Int)] = [
        ("letter.posted", "letter", 40_000), ("letter.sent", "letter", 40_000), ("letter.posted", "letter", 40_000),
        ("letter.sent", "letter", 40_000), ("account.signed-in", "person", 500), ("account.signed-in", "person", 500),
        ("session.changed", "session", 200), ("person.changed", "person", 500), ("person.read", "person", 500),
        ("authority.changed", "authority", 300),
    ]
    private static let actsOfOneWrite = 500

    func run() async throws {
        let (count, database) = (count, try database.existing())
        defer { database.close() }
        let people = try await MeasuredPeople.open(people, in: database)
        let (watch, begin) = (Stopwatch(), Date.now - 365 * 86_400)
        for (turn, first) in stride(from: 0, to: count, by: Self.actsOfOneWrite).enumerated() {
            let person = people[turn % people.count].id
            let actor = Actor(kind: .account, grants: [Grant(.secretariat, in: .server)], person: person.value)
            let now = begin + Double(first) * 365 * 86_400 / Double(count)
            try await database.write(by: actor, at: now) { tx in
                for number in first..<min(count, first + Self.actsOfOneWrite) {
                    let kind = Self.kinds[number % Self.kinds.count]
                    tx.record(
                        kind.verb, Noun("\(kind.noun):\(number / Self.kinds.count * 7 % kind.among)"), Noun("\(kind.noun)s"))
                }
            }
        }
        try Say.json(Result(acts: count, person: people[0].id.value, seconds: watch.seconds))
    }
}
