// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `What organisers and people are told` {
    @Test func `names what was full, and whether one more had been enough`() throws {
        let draw = Draw(Instance.small(["ab", "a", "a"], ["a": 1, "b": 1]))
        let result = try draw.result(.generous, seed: "s")
        let first = draw.explanation(for: 0, in: result)
        let standing = Explanation.Standing(limit: .option(0), most: 1, profile: [1, 0])
        #expect(
            first
                == Explanation(
                    person: 0, given: [1],
                    wishes: [.init(option: 0, rank: 1, answer: .full([standing])), .init(option: 1, rank: 2, answer: .given)]))
        let left = result.assignment[1].isEmpty ? 1 : 2
        #expect(draw.explanation(for: left, in: result).wishes == [.init(option: 0, rank: 1, answer: .full([standing]))])
        #expect(try draw.wouldGet(0, left, ifWider: [standing], than: result))
        #expect(try !draw.wouldGet(0, 0, ifWider: [standing], than: result))
    }

    @Test func `says what was never open, and what was not needed`() throws {
        var instance = Instance.small(["abc", "abc"], ["a": 1, "b": 1, "c": 2])
        instance.options[0].cancelled = "No bus"
        instance.people[0].clashes = [Instance.Clash(option: 1, reason: "Speaks")]
        instance.options[1].languages = ["FR"]
        instance.people[1].languages = ["EN"]
        let draw = Draw(instance)
        let result = try draw.result(.greedy, seed: "s")
        #expect(
            draw.explanation(for: 0, in: result).wishes.map(\.answer)
                == [.notOpen(person: 0, .cancelled(reason: "No bus")), .notOpen(person: 0, .clash(reason: "Speaks")), .given])
        #expect(draw.explanation(for: 1, in: result).wishes[1].answer == .notOpen(person: 1, .language))
        var free = Instance.small(["ab"], ["a": 1, "b": 1])
        free.people[0].max = 1
        let easy = Draw(free)
        #expect(easy.explanation(for: 0, in: try easy.result(.minsum, seed: "s")).wishes.map(\.answer) == [.given, .notNeeded])
    }

    @Test func `tells of those who go together`() throws {
        var instance = Instance.small(["ab", "b"], ["a": 2, "b": 1])
        instance.together = [[0, 1]]
        let draw = Draw(instance)
        let result = try draw.result(.generous, seed: "s")
        #expect(draw.explanation(for: 0, in: result).wishes.map(\.answer) == [.notWishedBy(person: 1), .neverWithin])
    }

    @Test func `sets the rules side by side by country, kind and size of delegation`() throws {
        var instance = Instance.small(["ab", "ab"], ["a": 1])
        instance.people[0].country = "BE"
        instance.people[1].country = "NL"
        instance.people[0].delegation = "d"
        instance.people[1].delegation = "d"
        instance.people[0].priority = 0
        instance.priorities = [Instance.Priority(id: "x", reason: "Y")]
        let comparison = try Draw(instance).comparison(seed: "s", rules: [.generous, .lottery])
        let won = Comparison.Count(placed: 1, firstChoices: 1), lost = Comparison.Count()
        #expect(
            comparison
                == Comparison(
                    rules: [.generous, .lottery].map { .init(rule: $0, profile: [1], unplaced: 1, rankSum: 1, isProven: true) },
                    groups: [
                        .init(by: .country, name: "BE", people: 1, counts: [won, won]),
                        .init(by: .country, name: "NL", people: 1, counts: [lost, lost]),
                        .init(by: .kind, name: "", people: 2, counts: [won, won]),
                        .init(by: .delegationSize, name: "2-3", people: 2, counts: [won, won]),
                    ]))
    }

    @Test func `shows what each limit costs`() throws {
        var instance = Instance.small(["a", "a", "b"], ["a": 2, "b": 1])
        for person in 0...1 { instance.people[person].delegation = "d" }
        instance.perDelegationPerOption = 1
        instance.options[1].minimum = 2
        let draw = Draw(instance)
        let result = try draw.result(.generous, seed: "s")
        #expect(
            result.underMinimum == [.init(option: 0, places: 1, minimum: 2)]
                || result.underMinimum == [.init(option: 1, places: 1, minimum: 2)])
        #expect(
            try draw.limitCosts(against: result)
                == [
                    LimitCost(
                        change: .withoutPerDelegationPerOption, profile: [3], unplaced: 0, rankSum: 3, better: 1, worse: 0,
                        isProven: true),
                    LimitCost(
                        change: .cancelling(option: 1), profile: [1], unplaced: 2, rankSum: 1, better: 0, worse: 1, isProven: true
                    ),
                ])
    }

    @Test func `puts those with a priority first, whatever the rule`() throws {
        for rule in [Rule.generous, .greedy, .minsum, .rankmax] {
            var instance = Instance.small(["ab", "ab"], ["a": 1, "b": 1])
            instance.priorities = [Instance.Priority(id: "x", reason: "Y")]
            instance.people[1].priority = 0
            #expect(try Draw(instance).result(rule, seed: "s").assignment == [[1], [0]])
        }
    }

    @Test func `of the rules differ as they should`() throws {
        // One can have their first choice only if two others, or another and nobody, give way.
        let draw = Draw(Instance.small(["ab", "a", "bc"], ["a": 1, "b": 1, "c": 1]))
        #expect(try draw.result(.generous, seed: "1").profile == [1, 2])
        #expect(try draw.result(.rankmax, seed: "1").profile == [2, 0])
        #expect(try draw.result(.greedy, seed: "1").unplaced == 0)
    }
}

@Suite struct `The commands of the draw` {
    private let instance = Array(
        #"""
        {"format":"hemicycle-allocation-2","options":[{"id":"a","capacity":1,"minimum":2}],
        "people":[{"id":"p","wishes":[["a"]]},{"id":"q","wishes":[["a"]]}]}
        """#
        .utf8)

    @Test func `solve and verify fit together`() {
        let solved = DrawCommands.solve(instance, rule: .generous, seed: "s")
        #expect(
            solved.lines == [
                "generous [1], unplaced 1, sum of ranks 1, proven",
                "a got 1 of at least 2: decide whether it is cancelled, and solve again.",
            ])
        #expect(
            DrawCommands.verify(instance, solved.bytes)
                == .init(lines: ["The result keeps all rules, and the certificate proves that nothing better is possible."]))
        #expect(
            DrawCommands.verify(instance + [32], solved.bytes)
                == .init(lines: ["The result is refused. It belongs to another instance."], isGood: false))
    }

    @Test func `explain and refuse in a sentence`() {
        let both = ["p", "q"].map { DrawCommands.explain(instance, rule: .generous, seed: "s", person: $0).lines }
        #expect(both.contains { $0.first?.hasSuffix("got a.") ?? false })
        #expect(
            both.contains {
                $0.last
                    == "1. a: full. Reached: the number of places of a, 1 (1 of rank 1). "
                    + "With one more there, they would have got it."
            })
        #expect(
            DrawCommands.explain(instance, rule: .generous, seed: "s", person: "x")
                == .init(lines: ["At $.people: x is not known."], isGood: false))
        #expect(
            DrawCommands.solve([], rule: .generous, seed: "s") == .init(lines: ["This is no JSON from byte 0 on."], isGood: false)
        )
    }

    @Test func `compare and tell costs`() {
        #expect(
            DrawCommands.compare(instance, seed: "s").lines.prefix(5).allSatisfy {
                $0.contains("[1], unplaced 1, sum of ranks 1, proven")
            })
        #expect(
            DrawCommands.costs(instance, rule: .greedy, seed: "s").lines == [
                "now: greedy [1], unplaced 1, sum of ranks 1, proven",
                "with a cancelled: greedy [0], unplaced 2, sum of ranks 0, proven, 0 better off, 1 worse off",
                "with one place more on a: greedy [2], unplaced 0, sum of ranks 2, proven, 1 better off, 0 worse off",
            ])
    }
}
