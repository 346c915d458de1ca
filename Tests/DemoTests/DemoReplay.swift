// SPDX-License-Identifier: EUPL-1.2
import Demo
import Foundation

/// The rules of registration, followed strictly: every event must be allowed where it stands.
struct DemoReplay {
    private enum Entry: Equatable { case waiting, offered(until: Date), done }
    private struct Seat { var owner: Int?, person: Int?, isTaken = true }

    private let crowd: DemoCrowd
    private(set) var faults: [String] = []
    private(set) var states: [Int: DemoDelegation.State] = [:]
    private var seats: [Seat] = [], entries: [(state: Entry, delegation: Int?, person: Int)] = []
    private var taken = 0
    private(set) var met: Set<Int> = []

    init(_ crowd: DemoCrowd) {
        self.crowd = crowd
        for event in crowd.events where faults.count < 10 {
            if !allows(event) { faults.append("\(event)") }
            if taken > crowd.capacity { faults.append("oversold at \(event)") }
        }
    }

    private mutating func allows(_ event: DemoEvent) -> Bool {
        switch event.what {
        case .applied(let place): move(place, from: [nil], to: .applied)
        case .invited(let place): move(place, from: [nil], to: .invited)
        case .approved(let place): move(place, from: [.applied], to: .invited)
        case .refused(let place, _): move(place, from: [.applied], to: .refused)
        case .confirmed(let place): move(place, from: [.reserved], to: .confirmed)
        case .reserved(let place, let range): reserve(place, range)
        case .withdrew(let place): withdraw(place)
        case .reminded(let place, let reminder): mayRemind(place, reminder)
        case .registered(let seat, let person): take(seat, nil, person) && crowd.persons[person].delegation == nil
        case .named(let seat, let person): name(seat, instead: nil, person)
        case .swapped(let seat, let from, let to): from != to && name(seat, instead: from, to)
        case .gaveBack(let seat): free(seat)
        case .joinedWaitingList(let entry, let place, let person): join(entry, place, person)
        case .offered(let entry, let until): offer(entry, until, at: event.at)
        case .accepted(let entry, let seat): accept(entry, seat, at: event.at)
        case .expired(let entry): expire(entry, at: event.at)
        }
    }

    private mutating func move(_ place: Int, from: [DemoDelegation.State?], to: DemoDelegation.State) -> Bool {
        defer { states[place] = to }
        return from.contains(states[place])
    }

    private mutating func reserve(_ place: Int, _ range: Range<Int>) -> Bool {
        guard let state = states[place], [.invited, .reserved, .confirmed].contains(state), !range.isEmpty else { return false }
        if state == .invited { states[place] = .reserved }
        return range.allSatisfy { take($0, place, nil) }
    }

    private mutating func take(_ seat: Int, _ owner: Int?, _ person: Int?) -> Bool {
        guard seat == seats.count else { return false }
        seats.append(Seat(owner: owner, person: person))
        taken += 1
        return person.map { met.insert($0).inserted } ?? true
    }

    private mutating func withdraw(_ place: Int) -> Bool {
        guard move(place, from: [.reserved, .confirmed], to: .withdrawn) else { return false }
        for seat in seats.indices where seats[seat].owner == place && seats[seat].isTaken {
            seats[seat].isTaken = false
            taken -= 1
        }
        return true
    }

    private func mayRemind(_ place: Int, _ reminder: DemoReminder) -> Bool {
        switch reminder {
        case .answer: states[place] == .invited
        case .confirmation: states[place] == .reserved
        case .names: states[place] == .confirmed && seats.contains { $0.owner == place && $0.isTaken && $0.person == nil }
        }
    }

    private mutating func name(_ seat: Int, instead: Int?, _ person: Int) -> Bool {
        guard seats.indices.contains(seat), let owner = seats[seat].owner, seats[seat].isTaken, seats[seat].person == instead
        else {
            return false
        }
        seats[seat].person = person
        return met.insert(person).inserted && crowd.persons[person].delegation == owner
    }

    private mutating func free(_ seat: Int) -> Bool {
        guard seats.indices.contains(seat), seats[seat].isTaken else { return false }
        seats[seat].isTaken = false
        taken -= 1
        return true
    }

    /// Nobody waits while a seat is free.
    private mutating func join(_ entry: Int, _ place: Int?, _ person: Int) -> Bool {
        guard entry == entries.count, taken == crowd.capacity else { return false }
        entries.append((.waiting, place, person))
        return met.insert(person).inserted && crowd.persons[person].delegation == place
    }

    /// Who has waited longest is asked first; the offer holds the seat.
    private mutating func offer(_ entry: Int, _ until: Date, at now: Date) -> Bool {
        guard entries.firstIndex(where: { $0.state == .waiting }) == entry, until > now else { return false }
        entries[entry].state = .offered(until: until)
        taken += 1
        return true
    }

    private mutating func accept(_ entry: Int, _ seat: Int, at now: Date) -> Bool {
        guard case .offered(let until) = entries[entry].state, now < until, seat == seats.count else { return false }
        entries[entry].state = .done
        seats.append(Seat(owner: entries[entry].delegation, person: entries[entry].person))
        if let place = entries[entry].delegation, states[place] == .invited { states[place] = .reserved }
        return true
    }

    private mutating func expire(_ entry: Int, at now: Date) -> Bool {
        guard entries[entry].state == .offered(until: now) else { return false }
        entries[entry].state = .done
        taken -= 1
        return true
    }
}
