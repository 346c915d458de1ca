// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `The lottery` {
    @Test func `lets everyone choose in the drawn order`() throws {
        let instance = Instance.small(["ab", "ab", "ab"], ["a": 1, "b": 1])
        let seed = Seed("s")
        let order = [0, 1, 2].sorted { seed.turn(person: Array("p\($0)".utf8)) < seed.turn(person: Array("p\($1)".utf8)) }
        let result = try Draw(instance).result(.lottery, seed: "s")
        #expect(order.map { result.assignment[$0] } == [[0], [1], []])
    }

    @Test func `lets those with a priority choose first`() throws {
        var instance = Instance.small(["a", "a", "a", "a"], ["a": 1])
        instance.priorities = [Instance.Priority(id: "again", reason: "Left out last time")]
        instance.people[3].priority = 0
        for seed in 0..<20 {
            #expect(try Draw(instance).result(.lottery, seed: "\(seed)").assignment == [[], [], [], [0]])
        }
    }

    @Test func `takes for two who go together the option that is best for both`() throws {
        var instance = Instance.small(["ab", "ba", "a"], ["a": 2, "b": 2])
        instance.people[1].wishes = [[1], [0]]
        instance.people[0].wishes = [[1], [0]]
        instance.together = [[0, 1]]
        let result = try Draw(instance).result(.lottery, seed: "s")
        #expect(result.assignment == [[1], [1], [0]])
    }

    @Test func `keeps all limits whatever they are, and its check takes the same turns`() throws {
        for feature in Feature.allCases {
            for seed in 0..<40 {
                let draw = Draw(RandomInstance.instance(feature, seed: seed))
                let result = try draw.result(.lottery, seed: "\(seed)")
                #expect(draw.verdict(on: result.json(of: draw.instance)) == .proven)
            }
        }
    }

    @Test func `is safe for the truth only without caps, pairs, minima and several options`() {
        var instance = Instance.small(["ab"], ["a": 1, "b": 1])
        #expect(Draw(instance).isTruthSafe)
        instance.longestList = 1
        #expect(!Draw(instance).isTruthSafe)
        instance.longestList = 2
        instance.options[0].minimum = 1
        #expect(!Draw(instance).isTruthSafe)
        instance.options[0].minimum = 0
        instance.people[0].max = 2
        #expect(!Draw(instance).isTruthSafe)
    }
}
