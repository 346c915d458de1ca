// SPDX-License-Identifier: EUPL-1.2
import Draw
import HTML
import Registration
import Vocabulary

/// The rules side by side: what each would give, to whom, and what the limits cost.
struct TrialSection {
    let trial: DrawTrial
    let words: Words
    /// What a departure is called, by its id.
    let name: (String) -> String

    private static let ranksShown = 3

    var markup: HTML { "\(outcomes)\(plots)\(groups)\(costs)" }

    private func head(_ names: [String]) -> HTML {
        "<thead><tr>\(each: names, { "<th scope=\"col\">\($0)</th>" })</tr></thead>"
    }

    private func cell(_ name: String, _ number: Int) -> HTML {
        "<td class=\"num\" data-h=\"\(name)\">\(words.number(number))</td>"
    }

    private func ruleName(_ outcome: DrawTrial.Outcome) -> String { words("draw.rule.\(outcome.rule)") }

    // MARK: Rules

    private var columns: [String] {
        [words("draw.rule"), words("draw.placed")] + (1...Self.ranksShown).map(rank)
            + [words("draw.later-ranks"), words("draw.without-place")]
    }

    private func rank(_ number: Int) -> String { words("draw.rank", ["number": .number(number)]) }

    private var outcomes: HTML {
        """
        <p>\(words("draw.trial.of", ["people": .number(trial.people), "places": .number(trial.places)]))</p>
        <table class="table fold"><caption>\(words("draw.trial.rules"))</caption>\(head(columns))<tbody>
        \(each: trial.outcomes, row)</tbody></table>

        """
    }

    private func row(_ outcome: DrawTrial.Outcome) -> HTML {
        let ranks = (0..<Self.ranksShown).map { outcome.profile.count > $0 ? outcome.profile[$0] : 0 }
        let numbers = [outcome.placed] + ranks + [outcome.placed - ranks.reduce(0, +), outcome.withoutPlace]
        return """
            <tr><th scope="row">\(ruleName(outcome))\(if: !outcome.isProven, " <span class=\"small\">\(words("draw.not-proven"))</span>")</th>\
            \(each: Array(zip(columns.dropFirst(), numbers)), { cell($0.0, $0.1) })</tr>

            """
    }

    private var plots: HTML {
        func bars(_ title: String, _ number: (DrawTrial.Outcome) -> Int) -> HTML {
            let bars = trial.outcomes.enumerated().map { index, one in
                PlotBar(ruleName(one), PlotValue(number(one)), isStrong: index == 0)
            }
            return "<h3>\(words(title))</h3>\(BarPlot(bars, unknown: "–", write: words.number).markup)\n"
        }
        return "\(bars("draw.plot.first-choices") { $0.firstChoices })\(bars("draw.plot.without-place") { $0.withoutPlace })"
    }

    // MARK: Groups

    private var groups: HTML {
        "\(each: ["country", "kind", "delegationSize"], { by in table(by, trial.groups.filter { $0.by == by }) })"
    }

    private func table(_ by: String, _ groups: [DrawTrial.Group]) -> HTML {
        guard !groups.isEmpty else { return "" }
        let names = [words("draw.by.\(by)"), words("draw.people")] + trial.outcomes.map(ruleName)
        let bars = groups.map { PlotBar(name($0), PlotValue(percent($0.placed[0], of: $0.people))) }
        return """
            <details class="more"><summary>\(words("draw.by.\(by)"))</summary>
            <p>\(words("draw.group.cells"))</p>
            <table class="table fold"><caption class="hide">\(words("draw.by.\(by)"))</caption>\(head(names))<tbody>
            \(each: groups, { row($0, names) })</tbody></table>
            <h3>\(words("draw.plot.placed-percent", ["rule": .text(ruleName(trial.outcomes[0]))]))</h3>
            \(BarPlot(bars, unknown: "–", write: { "\(words.number($0)) %" }).markup)</details>

            """
    }

    private func percent(_ number: Int, of all: Int) -> Int { all == 0 ? 0 : (number * 100 + all / 2) / all }

    private func row(_ group: DrawTrial.Group, _ names: [String]) -> HTML {
        let cells = zip(group.placed, group.firstChoices).map { placed, first in
            words("draw.group.cell", ["placed": .number(placed), "first": .number(first)])
        }
        return """
            <tr><th scope="row">\(name(group))</th>\(cell(names[1], group.people))\
            \(each: Array(zip(names.dropFirst(2), cells)), { "<td class=\"num\" data-h=\"\($0.0)\">\($0.1)</td>" })</tr>

            """
    }

    private func name(_ group: DrawTrial.Group) -> String {
        guard !group.name.isEmpty else { return words("draw.group.unknown") }
        switch group.by {
        case "country": return words.country(group.name)
        case "kind": return ActorKind(rawValue: group.name).map { words($0.phrase) } ?? group.name
        default: return words("draw.group.size", ["size": .text(group.name.replacing("-", with: "–"))])
        }
    }

    // MARK: Costs

    private var costs: HTML {
        guard !trial.costs.isEmpty else { return "" }
        let names = [
            "draw.cost.change", "draw.placed", "draw.cost.first-choices", "draw.cost.better", "draw.cost.worse",
        ].map { words($0) }
        let now = trial.outcomes[0]
        let rows = trial.costs.map { cost -> HTML in
            let cells = [
                signed(cost.placed - now.placed), signed(cost.firstChoices - now.firstChoices), words.number(cost.better),
                words.number(cost.worse),
            ]
            return """
                <tr><th scope="row">\(change(cost))</th>\
                \(each: Array(zip(names.dropFirst(), cells)), { "<td class=\"num\" data-h=\"\($0.0)\">\($0.1)</td>" })</tr>

                """
        }
        return """
            <details class="more"><summary>\(words("draw.cost.title"))</summary>
            <p>\(words("draw.cost.text", ["rule": .text(ruleName(now))]))</p>
            <table class="table fold"><caption class="hide">\(words("draw.cost.title"))</caption>\(head(names))<tbody>
            \(HTML.joined(rows))</tbody></table></details>

            """
    }

    private func signed(_ number: Int) -> String {
        number == 0 ? "0" : (number > 0 ? "+" : "−") + words.number(abs(number))
    }

    private func change(_ cost: DrawTrial.Cost) -> String {
        let kind = cost.kind.flatMap(ActorKind.init(rawValue:)).map { words("actor.plural.\($0.rawValue)") } ?? ""
        return words(
            "draw.cost.\(cost.change.rawValue)", ["departure": .text(cost.departure.map(name) ?? ""), "kind": .text(kind)])
    }
}
