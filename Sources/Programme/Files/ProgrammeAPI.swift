// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Server
import Vocabulary

/// Rooms, sessions, speakers and changes in the API: what was released, of every edition.
enum ProgrammeAPI {
    static let collections = [rooms, sessions, speakers, changes]

    /// Something of a programme, with the edition it belongs to.
    private struct Part<Value: Sendable>: Sendable {
        let edition: Edition
        let value: Value
        /// `brussels-2027:TH01`.
        func id(_ own: some CustomStringConvertible) -> String { "\(edition.id):\(own)" }
    }

    private static let edition = APIParameter("edition", "The edition it belongs to.", .id)

    /// What the public sees of the programmes, the newest edition first; only of one where only one is asked for.
    private static func programmes(_ tx: Transaction, only id: String?) throws -> [Part<PublishedProgramme>] {
        let store = ReleaseStore(tx: tx)
        return try EditionStore(tx: tx).all().map(\.edition).reversed().filter { id == nil || $0.id.value == id }.compactMap {
            edition in try store.published(edition).map { Part(edition: edition, value: $0) }
        }
    }

    private static func parts<Value>(
        _ tx: Transaction, only id: String?, _ values: (PublishedProgramme) -> [Value]
    ) throws -> [Part<Value>] {
        try programmes(tx, only: id).flatMap { programme in
            values(programme.value).map { Part(edition: programme.edition, value: $0) }
        }
    }

    // MARK: Rooms

    private static let rooms = APICollection(
        "rooms", "Where sessions are held.", "programme.read", room, filters: [edition],
        list: { query, tx in
            APICollection.Part(of: try parts(tx, only: query["edition"], { $0.release.document.rooms }), query)
        },
        one: { id, tx in
            guard let (edition, room) = APIID.pair(id) else { return nil }
            return try parts(tx, only: edition) { $0.rooms[ID(room)].map { [$0] } ?? [] }.first
        })

    private static let room = APIShape<Part<Room>>(
        "Room", "Where sessions of an edition are held.",
        [
            .text("id", "The edition's id and the room's, with a colon between.") { $0.id($0.value.id) },
            .page { "/en/\($0.edition.id)/rooms/\($0.value.id)" },
            .text("edition", "The id of its edition.") { $0.edition.id.value },
            .text("name", "What it is called.") { $0.value.name },
            .integer("capacity", "How many it has room for.", orNull: { $0.value.capacity }),
            .texts("equipment", "What is in it.") { $0.value.equipment },
            .texts("access", "How one gets in.") { $0.value.access },
        ])

    // MARK: Sessions

    private static let sessions = APICollection(
        "sessions", "What is held when and where, in order of time, as it was released last.", "programme.read", session,
        filters: [
            edition,
            APIParameter("topic", "Its topic.", .id),
            APIParameter("kind", "What sort of session it is.", .choice(SessionKind.allCases.map(\.rawValue))),
            APIParameter("status", "How sure it is.", .choice(SessionStatus.allCases.map(\.rawValue))),
            APIParameter("day", "The day of the programme, which ends at 04:00.", .day),
            APIParameter("language", "A language that is spoken.", .language),
            APIParameter("into", "A language it is interpreted into.", .language),
            APIParameter("room", "The id of a room.", .id),
            APIParameter("speaker", "The id of somebody who speaks.", .id),
            APIParameter("q", "Words in its code, titles, abstracts, speakers and rooms.", .text(most: 80)),
        ],
        list: { query, tx in
            let filter = ProgrammeFilter(query)
            let all = try programmes(tx, only: query["edition"]).flatMap { programme in
                programme.value.items.filter { item in
                    filter.passes(item, in: programme.value)
                        && (query["status"].map { item.session.status.rawValue == $0 } ?? true)
                        && (query["room"].map { asked in item.session.rooms.contains { programme.id($0) == asked } } ?? true)
                        && (query["speaker"].map { asked in
                            item.session.speakers.contains { programme.id($0.speaker) == asked }
                        } ?? true)
                }.map { Part(edition: programme.edition, value: $0) }
            }
            return APICollection.Part(of: all, query)
        },
        one: { id, tx in
            guard let (edition, text) = APIID.pair(id), let code = SessionCode(text) else { return nil }
            return try parts(tx, only: edition) { $0.item(code).map { [$0] } ?? [] }.first
        })

    private static let person = APIShape<Part<SessionSpeaker>>(
        "SessionSpeaker", "Who speaks, and as what.",
        [
            .text("speaker", "The speaker's id.") { $0.id($0.value.speaker) },
            .choice("role", "As what.") { $0.value.role },
        ])

    private static let session = APIShape<Part<PublishedProgramme.Item>>(
        "Session", "An item of the programme.",
        [
            .text("id", "The edition's id and the code, with a colon between.") { $0.id($0.value.code) },
            .page { "/en/\($0.edition.id)/programme/\($0.value.code)" },
            .text("edition", "The id of its edition.") { $0.edition.id.value },
            .text("code", "What the edition calls it, for ever.") { $0.value.code.description },
            .text("uid", "Its UID in calendars, for ever.") { $0.value.released.uid },
            .choice("kind", "What sort of session it is.") { $0.value.session.kind },
            .choice("status", "How sure it is.") { $0.value.session.status },
            .choice("registration", "Who can come.") { $0.value.session.registration },
            .day("day", "The day of the programme, which ends at 04:00.") { $0.value.day },
            .instant("start", "Null where the time is not known.") { $0.value.instants?.lowerBound },
            .instant("end", "Null where the time is not known.") { $0.value.instants?.upperBound },
            .texts("title", "What it is called.") { $0.value.session.title },
            .texts("abstract", "What it is about.") { $0.value.session.abstract },
            .list("languages", "Spoken languages, ISO 639-1.") { $0.value.session.languages },
            .list("interpreted", "Languages it is interpreted into, ISO 639-1.") { $0.value.session.interpreted },
            .text("topic", "The id of its topic.", orNull: { $0.value.session.topic?.value }),
            .list("rooms", "Ids of its rooms.") { part in part.value.session.rooms.map { part.id($0) } },
            .integer(
                "capacity", "How many can come, where that is less than the room holds.", orNull: { $0.value.session.capacity }),
            .list("speakers", "Who speaks.", of: person) { part in
                part.value.session.speakers.map { Part<SessionSpeaker>(edition: part.edition, value: $0) }
            },
            .integer("sequence", "How often it was changed since it was first released.") { $0.value.released.sequence },
            .instant("modified", "When it was last changed.") { $0.value.released.modified },
        ])

    // MARK: Speakers

    private static let speakers = APICollection(
        "speakers", "Who speaks in a session of an edition, also in one that was cancelled.", "programme.read", speaker,
        filters: [
            edition,
            APIParameter("country", "The country they speak for.", .country),
            APIParameter("authority", "The id of the authority they speak for.", .id),
        ],
        list: { query, tx in
            let all = try parts(tx, only: query["edition"], speaking).filter { part in
                (query["country"].map { part.value.speaker.country == $0 } ?? true)
                    && (query["authority"].map { part.value.speaker.authority?.value == $0 } ?? true)
            }
            return APICollection.Part(of: all, query)
        },
        one: { id, tx in
            guard let (edition, speaker) = APIID.pair(id) else { return nil }
            return try parts(tx, only: edition, speaking).first { $0.value.speaker.id.value == speaker }
        })

    private struct Speaking: Sendable {
        let speaker: Speaker
        let sessions: [SessionCode]
    }

    /// Those who are named in a session, with its code.
    private static func speaking(_ programme: PublishedProgramme) -> [Speaking] {
        var sessions: [ID<Speaker>: [SessionCode]] = [:]
        for item in programme.items {
            for id in Set(item.session.speakers.map(\.speaker)) { sessions[id, default: []].append(item.code) }
        }
        return programme.release.document.speakers.compactMap { speaker in
            sessions[speaker.id].map { Speaking(speaker: speaker, sessions: $0) }
        }
    }

    private static let speaker = APIShape<Part<Speaking>>(
        "Speaker", "Somebody who speaks, known by the office that is held.",
        [
            .text("id", "The edition's id and the speaker's, with a colon between.") { $0.id($0.value.speaker.id) },
            .page { "/en/\($0.edition.id)/speakers/\($0.value.speaker.id)" },
            .text("edition", "The id of the edition.") { $0.edition.id.value },
            .text("name", "As published; null where only the office is.", orNull: { $0.value.speaker.name }),
            .texts("office", "The office that is held.") { $0.value.speaker.office },
            .text("authority", "The id of the authority it is held in.", orNull: { $0.value.speaker.authority?.value }),
            .text("institution", "The id of the institution it is held in.", orNull: { $0.value.speaker.institution?.value }),
            .text("body", "The name of another body it is held in.", orNull: { $0.value.speaker.body }),
            .text("country", "ISO 3166-1 alpha-2.", orNull: { $0.value.speaker.country }),
            .list("sessions", "Ids of the sessions.") { part in part.value.sessions.map { part.id($0) } },
        ])

    // MARK: Changes

    private static let changes = APICollection(
        "changes", "What each release changed, session by session, the newest first.", "programme.read", change,
        filters: [
            edition, APIParameter("release", "The number of a release.", .number(1...1_000_000)),
            APIParameter("session", "The id of a session.", .id),
        ],
        list: { query, tx in
            let all = try changed(tx, only: query["edition"]).filter { part in
                (query["release"].map { String(part.value.release) == $0 } ?? true)
                    && (query["session"].map { part.id(part.value.change.session.code) == $0 } ?? true)
            }
            return APICollection.Part(of: all, query)
        },
        one: { id, tx in
            let parts = id.split(separator: ":").map(String.init)
            guard parts.count == 3 else { return nil }
            return try changed(tx, only: parts[0]).first { changeID($0) == id }
        })

    private struct Changed: Sendable {
        let release: Int
        let change: ReleasedChange
        /// In each language, the sentences about it.
        let views: [Language: ProgrammeView]
    }

    private static func changeID(_ part: Part<Changed>) -> String {
        part.id("\(part.value.release):\(part.value.change.session.code)")
    }

    private static func changed(_ tx: Transaction, only id: String?) throws -> [Part<Changed>] {
        let (store, editions) = (ReleaseStore(tx: tx), EditionStore(tx: tx))
        let topics = try editions.topics()
        return try editions.all().reversed().filter { id == nil || $0.edition.id.value == id }.flatMap { record in
            guard let programme = try store.published(record.edition) else { return [Part<Changed>]() }
            let releases = try store.all(of: record.edition.id)
            let views = Dictionary(
                uniqueKeysWithValues: Language.allCases.map {
                    ($0, ProgrammeView(record: record, programme: programme, topics: topics, words: Words($0)))
                })
            return releases.indices.reversed().flatMap { index in
                releases[index].changes(since: index > 0 ? releases[index - 1] : nil).map {
                    Part(edition: record.edition, value: Changed(release: releases[index].number, change: $0, views: views))
                }
            }
        }
    }

    private static let change = APIShape<Part<Changed>>(
        "Change", "What one release changed about one session.",
        [
            .text("id", "The ids of edition, release and session, with colons between.") { changeID($0) },
            .text("edition", "The id of the edition.") { $0.edition.id.value },
            .integer("release", "The number of the release.") { $0.value.release },
            .instant("released", "When it was released.") { $0.value.change.at },
            .text("session", "The id of the session.") { $0.id($0.value.change.session.code) },
            .texts("title", "What the session is called.") { $0.value.change.session.title },
            .texts("text", "What changed, in sentences.") { part in
                LocalizedText(
                    part.value.views.mapValues { view in
                        let words = ChangeWords(view: view)
                        let sentences = part.value.change.changes.map { view.words(words.phrase($0, part.value.change)) }
                        return LocalizedText.Value(sentences.joined(separator: " "), .reviewed)
                    })
            },
        ])
}

extension ProgrammeFilter {
    /// What was asked of the API; its values were checked.
    init(_ query: APIQuery) {
        self.init(Query(""))
        topic = query["topic"]
        kind = query["kind"].flatMap(SessionKind.init)
        language = query["language"]
        into = query["into"]
        text = query["q"]
        day = query["day"].flatMap { Day($0) }
    }
}
