// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What can be wrong with a session whatever else is planned.
extension ConflictSearch {
    mutating func checkAlone(_ session: PlacedSession) {
        checkRooms(of: session)
        for person in session.people {
            guard let facts = index.people[person].facts else { continue }
            checkLanguages(of: facts, in: session)
            guard let time = session.time else { continue }
            if let absence = index.people[person].presence?.absence(during: time) {
                found.append(Conflict(.outsideAvailability, during: absence, sessions: [session.id], person: facts.id))
            }
            checkLeaving(of: facts, during: time)
        }
    }

    private mutating func checkRooms(of session: PlacedSession) {
        guard session.facts.audience != nil || !session.facts.needs.isEmpty else { return }
        let rooms = session.rooms.compactMap { index.rooms[$0].facts }
        guard !rooms.isEmpty, rooms.count == session.rooms.count else { return }
        let capacities = rooms.map(\.capacity)
        if let audience = session.facts.audience, !capacities.contains(nil), audience > capacities.total {
            found.append(
                Conflict(
                    .roomTooSmall, during: session.period, sessions: [session.id], rooms: rooms.map(\.id), needed: audience,
                    available: capacities.total))
        }
        let missing = rooms.reduce(session.facts.needs) { $0.subtracting($1.equipment) }
        if !missing.isEmpty {
            found.append(
                Conflict(
                    .equipmentMissing, during: session.period, sessions: [session.id], rooms: rooms.map(\.id),
                    missing: missing.sorted()))
        }
    }

    /// Whoever has a duty in a session takes part in what is said there, moderators and rapporteurs too.
    private mutating func checkLanguages(of person: TimetablePerson, in session: PlacedSession) {
        guard !person.languages.isEmpty, !session.facts.spoken.isEmpty else { return }
        let isHeard = person.languages.contains { session.facts.spoken.contains($0) || session.facts.interpreted.contains($0) }
        guard !isHeard else { return }
        found.append(
            Conflict(
                .languageWithoutInterpretation, during: session.period, sessions: [session.id], person: person.id,
                missing: Set(person.languages).sorted()))
    }

    private mutating func checkLeaving(of person: TimetablePerson, during time: Occupation) {
        guard person.isElected, let leaves = person.leaves?.timeIntervalSinceReferenceDate, leaves < time.end else { return }
        let missed = Range(seconds: max(leaves, time.start), time.end)
        found.append(Conflict(.leavesBefore, during: missed, sessions: [id(time)], person: person.id))
    }
}
