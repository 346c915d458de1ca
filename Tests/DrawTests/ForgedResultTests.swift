// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `A forged result` {
    /// Five people for four places, so that much can be swapped.
    private let draw = Draw(Instance.small(["abc", "acb", "ab", "ba", "cb"], ["a": 2, "b": 1, "c": 1]))

    private func forged(_ rule: Rule = .generous, _ change: (inout DrawResult) -> Void) throws -> Verdict {
        var result = try draw.result(rule, seed: "s")
        change(&result)
        return draw.verdict(on: result.json(of: draw.instance))
    }

    /// Another assignment, with numbers that fit it.
    private func forged(_ assignment: [[Int]]) throws -> Verdict {
        try forged { result in
            var check = FeasibilityCheck(problem: draw.problem)
            _ = check.flaw(in: assignment)
            let outcome = Outcome(draw.problem, chosen: check.chosen)
            (result.assignment, result.profile) = (assignment, outcome.profile)
            (result.unplaced, result.rankSum) = (outcome.unplaced, outcome.rankSum)
        }
    }

    @Test func `is none if nothing was changed`() throws {
        #expect(try forged { _ in } == .proven)
    }

    @Test func `in which any two people were swapped is refused`() throws {
        let right = try draw.result(.generous, seed: "s").assignment
        for one in right.indices {
            for other in right[..<one].indices where right[one] != right[other] {
                var wrong = right
                wrong.swapAt(one, other)
                #expect(try !forged(wrong).isAccepted)
            }
        }
    }

    @Test func `with any other assignment is refused`() throws {
        let right = try draw.result(.generous, seed: "s").assignment
        let choices: [[Int]] = [[], [0], [1], [2]]
        for number in 0..<1_024 {
            let assignment = (0..<5).map { choices[number >> (2 * $0) & 3] }
            #expect(try forged(assignment) == .proven || assignment != right)
            if assignment != right { #expect(try !forged(assignment).isAccepted) }
        }
    }

    @Test func `of another tie is refused`() throws {
        let tied = Draw(Instance.small(["a", "a"], ["a": 1]))
        var result = try tied.result(.generous, seed: "s")
        result.assignment.swapAt(0, 1)
        #expect(tied.verdict(on: result.json(of: tied.instance)) == .refused(.notProven))
    }

    @Test func `of a seed that another result is true of is refused`() throws {
        let tied = Draw(Instance.small(["a", "a"], ["a": 1]))
        let one = try tied.result(.generous, seed: "s")
        let seed = try (0..<100).map { "\($0)" }.first { try tied.result(.generous, seed: $0).assignment != one.assignment }
        var forged = one
        forged.seed = try #require(seed)
        #expect(!tied.verdict(on: forged.json(of: tied.instance)).isAccepted)
    }

    @Test func `of another rule is refused`() throws {
        let draw = Draw(Instance.small(["ab", "abc", "ca"], ["a": 1, "b": 1, "c": 1]))
        for rule in Rule.allCases where rule != .lottery {
            var result = try draw.result(.lottery, seed: "7")
            result.rule = rule
            #expect(!draw.verdict(on: result.json(of: draw.instance)).isAccepted)
        }
    }

    @Test func `with other numbers is refused`() throws {
        #expect(try forged { $0.profile[0] += 1 } == .refused(.numbersDiffer("profile")))
        #expect(try forged { $0.unplaced += 1 } == .refused(.numbersDiffer("unplaced")))
        #expect(try forged { $0.rankSum -= 1 } == .refused(.numbersDiffer("rankSum")))
        #expect(try forged { $0.isProven = false } == .refused(.numbersDiffer("proven")))
        #expect(
            try forged { $0.underMinimum = [.init(option: 0, places: 1, minimum: 2)] } == .refused(.numbersDiffer("underMinimum"))
        )
    }

    @Test func `that gives what was not wished, twice, or too much is refused`() throws {
        #expect(try forged { $0.assignment[3] = [2] } == .refused(.notWished(person: 3, option: 2)))
        #expect(try forged { $0.assignment[0] = [0, 1] } == .refused(.tooMany(person: 0, most: 1)))
        #expect(try forged { $0.assignment.removeLast() } == .refused(.wrongNumberOfPeople))
        #expect(
            try forged { $0.assignment = [[0], [0], [0], [1], [2]] } == .refused(.exceeded(.option(0), places: 3, most: 2)))
    }

    @Test func `with another certificate is refused`() throws {
        let honest = try draw.result(.generous, seed: "s").certificate
        guard case .object(let members) = honest, case .text(let bound)? = honest["bound"] else {
            Issue.record("no certificate")
            return
        }
        let other = members.map { $0.name == "bound" ? JSON.Member(name: "bound", value: .text(bound + "0")) : $0 }
        #expect(try forged { $0.certificate = .object(other) } == .refused(.boundDiffers))
        let empty = JSON.object([
            .init(name: "kind", value: .text("prices")), .init(name: "bound", value: .text("0")),
            .init(
                name: "proof",
                value: .object([.init(name: "denominator", value: .number(1)), .init(name: "prices", value: .list([]))])),
        ])
        #expect(try forged { $0.certificate = empty } == .refused(.boundDiffers))
        let turns = JSON.object([.init(name: "kind", value: .text("turns"))])
        #expect(
            try forged { $0.certificate = turns } == .refused(.unreadable(DrawRefusal("$.certificate", .missing("bound"))))
                || !forged { $0.certificate = turns }.isAccepted)
    }

    @Test func `of another instance is refused`() throws {
        let result = try draw.result(.generous, seed: "s").json(of: draw.instance, fingerprint: "00")
        #expect(draw.verdict(on: result, fingerprint: "00") == .proven)
        #expect(draw.verdict(on: result, fingerprint: "11") == .refused(.otherInstance))
    }
}
