// SPDX-License-Identifier: EUPL-1.2

/// The facts with numbers for ids, and who and what is taken when, in order of time. It keeps no conflicts: they are looked
/// for where they are asked, so that there is nothing that could be out of date.
struct TimetableIndex: Sendable {
    /// Sessions by number; nil for those cancelled or removed.
    private(set) var sessions: [PlacedSession?] = []
    private(set) var rooms: [IndexedRoom] = []
    private(set) var people: [IndexedPerson] = []
    /// What may not run in parallel, by topic.
    private(set) var topics: [[Occupation]] = []
    /// The sessions that need mobile booths.
    private(set) var interpreted: [Occupation] = []
    let mobileBooths: Int?
    private(set) var walks: IndexedWalks
    private var sessionNumbers = Numbering(), roomNumbers = Numbering(), personNumbers = Numbering()
    private var topicNumbers = Numbering()

    init(_ facts: TimetableFacts) {
        mobileBooths = facts.mobileBooths.map { max(0, $0) }
        walks = IndexedWalks(facts.walking)
        for room in facts.rooms { rooms[number(ofRoom: room.id)] = IndexedRoom(id: room.id, facts: room) }
        for walk in facts.walking.listed {
            walks.list(walk.minutes, between: number(ofRoom: walk.from), and: number(ofRoom: walk.to))
        }
        for person in facts.people {
            people[number(ofPerson: person.id)] = IndexedPerson(id: person.id, facts: person, presence: Presence(person))
        }
        for session in facts.sessions {
            let number = number(ofSession: session.id)
            sessions[number] = placed(session, as: number)
        }
        // In order of time each session goes to the end of its lists.
        let all = sessions.compactMap { $0 }
        for session in all.sorted(by: { ($0.time?.start ?? 0) < ($1.time?.start ?? 0) }) { enter(session) }
    }

    /// The number of a session that was ever put in.
    func session(_ id: String) -> Int? { sessionNumbers.numbers[id] }

    /// The people with duties in a session that is to be put in.
    mutating func people(in session: TimetableSession) -> [Int] {
        session.duties.map { number(ofPerson: $0.person) }.eachOnce
    }

    /// Puts a session in the place of the one with its id; a cancelled one only takes that away.
    mutating func put(_ session: TimetableSession) {
        let number = number(ofSession: session.id)
        remove(number)
        sessions[number] = placed(session, as: number)
        if let new = sessions[number] { enter(new) }
    }

    mutating func remove(_ number: Int) {
        guard let old = sessions[number] else { return }
        sessions[number] = nil
        guard old.time != nil else { return }
        for room in old.rooms { rooms[room].taken.remove(session: number) }
        for person in old.people { people[person].busy.remove(session: number) }
        if let topic = old.topic { topics[topic].remove(session: number) }
        if old.mobileBooths > 0 { interpreted.remove(session: number) }
    }

    private mutating func enter(_ session: PlacedSession) {
        guard let time = session.time else { return }
        for room in session.rooms { rooms[room].taken.insert(time) }
        for person in session.people { people[person].busy.insert(time) }
        if let topic = session.topic { topics[topic].insert(time) }
        if session.mobileBooths > 0 { interpreted.insert(time) }
    }

    private mutating func placed(_ session: TimetableSession, as number: Int) -> PlacedSession? {
        guard !session.isCancelled else { return nil }
        let rooms = session.rooms.map { self.number(ofRoom: $0) }.eachOnce
        let isParallel = !session.isPause && !session.isPlenary
        return PlacedSession(
            facts: session, time: session.period.flatMap { Occupation($0, session: number) }, rooms: rooms,
            people: people(in: session), topic: isParallel ? session.topic.map { self.number(ofTopic: $0) } : nil,
            mobileBooths: mobileBooths(for: session, in: rooms))
    }

    /// How many booths are missing when those of its rooms are used. A room serves each of its sessions with all it has: two
    /// sessions in it are a conflict of their own. None are missing while one of the rooms, or all, are unknown.
    private func mobileBooths(for session: TimetableSession, in rooms: [Int]) -> Int {
        guard !session.interpreted.isEmpty else { return 0 }
        let fixed = rooms.map { self.rooms[$0].facts?.booths }
        guard !fixed.isEmpty, !fixed.contains(nil) else { return 0 }
        return max(0, session.boothsNeeded - fixed.total)
    }
}

extension TimetableIndex {
    private mutating func number(ofSession id: String) -> Int {
        sessionNumbers.number(of: id) { sessions.append(nil) }
    }

    private mutating func number(ofRoom id: String) -> Int {
        roomNumbers.number(of: id) { rooms.append(IndexedRoom(id: id)) }
    }

    private mutating func number(ofPerson id: String) -> Int {
        personNumbers.number(of: id) { people.append(IndexedPerson(id: id)) }
    }

    private mutating func number(ofTopic id: String) -> Int {
        topicNumbers.number(of: id) { topics.append([]) }
    }
}
