// SPDX-License-Identifier: EUPL-1.2
import Draw
import Foundation
import Vocabulary

/// Frozen inputs and what came of them, read once and asked many times.
struct DrawOutcome: Sendable {
    let draw: Draw
    let result: DrawResult
    /// The places of people in the instance, by pseudonym.
    private let indices: [String: Int]

    var instance: Instance { draw.instance }

    init(_ draw: Draw, _ result: DrawResult) {
        self.draw = draw
        self.result = result
        indices = Dictionary(uniqueKeysWithValues: draw.instance.people.enumerated().map { ($1.id, $0) })
    }

    init(_ files: DrawFiles) throws(DrawRefusal) {
        let instance = try Instance(json: files.instance)
        self.init(Draw(instance), try DrawResult(json: files.result, of: instance))
    }

    /// The result as it is published.
    func json(of instance: [UInt8]) -> [UInt8] { result.json(of: self.instance, fingerprint: Seed.fingerprint(instance)) }

    /// Who got what, by pseudonym.
    var places: [(pseudonym: String, departure: ID<Departure>)] {
        zip(instance.people, result.assignment).flatMap { person, options in
            options.map { (person.id, ID(instance.options[$0].id)) }
        }
    }

    /// What somebody got, the best first; nil for who is not in the draw.
    func departures(of pseudonym: String) -> [ID<Departure>]? {
        indices[pseudonym].map { result.assignment[$0].map { ID(instance.options[$0].id) } }
    }

    /// Why somebody got what they got, wish by wish.
    func explanation(for pseudonym: String) -> Explanation? {
        indices[pseudonym].map { draw.explanation(for: $0, in: result) }
    }

    /// How full each departure is.
    var fillings: [Filling] {
        var taken = Array(repeating: 0, count: instance.options.count)
        var firsts = taken
        for (person, options) in zip(instance.people, result.assignment) {
            for option in options { taken[option] += 1 }
            for option in person.wishes.first ?? [] { firsts[option] += 1 }
        }
        return instance.options.indices.map { index in
            let option = instance.options[index]
            return Filling(
                departure: option.id, name: option.name ?? option.id, capacity: option.capacity, taken: taken[index],
                firstWishes: firsts[index], minimum: option.minimum, cancelled: option.cancelled)
        }
    }

    struct Filling: Sendable, Equatable {
        let departure: String, name: String
        let capacity: Int, taken: Int
        /// How many ranked it first.
        let firstWishes: Int
        let minimum: Int
        let cancelled: String?

        var isUnderMinimum: Bool { cancelled == nil && taken < minimum }
    }

    var withoutPlace: Int { result.assignment.count { $0.isEmpty } }
}

extension Instance {
    /// The same with a departure cancelled for a reason: it is solved again.
    func cancelling(_ departure: ID<Departure>, for reason: String) -> Instance? {
        guard let index = options.firstIndex(where: { $0.id == departure.value && $0.cancelled == nil }) else { return nil }
        var changed = self
        changed.options[index].cancelled = reason
        return changed
    }
}
