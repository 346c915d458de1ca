// SPDX-License-Identifier: EUPL-1.2
import Application
import ArgumentParser
import Foundation

/// `hemicycle measure …`: what Benchmarks/run cannot see from outside. No help shows it; each line printed is JSON.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure parts of this program, for Benchmarks/run.", shouldDisplay: false,
        subcommands: [
            MeasurePages.self, MeasureWrites.self, MeasureConflicts.self, MeasureSignIns.self, MeasurePolicy.self,
            MeasureActs.self, MeasureMails.self,
            MeasureRelease.self, MeasureRegistration.self, MeasureDemo.self,
        ])

    func run() throws {
        throw ValidationError(
            "Name what to measure: pages, writes, sign-ins, conflicts, policy, acts, mails, release, registration or demo.")
    }
}

/// What a piece of work took.
struct Stopwatch {
    private let wall = ContinuousClock.now
    private let processor = Self.processorSeconds

    var seconds: Double { (ContinuousClock.now - wall) / .seconds(1) }
    /// Of all threads of this process.
    var processorSeconds: Double { Self.processorSeconds - processor }

    /// POSIX counts it in millionths of a second.
    private static var processorSeconds: Double { Double(clock()) / 1e6 }
}

extension Say {
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

extension [Double] {
    /// The value below which a share of the sorted values lies; 0 of none.
    func quantile(_ share: Double) -> Double { isEmpty ? 0 : self[Swift.min(count - 1, Int(Double(count) * share))] }
}
