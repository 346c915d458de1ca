// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// What of a programme can be taken away beside sessions.
enum Removable: Sendable, Equatable {
    case room(ID<Room>), speaker(ID<Speaker>)

    /// Begins the keys of what is said of it.
    var noun: String {
        switch self {
        case .room: "room"
        case .speaker: "speaker"
        }
    }

    func isNamed(by session: Session) -> Bool {
        switch self {
        case .room(let id): session.rooms.contains(id)
        case .speaker(let id): session.speakers.contains { $0.speaker == id }
        }
    }
}

/// Which sessions hang on a room or a speaker.
struct RemovalFacts: Sendable {
    let thing: Removable
    /// Of the draft, cancelled ones too.
    let planned: [SessionCode]
    /// Of what the public sees.
    let published: [SessionCode]

    init(_ thing: Removable, draft: [Session], published: [Session]) {
        self.thing = thing
        self.planned = draft.filter(thing.isNamed).map(\.code)
        self.published = published.filter(thing.isNamed).map(\.code)
    }

    /// Throws unless nothing hangs on it.
    func check() throws(RemovalRefusal) {
        if !planned.isEmpty { throw .planned(thing.noun, planned) }
        if !published.isEmpty { throw .published(thing.noun, published) }
    }
}

/// Why a room or a speaker stays.
enum RemovalRefusal: Refusal, Equatable {
    case planned(String, [SessionCode]), published(String, [SessionCode])

    var kind: RefusalKind { .conflict }
    var sessions: [SessionCode] {
        switch self {
        case .planned(_, let sessions), .published(_, let sessions): sessions
        }
    }
    var phrase: Phrase {
        let names: Phrase.Value = .text(sessions.map(\.description).joined(separator: ", "))
        return switch self {
        case .planned("room", _): Phrase("removal.planned.room", ["sessions": names])
        case .planned: Phrase("removal.planned.speaker", ["sessions": names])
        case .published("room", _): Phrase("removal.published.room", ["sessions": names])
        case .published: Phrase("removal.published.speaker", ["sessions": names])
        }
    }
}
