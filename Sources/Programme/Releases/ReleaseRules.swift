// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// What a release is made of: the programme as the organisers have it, and the release before it.
struct ReleaseFacts {
    var content: ProgrammeContent
    var identities: [SessionCode: ProgrammeStore.Identity]
    var before: Release?
    var authorities: [String: SpeakerAuthority] = [:]
    var institutions: [String: LocalizedText] = [:]

    /// The release that publishes all of it, or only these sessions: of the others what was published stays.
    ///
    /// Throws when nothing would change.
    func release(only codes: Set<SessionCode>? = nil, note: LocalizedText, at now: Date) throws(ReleaseRefusal) -> Release {
        if let unknown = codes?.subtracting(content.sessions.map(\.code)).min() { throw .unknown(unknown) }
        guard !content.sessions.isEmpty else { throw .empty }
        var document = ReleaseDocument(
            rooms: content.rooms, speakers: content.speakers, sessions: [], authorities: authorities, institutions: institutions)
        if let codes { document.narrow(to: content.sessions.filter { codes.contains($0.code) }, over: before?.document) }
        let renamed = document.renamed(since: before?.document)
        let published = Dictionary(uniqueKeysWithValues: (before?.document.sessions ?? []).map { ($0.session.code, $0) })
        for session in content.sessions {
            let old = published[session.code]
            if let codes, !codes.contains(session.code) {
                // What it names may be called otherwise now, by a session that is released.
                if let old, let identity = identities[session.code] {
                    document.sessions.append(Self.released(old.session, identity, over: old, renamed, at: now))
                }
            } else if let identity = identities[session.code] {
                document.sessions.append(Self.released(session, identity, over: old, renamed, at: now))
            }
        }
        if let before, document.saysTheSame(as: before.document) { throw .unchanged }
        return Release(number: (before?.number ?? 0) + 1, at: now, note: note, document: document)
    }

    /// A session that is the same as before keeps its number of changes.
    private static func released(
        _ session: Session, _ identity: ProgrammeStore.Identity, over old: ReleasedSession?, _ renamed: Renamed, at now: Date
    ) -> ReleasedSession {
        var session = session
        session.notes = ""
        guard let old else {
            return ReleasedSession(
                session: session, slot: identity.slot, sign: identity.sign, uid: identity.uid, sequence: 0, modified: now)
        }
        guard old.session != session || renamed.concerns(session) else { return old }
        var changed = old
        changed.session = session
        changed.sequence += 1
        changed.modified = now
        return changed
    }
}

/// Rooms and speakers that are called otherwise than in the release before.
struct Renamed: Sendable {
    var rooms: Set<ID<Room>> = [], speakers: Set<ID<Speaker>> = []

    func concerns(_ session: Session) -> Bool {
        !rooms.isDisjoint(with: session.rooms) || session.speakers.contains { speakers.contains($0.speaker) }
    }
}

extension ReleaseDocument {
    /// Leaves of the draft only what these sessions name; everything else is as it was published before, or absent.
    fileprivate mutating func narrow(to sessions: [Session], over before: ReleaseDocument?) {
        let (rooms, speakers) = (Set(sessions.flatMap(\.rooms)), Set(sessions.flatMap { $0.speakers.map(\.speaker) }))
        self.rooms = Self.narrowed(self.rooms, over: before?.rooms ?? [], to: rooms, by: \.id)
        self.speakers = Self.narrowed(self.speakers, over: before?.speakers ?? [], to: speakers, by: \.id)
        authorities = (before?.authorities ?? [:]).merging(authorities) { old, _ in old }
        institutions = (before?.institutions ?? [:]).merging(institutions) { old, _ in old }
    }

    private static func narrowed<Value, Key: Hashable>(
        _ draft: [Value], over before: [Value], to named: Set<Key>, by key: (Value) -> Key
    ) -> [Value] {
        let published = Dictionary(uniqueKeysWithValues: before.map { (key($0), $0) })
        let drafted = Set(draft.map(key))
        return draft.compactMap { named.contains(key($0)) ? $0 : published[key($0)] }
            + before.filter { !drafted.contains(key($0)) }
    }

    /// What stands beside a session under another name than before.
    func renamed(since before: ReleaseDocument?) -> Renamed {
        guard let before else { return Renamed() }
        let (oldRooms, oldSpeakers) = (
            Dictionary(uniqueKeysWithValues: before.rooms.map { ($0.id, $0.name) }),
            Dictionary(uniqueKeysWithValues: before.speakers.map { ($0.id, before.names(of: $0)) })
        )
        return Renamed(
            rooms: Set(rooms.filter { oldRooms[$0.id] != nil && oldRooms[$0.id] != $0.name }.map(\.id)),
            speakers: Set(speakers.filter { oldSpeakers[$0.id] != nil && oldSpeakers[$0.id] != names(of: $0) }.map(\.id)))
    }

    /// All that is said of somebody beside a session.
    private func names(of speaker: Speaker) -> [String] {
        [speaker.name, speaker.body, speaker.authority?.value ?? "", speaker.institution?.value ?? ""]
            + Language.allCases.map { speaker.office.values[$0]?.text ?? "" }
    }
}

extension Release {
    /// The release that publishes the same sessions on other days, and nothing of the draft.
    func moved(days: Int, note: LocalizedText, at now: Date) -> Release {
        changingTimes(note: note, at: now) { session in
            session.time = session.time.flatMap { $0.moved(days: days) }
            session.day = session.day.flatMap { $0.adding(days: days) }
        }
    }

    /// The release that publishes the same again, since the clocks of the edition show another zone: instants are others.
    func inAnotherZone(note: LocalizedText, at now: Date) -> Release { changingTimes(note: note, at: now) { _ in } }

    private func changingTimes(note: LocalizedText, at now: Date, _ change: (inout Session) -> Void) -> Release {
        var release = Release(number: number + 1, at: now, note: note, document: document)
        for place in document.sessions.indices
        where document.sessions[place].session.day != nil || document.sessions[place].session.time != nil {
            change(&release.document.sessions[place].session)
            release.document.sessions[place].sequence += 1
            release.document.sessions[place].modified = now
        }
        return release
    }
}

/// Why nothing is published.
package enum ReleaseRefusal: Refusal, Equatable {
    case empty, unchanged
    case unknown(SessionCode)
    /// Not what a session can be called.
    case unreadable(String)

    package var kind: RefusalKind { self == .unchanged ? .conflict : .invalid }
    package var phrase: Phrase {
        switch self {
        case .empty: "release.empty"
        case .unchanged: "release.unchanged"
        case .unknown(let code): Phrase("release.unknown-session", ["code": .text(code.description)])
        case .unreadable(let text): Phrase("release.unknown-session", ["code": .text(String(text.prefix(40)))])
        }
    }
}

/// What one release changed about one session.
package enum SessionChange: Sendable, Hashable {
    case added, cancelled, restored, confirmed, unconfirmed, moved
    case time(from: SessionTime?, to: SessionTime?)
    case rooms(from: [ID<Room>], to: [ID<Room>])
    case title(from: LocalizedText)
    case abstract, languages, topic
    case kind(from: SessionKind), registration, capacity
    case joined(ID<Speaker>, SpeakerRole), left(ID<Speaker>, SpeakerRole)
    case replaced(ID<Speaker>, by: ID<Speaker>, SpeakerRole)

    /// What differs between two states of a session, the gravest first.
    ///
    /// - Parameter renamed: rooms and speakers that are the same and are called otherwise.
    static func changes(from old: Session?, to new: Session, _ renamed: Renamed = Renamed()) -> [SessionChange] {
        guard let old else { return [.added] }
        var changes: [SessionChange] = []
        if new.status == .cancelled, old.status != .cancelled { changes.append(.cancelled) }
        if new.status != .cancelled, old.status == .cancelled { changes.append(.restored) }
        if new.status == .confirmed, old.status == .unconfirmed { changes.append(.confirmed) }
        if new.status == .unconfirmed, old.status != .unconfirmed { changes.append(.unconfirmed) }
        if new.status == .moved, old.status != .moved { changes.append(.moved) }
        if new.time != old.time || new.day != old.day { changes.append(.time(from: old.time, to: new.time)) }
        if new.rooms != old.rooms || !renamed.rooms.isDisjoint(with: new.rooms) {
            changes.append(.rooms(from: old.rooms, to: new.rooms))
        }
        if new.title != old.title { changes.append(.title(from: old.title)) }
        for role in SpeakerRole.allCases {
            changes += speakers(from: old.speakers(as: role), to: new.speakers(as: role), role)
            let stayed = new.speakers(as: role).filter { old.speakers(as: role).contains($0) }
            changes += stayed.filter(renamed.speakers.contains).map { .replaced($0, by: $0, role) }
        }
        if new.topic != old.topic { changes.append(.topic) }
        if new.languages != old.languages || new.interpreted != old.interpreted { changes.append(.languages) }
        if new.abstract != old.abstract { changes.append(.abstract) }
        if new.kind != old.kind { changes.append(.kind(from: old.kind)) }
        if new.registration != old.registration { changes.append(.registration) }
        if new.capacity != old.capacity { changes.append(.capacity) }
        return changes
    }

    /// Who left and who came; one for one it is a replacement.
    private static func speakers(from old: [ID<Speaker>], to new: [ID<Speaker>], _ role: SpeakerRole) -> [SessionChange] {
        let (gone, come) = (old.filter { !new.contains($0) }, new.filter { !old.contains($0) })
        let pairs = zip(gone, come).map { SessionChange.replaced($0, by: $1, role) }
        return pairs + gone.dropFirst(pairs.count).map { .left($0, role) } + come.dropFirst(pairs.count).map { .joined($0, role) }
    }
}
