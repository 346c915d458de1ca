// SPDX-License-Identifier: EUPL-1.2

/// Names for seats, once it is known which seats are kept: so many that the asked number of people has a place.
extension DemoPlay {
    mutating func nameSeats() {
        var named: [(second: Int, seat: Int)] = []
        let sittings = delegations.indices.map { _ in [dice.share(), dice.share()] }
        for seat in seatsToName() {
            named.append((timeOfName(seat, until: clock.end, sittings[seats[seat].delegation ?? 0]), seat))
        }
        for seat in seats.indices where seats[seat].person == nil && seats[seat].delegation != nil {
            guard let freed = seats[seat].freed, freed - seats[seat].taken > 2, dice.happens(0.5) else { continue }
            named.append((timeOfName(seat, until: freed - 1, []), seat))
        }
        for (second, seat) in named.sorted(by: { ($0.second, $0.seat) < ($1.second, $1.seat) }) { name(seat, second) }
    }

    private mutating func seatsToName() -> [Int] {
        let known = seats.count { $0.freed == nil && $0.person != nil }
        var open: [(key: Double, seat: Int)] = []
        for (place, seat) in seats.enumerated() where seat.freed == nil && seat.person == nil {
            guard let delegation = seat.delegation else { continue }
            // Who has not committed names nobody in most cases; late seats are named last.
            let isOpen = delegations[delegation].state == .reserved
            open.append((dice.share() - (isOpen ? 0.6 : 0) - 0.3 * Double(seat.taken) / Double(max(1, clock.end)), place))
        }
        open.sort { ($1.key, $1.seat) < ($0.key, $0.seat) }
        return open.prefix(max(0, request.people - known)).map(\.seat)
    }

    /// Soon after the seats were reserved or in the rush at the end, several of a delegation at one sitting.
    private mutating func timeOfName(_ seat: Int, until last: Int, _ sittings: [Double]) -> Int {
        let first = seats[seat].taken + 1
        let share = dice.one(of: sittings) ?? dice.share()
        let way = share < 0.4 ? share * 0.3 : 1 - (share - 0.4) * (share - 0.4) * 1.8
        return min(last, first + Int(Double(max(0, last - first)) * way) + dice.below(240))
    }

    private mutating func name(_ seat: Int, _ second: Int) {
        guard let place = seats[seat].delegation else { return }
        let person = member(of: place)
        events.append((second, .named(seat: seat, person: person)))
        seats[seat].person = person
        let last = (seats[seat].freed ?? clock.end + 1) - 1
        if dice.happens(0.05), last - second > 600 {
            let other = member(of: place)
            let later = second + 300 + dice.below(last - second - 300)
            events.append((later, .swapped(seat: seat, from: person, to: other)))
            seats[seat].person = other
        }
        if seats[seat].freed == nil, delegations[place].coordinator == nil, let now = seats[seat].person,
            makePerson.persons[now].kind == .officer
        {
            delegations[place].coordinator = now
        }
    }
}
