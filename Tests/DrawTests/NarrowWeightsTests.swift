// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `Weights in 128 bits` {
    /// Forty people, each first on an option of their own, could each move on by one to make room for one more.
    private var chain: Instance {
        var instance = Instance()
        instance.options = (0...40).map { Instance.Option(id: "o\($0)", capacity: 1) }
        instance.people = (0..<40).map { Instance.Person(id: "p\($0)", wishes: [[$0], [$0 + 1]]) }
        instance.options += [Instance.Option(id: "none", capacity: 0), Instance.Option(id: "spare", capacity: 1)]
        instance.people.append(Instance.Person(id: "last", wishes: [[0], [41], [42]]))
        instance.options += (0..<10).map { Instance.Option(id: "far\($0)", capacity: 1) }
        instance.people.append(Instance.Person(id: "long", wishes: (43..<53).map { [$0] }))
        return instance
    }

    @Test func `have no room for forty moves, and are not believed then`() throws {
        let draw = Draw(chain)
        let objective = Objective(.generous, draw.problem)
        let weights = try #require(objective.narrowWeights(draw.problem))
        #expect(weights[8] > 0 && weights[7] / weights[8] == 32)
        let result = try draw.result(.generous, seed: "1")
        #expect(result.profile == [2, 40] + Array(repeating: 0, count: 8))
        #expect(result.isProven)
    }

    @Test func `are not taken where so many numbers do not fit`() {
        var instance = chain
        instance.options += (0..<20).map { Instance.Option(id: "more\($0)", capacity: 1) }
        instance.people[41].wishes += (53..<73).map { [$0] }
        let problem = Problem(instance)
        #expect(Objective(.generous, problem).narrowWeights(problem) == nil)
    }
}
