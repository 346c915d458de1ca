// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Timetable
import Vocabulary

/// What is public of a programme, with the ways between its rooms and who speaks: what agendas and sign-ups are made of. Six statements, of
/// which those about the programme itself are kept in memory.
struct AgendaFacts: Sendable {
    let view: ProgrammeView
    let times: SignUpTimes
    let duties: SessionDuties
    let places: [SessionCode: SessionPlaces]

    var programme: PublishedProgramme { view.programme }
    var edition: ID<Edition> { view.edition.id }

    /// Nil where nothing was published.
    init?(_ record: EditionRecord, words: Words, _ tx: Transaction) throws {
        guard let programme = try ReleaseStore(tx: tx).published(record.edition) else { return nil }
        let id = record.edition.id
        view = ProgrammeView(
            record: record, programme: programme, topics: try EditionStore(tx: tx).topics(), words: words,
            late: try LateStore(tx: tx).minutes(of: id, programme))
        let ways = try DraftStore(tx: tx).ways(of: id)
        times = SignUpTimes(programme, sites: ways.sites, walking: ways.walking)
        duties = try SessionDuties(of: id, tx)
        places = try SignUpStore(tx: tx).places(of: id)
    }

    func duties(of person: ID<Person>) -> Set<SessionCode> { duties.duties(of: person, in: programme.items.map(\.session)) }

    /// "TH02 Title (18 March, 14:00–15:30)": enough to tell two sessions apart in a sentence.
    func name(_ code: SessionCode) -> String {
        guard let session = programme.item(code)?.session else { return code.description }
        let title = [code.description, view.plain(session.title)].filter { !$0.isEmpty }.joined(separator: " ")
        guard let time = session.time else { return title }
        return "\(title) (\(view.words.day(time.day)), \(time.start)–\(time.end))"
    }
}

extension SignUpTimes {
    init(_ programme: PublishedProgramme, sites: [ID<Room>: String], walking: WalkingTimes) {
        rooms = programme.rooms.keys.sorted().map { TimetableRoom(id: $0.value, site: sites[$0] ?? "") }
        self.walking = walking
        sessions = programme.items.reduce(into: [:]) { all, item in
            guard let period = item.instants, !item.isCancelled else { return }
            all[item.code] = TimetableSession(
                id: item.code.description, period: period, rooms: item.session.rooms.map(\.value))
        }
    }
}

extension DraftStore {
    /// In which building each room is, and how long it takes from one to another: two statements.
    func ways(of edition: ID<Edition>) throws -> (sites: [ID<Room>: String], walking: WalkingTimes) {
        let sites: [ID<Room>: String] = try tx.rows("SELECT room, site FROM room_plan WHERE edition = \(edition)").reduce(
            into: [:]) {
                $0[$1["room"]] = $1["site"]
            }
        let row = try tx.first("SELECT walk, walk_between_sites FROM programme_plan WHERE edition = \(edition)")
        let usual = ProgrammePlan()
        return (
            sites,
            WalkingTimes(
                withinSite: row?["walk"] ?? usual.walk, betweenSites: row?["walk_between_sites"] ?? usual.walkBetweenSites)
        )
    }
}
