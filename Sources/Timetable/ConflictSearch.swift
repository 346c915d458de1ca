// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Looks for conflicts, everywhere or around one session.
struct ConflictSearch {
    let index: TimetableIndex
    var found: [Conflict] = []

    init(_ index: TimetableIndex) { self.index = index }

    /// All there are.
    static func everywhere(in index: TimetableIndex) -> [Conflict] {
        var search = ConflictSearch(index)
        for session in index.sessions { if let session { search.checkAlone(session) } }
        for room in index.rooms { room.taken.forEachOverlap { search.addRoomTwice(room, $0, $1) } }
        for person in index.people { search.check(person) }
        for (topic, sessions) in index.topics.enumerated() {
            sessions.forEachOverlap { search.addSameTopic(topic, $0, $1) }
        }
        search.checkBooths()
        return search.found
    }

    /// Those that a change of one session can touch: its own; those of people with duties in it before or after, for whom
    /// it also stands between others; and those of booths, which are shared by all.
    static func around(_ number: Int?, people: [Int], booths: Bool, in index: TimetableIndex) -> [Conflict] {
        var search = ConflictSearch(index)
        if let number, let session = index.sessions[number] {
            search.checkAlone(session)
            search.checkParallel(session)
        }
        for person in people { search.check(index.people[person]) }
        if booths { search.checkBooths() }
        return search.found
    }

    /// Rooms and topic of one session against all others.
    private mutating func checkParallel(_ session: PlacedSession) {
        guard let time = session.time else { return }
        for room in session.rooms.map({ index.rooms[$0] }) {
            for other in room.taken where other.session != time.session && other.overlaps(time) {
                addRoomTwice(room, time, other)
            }
        }
        guard let topic = session.topic else { return }
        for other in index.topics[topic] where other.session != time.session && other.overlaps(time) {
            addSameTopic(topic, time, other)
        }
    }

    private mutating func check(_ person: IndexedPerson) {
        guard person.busy.count > 1 else { return }
        person.busy.forEachOverlap { addPersonTwice(person, $0, $1) }
        person.busy.forEachNext { addWalk(of: person, from: $0, to: $1) }
    }

    private mutating func addRoomTwice(_ room: IndexedRoom, _ one: Occupation, _ other: Occupation) {
        found.append(Conflict(.roomTwice, during: one.common(with: other), sessions: ids(one, other), rooms: [room.id]))
    }

    private mutating func addPersonTwice(_ person: IndexedPerson, _ one: Occupation, _ other: Occupation) {
        found.append(Conflict(.personTwice, during: one.common(with: other), sessions: ids(one, other), person: person.id))
    }

    private mutating func addSameTopic(_ topic: Int, _ one: Occupation, _ other: Occupation) {
        let name = index.sessions[one.session]?.facts.topic
        found.append(Conflict(.sameTopicInParallel, during: one.common(with: other), sessions: ids(one, other), topic: name))
    }

    /// Two sessions in order of beginning, then of id.
    private func ids(_ one: Occupation, _ other: Occupation) -> [String] {
        let ids = [id(one), id(other)]
        let isInOrder = one.start == other.start ? ids[0] < ids[1] : one.start < other.start
        return isInOrder ? ids : [ids[1], ids[0]]
    }

    func id(_ time: Occupation) -> String { index.sessions[time.session]?.id ?? "" }
}
