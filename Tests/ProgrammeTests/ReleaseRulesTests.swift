// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Publishing a programme` {
    private let first = Date(timeIntervalSince1970: 1_000_000), later = Date(timeIntervalSince1970: 2_000_000)

    private func session(_ code: String) -> Session {
        Session(
            code: SessionCode(code)!, kind: .thematic, status: .confirmed, registration: .open,
            time: SessionTime(day: Day(2027, 3, 17)!, start: WallTime("09:00")!, end: WallTime("10:30")!), day: Day(2027, 3, 17),
            title: LocalizedText("Safe streets", in: .en), abstract: LocalizedText(), languages: ["en"], interpreted: [],
            topic: nil,
            rooms: ["r1"], capacity: nil, speakers: [SessionSpeaker(speaker: "mayor", role: .speaker)], notes: "not public")
    }

    private func facts(_ sessions: [Session], before: Release? = nil) -> ReleaseFacts {
        var content = ProgrammeContent()
        content.sessions = sessions
        let identities = Dictionary(
            uniqueKeysWithValues: sessions.enumerated().map { number, session in
                (session.code, ProgrammeStore.Identity(slot: number + 1, sign: "ABC12\(number)", uid: "uid-\(number)"))
            })
        return ReleaseFacts(content: content, identities: identities, before: before)
    }

    private func released(_ sessions: [Session]) throws -> Release {
        try facts(sessions).release(note: LocalizedText(), at: first)
    }

    @Test func `notes of the organisers are not published`() throws {
        let release = try released([session("A")])
        #expect(release.number == 1)
        #expect(release.document.sessions.map(\.session.notes) == [""])
        #expect(release.document.sessions.map(\.sequence) == [0])
    }

    @Test func `what changed counts on and keeps its names, what did not keeps all`() throws {
        let before = try released([session("A"), session("B")])
        var changed = session("B")
        changed.status = .cancelled
        let release = try facts([session("A"), changed], before: before).release(note: LocalizedText(), at: later)
        #expect(release.number == 2)
        #expect(release.document.sessions[0] == before.document.sessions[0])
        let b = release.document.sessions[1]
        #expect(b.sequence == 1)
        #expect(b.slot == before.document.sessions[1].slot)
        #expect(b.uid == before.document.sessions[1].uid)
        #expect(b.modified == later)
    }

    @Test func `one session can be published and the rest stays as it was`() throws {
        let before = try released([session("A"), session("B")])
        var (a, b) = (session("A"), session("B"))
        a.title = LocalizedText("Not yet", in: .en)
        b.rooms = ["r2"]
        let release = try facts([a, b, session("C")], before: before).release(only: [b.code], note: LocalizedText(), at: later)
        #expect(release.document.sessions.map(\.session.code.description) == ["A", "B"])
        #expect(release.document.sessions[0] == before.document.sessions[0])
        #expect(release.document.sessions[1].session.rooms == ["r2"])
    }

    @Test func `nothing new is no release, and neither is nothing at all`() throws {
        let before = try released([session("A")])
        #expect(throws: ReleaseRefusal.unchanged) {
            try facts([session("A")], before: before).release(note: LocalizedText(), at: later)
        }
        #expect(throws: ReleaseRefusal.empty) { try facts([]).release(note: LocalizedText(), at: later) }
        #expect(throws: ReleaseRefusal.unknown(SessionCode("Z")!)) {
            try facts([session("A")]).release(only: [SessionCode("Z")!], note: LocalizedText(), at: later)
        }
    }

    @Test func `changes are told one by one`() {
        let old = session("A")
        var new = old
        new.time = old.time?.moved(days: 1)
        new.rooms = []
        new.title = LocalizedText("Other", in: .en)
        new.speakers = [SessionSpeaker(speaker: "deputy", role: .speaker), SessionSpeaker(speaker: "chair", role: .moderator)]
        #expect(
            SessionChange.changes(from: old, to: new) == [
                .time(from: old.time, to: new.time), .rooms(from: ["r1"], to: []), .title(from: old.title),
                .replaced("mayor", by: "deputy", .speaker), .joined("chair", .moderator),
            ])
        new = old
        new.status = .cancelled
        #expect(SessionChange.changes(from: old, to: new) == [.cancelled])
        #expect(SessionChange.changes(from: new, to: old) == [.restored])
        #expect(SessionChange.changes(from: nil, to: old) == [.added])
        #expect(SessionChange.changes(from: old, to: old).isEmpty)
        new = old
        (new.kind, new.status, new.registration, new.capacity) = (.workshop, .moved, .limited, 33)
        #expect(SessionChange.changes(from: old, to: new) == [.moved, .kind(from: old.kind), .registration, .capacity])
        #expect(
            SessionChange.changes(from: old, to: old, Renamed(rooms: ["r1"], speakers: ["mayor"]))
                == [.rooms(from: ["r1"], to: ["r1"]), .replaced("mayor", by: "mayor", .speaker)])
        new = old
        new.speakers = []
        #expect(SessionChange.changes(from: old, to: new) == [.left("mayor", .speaker)])
    }
}
