// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `The order of the input` {
    @Test(arguments: Rule.allCases)
    func `changes nothing`(_ rule: Rule) throws {
        for (number, feature) in Feature.allCases.enumerated() {
            for seed in 0..<8 {
                let instance = RandomInstance.instance(feature, seed: 5_000 + seed)
                let other = instance.shuffled(seed + number)
                let one = try Draw(instance).result(rule, seed: "x"), two = try Draw(other).result(rule, seed: "x")
                #expect(instance.named(one.assignment) == other.named(two.assignment), "\(feature) \(seed)")
            }
        }
    }
}
