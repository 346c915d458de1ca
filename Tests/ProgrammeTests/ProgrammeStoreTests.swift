// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Importing a programme` {
    @Test(arguments: TestEngine.available)
    func `what is exported can be imported without a change`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        let counts = try await world.write { tx -> [Int] in
            let files = ProgrammeImport(tx: tx)
            let done = [
                try files.rooms(ProgrammeFiles.write(.rooms, tx)), try files.speakers(ProgrammeFiles.write(.speakers, tx)),
                try files.sessions(ProgrammeFiles.write(.sessions, tx)),
            ]
            return done.map(\.counts).flatMap { [$0.added, $0.changed, $0.unchanged] }
        }
        #expect(counts == [0, 0, 2, 0, 0, 3, 0, 0, 5])
    }

    @Test(arguments: TestEngine.available)
    func `a session keeps its names in other people's files, whatever changes`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        let before = try await world.read { try ProgrammeStore(tx: $0).identities(of: "lakeside-2024") }
        try await ProgrammeWorld.change(
            "lakeside-2024,TH1,2024-03-21,09:00,10:00,plenary,Other,,,EN,,,small,,open,cancelled,,,,", in: world)
        #expect(try await world.read { try ProgrammeStore(tx: $0).identities(of: "lakeside-2024") } == before)
        #expect(Set(before.values.map(\.slot)) == [1, 2, 3, 4, 5])
        #expect(before.values.allSatisfy { $0.sign.wholeMatch(of: /[0-9A-Z]{6}/) != nil && UUID(uuidString: $0.uid) != nil })
    }

    @Test(arguments: [
        ("lakeside-2024,Mine,,,,other,X,,,EN,,,,,open,confirmed,,,,", 2, "code"),
        ("lakeside-2024,T 1,,,,other,X,,,EN,,,,,open,confirmed,,,,", 2, "code"),
        ("lakeside-2024,T1,2024-02-30,,,other,X,,,EN,,,,,open,confirmed,,,,", 2, "day"),
        ("lakeside-2024,T1,2024-03-20,9:00,9:00,other,X,,,EN,,,,,open,confirmed,,,,", 2, "end"),
        ("lakeside-2024,T1,2024-03-20,25:00,9:00,other,X,,,EN,,,,,open,confirmed,,,,", 2, "start"),
        ("lakeside-2024,T1,,09:00,10:00,other,X,,,EN,,,,,open,confirmed,,,,", 2, "day"),
        ("lakeside-2024,T1,,,,party,X,,,EN,,,,,open,confirmed,,,,", 2, "kind"),
        ("lakeside-2024,T1,,,,other,,,,EN,,,,,open,confirmed,,,,", 2, "title_en"),
        ("lakeside-2024,T1,,,,other,X,,,English,,,,,open,confirmed,,,,", 2, "languages"),
        ("lakeside-2024,T1,,,,other,X,,,EN,,,attic,,open,confirmed,,,,", 2, "rooms"),
        ("lakeside-2024,T1,,,,other,X,,,EN,,,hall|hall,,open,confirmed,,,,", 2, "rooms"),
        ("lakeside-2024,T1,,,,other,X,,,EN,,,,,open,confirmed,nobody,,,", 2, "speakers"),
        ("lakeside-2024,T1,,,,other,X,,,EN,,,,-3,open,confirmed,,,,", 2, "capacity"),
        (
            "lakeside-2024,T1,,,,other,X,,,EN,,,,,open,confirmed,,,,\nlakeside-2024,t1,,,,other,X,,,EN,,,,,open,confirmed,,,,", 3,
            "code"
        ),
    ])
    func `what is wrong is told by line and column, and nothing is stored`(row: String, line: Int, column: String) async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let error = await #expect(throws: ProgrammeRefusal.self) {
            try await world.write { _ = try ProgrammeImport(tx: $0).sessions(Array((ProgrammeWorld.header + row + "\n").utf8)) }
        }
        guard case .value(let at, let name, _, _) = error else {
            Issue.record("\(String(describing: error)) names no column")
            return
        }
        #expect(at == line)
        #expect(name == column)
        #expect(try await world.read { try ProgrammeStore(tx: $0).content(of: "lakeside-2024").sessions.count } == 5)
    }

    @Test(arguments: TestEngine.available)
    func `what is planned of sessions and rooms goes out and in again, and stays where a file has no column for it`(
        engine: TestEngine
    ) async throws {
        let world = try await ProgrammeWorld.make(engine)
        func draft() async throws -> ProgrammeDraft {
            try await world.read { try DraftStore(tx: $0).tables(of: try EditionStore(tx: $0).edition("lakeside-2024")) }
        }
        let header = ProgrammeWorld.header.trimmingCharacters(in: .newlines) + ",expected,needs\n"
        let row =
            "lakeside-2024,OP,2024-03-20,14:00,15:00,opening,Opening,Ouverture,,EN FR,EN FR NL,,hall,,open,confirmed,mayor,chair,,"
        let rooms = "edition,id,name,capacity,site,booths,fittings\nlakeside-2024,hall,Hall,400,Annex,3,stage|projector\n"
        let lines = try await world.write { tx -> [Phrase] in
            let files = ProgrammeImport(tx: tx)
            return try files.sessions(Array("\(header)\(row),350,streaming| projector\n".utf8)).lines
                + (try files.rooms(Array(rooms.utf8)).lines)
        }
        #expect(
            lines.map { Words(.en)($0) } == [
                "Line 2: OP changes in expected, needs.", "Line 2: hall changes in site, booths, fittings.",
            ])
        let planned = try await draft()
        let code = try #require(SessionCode("OP"))
        #expect(planned.plans == [code: SessionPlan(expected: 350, needs: [.projector, .streaming])])
        #expect(planned.rooms == ["hall": RoomPlan(site: "Annex", booths: 3, fittings: [.projector, .stage])])
        #expect(planned.content.rooms[0].equipment.values[.en]?.text == "Booths, hearing loop")
        let (out, places) = try await world.read {
            (try ProgrammeFiles.write(.sessions, $0), try ProgrammeFiles.write(.rooms, $0))
        }
        #expect(String(decoding: out, as: UTF8.self).contains(",mayor,chair,,,350,projector|streaming\r\n"))
        #expect(String(decoding: places, as: UTF8.self).contains(",Annex,3,projector|stage\r\n"))
        let again = try await world.write { tx -> [Int] in
            let files = ProgrammeImport(tx: tx)
            return [try files.sessions(out).counts, try files.rooms(places).counts].flatMap { [$0.changed, $0.unchanged] }
        }
        #expect(again == [0, 5, 0, 2])
        // Without the columns nothing of it changes; with empty cells it is taken away.
        try await world.write { tx in
            _ = try ProgrammeImport(tx: tx).sessions(
                Array((ProgrammeWorld.header + row.replacing("Ouverture", with: "Début") + "\n").utf8))
        }
        #expect(try await draft().plans == planned.plans)
        try await world.write { _ = try ProgrammeImport(tx: $0).sessions(Array("\(header)\(row),,\n".utf8)) }
        #expect(try await draft().plans == [:])
    }

    @Test(arguments: [
        (true, "-1,", "expected"), (true, "many,", "expected"), (true, ",sauna", "needs"), (true, ",stage|stage", "needs"),
        (false, "A,-1,", "booths"), (false, "A,,sauna", "fittings"),
    ])
    func `what is wrong with a plan is told by column`(isSession: Bool, cells: String, column: String) async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let header = ProgrammeWorld.header.trimmingCharacters(in: .newlines)
        let file =
            isSession
            ? "\(header),expected,needs\nlakeside-2024,T1,,,,other,X,,,EN,,,,,open,confirmed,,,,,\(cells)\n"
            : "edition,id,name,capacity,site,booths,fittings\nlakeside-2024,hall,Hall,,\(cells)\n"
        let error = await #expect(throws: ProgrammeRefusal.self) {
            try await world.write { tx in
                let files = ProgrammeImport(tx: tx)
                _ = isSession ? try files.sessions(Array(file.utf8)) : try files.rooms(Array(file.utf8))
            }
        }
        guard case .value(2, column, _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `languages a file has no columns for stay as they are`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let columns =
            "edition,code,day,start,end,kind,title_en,languages,interpreted,topic,rooms,capacity,registration,status,speakers,moderator,rapporteur,notes"
        let file =
            "\(columns)\nlakeside-2024,OP,2024-03-20,14:00,15:00,opening,Welcome,EN FR,EN FR NL,,hall,,open,confirmed,mayor,chair,,\n"
        let taken = try await world.write { try ProgrammeImport(tx: $0).sessions(Array(file.utf8)) }
        #expect(taken.counts.changed == 1)
        #expect(taken.lines.map { Words(.en)($0) } == ["Line 2: OP changes in title_en."])
        let session = try await world.read { try ProgrammeStore(tx: $0).content(of: "lakeside-2024").sessions[0] }
        #expect(session.title.values.mapValues(\.text) == [.en: "Welcome", .fr: "Ouverture"])
    }

    @Test(arguments: TestEngine.available)
    func `a release of one session publishes no other room, speaker or name`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        let before = try #require(try await world.read { try ReleaseStore(tx: $0).latest(of: "lakeside-2024") })
        try await world.write { tx in
            let files = ProgrammeImport(tx: tx)
            _ = try files.rooms(
                Array("edition,id,name,capacity\nlakeside-2024,secret,Secret room,\nlakeside-2024,small,DRAFT room,40\n".utf8))
            _ = try files.speakers(
                Array(
                    "edition,id,name,office_en,authority,institution,body,country\nlakeside-2024,deputy,DRAFT,Deputy mayor,de-hill,,,DE\n"
                        .utf8))
            _ = try files.sessions(
                Array(
                    (ProgrammeWorld.header
                        + "lakeside-2024,OP,2024-03-20,14:15,15:00,opening,Opening,Ouverture,,EN FR,EN FR NL,,hall,,open,confirmed,mayor,chair,,\n")
                        .utf8))
            try ReleaseStore(tx: tx).publish("lakeside-2024", only: [SessionCode("OP")!], note: LocalizedText(), at: tx.now + 60)
        }
        let after = try #require(try await world.read { try ReleaseStore(tx: $0).latest(of: "lakeside-2024") })
        #expect(after.document.rooms == before.document.rooms)
        #expect(after.document.speakers == before.document.speakers)
        #expect(after.changes(since: before).map(\.session.code.description) == ["OP"])
        for target in [
            "/en/lakeside-2024/programme", "/en/lakeside-2024/speakers", "/lakeside-2024/programme.ics", "/api/v1/rooms",
        ] {
            let text = await world.get(target).text
            #expect(!text.contains("DRAFT") && !text.contains("Secret"), "\(target)")
        }
        // The whole draft tells the new names, and calendars count them as changes.
        let whole = try await world.write {
            try ReleaseStore(tx: $0).publish("lakeside-2024", note: LocalizedText(), at: $0.now + 120)
        }
        #expect(whole.changes(since: after).map(\.session.code.description) == ["TH1", "TH2"])
        #expect(whole.document.sessions.first { $0.session.code.description == "TH2" }?.sequence == 1)
        #expect(await world.get("/en/lakeside-2024/changes").text.contains("DRAFT"))
    }

    @Test func `a new name that a released session brings is a change of the others that stand beside it`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        try await world.write { tx in
            _ = try ProgrammeImport(tx: tx).rooms(Array("edition,id,name,capacity\nlakeside-2024,hall,Great hall,400\n".utf8))
            try ReleaseStore(tx: tx).publish("lakeside-2024", only: [SessionCode("OP")!], note: LocalizedText(), at: tx.now + 60)
        }
        let releases = try await world.read { try ReleaseStore(tx: $0).all(of: "lakeside-2024") }
        let last = try #require(releases.last)
        #expect(last.changes(since: releases[0]).map(\.session.code.description) == ["OP", "TH1"])
        let sequences = Dictionary(
            uniqueKeysWithValues: last.document.sessions.map { ($0.session.code.description, $0.sequence) })
        #expect(sequences == ["OP": 1, "TH1": 1, "TH2": 0, "NI": 0, "WS": 0])
    }

    @Test(arguments: TestEngine.available)
    func `an edition that moves or changes its zone takes what was published along, and no draft`(engine: TestEngine) async throws
    {
        let world = try await ProgrammeWorld.make(engine)
        try await world.write { tx in
            _ = try ProgrammeImport(tx: tx).sessions(
                Array(
                    (ProgrammeWorld.header + "lakeside-2024,OP,2024-03-20,14:00,15:00,opening,DRAFT,,,EN,,,,,open,confirmed,,,,\n")
                        .utf8))
            let edition = try EditionStore(tx: tx).edition("lakeside-2024")
            try ProgrammeActs.editionMoved(edition, days: 7, tx)
        }
        let moved = try #require(try await world.read { try ReleaseStore(tx: $0).latest(of: "lakeside-2024") })
        let opening = try #require(moved.document.sessions.first { $0.session.code.description == "OP" })
        #expect(opening.session.title.values[.en]?.text == "Opening" && opening.sequence == 1 && moved.number == 2)
        #expect(opening.session.time?.day == Day(2024, 3, 27) && opening.session.rooms == ["hall"])
        #expect(await !world.get("/en/lakeside-2024/changes").text.contains("DRAFT"))
        try await world.write { try ProgrammeActs.zoneChanged("lakeside-2024", $0) }
        let zoned = try #require(try await world.read { try ReleaseStore(tx: $0).latest(of: "lakeside-2024") })
        #expect(zoned.number == 3 && zoned.document.sessions.filter { $0.session.time != nil }.allSatisfy { $0.sequence == 2 })
        #expect(await world.get("/fr/lakeside-2024/changes").text.contains("fuseau horaire"))
    }

    @Test func `an edition or topic that is not known is told`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        for (row, refusal) in [
            ("nowhere,T1,,,,other,X,,,EN,,,,,open,confirmed,,,,", ProgrammeRefusal.unknownEdition(line: 2, "nowhere")),
            ("lakeside-2024,T1,,,,other,X,,,EN,,moon,,,open,confirmed,,,,", .unknownTopic(line: 2, "moon")),
        ] {
            await #expect(throws: refusal) {
                try await world.write {
                    _ = try ProgrammeImport(tx: $0).sessions(Array((ProgrammeWorld.header + row + "\n").utf8))
                }
            }
        }
    }
}

@Suite struct `Releases` {
    @Test(arguments: TestEngine.available)
    func `are kept as they were published`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        let first = try await world.read { try ReleaseStore(tx: $0).latest(of: "lakeside-2024") }
        try await ProgrammeWorld.change(
            "lakeside-2024,TH1,2024-03-20,15:30,17:00,thematic,\"Safe & calm <streets>\",,\"A text, with; signs.\",EN,,night,hall,,open,cancelled,mayor|deputy,,chair,",
            in: world)
        let all = try await world.read { try ReleaseStore(tx: $0).all(of: "lakeside-2024") }
        #expect(all.map(\.number) == [1, 2])
        #expect(all.first == first)
        #expect(all[1].changes(since: all[0]).map(\.changes) == [[.cancelled]])
        #expect(all[1].changes(since: all[0]).map(\.session.code.description) == ["TH1"])
        #expect(all[1].document.authorities["fr-lakeside"] == SpeakerAuthority(name: "Bord-du-Lac", kind: "city"))
    }

    @Test(arguments: TestEngine.available)
    func `follow an edition that moves`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        try await world.write { tx in
            let store = EditionStore(tx: tx)
            let moved = try store.edition("lakeside-2024").moved(days: 7, today: Day(2024, 3, 22)!)
            try store.move(moved)
            try ProgrammeActs.editionMoved(moved, days: 7, tx)
        }
        let all = try await world.read { try ReleaseStore(tx: $0).all(of: "lakeside-2024") }
        #expect(all.count == 2)
        let times = all.map { $0.document.sessions.first { $0.session.code.description == "TH1" }?.session.time }
        #expect(times[1] == times[0]?.moved(days: 7))
        // What has no day has nothing to move.
        #expect(all[1].changes(since: all[0]).count == 4)
    }
}
