// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Timetable
import Vocabulary

/// What a room can have and a session can need.
package enum Fitting: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case projector, microphones, recording, streaming, flipcharts, stage
    case movableSeats = "movable-seats"
    case hearingLoop = "hearing-loop"
    case stepFree = "step-free"

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// What the organisers plan of a session and never publish.
package struct SessionPlan: Sendable, Hashable, Codable {
    /// How many are expected to come.
    package var expected: Int?
    /// In the order of their names.
    package var needs: [Fitting] = []
    package init(expected: Int? = nil, needs: [Fitting] = []) {
        self.expected = expected
        self.needs = needs.sorted()
    }
}

/// A session as the organisers have it.
package struct SessionDraft: Sendable, Hashable, Codable {
    package var session: Session
    package var plan: SessionPlan
    package init(_ session: Session, _ plan: SessionPlan = SessionPlan()) {
        self.session = session
        self.plan = plan
    }

    package var code: SessionCode { session.code }
}

/// What is planned with a room.
struct RoomPlan: Sendable, Hashable {
    /// The building; rooms of one are near each other.
    var site = ""
    /// Booths for interpreters that are built in; nil when it is not known.
    var booths: Int?
    var fittings: Set<Fitting> = []
}

/// A room as the organisers have it.
struct RoomDraft: Sendable, Hashable {
    var room: Room
    var plan: RoomPlan
}

/// What the organisers know of somebody who speaks.
struct SpeakerPlan: Sendable, Hashable {
    /// Who holds an elected office.
    var isElected = false
    /// When they have to go: a day and a time on the clock of the hall.
    var leaves: (day: Day, time: WallTime)?
    /// Codes of ISO 639-1, lower case; empty when it is not known.
    var languages: [String] = []
    /// When they can be there; empty for always.
    var availability: [SessionTime] = []

    static func == (a: Self, b: Self) -> Bool {
        a.isElected == b.isElected && a.leaves?.day == b.leaves?.day && a.leaves?.time == b.leaves?.time
            && a.languages == b.languages && a.availability == b.availability
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(isElected)
        hasher.combine(leaves?.day)
        hasher.combine(leaves?.time)
        hasher.combine(languages)
        hasher.combine(availability)
    }
}

/// What holds for the whole programme of an edition.
struct ProgrammePlan: Sendable, Hashable {
    /// Booths that can be put up anywhere; nil when it is not known.
    var booths: Int?
    /// Minutes from one room to another of the same building, and of another.
    var walk = 5, walkBetweenSites = 20
}

/// The programme as those who organise it have it, with what they plan and never publish.
struct ProgrammeDraft: Sendable {
    let edition: Edition
    var content = ProgrammeContent()
    var plans: [SessionCode: SessionPlan] = [:]
    /// How often each session was saved: who saves names the version they began with.
    var versions: [SessionCode: Int] = [:]
    var rooms: [ID<Room>: RoomPlan] = [:]
    var speakers: [ID<Speaker>: SpeakerPlan] = [:]
    var plan = ProgrammePlan()
    /// What the organisers decided of kinds of conflicts.
    var severities: [ConflictKind: ConflictSeverity] = [:]

    init(edition: Edition) { self.edition = edition }

    var zone: TimeZone { TimeZone(identifier: edition.zone) ?? .gmt }

    func draft(_ code: SessionCode) -> SessionDraft? {
        content.sessions.first { $0.code == code }.map { SessionDraft($0, plans[code] ?? SessionPlan()) }
    }

    /// All sessions, in their order.
    var sessionDrafts: [SessionDraft] { content.sessions.map { SessionDraft($0, plans[$0.code] ?? SessionPlan()) } }
    /// All rooms, in their order.
    var roomDrafts: [RoomDraft] { content.rooms.map { RoomDraft(room: $0, plan: rooms[$0.id] ?? RoomPlan()) } }

    /// Puts a session in the place of the one with its code, or behind all others.
    mutating func put(_ draft: SessionDraft) {
        plans[draft.code] = draft.plan
        if let place = content.sessions.firstIndex(where: { $0.code == draft.code }) {
            content.sessions[place] = draft.session
        } else {
            content.sessions.append(draft.session)
        }
    }

    mutating func remove(_ code: SessionCode) {
        content.sessions.removeAll { $0.code == code }
        plans[code] = nil
        versions[code] = nil
    }
}
