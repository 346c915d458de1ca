// SPDX-License-Identifier: EUPL-1.2

/// How many of everything, decided before anything is played, so that the sums come out.
struct DemoPlan {
    /// Somebody asks for seats.
    enum Demand {
        case delegation(Int)
        /// One seat more for a delegation that has some.
        case oneMore(Int)
        case alone(DemoActor)
    }

    let unnamed: Int, openOffers: Int, waiting: Int, mostExpired: Int, givenBack: Int
    let authorities: [DemoAuthority]
    private(set) var fates: [DemoFate] = []
    /// In the order of time, each with its share of what is asked for.
    private(set) var demands: [(share: Double, demand: Demand)] = []
    /// All seats there are.
    let capacity: Int

    init(_ request: DemoRequest, _ dice: inout DemoDice) {
        unnamed = request.scaled(60)
        openOffers = request.scaled(3)
        waiting = request.scaled(15)
        mostExpired = request.scaled(4)
        givenBack = request.scaled(14)
        capacity = request.people + unnamed + openOffers
        authorities = DemoChoice.authorities(request, count: request.scaled(140), &dice)
        fates = Self.fates(authorities.count, &dice)
        let withdrawn = fates.indices.filter { fates[$0].outcome == .withdrawn }
        let coming = fates.indices.filter { [.reserved, .confirmed].contains(fates[$0].outcome) }
        let lost = Self.size(withdrawn, in: authorities, &fates, sum: withdrawn.count * 3, &dice)
        let (alone, more) = (request.scaled(210), request.scaled(16))
        let all = capacity + lost + givenBack + openOffers + waiting + mostExpired
        let ofDelegations = max(coming.count, all - alone - more - lost)
        _ = Self.size(coming, in: authorities, &fates, sum: ofDelegations, &dice)
        demands = orderedDemands(alone: alone, more: more, &dice)
    }

    private static func fates(_ count: Int, _ dice: inout DemoDice) -> [DemoFate] {
        // Of 140: some never answer, some only reserve, some come not; the rest commits.
        let parts: [(DemoDelegation.State, Int)] = [
            (.refused, 3), (.applied, 2), (.invited, 20), (.reserved, 12), (.withdrawn, 8),
        ]
        var fates: [DemoFate] = []
        for (outcome, part) in parts {
            let number = max(1, count * part / 140)
            fates += Array(
                repeating: DemoFate(outcome: outcome, hasApplied: [.refused, .applied].contains(outcome)), count: number)
        }
        let rest = max(0, count - fates.count)
        fates = Array(fates.prefix(count))
        for place in 0..<rest { fates.append(DemoFate(outcome: .confirmed, hasApplied: place < max(1, count * 5 / 140))) }
        for place in fates.indices {
            switch fates[place].outcome {
            case .reserved: fates[place].key = 0.6 + 0.33 * dice.share()
            case .withdrawn: fates[place].key = 0.5 * dice.share()
            default: fates[place].key = 0.93 * dice.share()
            }
        }
        dice.shuffle(&fates)
        return fates
    }

    private static func size(
        _ places: [Int], in authorities: [DemoAuthority], _ fates: inout [DemoFate], sum: Int, _ dice: inout DemoDice
    ) -> Int {
        let sizes = DemoChoice.sizes(places.map { authorities[$0] }, sum: sum, &dice)
        for (place, size) in zip(places, sizes) { fates[place].seats = size }
        return sizes.reduce(0, +)
    }

    /// Of 210 who come without a delegation.
    private static let kinds: [(DemoActor, Int)] = [
        (.speaker, 40), (.researcher, 30), (.association, 24), (.journalist, 20), (.company, 20), (.euOfficial, 18),
        (.nationalOfficial, 18), (.young, 14), (.host, 14), (.accompanying, 12),
    ]

    /// In exact proportion, and well mixed: 97 and 210 have no common factor.
    private static func kind(_ number: Int) -> DemoActor {
        var rest = number * 97 % 210
        for (kind, weight) in kinds {
            if rest < weight { return kind }
            rest -= weight
        }
        return .researcher
    }

    private func orderedDemands(alone: Int, more: Int, _ dice: inout DemoDice) -> [(share: Double, demand: Demand)] {
        var keyed: [(key: Double, seats: Int, demand: Demand)] = []
        for place in fates.indices where fates[place].seats > 0 {
            keyed.append((fates[place].key, fates[place].seats, .delegation(place)))
        }
        let early = fates.indices.filter { fates[$0].outcome == .confirmed && fates[$0].key < 0.85 }
        for _ in 0..<more {
            if let place = dice.one(of: early) { keyed.append((0.94 + 0.06 * dice.share(), 1, .oneMore(place))) }
        }
        for number in 0..<(alone + more - keyed.filter { if case .oneMore = $0.demand { true } else { false } }.count) {
            let kind = Self.kind(number)
            keyed.append((key(of: kind, dice.share()), 1, .alone(kind)))
        }
        let order = keyed.indices.sorted { (keyed[$0].key, $0) < (keyed[$1].key, $1) }
        let all = Double(max(1, keyed.reduce(0) { $0 + $1.seats }))
        var asked = 0
        return order.map { place in
            defer { asked += keyed[place].seats }
            return ((Double(asked) + 0.5 * dice.share()) / all, keyed[place].demand)
        }
    }

    /// Whom the organisers ask to come never waits for a seat; who accompanies comes after those who are accompanied.
    private func key(of kind: DemoActor, _ share: Double) -> Double {
        switch kind {
        case .speaker, .host, .euOfficial: 0.85 * share
        case .young, .accompanying: 0.3 + 0.55 * share
        case .researcher, .association, .journalist, .company, .nationalOfficial: share
        case .elected, .officer: share
        }
    }
}
