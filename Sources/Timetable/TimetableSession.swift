// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A session as the timetable sees it.
package struct TimetableSession: Sendable, Hashable {
    package var id: String
    /// Missing when it is not known; an empty one counts as missing.
    package var period: Range<Date>?
    package var rooms: [String]
    package var duties: [TimetableDuty]
    package var topic: String?
    /// How many people are expected.
    package var audience: Int?
    /// Spoken from the stage, and those it is interpreted into: codes of ISO 639-1.
    package var spoken: [String], interpreted: [String]
    /// The equipment it cannot do without.
    package var needs: Set<String>
    /// Nothing to choose: everybody rests.
    package var isPause: Bool
    /// Held for all at once.
    package var isPlenary: Bool
    package var isCancelled: Bool

    package init(
        id: String, period: Range<Date>? = nil, rooms: [String] = [], duties: [TimetableDuty] = [], topic: String? = nil,
        audience: Int? = nil, spoken: [String] = [], interpreted: [String] = [], needs: Set<String> = [],
        isPause: Bool = false, isPlenary: Bool = false, isCancelled: Bool = false
    ) {
        self.id = id
        self.period = period
        self.rooms = rooms
        self.duties = duties
        self.topic = topic
        self.audience = audience
        self.spoken = spoken
        self.interpreted = interpreted
        self.needs = needs
        self.isPause = isPause
        self.isPlenary = isPlenary
        self.isCancelled = isCancelled
    }

    /// How many booths its interpretation takes: one for each language it is interpreted into, as ISO 2603 and ISO 4043
    /// describe a booth and the profession fills it. A language that is interpreted into counts though it is also
    /// spoken, for its booth works while another is spoken; where it is the only one spoken, there is nothing to do.
    package var boothsNeeded: Int { Set(interpreted).subtracting(Set(spoken).count == 1 ? spoken : []).count }
}

/// What somebody does in a session.
package struct TimetableDuty: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable { case speaker, moderator, rapporteur }

    package var person: String
    package var kind: Kind

    package init(_ person: String, as kind: Kind = .speaker) {
        self.person = person
        self.kind = kind
    }
}
