// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import ArgumentParser
import Database
import Foundation

/// `hemicycle measure demo`: the demonstration with as many people as asked for, in a new file.
struct MeasureDemo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Fill an empty database with the demonstration.", shouldDisplay: false)
    @OptionGroup var database: DatabaseOption
    @Option(help: "people named on seats") var people = 700

    private struct Result: Encodable { let people: Int, answers: Int, acts: Int, seconds: Double, processorSeconds: Double }

    func run() async throws {
        let url = try database.configuration().database
        let watch = Stopwatch()
        try await Demonstration.prepare(url, people: people, at: .now)
        let (seconds, processor) = (watch.seconds, watch.processorSeconds)
        let database = try database.existing()
        defer { database.close() }
        let counts = try await database.read(by: .commandLine, at: .now) { tx in
            try tx.rows("SELECT (SELECT count(*) FROM answers) AS answers, (SELECT count(*) FROM act) AS acts")[0]
        }
        try Say.json(
            Result(
                people: people, answers: counts["answers"], acts: counts["acts"], seconds: seconds, processorSeconds: processor))
    }
}
