// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Draw

/// A public instance with what is known to be possible under a rule; no profile where many are equally good.
struct KnownOptimum: Sendable, CustomTestStringConvertible {
    var name: String, rule: Rule
    var profile: [Int]?, unplaced = 0, rankSum: Int?

    var testDescription: String { "\(name) \(rule)" }

    static let ours = [
        KnownOptimum(name: "visits-1000-s1", rule: .generous, profile: [612, 314, 74, 0, 0, 0]),
        KnownOptimum(name: "visits-1000-s1", rule: .greedy, profile: [713, 156, 79, 25, 15, 12]),
        KnownOptimum(name: "visits-1000-s1", rule: .minsum, rankSum: 1447),
    ]
    /// Of the files that are not in this repository: greedy, generous and rank-maximal profiles, least rank sum, and how many
    /// the rank-maximal rule leaves out.
    static let elsewhere: [KnownOptimum] = [
        ("glasgow-2007-08", [20, 9, 5, 0, 1], [17, 14, 4, 0, 0], [20, 9, 5, 0, 1], 57, 0),
        ("glasgow-2008-09", [26, 6, 2, 1, 2], [23, 11, 3, 0, 0], [27, 4, 2, 1, 2], 54, 1),
        ("glasgow-2009-10", [24, 5, 2, 1, 0], [21, 10, 1, 0, 0], [24, 5, 2, 1, 0], 44, 0),
        ("glasgow-2010-11", [25, 4, 3, 1, 1], [21, 9, 4, 0, 0], [25, 4, 3, 1, 1], 50, 0),
        ("glasgow-2011-12", [22, 6, 2, 1, 0], [20, 9, 2, 0, 0], [22, 6, 2, 1, 0], 44, 0),
        ("glasgow-2014-15", [30, 7, 1, 5, 5, 3], [16, 16, 9, 6, 4, 0], [32, 8, 3, 1, 1, 2], 101, 4),
        ("agh-2004", [22, 69, 50, 9, 3, 0, 0], [22, 67, 52, 12, 0, 0, 0], [22, 69, 50, 9, 3, 0, 0], 360, 0),
    ].flatMap { name, greedy, generous, rankmax, rankSum, unplaced in
        [
            KnownOptimum(name: name, rule: .greedy, profile: greedy),
            KnownOptimum(name: name, rule: .generous, profile: generous),
            KnownOptimum(name: name, rule: .rankmax, profile: rankmax, unplaced: unplaced),
            KnownOptimum(name: name, rule: .minsum, rankSum: rankSum),
        ]
    }
}

@Suite struct `Public instances` {
    private func check(_ known: KnownOptimum, in folder: URL) throws {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: known.name + ".json")))
        let draw = Draw(try Instance(json: bytes))
        let result = try draw.result(known.rule, seed: "1")
        #expect(result.unplaced == known.unplaced)
        #expect(known.profile == nil || result.profile == known.profile)
        #expect(known.rankSum == nil || result.rankSum == known.rankSum)
        #expect(draw.verdict(on: result.json(of: draw.instance)) == .proven)
    }

    private static var fixtures: URL { URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures") }
    private static var folder: String? { ProcessInfo.processInfo.environment["HEMICYCLE_ALLOCATION_FOLDER"] }

    @Test(arguments: KnownOptimum.ours)
    func `of ours are solved to their known best`(_ known: KnownOptimum) throws { try check(known, in: Self.fixtures) }

    @Test(.enabled(if: folder != nil), arguments: KnownOptimum.elsewhere)
    func `of others are solved to their known best`(_ known: KnownOptimum) throws {
        try check(known, in: URL(filePath: Self.folder ?? ""))
    }

    @Test(arguments: [("ariel-5783", 24), ("ariel-5783-tight", 35)])
    func `in which options exclude each other are proven`(_ name: String, unplaced: Int) throws {
        try check(KnownOptimum(name: name, rule: .generous, unplaced: unplaced), in: Self.fixtures)
    }
}
