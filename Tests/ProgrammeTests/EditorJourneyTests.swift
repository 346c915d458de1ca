// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTTPTypes
import People
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Planning a programme` {
    private static let board = "/en/lakeside-2024/organise/programme"

    /// The small programme, with an editor of it who is in the directory.
    static func world(_ engine: TestEngine) async throws -> (world: World, editor: World) {
        let world = try await ProgrammeWorld.make(engine)
        try await world.write { tx in
            for id in ["editor", "other"] {
                try PersonStore(tx: tx).add(
                    Person(id: ID(id), badgeName: "Name of \(id)", language: .en, created: tx.now))
            }
        }
        return (world, world.as(editor("editor")))
    }

    static func editor(_ person: String, of slug: String = "lakeside-2024") -> Actor {
        .signedIn(person, grants: [Grant(.programmeEditor, in: .edition(slug))])
    }

    /// What the form of a session holds when nothing is changed in it.
    static func form(_ page: Answer) -> [(String, String)] {
        var pairs: [(String, String)] = []
        let form = page.text.components(separatedBy: "<form class=\"form wide\"").dropFirst().first ?? ""
        for name in [
            "version", "language", "code", "title", "day", "start", "end", "spoken", "interpreted", "capacity", "expected",
        ] {
            pairs.append((name, form.components(separatedBy: "name=\"\(name)\"").dropFirst().first.flatMap(value) ?? ""))
        }
        for name in ["abstract", "notes"] {
            let area = form.components(separatedBy: "name=\"\(name)\"").dropFirst().first ?? ""
            pairs.append((name, area.components(separatedBy: ">\n").dropFirst().first?.components(separatedBy: "</").first ?? ""))
        }
        let people = (0..<12).flatMap { ["speaker-\($0)", "role-\($0)"] }.filter { form.contains("name=\"\($0)\"") }
        for name in ["kind", "status", "registration", "topic", "state"] + people {
            let select = form.components(separatedBy: "name=\"\(name)\"").dropFirst().first ?? ""
            let chosen = select.components(separatedBy: "\" selected").first?.components(separatedBy: "value=\"").last ?? ""
            pairs.append((name, chosen))
        }
        return pairs
    }

    private static func value(_ text: String) -> String? {
        text.components(separatedBy: "value=\"").dropFirst().first?.components(separatedBy: "\"").first
    }

    static func changed(_ form: [(String, String)], _ name: String, _ value: String) -> [(String, String)] {
        form.filter { $0.0 != name } + [(name, value)]
    }

    @Test(arguments: TestEngine.available)
    func `a session is moved, the public sees nothing of it, and it can be undone`(engine: TestEngine) async throws {
        let (world, editor) = try await Self.world(engine)
        let move = [("day", "2024-03-20"), ("start", "10:00"), ("room", "small"), ("version", "1"), ("minutes", "90")]
        let moved = await editor.post("\(Self.board)/TH1/place", move)
        #expect(moved.status == 303)
        #expect(moved.headers[.location] == "\(Self.board)?day=2024-03-20&notice=session-moved#s-TH1")
        let board = await editor.get("\(Self.board)?day=2024-03-20")
        #expect(board.text.contains("10:00–11:30"))
        #expect(board.text.contains("TH1 moved, by Name of editor"))
        #expect(await world.get("/en/lakeside-2024/programme/TH1").text.contains("15:30"))
        #expect(await editor.post("\(Self.board)/edits/1/undo").status == 303)
        #expect(await editor.get("\(Self.board)?day=2024-03-20").text.contains("15:30–17:00"))
        #expect(await editor.post("\(Self.board)/edits/1/undo").status == 409)
    }

    @Test(arguments: TestEngine.available)
    func `two who edit one session do not overwrite each other unseen`(engine: TestEngine) async throws {
        let (world, one) = try await Self.world(engine)
        let two = world.as(Self.editor("other"))
        let form = Self.form(await one.get("\(Self.board)/TH2"))
        #expect(form.contains { $0 == ("title", "Young people") })
        #expect(await two.post("\(Self.board)/TH2", Self.changed(form, "title", "Youth of theirs")).status == 303)
        let clash = await one.post("\(Self.board)/TH2", Self.changed(form, "title", "Youth of mine"))
        #expect(clash.status == 409)
        #expect(clash.text.contains("Youth of mine"))
        #expect(clash.text.contains("Youth of theirs"))
        #expect(clash.text.contains("Name of other"))
        let again = Self.form(clash)
        #expect(again.contains { $0 == ("title", "Youth of mine") })
        #expect(await one.post("\(Self.board)/TH2", again).status == 303)
        #expect(await one.get("\(Self.board)/TH2").text.contains("Youth of mine"))
        #expect(await one.post("\(Self.board)/edits/1/undo").status == 409, "it was changed since")
    }

    @Test(arguments: TestEngine.available)
    func `a session keeps all that its form does not hold`(engine: TestEngine) async throws {
        let (world, editor) = try await Self.world(engine)
        func stored() async throws -> Session? {
            try await world.read { try ProgrammeStore(tx: $0).content(of: "lakeside-2024") }.sessions.first {
                $0.code.description == "OP"
            }
        }
        var expected = try #require(try await stored())
        let form = Self.form(await editor.get("\(Self.board)/OP"))
        let more = [
            ("rooms", "hall"), ("speaker-0", "mayor"), ("role-0", "speaker"), ("speaker-1", "chair"), ("role-1", "moderator"),
        ]
        #expect(await editor.post("\(Self.board)/OP", Self.changed(form, "capacity", "300") + more).status == 303)
        expected.capacity = 300
        #expect(try await stored() == expected)
        #expect(
            await editor.post(
                "\(Self.board)/OP", Self.changed(Self.form(await editor.get("\(Self.board)/OP")), "capacity", "300") + more
            )
            .headers[.location] == "\(Self.board)/OP?notice=session-same")
    }

    @Test(arguments: [
        ("title", "", "Give the session a title."), ("start", "25:00", "Write a time"), ("day", "tomorrow", "Choose a day"),
        ("end", "15:30", "The end must come after"), ("capacity", "many", "Write a whole number"),
        ("spoken", "English", "Write codes of two letters"), ("day", "", "Choose the day as well."),
        ("title", String(repeating: "x", count: 301), "Write at most 300 characters."),
    ])
    func `what is wrong is said, and what was typed is still there`(name: String, value: String, sentence: String) async throws {
        let (_, editor) = try await Self.world(.sqlite)
        let form = Self.changed(Self.form(await editor.get("\(Self.board)/TH1")), name, value)
        let answer = await editor.post("\(Self.board)/TH1", Self.changed(form, "notes", "kept as typed"))
        #expect(answer.status == 422)
        #expect(answer.text.contains(sentence), "\(name)")
        #expect(answer.text.contains("kept as typed"))
    }

    @Test func `a form that did not arrive whole empties nothing`() async throws {
        let (_, editor) = try await Self.world(.sqlite)
        let form = Self.form(await editor.get("\(Self.board)/TH1"))
        for missing in ["abstract", "notes", "speaker-0", "day", "topic"] {
            let answer = await editor.post("\(Self.board)/TH1", form.filter { $0.0 != missing })
            #expect(answer.status == 422, "\(missing)")
            #expect(answer.text.contains("Some fields of the form did not arrive"))
        }
        #expect(await editor.get("\(Self.board)/TH1").text.contains("A text, with; signs."))
    }

    @Test func `what no page can show is not kept, and lines stay lines`() async throws {
        let (world, editor) = try await Self.world(.sqlite)
        var form = Self.form(await editor.get("\(Self.board)/TH2"))
        form = Self.changed(form, "title", "Young\u{0}\u{7} \u{202E}people\u{2066}")
        form = Self.changed(form, "abstract", "One\u{1B}[31m line\r\nand \u{202D}another")
        #expect(await editor.post("\(Self.board)/TH2", form).status == 303)
        let kept = try await world.read { try ProgrammeStore(tx: $0).content(of: "lakeside-2024") }.sessions
        let session = try #require(kept.first { $0.code.description == "TH2" })
        #expect(session.title.values[.en]?.text == "Young people")
        #expect(session.abstract.values[.en]?.text == "One[31m line\nand another")
    }

    @Test func `all sessions that are shown are chosen at once`() async throws {
        let (_, editor) = try await Self.world(.sqlite)
        func chosen(_ query: String) async -> Int {
            await editor.get("\(Self.board)/list\(query)").parts(from: "name=\"session\" value=\"", to: ">").count {
                $0.hasSuffix(" checked")
            }
        }
        #expect(await editor.get("\(Self.board)/list?status=confirmed").text.contains("/list?status=confirmed&amp;all=yes\""))
        #expect(await chosen("?status=confirmed&all=yes") == 4)
        #expect(await chosen("?all=yes") == 5)
        #expect(await chosen("") == 0)
    }

    @Test func `what holds up a release is told before what it would change`() async throws {
        let (_, editor) = try await Self.world(.sqlite)
        let form = Self.changed(Self.form(await editor.get("\(Self.board)/TH2")), "title", "Youth")
        #expect(await editor.post("\(Self.board)/TH2", form).status == 303)
        let page = await editor.get("\(Self.board)/release").text
        let holding = try #require(page.range(of: "id=\"holding\"")),
            list = try #require(page.range(of: "class=\"release differences\""))
        #expect(holding.lowerBound < list.lowerBound)
    }

    @Test func `a programme is copied from another edition that there is`() async throws {
        let (_, editor) = try await Self.world(.sqlite)
        for (from, sentence) in [("zork", "There is no such edition."), ("lakeside-2024", "is not copied from itself")] {
            let answer = await editor.get("\(Self.board)/copy?from=\(from)")
            #expect(answer.status == 422 && answer.text.contains(sentence), "\(from)")
            #expect(await editor.post("\(Self.board)/copy", [("from", from)]).status == 422)
        }
        #expect(await editor.get("\(Self.board)/copy").status == 200)
    }

    @Test func `offices are told apart by where they are held, and times are of the edition`() async throws {
        let (_, editor) = try await Self.world(.sqlite)
        let move = [("day", "2024-03-20"), ("start", "15:30"), ("room", "hall"), ("version", "1"), ("minutes", "60")]
        #expect(await editor.post("\(Self.board)/OP/place", move).status == 303)
        #expect(await editor.get("\(Self.board)/conflicts").text.contains("Mayor, Bord-du-Lac is needed in OP and in TH1"))
        // 1,800,000,000 seconds after 1970 are 08:00 in Greenwich, 09:00 in Paris.
        #expect(await editor.get("\(Self.board)/edits").text.contains("09:00"))
    }

    @Test(arguments: TestEngine.available)
    func `sessions are added, split, merged, changed together and removed`(engine: TestEngine) async throws {
        let (_, editor) = try await Self.world(engine)
        let new = [
            ("code", "NEU"), ("title", "A new one"), ("language", "en"), ("kind", "workshop"), ("day", "2024-03-21"),
            ("start", "9:00"), ("end", "11:00"),
        ]
        #expect(await editor.post("\(Self.board)/new", new).headers[.location] == "\(Self.board)/NEU?notice=session-added")
        #expect(await editor.post("\(Self.board)/new", new).status == 422, "the code is taken")
        let split = await editor.post(
            "\(Self.board)/NEU/split", [("time", "10:00"), ("code", "NEU2"), ("title", "Second half"), ("version", "1")])
        #expect(split.headers[.location] == "\(Self.board)/NEU2?notice=session-split")
        let list = await editor.get("\(Self.board)/list?q=neu").text
        #expect(list.contains("09:00–10:00") && list.contains("10:00–11:00"))
        let bulk = [("session", "NEU@2"), ("session", "NEU2@1"), ("what", "shift"), ("minutes", "30")]
        #expect(await editor.post("\(Self.board)/list", bulk).headers[.location] == "\(Self.board)/list?notice=bulk-done")
        #expect(await editor.post("\(Self.board)/list", bulk).status == 422, "the versions are old")
        let merge = await editor.post("\(Self.board)/NEU/merge", [("other", "NEU2"), ("version", "3")])
        #expect(merge.headers[.location] == "\(Self.board)/NEU?notice=session-merged")
        #expect(await editor.get("\(Self.board)/NEU2").status == 404)
        #expect(await editor.get("\(Self.board)/NEU").text.contains("09:30–11:30"))
        #expect(await editor.post("\(Self.board)/NEU/removal", [("version", "4")]).status == 303)
        #expect(await editor.get("\(Self.board)/NEU").status == 404)
        #expect(await editor.post("\(Self.board)/TH1/removal", [("version", "1")]).status == 409, "it was published")
        let history = await editor.get("\(Self.board)/edits").text
        #expect(history.contains("NEU, NEU2 merged"))
        #expect(await editor.post("\(Self.board)/edits/5/undo").status == 303)
        #expect(await editor.get("\(Self.board)/NEU").text.contains("09:30–11:30"))
    }

    @Test(arguments: TestEngine.available)
    func `conflicts are told at once, as grave as the organisers hold them to be`(engine: TestEngine) async throws {
        let (_, editor) = try await Self.world(engine)
        #expect(
            await editor.get("\(Self.board)/conflicts").text.contains(
                "Ada &lt;Example&gt; is needed in TH1 and in TH2 at the same time."))
        let move = [("day", "2024-03-20"), ("start", "15:30"), ("room", "hall"), ("version", "1"), ("minutes", "60")]
        #expect(
            await editor.post("\(Self.board)/settings", [("booths", "no"), ("walk", "5"), ("walk-between-sites", "20")]).status
                == 422)
        let strict = [
            ("walk", "5"), ("walk-between-sites", "20"), ("kind-room-twice", "saving"), ("kind-person-twice", "ignored"),
        ]
        #expect(await editor.save("\(Self.board)/settings", strict).status == 303)
        let refused = await editor.post("\(Self.board)/TH2/place", move)
        #expect(refused.status == 422)
        #expect(refused.text.contains("TH1 and TH2 are in Hall at the same time."))
        #expect(!(await editor.get("\(Self.board)/conflicts").text.contains("is needed in TH1")))
        #expect(await editor.save("\(Self.board)/settings", Self.changed(strict, "kind-room-twice", "warns")).status == 303)
        #expect(await editor.post("\(Self.board)/TH2/place", move).status == 303)
        #expect(await editor.get("\(Self.board)/conflicts").text.contains("TH1 and TH2 are in Hall at the same time."))
    }

    private static func seen(_ page: Answer) -> String { page.parts(from: "name=\"seen\" value=\"", to: "\"").first ?? "" }

    @Test(arguments: TestEngine.available)
    func `a translator writes texts, and sees what must be aligned`(engine: TestEngine) async throws {
        let (world, editor) = try await Self.world(engine)
        let translator = world.as(.signedIn("other", grants: [Grant(.translator, in: .edition("lakeside-2024"))]))
        let page = "\(Self.board)/texts/TH1"
        #expect(await translator.get("\(Self.board)/texts?lacking=fr").text.contains("TH1"))
        func text(_ title: String, _ seen: String) -> [(String, String)] {
            [("to", "fr"), ("from", "en"), ("seen", seen), ("title", title), ("abstract", "Un texte."), ("state", "reviewed")]
        }
        let first = Self.seen(await translator.get("\(page)?to=fr"))
        // Another part of the session is changed meanwhile: no reason to refuse a text.
        let move = [("day", "2024-03-20"), ("start", "10:00"), ("room", "small"), ("version", "1"), ("minutes", "90")]
        #expect(await editor.post("\(Self.board)/TH1/place", move).status == 303)
        #expect(await translator.post(page, text("Rues sûres", first)).status == 303)
        #expect(!(await translator.get("\(Self.board)/texts?lacking=fr").text.contains("TH1 ")))
        let clash = await translator.post(page, text("Rues calmes", first))
        #expect(clash.status == 422)
        #expect(clash.text.contains("Rues calmes") && clash.text.contains("Saved now: Rues sûres"))
        #expect(await translator.post(page, text("Rues calmes", Self.seen(clash))).status == 303)
        let form = Self.changed(Self.form(await editor.get("\(Self.board)/TH1")), "title", "Safe streets")
        #expect(await editor.post("\(Self.board)/TH1", form).status == 303)
        let outdated = await translator.get("\(page)?to=fr")
        #expect(outdated.text.contains("The source was changed after this was translated."))
        #expect(await translator.post(page, text("Rues calmes", Self.seen(outdated))).status == 303, "it is looked at, and fits")
        #expect(!(await translator.get("\(page)?to=fr").text.contains("The source was changed")))
        let long = text(String(repeating: "x", count: 301), Self.seen(await translator.get("\(page)?to=fr")))
        #expect(await translator.post(page, long).text.contains("Write at most 300 characters."))
        #expect(await translator.post("\(Self.board)/TH1", form).status == 404, "a translator changes nothing else")
    }

    @Test func `saving a session leaves the state of its texts`() async throws {
        let (world, editor) = try await Self.world(.sqlite)
        try await world.write { tx in
            try tx.run("UPDATE session_text SET state = 'draft' WHERE session = 'WS' AND edition = 'lakeside-2024'")
        }
        let form = Self.form(await editor.get("\(Self.board)/WS"))
        #expect(form.contains { $0 == ("state", "draft") })
        #expect(await editor.post("\(Self.board)/WS", Self.changed(form, "capacity", "9")).status == 303)
        let states = try await world.read { tx in
            try tx.rows("SELECT state FROM session_text WHERE session = 'WS' AND edition = 'lakeside-2024'").map {
                $0["state"] as String
            }
        }
        #expect(states == ["draft"])
    }

    @Test func `of another edition one copies what one may see there`() async throws {
        let (world, _) = try await Self.world(.sqlite)
        try await world.write { tx in
            let row = "lakeside-2024,SECRET,2024-03-20,18:00,19:00,thematic,Not yet public,,,EN,,,,,open,confirmed,,,,\n"
            _ = try ProgrammeImport(tx: tx).sessions(Array((ProgrammeWorld.header + row).utf8))
        }
        let copy = "/en/hill-2027/organise/programme/copy?from=lakeside-2024"
        let neighbour = await world.as(Self.editor("editor", of: "hill-2027")).get(copy)
        #expect(neighbour.text.contains("Opening") && !neighbour.text.contains("Not yet public"))
        #expect(await world.as(.signedIn("editor", .secretariat)).get(copy).text.contains("Not yet public"))
    }

    @Test(arguments: TestEngine.available)
    func `a programme begins with that of another edition`(engine: TestEngine) async throws {
        let (world, _) = try await Self.world(engine)
        let editor = world.as(Self.editor("editor", of: "hill-2027"))
        let board = "/en/hill-2027/organise/programme"
        let preview = await editor.get("\(board)/copy?from=lakeside-2024&rooms=yes")
        #expect(preview.text.contains("5 sessions would be added"))
        #expect(await editor.post("\(board)/copy", [("from", "lakeside-2024"), ("rooms", "yes")]).status == 303)
        #expect(await editor.post("\(board)/copy", [("from", "lakeside-2024"), ("rooms", "yes")]).status == 422)
        #expect(await editor.get("\(board)/list").text.contains("OP Opening"))
        #expect(await editor.post("\(board)/edits/1/undo").status == 303)
        #expect(!(await editor.get("\(board)/list").text.contains("OP Opening")))
    }

    @Test func `strangers and neighbours find nothing`() async throws {
        let (world, _) = try await Self.world(.sqlite)
        let neighbour = world.as(Self.editor("other", of: "hill-2027"))
        for path in [
            "", "/list", "/conflicts", "/TH1", "/TH1/place", "/edits", "/settings", "/texts", "/copy",
            "/board.css?day=2024-03-20",
        ] {
            #expect(await world.get(Self.board + path).status == 404, "\(path) for a stranger")
            #expect(await neighbour.get(Self.board + path).status == 404, "\(path) for a neighbour")
        }
        for path in ["/TH1", "/TH1/place", "/TH1/removal", "/new", "/list", "/settings", "/copy", "/edits/1/undo", "/texts/TH1"] {
            #expect(await neighbour.post(Self.board + path, [("version", "1")]).status == 404, "\(path) for a neighbour")
        }
    }

    @Test(arguments: TestEngine.available)
    func `the board sends as many statements for many sessions as for few`(engine: TestEngine) async throws {
        let (world, editor) = try await Self.world(engine)
        func add(_ codes: ClosedRange<Int>) async throws -> Int {
            try await world.write { tx in
                let rows = codes.map {
                    "lakeside-2024,M\($0),2024-03-20,18:00,19:00,thematic,More \($0),,,EN,FR,,small,,open,confirmed,mayor,,,"
                }
                _ = try ProgrammeImport(tx: tx).sessions(
                    Array((ProgrammeWorld.header + rows.joined(separator: "\n") + "\n").utf8))
            }
            return await editor.get(Self.board).statements
        }
        _ = try await add(1...1)
        let few = try await add(2...2)
        #expect(try await add(3...42) == few)
    }
}

@Suite struct `The way to what one plans` {
    private static let path = "/en/organise/programme"

    @Test(arguments: TestEngine.available)
    func `leads to the current edition, else to the newest one may plan`(engine: TestEngine) async throws {
        let world = try await World(engine)
        let secretary = world.as(.signedIn("somebody", .secretariat))
        func place(_ one: World) async -> String? { await one.get(Self.path).headers[.location] }
        #expect(await place(secretary) == "/en/hill-2027/organise/programme")
        #expect(await place(world.as(`Planning a programme`.editor("editor"))) == "/en/lakeside-2024/organise/programme")
        try await world.write { tx in
            let store = EditionStore(tx: tx)
            try store.makeCurrent(try store.edition("lakeside-2024"))
        }
        #expect(await place(secretary) == "/en/lakeside-2024/organise/programme")
        #expect(await secretary.get("/en/organise").text.contains("href=\"\(Self.path)\""))
    }

    @Test func `says so when there is no edition, and is nowhere for strangers`() async throws {
        let empty = try await World(.sqlite, isEmpty: true)
        #expect(
            await empty.as(.signedIn("somebody", .secretariat)).get(Self.path).headers[.location]
                == "/en/organise?notice=no-edition")
        #expect(await empty.get(Self.path).status == 404)
        #expect(await empty.as(.signedIn("somebody", .finance)).get(Self.path).status == 404)
    }
}

@Suite struct `Files of a programme` {
    private static let files = "/en/lakeside-2024/organise/programme/files"

    /// What a form with a file sends.
    private static func send(_ bytes: [UInt8], kind: String, _ world: World) async -> Answer {
        await world.upload(files, "file", bytes, with: [("kind", kind)])
    }

    @Test(arguments: TestEngine.available)
    func `what was taken out is taken in again without a change`(engine: TestEngine) async throws {
        let (_, editor) = try await `Planning a programme`.world(engine)
        for kind in ["sessions", "rooms", "speakers"] {
            for form in ["csv", "xlsx"] {
                let file = await editor.get("\(Self.files)/\(kind).\(form)")
                #expect(file.status == 200)
                let look = await Self.send(file.bytes, kind: kind, editor)
                #expect(look.status == 200, "\(kind).\(form)")
                #expect(look.text.contains("New: 0. Changed: 0."), "\(kind).\(form)")
                #expect(look.text.contains("<p>Nothing would be different.</p>"))
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a file is looked at, then taken in one step that can be undone`(engine: TestEngine) async throws {
        let (world, editor) = try await `Planning a programme`.world(engine)
        let rows = "lakeside-2024,TH2,2024-03-20,16:00,17:00,thematic,Youth,,,FR,EN,youth,small,30,limited,confirmed,deputy,,,\n"
        let look = await Self.send(Array((ProgrammeWorld.header + rows).utf8), kind: "sessions", editor)
        #expect(look.text.contains("New: 0. Changed: 1."))
        #expect(look.text.contains("<form class=\"act\" method=\"post\" action=\"\(Self.files)/taking\">"))
        #expect(
            !(await editor.get("/en/lakeside-2024/organise/programme/TH2").text.contains("Youth")), "nothing is changed by a look"
        )
        #expect(await editor.post("\(Self.files)/taking").status == 303)
        #expect(await editor.get("/en/lakeside-2024/organise/programme/TH2").text.contains("Youth"))
        #expect(await editor.post("\(Self.files)/taking").status == 422, "it is taken once")
        #expect(await editor.post("/en/lakeside-2024/organise/programme/edits/1/undo").status == 303)
        #expect(await editor.get("/en/lakeside-2024/organise/programme/TH2").text.contains("Young people"))
        #expect(await world.get("/en/lakeside-2024/programme/TH2").text.contains("Young people"))
    }

    @Test(arguments: [
        ("sessions", "edition,code,day,start\nhill-2027,A,,\n", "the columns end, kind, languages, interpreted, topic,"),
        ("rooms", "edition,id,name\nhill-2027,a,B\n", "the column capacity is missing"), ("sessions", "", "Choose a file"),
        ("rooms", "PK\u{3}\u{4}broken", "file"),
        ("nonsense", "a,b\n", "Choose a file"), ("rooms", "edition,id,name,capacity\nhill-2027,x,X,10\n", "another edition"),
    ])
    func `what cannot be taken is refused in words`(kind: String, text: String, sentence: String) async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        let answer = await Self.send(Array(text.utf8), kind: kind, editor)
        #expect(answer.status == 422)
        #expect(answer.text.contains(sentence))
    }

    @Test(arguments: [
        ("title_en", 301, "300"), ("abstract_en", 8_001, "8,000"), ("notes", 2_001, "2,000"),
    ])
    func `texts longer than the form takes are refused with line and column`(
        column: String, length: Int, most: String
    ) async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        func file(_ length: Int) -> [UInt8] {
            var cells = ["title_en": "A title", "abstract_en": "", "notes": ""]
            cells[column] = String(repeating: "x", count: length)
            let row =
                "lakeside-2024,XX,,,,workshop,\(cells["title_en"]!),,\(cells["abstract_en"]!),EN,,,,,open,confirmed,,,,\(cells["notes"]!)\n"
            return Array((ProgrammeWorld.header + row).utf8)
        }
        let answer = await Self.send(file(length), kind: "sessions", editor)
        #expect(answer.status == 422)
        #expect(answer.text.contains("Line 2, column \(column): the text is longer than \(most) characters."))
        #expect(await Self.send(file(length - 1), kind: "sessions", editor).status == 200)
    }

    @Test func `semicolons separate as well as commas`() async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        let text = "edition;id;name;capacity\nlakeside-2024;small;Small room;50\n"
        #expect(await Self.send(Array(text.utf8), kind: "rooms", editor).text.contains("New: 0. Changed: 1."))
    }

    @Test func `offices and rooms have the limits of their forms`() async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        let long = String(repeating: "x", count: 201)
        for (kind, text) in [
            ("speakers", "edition,id,name,office_en,authority,institution,body,country\nlakeside-2024,new,,\(long),,,,\n"),
            ("rooms", "edition,id,name,capacity,access_en\nlakeside-2024,new,New,,\(long)\n"),
        ] {
            let answer = await Self.send(Array(text.utf8), kind: kind, editor)
            #expect(answer.status == 422 && answer.text.contains("is longer than 200 characters"), "\(kind)")
        }
    }

    @Test func `strangers and neighbours get no file`() async throws {
        let (world, _) = try await `Planning a programme`.world(.sqlite)
        let neighbour = world.as(`Planning a programme`.editor("other", of: "hill-2027"))
        for one in [world, neighbour] {
            #expect(await one.get("\(Self.files)/sessions.csv").status == 404)
            #expect(await Self.send(Array("a,b\n".utf8), kind: "rooms", one).status == 404)
        }
        #expect(await world.as(`Planning a programme`.editor("editor")).get("\(Self.files)/passwords.csv").status == 404)
    }
}
