// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Application
import ArgumentParser
import Database
import Foundation
import Server
import Outbox

/// `hemicycle migrate`.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the schema of the database to this program's.",
        discussion:
            "serve does it by itself for SQLite, after a copy of the file. On PostgreSQL only this command does: make "
            + "a backup first."
    )
    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let url = try database.url()
        let pending = try Database.pendingSteps(url, steps: Features.migrations)
        try Database.open(url, steps: Features.migrations, migrating: true).close()
        for step in pending { try Say.line("applied: \(step)") }
        try Say.line(
            pending.isEmpty
                ? "\(url) needs nothing: its schema is the one of this program." : "\(url) has the schema of this program now.")
    }
}

/// `hemicycle backup FILE`.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write one state of the database into a new SQLite file, while the server goes on.",
        discussion:
            "The file is examined before it gets its name. It can be restored into SQLite and into PostgreSQL, "
            + "whichever it came from."
    )
    @Argument(help: ArgumentHelp("the file to make", valueName: "FILE")) var file: String
    @OptionGroup var database: DatabaseOption

    func validate() throws {
        if file == "-" {
            throw ValidationError("A backup is examined before it gets its name: name a file, not standard output.")
        }
    }

    func run() async throws {
        let report = try await Database.backup(of: database.url(), steps: Features.migrations, to: file, at: .now)
        try Say.line("\(file) holds \(report.rows) rows of \(report.tables) tables (\(report.bytes) bytes) and was verified.")
    }
}

/// `hemicycle restore FILE`.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a database of a backup.",
        discussion:
            "Into a new SQLite file or an empty PostgreSQL database, whole or not at all. An older backup is brought "
            + "forward to this program. Whoever was erased since the backup was made is erased again, by the file of "
            + "erasures beside the new database, or the one named here or in HEMICYCLE_ERASURES."
    )
    @Option(help: ArgumentHelp("the file that says who was erased", valueName: "FILE")) var erasures: String?
    @Argument(help: ArgumentHelp("the backup", valueName: "FILE")) var file: String
    @OptionGroup var database: DatabaseOption

    func run() async throws {
        var configuration = try database.configuration()
        if let erasures { configuration.site.erasures = erasures }
        let url = configuration.database
        let now = Date.now
        let report = try Database.restore(
            file, into: url, steps: Features.migrations, at: now,
            then: OutboxRestoring.statements(at: now) + AccountsRestoring.statements(at: now))
        for step in report.migrated { try Say.line("applied: \(step)") }
        try Say.line(
            "\(url) holds the \(report.rows) rows of \(report.tables) tables of \(file). Start the server now, or "
                + "again if it runs."
        )
        let database = try Database.open(url)
        defer { database.close() }
        if let count = try await Erasures(configuration, database)?.settle(at: now), count > 0 {
            try Say.line(Erasures.sentence(count))
        }
        for line in try await database.read(by: .commandLine, at: now, OutboxActs.holdNotice) { try Say.line(line) }
    }
}

/// `hemicycle doctor`.
struct Examine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look at everything the server needs, and say what to do.",
        discussion: "Changes nothing. Ends with 1 when there is a fault.")
    @OptionGroup var database: DatabaseOption
    @OptionGroup var listen: ListenOption

    func run() async throws {
        let configuration = try database.configuration(listen: listen.address)
        let findings = await Doctor(configuration, environment: ProcessInfo.processInfo.environment, at: .now).findings()
        for finding in findings { try Say.line("\(finding)") }
        let faults = findings.count { $0.word == .fault }
        guard faults == 0 else {
            Say.aside("\(Program.name): \(faults == 1 ? "1 fault" : "\(faults) faults") found; what to do stands behind each.")
            throw Silent()
        }
    }
}
