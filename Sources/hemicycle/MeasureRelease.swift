// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import ArgumentParser
import Database
import Editions
import Foundation
import Programme
import Server
import Vocabulary

/// `hemicycle measure release`: makes a draft public, and writes the mails of everybody who follows it.
struct MeasureRelease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Release a draft that differs, to people invented for it.",
        discussion: "The edition gets followers and a release: name no real database.", shouldDisplay: false)
    @OptionGroup var database: DatabaseOption
    @Option(help: "the edition") var edition: String
    @Option(help: "people who follow it, beside those of earlier runs") var people = 0
    @Option(help: "sessions that each of them follows") var favourites = 8

    private struct Result: Encodable {
        let sessions: Int, letters: Int, milliseconds: Double, processorMilliseconds: Double, said: String
    }

    func run() async throws {
        let mailing = ReleaseMailing(try database.configuration().site, random: Dice.system(32))
        let database = try database.existing()
        defer { database.close() }
        try await follow(in: database)
        try await database.write(by: .commandLine, at: .now) { [edition] in try ProgrammeActs.onlyWarn(of: edition, $0) }
        let before = try await Self.count("letter", in: database)
        let watch = Stopwatch()
        let said = try await database.write(by: .commandLine, at: .now) { [edition] tx in
            try ProgrammeActs.release(edition, only: [], note: "Measured.", mailing, tx)
        }
        let (seconds, processor) = (watch.seconds, watch.processorSeconds)
        let letters = try await Self.count("letter", in: database) - before
        let sessions = try await database.read(by: .commandLine, at: .now) { [edition] tx in
            try ProgrammeStore(tx: tx).content(of: ID(edition)).sessions.count
        }
        try Say.json(
            Result(
                sessions: sessions, letters: letters, milliseconds: seconds * 1e3, processorMilliseconds: processor * 1e3,
                said: said))
    }

    /// Each follows sessions that lie far from each other, the same way every time.
    private func follow(in database: Database) async throws {
        guard people > 0 else { return }
        let followers = try await MeasuredPeople.open(people, in: database)
        try await database.write(by: .commandLine, at: .now) { [edition, favourites] tx in
            let codes = try ProgrammeStore(tx: tx).content(of: ID(edition)).sessions.map(\.code)
            guard !codes.isEmpty else { return }
            for (number, one) in followers.enumerated() {
                let chosen = (0..<favourites).map { codes[(number * 7 + $0 * 31) % codes.count] }
                try FavouriteStore(tx: tx).add(chosen, of: one.id, in: ID(edition))
            }
        }
    }

    private static func count(_ table: String, in database: Database) async throws -> Int {
        try await database.read(by: .commandLine, at: .now) { tx in
            try tx.rows("SELECT count(*) AS number FROM \(SQL(stringLiteral: table))")[0]["number"]
        }
    }
}
