// SPDX-License-Identifier: EUPL-1.2

/// Which authorities take part, and how many seats each asks for.
enum DemoChoice {
    /// One country in four stays away, as in real editions; the largest towns come more often.
    static func authorities(_ request: DemoRequest, count: Int, _ dice: inout DemoDice) -> [DemoAuthority] {
        let all = request.authorities.sorted { $0.id < $1.id }
        var ranked: [(rank: Double, authority: DemoAuthority)] = []
        for authority in all { ranked.append((dice.share() + (authority.population > 200_000 ? 0.3 : 0), authority)) }
        ranked.sort { ($1.rank, $0.authority.id) < ($0.rank, $1.authority.id) }
        let byCountry = Dictionary(grouping: ranked.map(\.authority), by: \.country)
        let countries = byCountry.keys.sorted { (-(byCountry[$0]?.count ?? 0), $0) < (-(byCountry[$1]?.count ?? 0), $1) }
            .prefix(count < all.count * 4 / 5 ? 27 : all.count)
        let quotas = quotas(countries.map { byCountry[$0]?.count ?? 0 }, sum: min(count, all.count))
        var chosen = zip(countries, quotas).flatMap { (byCountry[$0] ?? []).prefix($1) }
        dice.shuffle(&chosen)
        return chosen
    }

    /// One each, the rest in proportion, by largest remainder; never more than there are.
    static func quotas(_ sizes: [Int], sum: Int) -> [Int] {
        let total = max(1, sizes.reduce(0, +) - sizes.count)
        let rest = max(0, sum - sizes.count)
        var quotas = sizes.map { 1 + ($0 - 1) * rest / total }
        let order = sizes.indices.sorted { (-((sizes[$0] - 1) * rest % total), $0) < (-((sizes[$1] - 1) * rest % total), $1) }
        var missing = sum - quotas.reduce(0, +)
        while missing > 0 {
            let before = missing
            for place in order where missing > 0 && quotas[place] < sizes[place] {
                quotas[place] += 1
                missing -= 1
            }
            if missing == before { break }
        }
        return quotas
    }

    /// Sizes that add up, at least one each: large cities bring more people.
    static func sizes(_ authorities: [DemoAuthority], sum: Int, _ dice: inout DemoDice) -> [Int] {
        guard !authorities.isEmpty else { return [] }
        let weights = authorities.map { authority in
            let base = authority.population > 1_000_000 ? 4 : authority.population > 200_000 ? 3 : 2
            return base + dice.below(base + 2)
        }
        let total = weights.reduce(0, +)
        var sizes = weights.map { max(1, $0 * sum / total) }
        var difference = sum - sizes.reduce(0, +)
        var attempts = 0
        while difference != 0, attempts < 1_000_000 {
            attempts += 1
            let place = dice.below(sizes.count)
            if difference < 0 && sizes[place] == 1 { continue }
            sizes[place] += difference.signum()
            difference -= difference.signum()
        }
        return sizes
    }
}
