// SPDX-License-Identifier: EUPL-1.2

/// What the commands say, in English. Pages have their own words, from `Translations/`.
package struct Sentences {
    private let instance: Instance

    package init(_ instance: Instance) { self.instance = instance }

    private func option(_ index: Int) -> String { instance.options[index].name ?? instance.options[index].id }
    private func person(_ index: Int) -> String { instance.people[index].id }
    private func list(_ options: [Int]) -> String { options.map(option).joined(separator: ", ") }

    package func sentence(_ verdict: Verdict) -> String {
        switch verdict {
        case .proven: "The result keeps all rules, and the certificate proves that nothing better is possible."
        case .feasible(let gap): "The result keeps all rules. It is not proven best: \(sentence(gap))"
        case .refused(let flaw): "The result is refused. \(sentence(flaw))"
        }
    }

    private func sentence(_ gap: Gap) -> String {
        let numbers = "\(gap.possible ?? 0) in place of \(gap.reached ?? 0)"
        return switch gap.number {
        case .places: "the bound leaves possible \(numbers) places."
        case .rank(let rank): "the bound leaves possible \(numbers) places of rank \(rank)."
        case .ranks: "the bound leaves possible a sum of ranks of \(numbers)."
        case .ties: "only the decision of ties could be better."
        }
    }

    package func sentence(_ flaw: Flaw) -> String {
        switch flaw {
        case .unreadable(let refusal): sentence(refusal)
        case .otherInstance: "It belongs to another instance."
        case .seedDoesNotFit: "The seed is not the one that was committed to."
        case .wrongNumberOfPeople: "It does not list as many people as the instance."
        case .notWished(let person, let option): "\(self.person(person)) got \(self.option(option)) without having wished it."
        case .notOpen(let person, let option, let obstacle):
            "\(self.person(person)) got \(self.option(option)), which is not open to them: \(sentence(obstacle))"
        case .notTogether(let people): "\(people.map(person).joined(separator: ", ")) go together, but got different options."
        case .tooMany(let person, let most): "\(self.person(person)) got more than \(most)."
        case .clash(let person, let options): "\(self.person(person)) cannot have both of \(list(options))."
        case .exceeded(let limit, let places, let most): "There are \(places) places where \(sentence(limit)) allows \(most)."
        case .numbersDiffer(let name): "\(name) is not what the assignment amounts to."
        case .turnsDiffer(let person): "\(self.person(person)) did not get what was left at their turn."
        case .boundDiffers: "The certificate does not prove the bound that it states."
        case .notProven: "The certificate leaves something better possible, though the result is said to be best."
        }
    }

    package func sentence(_ limit: LimitName) -> String {
        switch limit {
        case .option(let index): "the number of places of \(option(index))"
        case .delegation(let name, let index): "the most of delegation \(name) on \(option(index))"
        case .delegationOnVisit(let name, let visit): "the most of delegation \(name) on visit \(visit)"
        case .limit(let index): "the limit \(instance.limits[index].name ?? instance.limits[index].id)"
        case .reserved(let index, let reservations):
            "what is left on \(option(index)) besides the places reserved for "
                + reservations.map { instance.reservations[$0].name ?? instance.reservations[$0].id }.joined(separator: ", ")
        }
    }

    package func sentence(_ obstacle: Instance.Obstacle) -> String {
        switch obstacle {
        case .cancelled(let reason): "it is cancelled (\(reason))."
        case .noPlaces: "it has no places."
        case .clash(let reason): "it clashes (\(reason))."
        case .language: "its guide speaks none of their languages."
        }
    }

    package func sentences(_ explanation: Explanation) -> [String] {
        let given = explanation.given.isEmpty ? "nothing" : list(explanation.given)
        return ["\(person(explanation.person)) got \(given)."]
            + explanation.wishes.map { "\($0.rank). \(option($0.option)): \(sentence($0.answer))" }
    }

    private func sentence(_ answer: Explanation.Answer) -> String {
        switch answer {
        case .given: "given."
        case .notOpen(let one, let obstacle): "not open to \(person(one)): \(sentence(obstacle))"
        case .notWishedBy(let one): "\(person(one)), who goes with them, did not wish it."
        case .neverWithin: "they alone are more than a limit allows."
        case .notNeeded: "a wish as good or better was given."
        case .clashes(let other): "cannot be had together with \(option(other))."
        case .outweighed: "there was room, but others would have got less; the rule weighs all wishes together."
        case .full(let standings):
            "full. "
                + standings.map { standing in
                    let ranks = standing.profile.enumerated().filter { $0.element > 0 }.map {
                        "\($0.element) of rank \($0.offset + 1)"
                    }
                    return "Reached: \(sentence(standing.limit)), \(standing.most) (\(ranks.joined(separator: ", ")))."
                }.joined(separator: " ")
        }
    }

    package func sentence(_ change: LimitCost.Change) -> String {
        switch change {
        case .withoutPerDelegationPerOption: "without the limit per delegation and departure"
        case .withoutPerDelegationPerVisit: "without the limit per delegation and visit"
        case .withoutLimit(let index): "without \(sentence(LimitName.limit(index)))"
        case .withoutReservation(let index):
            "without the places reserved for \(instance.reservations[index].name ?? instance.reservations[index].id)"
        case .oneMorePlace(let index): "with one place more on \(option(index))"
        case .withoutTogether: "if nobody had to go with anybody"
        case .cancelling(let index): "with \(option(index)) cancelled"
        }
    }
}
