// SPDX-License-Identifier: EUPL-1.2
import Draw
import Foundation
import HTML
import Registration
import Testing
import Vocabulary

@testable import FieldVisits

@Suite struct `The steps of a draw` {
    private let closes = Date(timeIntervalSince1970: 1_800_000_000)

    private func draw(_ state: VisitDraw.State) -> VisitDraw {
        VisitDraw(
            edition: "hill-2027", number: 1, state: state, rule: .generous, commitment: "", committedAt: closes - 60)
    }

    private func steps(_ draws: VisitDraw..., at seconds: TimeInterval = 0) -> DrawSteps {
        DrawSteps(draws: draws, closes: closes, now: closes + seconds)
    }

    @Test func `the first is promised while wishes are open`() throws {
        #expect(try steps(at: -1).commit() == 1)
        #expect(throws: DrawStepRefusal.wishesClosed) { try steps().commit() }
        #expect(throws: DrawStepRefusal.noClosing) { try DrawSteps(draws: [], closes: nil, now: closes).commit() }
    }

    @Test func `another one follows when the one before is published, also after wishes closed`() throws {
        #expect(try steps(draw(.published)).commit() == 2)
        #expect(throws: DrawStepRefusal.anotherIsOpen(number: 1)) { try steps(draw(.solved)).commit() }
        #expect(try steps(draw(.withdrawn), at: -1).commit() == 2)
        #expect(throws: DrawStepRefusal.wishesClosed) { try steps(draw(.withdrawn)).commit() }
    }

    @Test func `inputs are frozen once, after wishes closed`() throws {
        #expect(throws: DrawStepRefusal.wishesOpen(until: closes)) { try steps(draw(.committed), at: -1).freeze(1) }
        #expect(try steps(draw(.committed)).freeze(1).number == 1)
        #expect(throws: DrawStepRefusal.alreadyFrozen) { try steps(draw(.solved)).freeze(1) }
        #expect(throws: DrawStepRefusal.unknown) { try steps(draw(.committed)).freeze(2) }
    }

    @Test func `what was published is neither changed nor given up`() throws {
        #expect(throws: DrawStepRefusal.notSolved) { try steps(draw(.committed)).publish(1) }
        #expect(try steps(draw(.solved)).publish(1).number == 1)
        #expect(throws: DrawStepRefusal.alreadyPublished) { try steps(draw(.published)).publish(1) }
        #expect(throws: DrawStepRefusal.alreadyPublished) { try steps(draw(.published)).withdraw(1, reason: "A mistake") }
        #expect(throws: DrawStepRefusal.alreadyWithdrawn) { try steps(draw(.withdrawn)).withdraw(1, reason: "A mistake") }
        #expect(throws: DrawStepRefusal.reasonMissing) { try steps(draw(.solved)).withdraw(1, reason: "") }
    }
}

@Suite struct `Why somebody got what they got` {
    private func reasons(
        _ facts: DrawFacts, _ name: String, rule: Rule = .generous, seed: String = "A"
    ) throws -> DrawReasons {
        let rules = DrawSamples.rules(facts), instance = rules.instance()
        let outcome = DrawOutcome(Draw(instance), try Draw(instance).result(rule, seed: seed))
        let pseudonym = try #require(rules.pseudonyms.people[ID("s-\(name)")])
        let explanation = try #require(outcome.explanation(for: pseudonym))
        return DrawReasons(explanation, instance, Words(.en)) { "<\($0)>" }
    }

    @Test func `the wish that was given, and those behind it`() throws {
        let facts = DrawSamples.facts(
            [DrawSamples.departure("V1-1", "V1"), DrawSamples.departure("V2-1", "V2")], [DrawSamples.seat("ana", ["V1"], ["V2"])])
        let reasons = try reasons(facts, "ana")
        #expect(reasons.given == ["V1-1"])
        #expect(
            reasons.lines == [
                .init(rank: 1, option: "V1-1", isGiven: true, why: ["The place was given here."]),
                .init(
                    rank: 2, option: "V2-1", isGiven: false, why: ["A wish that ranked as high or higher was fulfilled."]),
            ])
    }

    @Test func `who had it as high is told where it is full, and what is in the way where it is not open`() throws {
        let busy = DrawSamples.noon..<(DrawSamples.noon + 60)
        let facts = DrawSamples.facts(
            [
                DrawSamples.departure("V1-1", "V1", hour: 5), DrawSamples.departure("V2-1", "V2"),
                DrawSamples.departure("V3-1", "V3", isCancelled: true), DrawSamples.departure("V4-1", "V4", free: 0),
            ],
            [
                DrawSamples.seat("ana", ["V1"]),
                DrawSamples.seat("ben", ["V3"], ["V4"], ["V2"], ["V1"], busy: [busy]),
            ])
        let reasons = try reasons(facts, "ben")
        #expect(
            reasons.lines.map(\.why) == [
                ["This departure is cancelled."], ["There was no place left here to be drawn."],
                ["At this time there is something else in the programme: a part in a session, or a place in it."],
                ["All places (1) went to others; of these, 1 had ranked it as high or higher."],
            ])
        #expect(reasons.given.isEmpty)
    }

    @Test func `the limit of a delegation is named`() throws {
        var facts = DrawSamples.facts(
            [DrawSamples.departure("V1-1", "V1", free: 5)], [DrawSamples.seat("ana", ["V1"]), DrawSamples.seat("ben", ["V1"])])
        facts.perDelegationPerDeparture = 1
        let both = try ["ana", "ben"].map { try reasons(facts, $0) }
        let left = try #require(both.first { $0.given.isEmpty })
        #expect(left.lines.map(\.why) == [["The delegation has as many places on this departure as one may have: 1."]])
    }
}

@Suite struct `Dry runs` {
    private var facts: DrawFacts {
        var facts = DrawSamples.facts(
            [DrawSamples.departure("V1-1", "V1", minimum: 1), DrawSamples.departure("V2-1", "V2", minimum: 3)],
            [
                DrawSamples.seat("ana", ["V1"], ["V2"]), DrawSamples.seat("ben", ["V1"]),
                DrawSamples.seat("cleo", ["V1"], delegation: "d-hill", kind: .elected),
            ])
        facts.perDelegationPerVisit = 1
        return facts
    }

    @Test func `show every rule with the chosen one first, to whom, and what limits cost`() throws {
        let draw = Draw(try DrawSamples.rules(facts).instance(withGroups: true).checked())
        let trial = try DrawTrial(draw, rule: .rankmax, seed: "dry") { true }
        #expect(trial.people == 3 && trial.places == 2)
        #expect(trial.outcomes.map(\.rule) == ["rankmax", "generous", "greedy", "minsum", "lottery"])
        #expect(trial.outcomes[1].placed == 2 && trial.outcomes[1].withoutPlace == 1 && trial.outcomes[1].firstChoices == 1)
        #expect(trial.groups.filter { $0.by == "kind" }.map(\.name) == ["elected", "officer"])
        #expect(trial.groups.filter { $0.by == "delegationSize" }.map(\.people) == [1, 2])
        #expect(
            trial.costs.map(\.change) == [.perDelegationPerVisit, .cancelling, .onePlaceMore, .onePlaceMore]
                && trial.costs.map(\.departure) == [nil, "V2-1", "V1-1", "V2-1"])
        let again = try JSONDecoder().decode(DrawTrial.self, from: try JSONEncoder().encode(trial))
        #expect(again == trial)
    }

    @Test func `every rule and plot has its words in all languages`() throws {
        let draw = Draw(try DrawSamples.rules(facts).instance(withGroups: true).checked())
        let trial = try DrawTrial(draw, rule: .generous, seed: "dry") { true }
        for language in Language.allCases {
            let text = TrialSection(trial: trial, words: Words(language), name: { "<\($0)>" }).markup.text
            #expect(!text.contains("draw.") && text.contains("&lt;V2-1&gt;"))
        }
    }
}
