// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What a programme is checked against, and the programme itself. What is not known is left out, and nothing is said about
/// it. Of two entries with the same id the later counts.
package struct TimetableFacts: Sendable, Hashable {
    package var rooms: [TimetableRoom]
    package var walking: WalkingTimes
    /// How many booths there are to be put up where they are needed.
    package var mobileBooths: Int?
    package var people: [TimetablePerson]
    package var sessions: [TimetableSession]

    package init(
        rooms: [TimetableRoom] = [], walking: WalkingTimes = WalkingTimes(), mobileBooths: Int? = nil,
        people: [TimetablePerson] = [], sessions: [TimetableSession] = []
    ) {
        self.rooms = rooms
        self.walking = walking
        self.mobileBooths = mobileBooths
        self.people = people
        self.sessions = sessions
    }
}

/// A room as the timetable sees it.
package struct TimetableRoom: Sendable, Hashable {
    package var id: String
    /// The house or ground it is in.
    package var site: String?
    package var capacity: Int?
    /// Booths for interpretation built into it.
    package var booths: Int?
    package var equipment: Set<String>

    package init(id: String, site: String? = nil, capacity: Int? = nil, booths: Int? = nil, equipment: Set<String> = []) {
        self.id = id
        self.site = site
        self.capacity = capacity
        self.booths = booths
        self.equipment = equipment
    }
}

/// How many minutes it takes from room to room.
package struct WalkingTimes: Sendable, Hashable {
    /// Between two rooms of one site, and of different sites, unless it is listed.
    package var withinSite: Int?, betweenSites: Int?
    package var listed: [Walk]

    /// The way between two rooms, as long in both directions.
    package struct Walk: Sendable, Hashable {
        package var from: String, to: String, minutes: Int

        package init(from: String, to: String, minutes: Int) {
            self.from = from
            self.to = to
            self.minutes = minutes
        }
    }

    package init(withinSite: Int? = nil, betweenSites: Int? = nil, listed: [Walk] = []) {
        self.withinSite = withinSite
        self.betweenSites = betweenSites
        self.listed = listed
    }
}

/// Somebody with duties in sessions.
package struct TimetablePerson: Sendable, Hashable {
    package var id: String
    /// Codes of ISO 639-1; empty when unknown.
    package var languages: [String]
    /// When they can be there; empty for always.
    package var availability: [Range<Date>]
    package var leaves: Date?
    /// Whether they hold an elected office: such a guest cannot be asked to stay longer.
    package var isElected: Bool

    package init(
        id: String, languages: [String] = [], availability: [Range<Date>] = [], leaves: Date? = nil, isElected: Bool = false
    ) {
        self.id = id
        self.languages = languages
        self.availability = availability
        self.leaves = leaves
        self.isElected = isElected
    }
}
