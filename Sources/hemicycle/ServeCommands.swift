// SPDX-License-Identifier: EUPL-1.2
import Application
import ArgumentParser
import Foundation
import Logging
import Server

/// `hemicycle serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the pages; makes an empty database when there is none.",
        discussion: "Listens on 127.0.0.1:8080 and uses sqlite:hemicycle.db unless told otherwise. Stops on SIGTERM and Ctrl-C.")
    @OptionGroup var database: DatabaseOption
    @OptionGroup var listen: ListenOption

    func run() async throws {
        try await serve(database.configuration(listen: listen.address))
    }
}

/// `hemicycle demo`.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a demonstration from a database of its own.",
        discussion: "Fills an empty file, by default one in the temporary folder, or reuses one that it filled before.")
    @OptionGroup var database: DatabaseOption
    @OptionGroup var listen: ListenOption

    func run() async throws {
        var configuration = try database.configuration(listen: listen.address).forDemonstration
        // The environment names the database of the real server: a demonstration goes there only when it is told to.
        if database.address == nil { configuration.database = Demonstration.usualDatabase }
        try await Demonstration.prepare(configuration.database, publicURL: configuration.site.publicURL, at: .now)
        try await serve(configuration)
    }
}

/// Logs go to standard error, what whoever started it should know to standard output.
private func serve(_ configuration: Configuration) async throws {
    LoggingSystem.bootstrap(StreamLogHandler.standardError)
    var logger = Logger(label: Program.name)
    logger.logLevel = configuration.logLevel
    try await Serving(configuration, logger: logger).run { try? Say.line($0) }
}

/// `hemicycle version`.
struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the version.")
    func run() throws { try Say.line("\(Program.name) \(Program.version)") }
}
