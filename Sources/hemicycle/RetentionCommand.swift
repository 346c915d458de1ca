// SPDX-License-Identifier: EUPL-1.2
import Application
import ArgumentParser
import Database
import Foundation
import Vocabulary

/// `hemicycle retention`.
struct Retention: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Erase what is kept no longer, as the server does once a day.",
        discussion: "With --dry-run it is only said how much would be erased, with --on by which day.")
    @Flag(help: "Only say what would be erased.") var dryRun = false
    @Option(help: ArgumentHelp("the day up to which things fall due, such as 2027-04-30", valueName: "DAY")) var on: String?
    @OptionGroup var database: DatabaseOption

    func validate() throws {
        guard let on else { return }
        guard dryRun else { throw ValidationError("Nothing is erased before its time: --on goes with --dry-run.") }
        guard let day = Day(on), day >= Day(.now, in: .gmt) else {
            throw ValidationError("--on takes a day from today on, such as 2027-04-30, not \(on).")
        }
    }

    func run() async throws {
        let url = try database.url()
        try url.requireExisting()
        let database = try Database.open(url)
        defer { database.close() }
        let at = on.flatMap { Day($0) }.map { $0.midnightUTC + 86_399 } ?? .now
        let rows = try await database.forget(at: at, isTrial: dryRun).filter { $0.rows > 0 }
        for row in rows { try Say.line("\(row.rows)  \(Words(.en)(Phrase(row.purpose)))") }
        let sum = rows.reduce(0) { $0 + $1.rows }
        try Say.line("\(sum == 1 ? "1 entry" : "\(sum) entries") \(dryRun ? "would be" : sum == 1 ? "was" : "were") erased.")
    }
}
