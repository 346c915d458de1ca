// SPDX-License-Identifier: EUPL-1.2
import Access
import ArgumentParser
import Database
import Foundation

/// `hemicycle measure writes`: durable writes through the product's own storage, into a database made for it.
struct MeasureWrites: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "writes", abstract: "Write durably for some seconds.",
        discussion: "Each caller writes again when its write is on disk. The database gets tables of its own: name no real one.",
        shouldDisplay: false)
    @OptionGroup var database: DatabaseOption
    @Option(help: "database values, each with a writer of its own, as many processes would have") var databases = 1
    @Option(help: "callers of each") var callers = 1
    @Option(help: "how long") var seconds = 2.0
    @Flag(help: "Take one of few places before each write.") var places = false

    private struct Result: Encodable {
        let writes: Int, perSecond: Double, processorMicroseconds: Double
        let medianMilliseconds: Double, slowestPercentMilliseconds: Double
    }

    static let tables = Migration(
        "9000 lines to measure writes with",
        """
        CREATE TABLE measured_line (id {int} NOT NULL PRIMARY KEY, words text NOT NULL){strict};
        CREATE TABLE measured_place (id {int} NOT NULL PRIMARY KEY, taken {int} NOT NULL, places {int} NOT NULL){strict};
        INSERT INTO measured_place (id, taken, places) VALUES
        (1, 0, 1000000000), (2, 0, 1000000000), (3, 0, 1000000000), (4, 0, 1000000000), (5, 0, 1000000000), (6, 0, 1000000000),
        (7, 0, 1000000000), (8, 0, 1000000000);
        """)

    func run() async throws {
        let url = try database.url()
        let opened = try (0..<databases).map { _ in try Database.open(url, steps: [Self.tables], migrating: true, readers: 1) }
        defer { for database in opened { database.close() } }
        // The connection and its statements are there before the clock starts.
        for database in opened { try await Self.write(into: database, takingPlace: places) }
        let (seconds, callers, places) = (seconds, callers, places)
        let watch = Stopwatch()
        let times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for database in opened {
                for _ in 0..<callers { group.addTask { try await Self.call(database, for: seconds, takingPlace: places) } }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted()
        }
        try Say.json(
            Result(
                writes: times.count, perSecond: Double(times.count) / watch.seconds,
                processorMicroseconds: watch.processorSeconds * 1e6 / Double(max(1, times.count)),
                medianMilliseconds: times.quantile(0.5) * 1e3, slowestPercentMilliseconds: times.quantile(0.99) * 1e3))
    }

    /// One caller; returns how long each of its writes took.
    private static func call(_ database: Database, for seconds: Double, takingPlace: Bool) async throws -> [Double] {
        let whole = Stopwatch()
        var times: [Double] = []
        while whole.seconds < seconds {
            let one = Stopwatch()
            try await write(into: database, takingPlace: takingPlace)
            times.append(one.seconds)
        }
        return times
    }

    /// A row and the act that records it: the least that a change of the product is.
    private static func write(into database: Database, takingPlace: Bool) async throws {
        let id = Int.random(in: 1...Int.max)
        let place = takingPlace ? Int.random(in: 1...8) : nil
        try await database.write(by: .commandLine, at: .now) { tx in
            if let place {
                let taken = try tx.run("UPDATE measured_place SET taken = taken + 1 WHERE id = \(place) AND taken < places")
                guard taken == 1 else { throw DatabaseFault.other("all places are taken") }
            }
            try tx.run("INSERT INTO measured_line (id, words) VALUES (\(id), \("a line of some length, as a form sends it"))")
            tx.record("line.added", "lines")
        }
    }
}
