// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `The engine against trying everything` {
    @Test(arguments: Feature.allCases)
    func `finds the one best assignment, and its own check proves it`(_ feature: Feature) throws {
        let rules = Rule.allCases.filter { $0 != .lottery }
        for seed in 0..<1_000 {
            let instance = RandomInstance.instance(feature, seed: seed)
            let rule = rules[seed % rules.count]
            let draw = Draw(instance)
            let result = try draw.result(rule, seed: "s\(seed)")
            var brute = BruteForce(instance, rule, seed: "s\(seed)")
            let best = brute.solve()
            guard result.assignment.map({ $0.sorted() }) == best, result.isProven,
                draw.verdict(on: result.json(of: instance)) == .proven
            else {
                Issue.record("\(feature) \(seed) \(rule): \(result.assignment) instead of \(best), proven: \(result.isProven)")
                return
            }
        }
    }
}
