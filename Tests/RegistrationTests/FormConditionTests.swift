// SPDX-License-Identifier: EUPL-1.2
@testable import Registration
import Testing
import Vocabulary

@Suite struct `Conditions` {
    private func holds(_ condition: Condition, _ answers: [ID<Question>: AnswerValue] = ["a": .choices(["x", "y"])]) -> Bool {
        condition.holds { answers[$0] }
    }

    @Test func `a question is asked by what was answered above`() {
        #expect(holds(.answered("a")))
        #expect(!holds(.answered("b")))
        #expect(holds(.has("a", ["y", "z"])))
        #expect(!holds(.has("a", ["z"])))
        #expect(!holds(.has("b", ["y"])))
        #expect(holds(.not(.answered("b"))))
        #expect(holds(.any([.answered("b"), .answered("a")])))
        #expect(!holds(.all([.answered("b"), .answered("a")])))
        #expect(holds(.all([])))
        #expect(!holds(.any([])))
    }

    /// Every question by itself, from the answers below it in the chain of conditions: no order, no memory.
    private struct Naive {
        let questions: [Question]
        let typed: [String: [String]]

        func isAsked(_ id: ID<Question>) -> Bool {
            guard let question = questions.first(where: { $0.id == id }) else { return false }
            return question.condition.map(holds) ?? true
        }

        func value(_ id: ID<Question>) -> AnswerValue? {
            guard isAsked(id), let question = questions.first(where: { $0.id == id }) else { return nil }
            return try? question.value(of: typed[id.value] ?? [])
        }

        private func holds(_ condition: Condition) -> Bool {
            switch condition {
            case .answered(let id): return value(id) != nil
            case .has(let id, let wanted):
                for text in value(id)?.typed ?? [] where wanted.contains(text) { return true }
                return false
            case .not(let inner): return !holds(inner)
            case .all(let inner): return inner.count { holds($0) } == inner.count
            case .any(let inner): return inner.count { holds($0) } > 0
            }
        }
    }

    @Test(arguments: 0..<40)
    func `any form asks what a naive reading of its conditions asks`(seed: Int) {
        var dice = Dice(UInt64(seed))
        var hidden = 0
        for _ in 0..<25 {
            let version = Sample.version(RandomForm.questions(&dice))
            #expect(version.refusals == [])
            let typed = RandomForm.typed(&dice, for: version.questions, mistakes: true)
            let naive = Naive(questions: version.questions, typed: typed)
            let asked = version.questions.map(\.id).filter(naive.isAsked)
            hidden += version.questions.count - asked.count
            let isDraft = dice.roll(2) == 0
            let taken = FormRules.take(typed: typed, over: nil, version: version, at: Sample.monday, isDraft: isDraft)
            #expect(taken.asked == asked)
            #expect(
                taken.answers.given.mapValues(\.value)
                    == Dictionary(
                        uniqueKeysWithValues: asked.compactMap { id in
                            naive.value(id).map { (id, $0) }
                        }))
            let missing = version.questions.filter { $0.isRequired && asked.contains($0.id) && naive.value($0.id) == nil }
            #expect(isDraft || missing.allSatisfy { taken.refusals[$0.id] != nil })
            #expect(version.asked(given: taken.answers).map(\.id) == asked)
        }
        #expect(hidden > 0)
    }

    @Test(arguments: 0..<20)
    func `what a form took, it takes again unchanged`(seed: Int) {
        var dice = Dice(UInt64(1_000 + seed))
        for _ in 0..<25 {
            let version = Sample.version(RandomForm.questions(&dice))
            let typed = RandomForm.typed(&dice, for: version.questions, mistakes: false)
            let first = FormRules.take(typed: typed, over: nil, version: version, at: Sample.monday, isDraft: true)
            let again = FormRules.take(
                typed: first.answers.typed, over: first.answers, version: version, at: Sample.tuesday, isDraft: true)
            #expect(again == first)
        }
    }
}
