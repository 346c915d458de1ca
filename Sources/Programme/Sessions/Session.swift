// SPDX-License-Identifier: EUPL-1.2
import Editions
import Network
import Vocabulary

/// An item of the programme: a period, a room, and what happens there.
package struct Session: Sendable, Hashable, Codable {
    /// The edition's own name for it, unique there and for ever: `TH01`.
    package var code: SessionCode
    package var kind: SessionKind
    package var status: SessionStatus
    package var registration: SessionRegistration
    /// Missing when it is not known.
    package var time: SessionTime?
    /// The day when that alone is known.
    package var day: Day?
    package var title: LocalizedText
    package var abstract: LocalizedText
    /// Spoken from the stage, and those it is interpreted into: codes of ISO 639-1, lower case.
    package var languages: [String], interpreted: [String]
    package var topic: ID<Topic>?
    package var rooms: [ID<Room>]
    /// How many it has room for, where that is less than its rooms have, or there is none.
    package var capacity: Int?
    package var speakers: [SessionSpeaker]
    /// What the organisers note for themselves; not published.
    package var notes: String

    package func speakers(as role: SpeakerRole) -> [ID<Speaker>] { speakers.filter { $0.role == role }.map(\.speaker) }
}

/// What a session is called in addresses and on paper: letters, digits and hyphens, at most 20.
package struct SessionCode: Hashable, Sendable, Comparable, TextCodable {
    package let description: String

    /// Returns nil for what cannot be one.
    package init?(_ text: String) {
        let isAllowed = text.utf8.allSatisfy {
            (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard (1...20).contains(text.utf8.count), isAllowed else { return nil }
        description = text
    }

    package static func < (a: Self, b: Self) -> Bool { a.description < b.description }
}

/// What sort of session it is.
package enum SessionKind: String, Sendable, Hashable, Codable, CaseIterable {
    case registration, opening, plenary, thematic, workshop, pitch, focus
    case howTo = "how-to", mayorsPanel = "mayors-panel"
    case assembly, drafting, presentation, visit
    case visitBlock = "visit-block"
    case pause = "break", lunch, reception, gala, closing, other

    /// Nothing to choose: everybody is there or rests.
    package var isPause: Bool { [.registration, .pause, .lunch].contains(self) }
    /// Held for all at once, in the largest room.
    package var isPlenary: Bool { [.opening, .plenary, .mayorsPanel, .closing].contains(self) }
}

/// How sure a session is.
package enum SessionStatus: String, Sendable, Hashable, Codable, CaseIterable { case confirmed, unconfirmed, moved, cancelled }

/// Who can come.
package enum SessionRegistration: String, Sendable, Hashable, Codable, CaseIterable { case open, members, limited, list }

/// Who speaks in a session, and as what.
package struct SessionSpeaker: Sendable, Hashable, Codable {
    package var speaker: ID<Speaker>
    package var role: SpeakerRole
}

package enum SpeakerRole: String, Sendable, Hashable, Codable, CaseIterable { case speaker, moderator, rapporteur }

/// Where sessions are held.
package struct Room: Sendable, Hashable, Codable {
    package var id: ID<Room>
    package var name: String
    package var capacity: Int?
    /// What is in it, and how one gets in.
    package var equipment: LocalizedText, access: LocalizedText
}

/// Somebody who speaks, known by the office that is held.
package struct Speaker: Sendable, Hashable, Codable {
    package var id: ID<Speaker>
    /// As published; empty when only the office is.
    package var name: String
    package var office: LocalizedText
    /// Whom the office is held in: an authority, an institution, or another body by its name.
    package var authority: ID<Authority>?
    package var institution: ID<Institution>?
    package var body: String
    /// ISO 3166-1 alpha-2; empty when unknown.
    package var country: String
    /// The digest of the picture, in a release alone: what the public sees needs the speaker's consent besides.
    package var portrait: String?
    /// In a release alone, like the portrait.
    package var biography: LocalizedText?
}

/// All of an edition's programme, as the organisers work on it or as it was released.
package struct ProgrammeContent: Sendable, Hashable, Codable {
    package var rooms: [Room] = []
    package var speakers: [Speaker] = []
    package var sessions: [Session] = []
    package init() {}
}
