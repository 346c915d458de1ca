// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Plays the months second by second: seats are taken, given back and offered to who waits. No seat is ever taken twice.
struct DemoPlay {
    struct Seat {
        let delegation: Int?
        let taken: Int
        var person: Int?
        var freed: Int?
        /// Somebody else depends on who sits here.
        var isLocked = false
    }

    struct Entry { let delegation: Int?, person: Int }

    enum Act {
        case demand(DemoPlan.Demand), confirm(Int), withdraw(Int), giveBack
        case accept(Int), expire(Int)
    }

    let request: DemoRequest, plan: DemoPlan, clock: DemoClock
    var makePerson: DemoPersonMaker
    var dice: DemoDice
    var events: [(second: Int, what: DemoEvent.What)] = []
    var delegations: [DemoDelegation]
    var seats: [Seat] = []
    var seatsOf: [[Int]]
    var entries: [Entry] = []
    var queue: [Int] = [], served = 0
    var free: Int
    var held: [Int] = []
    var agenda = DemoAgenda<Act>()
    var offers = 0, expired = 0
    var latest: [DemoActor: Int] = [:]
    var hasLeader: Set<Int> = []

    init(_ request: DemoRequest, _ plan: DemoPlan, _ clock: DemoClock, _ maker: DemoPersonMaker, _ dice: DemoDice) {
        (self.request, self.plan, self.clock, makePerson, self.dice) = (request, plan, clock, maker, dice)
        delegations = zip(plan.authorities, plan.fates).map { authority, fate in
            DemoDelegation(authority: authority, state: fate.hasApplied ? .applied : .invited)
        }
        seatsOf = Array(repeating: [], count: plan.authorities.count)
        free = plan.capacity
        invite()
        noteDemands()
    }

    mutating func play() {
        while let (second, act) = agenda.next() {
            switch act {
            case .demand(.delegation(let place)): reserve(plan.fates[place].seats, for: place, second)
            case .demand(.oneMore(let place)): reserve(1, for: place, second)
            case .demand(.alone(let kind)): register(kind, second)
            case .confirm(let place): confirm(place, second)
            case .withdraw(let place): withdraw(place, second)
            case .giveBack: giveBack(second)
            case .accept(let entry): accept(entry, second)
            case .expire(let entry):
                events.append((second, .expired(entry: entry)))
                release(1, second)
            }
        }
    }

    // MARK: Before seats are taken

    private mutating func noteDemands() {
        let day = DemoClock.secondsOfDay
        for (share, demand) in plan.demands {
            let second = clock.demand(share)
            agenda.note(.demand(demand), at: second)
            if case .delegation(let place) = demand, plan.fates[place].outcome == .withdrawn {
                let latest = clock.end * 87 / 100
                agenda.note(.withdraw(place), at: second + 1 + Int(Double(max(0, latest - second)) * (0.2 + 0.7 * dice.share())))
            }
        }
        // Half of what is given back is found again by who waits; its offers are answered before the last days.
        for number in 0..<plan.givenBack {
            let share = number % 2 == 0 ? 0.3 + 0.5 * dice.share() : 0.87 + 0.06 * dice.share()
            agenda.note(.giveBack, at: min(clock.end - 8 * day, Int(share * Double(clock.end))))
        }
        for _ in 0..<plan.openOffers { agenda.note(.giveBack, at: clock.end - dice.below(2 * day) - 60) }
    }

    /// Members in waves; those who are not asked apply.
    private mutating func invite() {
        var first = Array(repeating: clock.end, count: delegations.count)
        for (share, demand) in plan.demands {
            if case .delegation(let place) = demand { first[place] = clock.demand(share) }
        }
        for place in delegations.indices {
            let wave = dice.happens(0.25) && first[place] > clock.end / 8 ? clock.end / 16 : 0
            if plan.fates[place].hasApplied {
                apply(place, before: first[place])
            } else {
                events.append((wave + place * 7 % 3_000, .invited(delegation: place)))
            }
        }
    }

    private mutating func apply(_ place: Int, before first: Int) {
        let outcome = plan.fates[place].outcome
        let latest = outcome == .applied ? clock.end - 60 : min(first, clock.end * 9 / 10)
        let earliest = outcome == .applied ? clock.end * 96 / 100 : latest / 2
        let second = earliest + dice.below(max(1, (latest - earliest) / 2))
        events.append((second, .applied(delegation: place)))
        guard outcome != .applied else { return }
        let answer = second + 1 + dice.below(max(1, latest - second - 1))
        if outcome == .refused {
            let reason = dice.one(of: DemoRefusal.allCases) ?? .tooLate
            events.append((answer, .refused(delegation: place, reason)))
            delegations[place].state = .refused
        } else {
            events.append((answer, .approved(delegation: place)))
            delegations[place].state = .invited
        }
    }
}
