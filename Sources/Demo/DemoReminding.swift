// SPDX-License-Identifier: EUPL-1.2

/// Letters that go out to whoever has not answered, committed or named: decided by what had happened until then.
struct DemoReminding {
    private enum State { case invited, reserved, confirmed, gone }
    private var states: [Int: State] = [:]
    private var unnamed: [Int: Int] = [:]
    private var owners: [Int: Int] = [:]
    private var named: Set<Int> = []

    /// Shares of the six months.
    private static let days: [(Double, DemoReminder)] = [
        (0.15, .answer), (0.45, .answer), (0.62, .confirmation), (0.75, .answer), (0.88, .confirmation), (0.90, .names),
        (0.96, .names),
    ]

    static func reminders(
        _ events: [(second: Int, what: DemoEvent.What)], until end: Int, delegations: Int
    ) -> [(second: Int, what: DemoEvent.What)] {
        var (reminding, place) = (DemoReminding(), 0)
        var letters: [(second: Int, what: DemoEvent.What)] = []
        for (share, reminder) in days {
            let day = Int(Double(end) * share) / DemoClock.secondsOfDay
            let second = day * DemoClock.secondsOfDay + 3_600
            while place < events.count, events[place].second < second {
                reminding.follow(events[place].what)
                place += 1
            }
            for delegation in 0..<delegations where reminding.isDue(reminder, delegation) {
                letters.append((second, .reminded(delegation: delegation, reminder)))
            }
        }
        return letters
    }

    private func isDue(_ reminder: DemoReminder, _ delegation: Int) -> Bool {
        switch reminder {
        case .answer: states[delegation] == .invited
        case .confirmation: states[delegation] == .reserved
        case .names: states[delegation] == .confirmed && (unnamed[delegation] ?? 0) > 0
        }
    }

    private mutating func follow(_ what: DemoEvent.What) {
        switch what {
        case .invited(let delegation), .approved(let delegation): states[delegation] = .invited
        case .reserved(let delegation, let seats):
            if states[delegation] == .invited { states[delegation] = .reserved }
            unnamed[delegation, default: 0] += seats.count
            for seat in seats { owners[seat] = delegation }
        case .confirmed(let delegation): states[delegation] = .confirmed
        case .withdrew(let delegation): states[delegation] = .gone
        case .named(let seat, _):
            named.insert(seat)
            if let owner = owners[seat] { unnamed[owner, default: 0] -= 1 }
        case .gaveBack(let seat):
            if !named.contains(seat), let owner = owners[seat] { unnamed[owner, default: 0] -= 1 }
        default: break
        }
    }
}
