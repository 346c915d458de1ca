// SPDX-License-Identifier: EUPL-1.2

/// How things stand at the end of a crowd's months, added up from its events.
package struct DemoCounts: Sendable, Equatable {
    /// Seats that somebody sits on.
    package let named: Int
    /// Seats of delegations without a name.
    package let unnamed: Int
    package let waiting: Int, openOffers: Int
    package let delegations: [DemoDelegation.State: Int]
    /// Of those who have a seat.
    package let kinds: [DemoActor: Int]
    package let countries: Set<String>
    /// The places of those who have a seat.
    package let seated: [Int]

    package init(_ crowd: DemoCrowd) {
        var sum = Sum()
        for event in crowd.events { sum.follow(event.what) }
        let held = sum.seats.filter(\.isTaken)
        seated = held.compactMap(\.person)
        (named, unnamed) = (seated.count, held.count - seated.count)
        (waiting, openOffers) = (sum.waiting, sum.offers)
        delegations = Dictionary(crowd.delegations.map { ($0.state, 1) }, uniquingKeysWith: +)
        kinds = Dictionary(seated.map { (crowd.persons[$0].kind, 1) }, uniquingKeysWith: +)
        countries = Set(seated.map { crowd.persons[$0].country })
    }

    private struct Seat { var owner: Int?, person: Int?, isTaken = true }

    private struct Sum {
        var seats: [Seat] = []
        var (waiting, offers) = (0, 0)
        private var entries: [(delegation: Int?, person: Int)] = []

        mutating func follow(_ what: DemoEvent.What) {
            switch what {
            case .reserved(let place, let range): for _ in range { seats.append(Seat(owner: place)) }
            case .registered(_, let person): seats.append(Seat(person: person))
            case .named(let seat, let person), .swapped(let seat, _, let person): seats[seat].person = person
            case .gaveBack(let seat): seats[seat].isTaken = false
            case .withdrew(let place): for seat in seats.indices where seats[seat].owner == place { seats[seat].isTaken = false }
            case .joinedWaitingList(_, let place, let person):
                entries.append((place, person))
                waiting += 1
            case .offered:
                waiting -= 1
                offers += 1
            case .accepted(let entry, _):
                offers -= 1
                seats.append(Seat(owner: entries[entry].delegation, person: entries[entry].person))
            case .expired: offers -= 1
            case .applied, .approved, .refused, .invited, .reminded, .confirmed: break
            }
        }
    }
}
