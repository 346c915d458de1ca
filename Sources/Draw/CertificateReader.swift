// SPDX-License-Identifier: EUPL-1.2

/// Reads a certificate with integers of any width. Documentation/Draw.md, section 6.
struct CertificateReader {
    let problem: Problem
    private let limits: [[Bytes]: Int]
    private let people: [Bytes: Int]
    private let options: [Bytes: Int]

    /// A proof with integers as they stand in the file.
    indirect enum Written {
        case prices([(limit: PricedLimit, price: String)], denominator: Int)
        case branch(entry: Int?, without: Written, with: Written)

        /// The digits of the longest price.
        var digits: Int {
            switch self {
            case .prices(let prices, let denominator):
                prices.reduce(0) { Swift.max($0, $1.price.utf8.count) } + (Int.bitWidth - denominator.leadingZeroBitCount) / 4 + 1
            case .branch(_, let without, let with): Swift.max(without.digits, with.digits)
            }
        }
    }

    init(_ problem: Problem) {
        self.problem = problem
        var limits: [[Bytes]: Int] = [:]
        for (index, limit) in problem.limits.enumerated() {
            limits[Certificate.parts(limit.key, problem.instance).map { Bytes($0) }] = index
        }
        self.limits = limits
        var options: [Bytes: Int] = [:]
        for (index, option) in problem.instance.options.enumerated() { options[Bytes(option.id)] = index }
        self.options = options
        var people: [Bytes: Int] = [:]
        for (index, unit) in problem.units.enumerated() {
            for person in problem.members[unit.members] { people[Bytes(problem.instance.people[person].id)] = index }
        }
        self.people = people
    }

    func proof(_ place: JSONPlace) throws(DrawRefusal) -> Written {
        if place.optional("pair") == nil { return try prices(place) }
        let place = try place.object(of: ["pair", "without", "with"])
        let pair = try place.member("pair").items()
        guard pair.count == 2 else { throw place.refused(.lengthOutOfRange(least: 2, most: 2)) }
        let person = try pair[0].id(), option = try pair[1].id()
        guard let unit = people[Bytes(person)] else { throw pair[0].refused(.unknown(person)) }
        guard let index = options[Bytes(option)] else { throw pair[1].refused(.unknown(option)) }
        let entry = problem.units[unit].entries.first { Int(problem.entries[$0].option) == index }
        guard let entry else { throw pair[1].refused(.unknown(option)) }
        return .branch(entry: entry, without: try proof(place.member("without")), with: try proof(place.member("with")))
    }

    private func prices(_ place: JSONPlace) throws(DrawRefusal) -> Written {
        let place = try place.object(of: ["denominator", "prices"])
        let denominator = try place.member("denominator").number(1...1 << 40)
        var prices: [(limit: PricedLimit, price: String)] = []
        var seen: Set<PricedLimit> = []
        for item in try place.member("prices").items() {
            let parts = try item.items()
            guard (2...3).contains(parts.count) else { throw item.refused(.lengthOutOfRange(least: 2, most: 3)) }
            let limit = try priced(parts)
            guard seen.insert(limit).inserted else { throw parts[0].refused(.twice(Self.name(parts[0]))) }
            let price = try parts[1].text(bytes: 1...1_000)
            guard let value = Integer4096(hexadecimal: price), !value.isNegative else { throw parts[1].refused(.notNumber) }
            prices.append((limit, price))
        }
        return .prices(prices, denominator: denominator)
    }

    private func priced(_ parts: JSONPlace.Items) throws(DrawRefusal) -> PricedLimit {
        if parts.count == 2 { return .limit(try limit(parts[0])) }
        let limits = try Self.distinct(parts[0]) { place throws(DrawRefusal) in try limit(place) }
        return .half(limits: limits, units: try Self.distinct(parts[2]) { place throws(DrawRefusal) in try unit(place) })
    }

    private func limit(_ place: JSONPlace) throws(DrawRefusal) -> Int {
        guard let limit = limits[try place.ids().map { Bytes($0) }] else {
            // A delegation that wishes nothing here has no limit of its own to be held to.
            throw place.refused(.unknown(Self.name(place)))
        }
        return limit
    }

    private func unit(_ place: JSONPlace) throws(DrawRefusal) -> Int {
        let person = try place.id()
        guard let unit = people[Bytes(person)] else { throw place.refused(.unknown(person)) }
        return unit
    }

    /// What a list names, in order; what is there twice is refused.
    private static func distinct(
        _ list: JSONPlace, _ read: (JSONPlace) throws(DrawRefusal) -> Int
    ) throws(DrawRefusal) -> [Int] {
        var seen: Set<Int> = []
        for item in try list.items() where !seen.insert(try read(item)).inserted { throw item.refused(.twice(name(item))) }
        return seen.sorted()
    }

    /// A key or an id as people read it.
    private static func name(_ place: JSONPlace) -> String {
        switch place.value {
        case .text(let text): text
        case .list(let items): items.map { name(JSONPlace($0)) }.joined(separator: " ")
        default: ""
        }
    }

    /// The proof with integers of one width, all of which fit it.
    func proof<Cost: ExactInteger>(_ written: Written) -> Proof<Cost> {
        switch written {
        case .prices(let list, let denominator):
            var prices: [PricedLimit: Cost] = [:]
            for (limit, price) in list { prices[limit] = Cost(hexadecimal: price) ?? .zero }
            return .prices(prices, denominator: denominator)
        case .branch(let entry, let without, let with):
            return .branch(entry: entry ?? 0, without: proof(without), with: proof(with))
        }
    }
}
