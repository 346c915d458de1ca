// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Whether people get from one duty to the next in time.
extension ConflictSearch {
    mutating func addWalk(of person: IndexedPerson, from one: Occupation, to other: Occupation) {
        let seconds = other.start - one.end
        guard seconds < Double(index.walks.longest) * 60, let walk = shortestWalk(from: one, to: other),
            seconds < Double(walk.minutes) * 60
        else { return }
        found.append(
            Conflict(
                .walkTooShort, during: Range(seconds: one.end, other.start), sessions: [id(one), id(other)],
                rooms: [index.rooms[walk.from].id, index.rooms[walk.to].id], person: person.id, needed: walk.minutes,
                available: Int(exactly: (seconds / 60).rounded(.down)) ?? .max))
    }

    /// Between sessions of several rooms, the way between those nearest to each other; nil when any is unknown, for that one
    /// could be shorter.
    private func shortestWalk(from one: Occupation, to other: Occupation) -> (minutes: Int, from: Int, to: Int)? {
        guard let start = index.sessions[one.session]?.rooms, let goal = index.sessions[other.session]?.rooms else { return nil }
        var shortest: (minutes: Int, from: Int, to: Int)?
        for from in start {
            for to in goal {
                guard let minutes = index.walks.minutes(from: from, to: to, in: index.rooms) else { return nil }
                if shortest.map({ minutes < $0.minutes }) ?? true { shortest = (minutes, from, to) }
            }
        }
        return shortest
    }
}
