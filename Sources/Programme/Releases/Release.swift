// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// A published version of the programme.
package struct Release: Sendable, Hashable {
    package var number: Int
    package var at: Date
    package var note: LocalizedText
    package var document: ReleaseDocument
}

/// What a release published, whole: rooms, speakers and sessions as they were.
package struct ReleaseDocument: Sendable, Hashable, Codable {
    package var rooms: [Room] = []
    package var speakers: [Speaker] = []
    package var sessions: [ReleasedSession] = []
    /// The authorities and institutions of its speakers, by id, as the directory named them then.
    package var authorities: [String: SpeakerAuthority] = [:]
    package var institutions: [String: LocalizedText] = [:]

    /// Whether both say the same of rooms, speakers and sessions.
    func saysTheSame(as other: ReleaseDocument) -> Bool {
        rooms == other.rooms && speakers == other.speakers && sessions == other.sessions
    }
}

/// What is said of an authority beside a speaker.
package struct SpeakerAuthority: Sendable, Hashable, Codable {
    package var name: String
    package var kind: String
}

/// A session as it was published, with what calendars and schedule files call it.
package struct ReleasedSession: Sendable, Hashable, Codable {
    package var session: Session
    /// A positive number of its own in the edition, for ever.
    package var slot: Int
    /// Six capitals and digits, for ever.
    package var sign: String
    /// A UUID, for ever.
    package var uid: String
    /// How often it was changed after it was first published. RFC 5545, section 3.8.7.4.
    package var sequence: Int
    /// The release that changed it last was published then.
    package var modified: Date
}
