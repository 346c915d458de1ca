// SPDX-License-Identifier: EUPL-1.2
import Foundation

@testable import Timetable

/// The rules once more, as plainly as they can be written: every session is held against every other, and nothing is kept.
struct PlainTimetable {
    private let facts: TimetableFacts
    /// Those that count: the last of each id, unless it is cancelled.
    private let sessions: [TimetableSession]

    init(_ facts: TimetableFacts) {
        self.facts = facts
        sessions = facts.sessions.enumerated()
            .filter { place, session in !facts.sessions[(place + 1)...].contains { $0.id == session.id } }
            .map(\.element).filter { !$0.isCancelled }
    }

    func conflicts() -> [Conflict] {
        var all: [Conflict] = []
        for one in sessions {
            all += alone(one)
            for other in sessions where one.id != other.id { all += pair(one, other) }
        }
        all += booths()
        return all.map { (key($0), $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
    }

    private func key(_ conflict: Conflict) -> [String] {
        let time = conflict.period.map { String(format: "%015.3f", $0.lowerBound.timeIntervalSinceReferenceDate) } ?? "none"
        let kind = String(format: "%02d", ConflictKind.allCases.firstIndex(of: conflict.kind)!)
        return [time, kind] + conflict.sessions.map { $0 + "," } + [""] + conflict.rooms + ["", conflict.person ?? ""]
    }

    private func room(_ id: String) -> TimetableRoom? { facts.rooms.last { $0.id == id } }

    private func time(_ session: TimetableSession) -> Range<Date>? { session.period.flatMap { $0.isEmpty ? nil : $0 } }

    private func once(_ ids: [String]) -> [String] {
        ids.enumerated().filter { place, id in !ids[..<place].contains(id) }.map(\.element)
    }

    private func alone(_ session: TimetableSession) -> [Conflict] {
        var all: [Conflict] = []
        let ids = once(session.rooms), rooms = ids.compactMap { room($0) }
        if !rooms.isEmpty, rooms.count == ids.count {
            let seats = rooms.reduce(0) { $0 + max(0, $1.capacity ?? 0) }
            if let audience = session.audience, rooms.allSatisfy({ $0.capacity != nil }), audience > seats {
                all.append(
                    Conflict(
                        .roomTooSmall, during: time(session), sessions: [session.id], rooms: ids, needed: audience,
                        available: seats))
            }
            let missing = session.needs.filter { thing in !rooms.contains { $0.equipment.contains(thing) } }
            if !missing.isEmpty {
                all.append(
                    Conflict(
                        .equipmentMissing, during: time(session), sessions: [session.id], rooms: ids, missing: missing.sorted()))
            }
        }
        for id in once(session.duties.map(\.person)) {
            guard let person = facts.people.last(where: { $0.id == id }) else { continue }
            all += duty(of: person, in: session)
        }
        return all
    }

    private func duty(of person: TimetablePerson, in session: TimetableSession) -> [Conflict] {
        var all: [Conflict] = []
        let heard = session.spoken + session.interpreted
        if !person.languages.isEmpty, !session.spoken.isEmpty, Set(heard).isDisjoint(with: person.languages) {
            all.append(
                Conflict(
                    .languageWithoutInterpretation, during: time(session), sessions: [session.id], person: person.id,
                    missing: Set(person.languages).sorted()))
        }
        guard let period = time(session) else { return all }
        // All facts are in whole minutes, so the minutes of a session tell when somebody is not there.
        let length = Int(period.upperBound.timeIntervalSince(period.lowerBound) / 60)
        let away = (0..<length).filter { !isThere(person, at: period.lowerBound + Double($0) * 60) }
        if let first = away.first, let last = away.last {
            let absence = period.lowerBound + Double(first) * 60..<period.lowerBound + Double(last + 1) * 60
            all.append(Conflict(.outsideAvailability, during: absence, sessions: [session.id], person: person.id))
        }
        if person.isElected, let leaves = person.leaves, leaves < period.upperBound {
            let missed = max(leaves, period.lowerBound)..<period.upperBound
            all.append(Conflict(.leavesBefore, during: missed, sessions: [session.id], person: person.id))
        }
        return all
    }

    private func isThere(_ person: TimetablePerson, at instant: Date) -> Bool {
        if !person.isElected, let leaves = person.leaves, leaves <= instant { return false }
        return person.availability.isEmpty || person.availability.contains { $0.contains(instant) }
    }

    private func pair(_ one: TimetableSession, _ other: TimetableSession) -> [Conflict] {
        guard let first = time(one), let second = time(other) else { return [] }
        let ids = [one.id, other.id], people = once(one.duties.map(\.person)).filter(other.duties.map(\.person).contains)
        if first.upperBound <= second.lowerBound {
            return people.filter { isNothingBetween(one, other, for: $0) }.compactMap { walk(one, other, of: $0) }
        }
        guard first.overlaps(second) else { return [] }
        guard (first.lowerBound, one.id) < (second.lowerBound, other.id) else { return [] }
        let common = first.clamped(to: second)
        var all = once(one.rooms).filter(other.rooms.contains).map {
            Conflict(.roomTwice, during: common, sessions: ids, rooms: [$0])
        }
        all += people.map { Conflict(.personTwice, during: common, sessions: ids, person: $0) }
        if let topic = one.topic, topic == other.topic, ![one, other].contains(where: { $0.isPause || $0.isPlenary }) {
            all.append(Conflict(.sameTopicInParallel, during: common, sessions: ids, topic: topic))
        }
        return all
    }

    private func isNothingBetween(_ one: TimetableSession, _ other: TimetableSession, for person: String) -> Bool {
        !sessions.contains { between in
            guard ![one.id, other.id].contains(between.id), let period = time(between) else { return false }
            return between.duties.contains { $0.person == person } && time(one)!.upperBound <= period.lowerBound
                && period.upperBound <= time(other)!.lowerBound
        }
    }

    private func walk(_ one: TimetableSession, _ other: TimetableSession, of person: String) -> Conflict? {
        let gap = time(one)!.upperBound..<time(other)!.lowerBound
        let ways = once(one.rooms).flatMap { from in once(other.rooms).map { (from, $0, minutes(from, $0)) } }
        guard ways.allSatisfy({ $0.2 != nil }), let way = ways.min(by: { $0.2! < $1.2! }) else { return nil }
        let seconds = gap.upperBound.timeIntervalSince(gap.lowerBound)
        guard seconds < Double(way.2!) * 60 else { return nil }
        return Conflict(
            .walkTooShort, during: gap, sessions: [one.id, other.id], rooms: [way.0, way.1], person: person, needed: way.2!,
            available: Int(seconds / 60))
    }

    private func minutes(_ from: String, _ to: String) -> Int? {
        if from == to { return 0 }
        if let listed = facts.walking.listed.last(where: { ($0.from, $0.to) == (from, to) || ($0.from, $0.to) == (to, from) }) {
            return listed.minutes
        }
        guard let site = room(from)?.site, let next = room(to)?.site else { return nil }
        return site == next ? facts.walking.withinSite : facts.walking.betweenSites
    }

    private func booths() -> [Conflict] {
        guard let available = facts.mobileBooths.map({ max(0, $0) }) else { return [] }
        let sharing = sessions.filter { time($0) != nil && missingBooths($0) > 0 }
        let instants = Set(sharing.flatMap { [time($0)!.lowerBound, time($0)!.upperBound] }).sorted()
        return zip(instants, instants.dropFirst()).compactMap { start, end in
            let together = sharing.filter { time($0)!.contains(start) }.sorted {
                (time($0)!.lowerBound, $0.id) < (time($1)!.lowerBound, $1.id)
            }
            let needed = together.reduce(0) { $0 + missingBooths($1) }
            guard needed > available else { return nil }
            return Conflict(
                .boothsTooFew, during: start..<end, sessions: together.map(\.id), needed: needed, available: available)
        }
    }

    private func missingBooths(_ session: TimetableSession) -> Int {
        let rooms = once(session.rooms).map { room($0)?.booths }
        guard !rooms.isEmpty, !rooms.contains(nil) else { return 0 }
        let spoken = Set(session.spoken)
        let needed = Set(session.interpreted.filter { spoken != [$0] }).count
        return max(0, needed - rooms.reduce(0) { $0 + max(0, $1 ?? 0) })
    }
}
