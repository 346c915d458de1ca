// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import People
import Vocabulary

/// How far it is with somebody who is wanted as a speaker.
package enum SpeakerState: String, Sendable, Hashable, CaseIterable {
    case notAsked = "not-asked"
    case asked, reminded, confirmed, declined

    /// Whether an answer is waited for.
    var isOpen: Bool { self == .asked || self == .reminded }
}

/// How a speaker is reached, and what was asked and answered.
struct SpeakerContact: Sendable, Equatable {
    /// Who it is in the directory, where that is known.
    var person: ID<Person>?
    /// Empty when it is not known.
    var address = ""
    var language = Language.en
    var state = SpeakerState.notAsked
    var askedAt: Date?, remindedAt: Date?
    var reminders = 0
    var answeredAt: Date?
    /// What they said to the organisers with their answer.
    var word = ""
}

/// What a speaker freely agrees to.
enum SpeakerConsent: String, Sendable, Hashable, CaseIterable {
    /// Portrait and biography on the public pages.
    case portrait
    /// Being recorded while speaking.
    case recording
    /// Being written to by participants.
    case contact
}

/// A picture of a speaker, without its bytes.
struct Portrait: Sendable, Equatable {
    var digest: String
    var width: Int, height: Int

    /// Four by five, twice as large as the largest place it is shown in.
    static let width = 480, height = 600
}

/// All that is known of a speaker beside what is planned.
struct SpeakerProfile: Sendable, Equatable {
    var contact = SpeakerContact()
    var biography = LocalizedText()
    var portrait: Portrait?
    var consents: Set<SpeakerConsent> = []
    /// Diet, access: only for those who look after it.
    var needs = ""
}

/// Where all speakers of an edition stand, for lists.
struct SpeakerStanding: Sendable {
    var contacts: [ID<Speaker>: SpeakerContact] = [:]
    var withBiography: Set<ID<Speaker>> = []
    var withPortrait: Set<ID<Speaker>> = []

    func contact(_ id: ID<Speaker>) -> SpeakerContact { contacts[id] ?? SpeakerContact() }
}

/// How long things are kept after the last day of an edition: as the declaration of personal data says.
enum SpeakerRetention {
    static let needs = 30, contact = 180
    /// How long a speaker's own link works.
    static let link = 14

    /// The moment from which on a link opens nothing.
    static func linkEnds(_ edition: Edition) -> Date {
        guard let last = edition.dates.lastDay?.adding(days: link + 1) else { return .distantPast }
        return WallTime(minutes: 0).instant(on: last, in: TimeZone(identifier: edition.zone) ?? .gmt)
    }
}
