// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import People
import Vocabulary

/// Which speakers of a programme are which persons, and what they therefore have to do.
struct SessionDuties: Sendable {
    private let persons: [ID<Speaker>: Set<ID<Person>>]

    /// - Parameter persons: those who a speaker is, or who look after a speaker's part.
    init(_ persons: [ID<Speaker>: Set<ID<Person>>]) { self.persons = persons }

    /// What is known of an edition. Speakers are offices and names so far and lead to no person: this is the one place to say
    /// who they are, for calendars, for the release page and for mails.
    init(of edition: ID<Edition>, _ tx: Transaction) throws { self.init([:]) }

    /// Who has a part in which of these sessions.
    func duties(in sessions: [Session]) -> [ID<Person>: Set<SessionCode>] {
        guard !persons.isEmpty else { return [:] }
        return sessions.reduce(into: [:]) { duties, session in
            for speaker in session.speakers {
                for person in persons[speaker.speaker] ?? [] { duties[person, default: []].insert(session.code) }
            }
        }
    }

    /// The sessions that somebody has a part in.
    func duties(of person: ID<Person>, in sessions: [Session]) -> Set<SessionCode> { duties(in: sessions)[person] ?? [] }
}
