// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `The seed` {
    @Test func `decides as the specification shows`() {
        let seed = Seed("A")
        #expect(seed.tie(person: Array("p".utf8), option: Array("v".utf8)) == 16_382_505_661_535_984_016)
        #expect(seed.turn(person: Array("p".utf8)) == 9_536_060_654_541_851_413)
        #expect(Seed.fingerprint(Array("A".utf8)) == "559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd")
    }

    @Test func `must be the one committed to`() throws {
        var instance = Instance.small(["a"], ["a": 1])
        instance.commitment = .sha256(Seed.fingerprint(Array("right".utf8)))
        #expect(try Draw(instance).result(.generous, seed: "right").assignment == [[0]])
        #expect(throws: DrawRefusal("$.seed", .seedDoesNotFit)) { try Draw(instance).result(.generous, seed: "wrong") }
    }

    @Test func `may be a public number of the future`() throws {
        var instance = Instance.small(["a"], ["a": 1])
        instance.commitment = .announced("The numbers of the national lottery of 3 June")
        #expect(try Draw(instance).result(.generous, seed: "4 8 15 16 23 42").assignment == [[0]])
    }

    @Test(arguments: ["", String(repeating: "x", count: 1_001)])
    func `has from 1 to 1,000 bytes`(_ seed: String) {
        #expect(throws: DrawRefusal("$.seed", .seedMissing)) {
            try Draw(Instance.small(["a"], ["a": 1])).result(.lottery, seed: seed)
        }
    }

    @Test func `decides between equals, another one otherwise`() throws {
        let draw = Draw(Instance.small(["a", "a"], ["a": 1]))
        let winners = try Set((0..<20).map { try draw.result(.generous, seed: "\($0)").assignment })
        #expect(winners == [[[0], []], [[], [0]]])
    }

    @Test func `that leaves two results equal is refused`() throws {
        let problem = Problem(Instance.small(["a", "a"], ["a": 1]))
        #expect(throws: DrawRefusal("$", .tied)) { try solve(problem, ties: [7, 7]) }
        #expect(try solve(problem, ties: [7, 8]).chosen == [0])
    }

    @Test func `that leaves two results equal is refused where limits cross, too`() throws {
        var instance = Instance.small(["a", "a", "b"], ["a": 2, "b": 1])
        instance.people[0].delegation = "d"
        instance.people[1].delegation = "d"
        instance.people[1].kind = "k"
        instance.perDelegationPerOption = 1
        instance.limits = [Instance.Limit(id: "l", options: [0, 1], kinds: ["k"], most: 1)]
        instance.people[2].kind = "k"
        let problem = Problem(instance)
        #expect(!FlowNetwork(problem).isExact)
        #expect(try solve(problem, ties: [5, 9, 1]).chosen == [0, 2])
        instance.limits[0].most = 0
        instance.limits.append(Instance.Limit(id: "m", options: [0], most: 1))
        instance.people[2] = Instance.Person(id: "p2", delegation: "e", wishes: [[0]])
        #expect(throws: DrawRefusal("$", .tied)) { try solve(Problem(instance), ties: [5, 5]) }
    }

    private func solve(_ problem: Problem, ties: [UInt64]) throws -> Solution {
        let objective = Objective(.generous, problem)
        return try Solving(
            problem: problem, objective: objective, ties: Ties(values: ties), network: FlowNetwork(problem), mayGoOn: { true }
        ).done(bits: 512)
    }
}
