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

    /// What is known of an edition: the one place that says who speakers are, for calendars, for the release page and for mails.
    init(of edition: ID<Edition>, _ tx: Transaction) throws {
        let rows = try tx.rows("SELECT speaker, person FROM speaker_contact WHERE edition = \(edition) AND person IS NOT NULL")
        self.init(rows.reduce(into: [:]) { $0[$1["speaker"], default: []].insert($1["person"]) })
    }

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

    /// As what somebody has a part in each of these sessions: as a speaker before all else.
    func roles(of person: ID<Person>, in sessions: [Session]) -> [SessionCode: SpeakerRole] {
        let own = Set(persons.filter { $0.value.contains(person) }.keys)
        guard !own.isEmpty else { return [:] }
        return sessions.reduce(into: [:]) { all, session in
            all[session.code] = SpeakerRole.allCases.first { !own.isDisjoint(with: session.speakers(as: $0)) }
        }
    }
}
