// SPDX-License-Identifier: EUPL-1.2

/// Seats that are taken, made binding and given back.
extension DemoPlay {
    mutating func reserve(_ wanted: Int, for place: Int, _ second: Int) {
        let number = min(wanted, free)
        if number > 0 {
            let range = seats.count..<(seats.count + number)
            for _ in range { _ = take(delegation: place, person: nil, second) }
            free -= number
            events.append((second, .reserved(delegation: place, seats: range)))
            commit(place, second)
        }
        for _ in number..<max(wanted, number) { wait(delegation: place, member(of: place), second) }
    }

    /// Notes when the first seats of a delegation become binding, if they do.
    mutating func commit(_ place: Int, _ second: Int) {
        guard delegations[place].state == .invited else { return }
        delegations[place].state = .reserved
        guard plan.fates[place].outcome != .reserved else { return }
        let weeks = DemoClock.secondsOfDay * 20
        agenda.note(.confirm(place), at: second + 1 + min(dice.below(weeks), (clock.end - second) * 9 / 10))
    }

    mutating func confirm(_ place: Int, _ second: Int) {
        guard delegations[place].state == .reserved else { return }
        delegations[place].state = .confirmed
        events.append((second, .confirmed(delegation: place)))
    }

    mutating func withdraw(_ place: Int, _ second: Int) {
        guard [.reserved, .confirmed].contains(delegations[place].state) else { return }
        delegations[place].state = .withdrawn
        let given = seatsOf[place].filter { seats[$0].freed == nil }
        for seat in given { seats[seat].freed = second }
        events.append((second, .withdrew(delegation: place)))
        release(given.count, second)
    }

    mutating func giveBack(_ second: Int) {
        for _ in 0..<200 {
            guard !held.isEmpty else { return }
            let place = dice.below(held.count)
            let seat = held[place]
            guard seats[seat].freed == nil else {
                held.swapAt(place, held.count - 1)
                held.removeLast()
                continue
            }
            guard mayGiveBack(seat) else { continue }
            seats[seat].freed = second
            events.append((second, .gaveBack(seat: seat)))
            return release(1, second)
        }
    }

    /// A delegation keeps a seat; who withdraws later does it as a whole.
    private func mayGiveBack(_ seat: Int) -> Bool {
        guard let place = seats[seat].delegation else { return !seats[seat].isLocked }
        return plan.fates[place].outcome != .withdrawn && seatsOf[place].count { seats[$0].freed == nil } > 1
    }

    mutating func take(delegation: Int?, person: Int?, _ second: Int) -> Int {
        let seat = seats.count
        seats.append(Seat(delegation: delegation, taken: second, person: person))
        held.append(seat)
        if let delegation { seatsOf[delegation].append(seat) }
        return seat
    }
}
