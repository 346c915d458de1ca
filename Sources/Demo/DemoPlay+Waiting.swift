// SPDX-License-Identifier: EUPL-1.2

/// The waiting list and its offers.
extension DemoPlay {
    mutating func wait(delegation: Int?, _ person: Int, _ second: Int) {
        entries.append(Entry(delegation: delegation, person: person))
        queue.append(entries.count - 1)
        events.append((second, .joinedWaitingList(entry: entries.count - 1, delegation: delegation, person: person)))
    }

    mutating func release(_ number: Int, _ second: Int) {
        for _ in 0..<number {
            if served < queue.count {
                served += 1
                offer(queue[served - 1], second)
            } else {
                free += 1
            }
        }
    }

    /// An offer stands three working days and holds its seat. Those of the last days are still open.
    mutating func offer(_ entry: Int, _ second: Int) {
        let day = DemoClock.secondsOfDay
        events.append((second, .offered(entry: entry, until: clock.instant(second + 3 * day))))
        guard second < clock.end - 2 * day - 60 else { return }
        offers += 1
        if offers % 4 == 2, expired < plan.mostExpired, second < clock.end - 7 * day {
            expired += 1
            agenda.note(.expire(entry), at: second + 3 * day)
        } else {
            agenda.note(.accept(entry), at: second + 900 + dice.below(day * 3 / 2))
        }
    }

    mutating func accept(_ entry: Int, _ second: Int) {
        let (delegation, person) = (entries[entry].delegation, entries[entry].person)
        let seat = take(delegation: delegation, person: person, second)
        events.append((second, .accepted(entry: entry, seat: seat)))
        if let delegation { commit(delegation, second) }
    }
}
