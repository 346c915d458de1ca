// SPDX-License-Identifier: EUPL-1.2

/// Certificates as they stand in a result. Documentation/Draw.md, section 6.
enum Certificate {
    static func json<Cost: ExactInteger>(_ proof: Proof<Cost>, bound: Cost, _ problem: Problem) -> JSON {
        .object([
            JSON.Member(name: "kind", value: .text("prices")),
            JSON.Member(name: "bound", value: .text(bound.hexadecimal)),
            JSON.Member(name: "proof", value: json(proof, problem)),
        ])
    }

    private static func json<Cost: ExactInteger>(_ proof: Proof<Cost>, _ problem: Problem) -> JSON {
        switch proof {
        case .prices(let prices, let denominator):
            let list = prices.sorted { $0.key.order.lexicographicallyPrecedes($1.key.order) }
                .map { JSON.list(parts($0.key, .text($0.value.hexadecimal), problem)) }
            return .object([
                JSON.Member(name: "denominator", value: .number(denominator)), JSON.Member(name: "prices", value: .list(list)),
            ])
        case .branch(let entry, let without, let with):
            return .object([
                JSON.Member(
                    name: "pair",
                    value: .list([
                        person(of: Int(problem.entries[entry].unit), problem),
                        .text(problem.instance.options[Int(problem.entries[entry].option)].id),
                    ])),
                JSON.Member(name: "without", value: json(without, problem)),
                JSON.Member(name: "with", value: json(with, problem)),
            ])
        }
    }

    private static func parts(_ limit: PricedLimit, _ price: JSON, _ problem: Problem) -> [JSON] {
        func key(_ limit: Int) -> JSON { self.key(problem.limits[limit].key, problem.instance) }
        return switch limit {
        case .limit(let limit): [key(limit), price]
        case .half(let limits, let units): [.list(limits.map(key)), price, .list(units.map { person(of: $0, problem) })]
        }
    }

    /// The first member stands for the unit.
    private static func person(of unit: Int, _ problem: Problem) -> JSON {
        .text(problem.instance.people[problem.members[problem.units[unit].members.lowerBound]].id)
    }

    static func key(_ key: SharedLimit.Key, _ instance: Instance) -> JSON { .list(parts(key, instance).map { .text($0) }) }

    static func parts(_ key: SharedLimit.Key, _ instance: Instance) -> [String] {
        switch key {
        case .option(let option): return ["option", instance.options[option].id]
        case .delegation(let name, let option): return ["delegation", name, instance.options[option].id]
        case .delegationOnVisit(let name, let visit): return ["delegation-visit", name, visit]
        case .limit(let limit): return ["limit", instance.limits[limit].id]
        case .reserved(let option, let reservations):
            let ids = reservations.map { instance.reservations[$0].id }
            return ["reserved", instance.options[option].id] + ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
    }
}
