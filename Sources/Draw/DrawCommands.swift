// SPDX-License-Identifier: EUPL-1.2

/// The commands `draw solve`, `draw verify`, `draw compare`, `draw explain` and `draw costs`: bytes in, bytes or lines out.
package enum DrawCommands {
    package struct Answer: Sendable, Equatable {
        /// A file, or nothing.
        package var bytes: [UInt8] = []
        package var lines: [String] = []
        package var isGood = true
    }

    /// The result as a file, and what it amounts to in a line.
    package static func solve(_ instance: [UInt8], rule: Rule, seed: String, while mayGoOn: () -> Bool = { true }) -> Answer {
        answered { () throws(DrawRefusal) in
            let draw = Draw(try Instance(json: instance))
            let result = try draw.result(rule, seed: seed, while: mayGoOn)
            let bytes = result.json(of: draw.instance, fingerprint: Seed.fingerprint(instance))
            var lines = [line(rule, result.profile, result.unplaced, result.rankSum, result.isProven)]
            if !result.isProven { lines.append(Sentences(draw.instance).sentence(draw.verdict(on: bytes))) }
            lines += result.underMinimum.map { under in
                let option = draw.instance.options[under.option]
                return "\(option.name ?? option.id) got \(under.places) of at least \(under.minimum): "
                    + "decide whether it is cancelled, and solve again."
            }
            if rule == .lottery, draw.isTruthSafe { lines.append("Under this rule with these wishes the truth is always safe.") }
            return Answer(bytes: bytes, lines: lines)
        }
    }

    package static func verify(_ instance: [UInt8], _ result: [UInt8]) -> Answer {
        answered { () throws(DrawRefusal) in
            let draw = Draw(try Instance(json: instance))
            let verdict = draw.verdict(on: result, fingerprint: Seed.fingerprint(instance))
            return Answer(lines: [Sentences(draw.instance).sentence(verdict)], isGood: verdict.isAccepted)
        }
    }

    /// All rules side by side, then every group with what each rule gives it.
    package static func compare(_ instance: [UInt8], seed: String, while mayGoOn: () -> Bool = { true }) -> Answer {
        answered { () throws(DrawRefusal) in
            let comparison = try Draw(Instance(json: instance)).comparison(seed: seed, while: mayGoOn)
            var lines = comparison.rules.map { line($0.rule, $0.profile, $0.unplaced, $0.rankSum, $0.isProven) }
            lines.append(
                "group, people, then for each rule: placed, first choices, better and worse off than under the first")
            for group in comparison.groups {
                let counts = group.counts.map { "\($0.placed) \($0.firstChoices) +\($0.better) -\($0.worse)" }
                lines.append(
                    "\(group.by.rawValue) \(group.name.isEmpty ? "?" : group.name), \(group.people): "
                        + counts.joined(separator: " | ")
                )
            }
            return Answer(lines: lines)
        }
    }

    /// Why a person got what they got. The result is solved again from the instance.
    package static func explain(
        _ instance: [UInt8], rule: Rule, seed: String, person: String, while mayGoOn: () -> Bool = { true }
    )
        -> Answer
    {
        answered { () throws(DrawRefusal) in
            let draw = Draw(try Instance(json: instance))
            let index = draw.instance.people.firstIndex { $0.id.utf8.elementsEqual(person.utf8) }
            guard let index else { throw DrawRefusal("$.people", .unknown(person)) }
            let result = try draw.result(rule, seed: seed, while: mayGoOn)
            let explanation = draw.explanation(for: index, in: result)
            var lines = Sentences(draw.instance).sentences(explanation)
            for (place, wish) in explanation.wishes.enumerated() {
                guard case .full(let standings) = wish.answer else { continue }
                let would = try draw.wouldGet(wish.option, index, ifWider: standings, than: result, while: mayGoOn)
                lines[place + 1] +=
                    would ? " With one more there, they would have got it." : " One more there would not have been enough."
            }
            return Answer(lines: lines)
        }
    }

    /// What each limit costs, by solving without it.
    package static func costs(_ instance: [UInt8], rule: Rule, seed: String, while mayGoOn: () -> Bool = { true }) -> Answer {
        answered { () throws(DrawRefusal) in
            let draw = Draw(try Instance(json: instance))
            let result = try draw.result(rule, seed: seed, while: mayGoOn)
            let sentences = Sentences(draw.instance)
            let costs = try draw.limitCosts(against: result, places: true, while: mayGoOn)
            return Answer(
                lines: ["now: " + line(rule, result.profile, result.unplaced, result.rankSum, result.isProven)]
                    + costs.map { cost in
                        let outcome = line(rule, cost.profile, cost.unplaced, cost.rankSum, cost.isProven)
                        return
                            "\(sentences.sentence(cost.change)): \(outcome), \(cost.better) better off, \(cost.worse) worse off"
                    })
        }
    }

    private static func line(_ rule: Rule, _ profile: [Int], _ unplaced: Int, _ rankSum: Int, _ isProven: Bool) -> String {
        "\(rule.rawValue) \(profile), unplaced \(unplaced), sum of ranks \(rankSum), \(isProven ? "proven" : "not proven best")"
    }

    private static func answered(_ work: () throws(DrawRefusal) -> Answer) -> Answer {
        do throws(DrawRefusal) { return try work() } catch { return Answer(lines: [Sentences.sentence(error)], isGood: false) }
    }
}

extension Draw {
    /// Whether nobody can gain by untrue wishes in the lottery: lists are not capped, nobody goes together, everyone gets at most
    /// one, and nothing is cancelled for its minimum.
    package var isTruthSafe: Bool {
        (instance.longestList.map { $0 >= instance.options.count } ?? true) && instance.together.isEmpty
            && instance.people.allSatisfy { $0.max == 1 } && instance.options.allSatisfy { $0.minimum == 0 }
    }
}
