// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Reading the programme` {
    @Test(arguments: TestEngine.available)
    func `every page and file is there once it is published, and not before`(engine: TestEngine) async throws {
        let addresses = [
            "/en/lakeside-2024/programme", "/fr/lakeside-2024/programme/TH1", "/en/lakeside-2024/programme/mine",
            "/de/lakeside-2024/topics", "/en/lakeside-2024/topics/night", "/en/lakeside-2024/rooms/hall",
            "/en/lakeside-2024/speakers", "/en/lakeside-2024/speakers/mayor", "/en/lakeside-2024/changes",
            "/lakeside-2024/programme.css", "/lakeside-2024/programme.txt", "/lakeside-2024/programme.ics",
            "/lakeside-2024/programme.csv", "/lakeside-2024/programme.xlsx", "/lakeside-2024/schedule.xml",
            "/lakeside-2024/schedule.json", "/lakeside-2024/changes.atom",
        ]
        let draft = try await ProgrammeWorld.make(engine, isReleased: false)
        for address in addresses { #expect(await draft.get(address).status == 404, "\(address) before") }
        let world = try await ProgrammeWorld.make(engine)
        for address in addresses {
            let answer = await world.get(address)
            #expect(answer.status == 200, "\(address)")
            #expect(!answer.text.contains("call the mayor"), "\(address) shows a note of the organisers")
            let isMarkup = answer.text.hasPrefix("<")
            #expect(!isMarkup || !answer.text.contains("<streets>"), "\(address) takes a text as markup")
        }
    }

    @Test(arguments: [
        "/en/hill-2027/programme", "/en/lakeside-2024/programme/XX", "/en/lakeside-2024/programme/%3Cb%3E",
        "/en/lakeside-2024/topics/youths", "/en/lakeside-2024/rooms/attic", "/en/lakeside-2024/speakers/nobody",
        "/nowhere/programme.ics", "/lakeside-2024/programme.ics?session=XX", "/lakeside-2024/programme.ics?topic=moon",
    ])
    func `what is not there is not found`(address: String) async throws {
        #expect(try await ProgrammeWorld.make(.sqlite).get(address).status == 404)
    }

    @Test(arguments: [
        ("", ["OP", "TH1", "TH2", "NI", "WS"]), ("?topic=night", ["TH1", "NI"]), ("?kind=thematic", ["TH1", "TH2"]),
        ("?language=fr", ["OP", "TH2"]), ("?into=en", ["OP", "TH2"]), ("?into=nl", ["OP"]), ("?q=streets", ["TH1"]),
        ("?q=presidence", ["OP", "TH1"]), ("?q=hall", ["OP", "TH1"]), ("?kind=nonsense", ["OP", "TH1", "TH2", "NI", "WS"]),
        ("?q=%22%3E%3Cscript%3E", []),
    ])
    func `is filtered by what one looks for`(query: String, codes: [String]) async throws {
        let answer = try await ProgrammeWorld.make(.sqlite).get("/en/lakeside-2024/programme\(query)")
        #expect(answer.parts(from: " id=\"s-", to: "\"") == codes)
        #expect(!answer.text.contains("<script>"))
    }

    @Test func `what begins before four in the morning stands in the evening before`() async throws {
        let text = try await ProgrammeWorld.make(.sqlite).get("/en/lakeside-2024/programme").text
        #expect(text.contains("id=\"day-2024-03-20\""))
        #expect(!text.contains("id=\"day-2024-03-21\""))
        #expect(text.contains("<time datetime=\"2024-03-21T00:30:00+01:00\">00:30</time>"))
    }

    @Test func `every page counts the same speakers: those of sessions that are held`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        try await ProgrammeWorld.change(
            "lakeside-2024,TH2,2024-03-20,16:00,17:00,thematic,Young people,Jeunes,,FR,EN,youth,small,30,limited,cancelled,deputy,,,\nlakeside-2024,TH1,2024-03-20,15:30,17:00,thematic,Streets,,,EN,,night,hall,,open,confirmed,mayor,,,",
            in: world)
        #expect(await world.get("/en/lakeside-2024").text.contains("5 sessions, 2 speakers."))
        #expect(await world.get("/en/lakeside-2024/speakers").text.contains("2 speakers from 2 countries."))
    }

    @Test func `changes are told in words, in the reader's language`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        try await ProgrammeWorld.change(
            "lakeside-2024,TH2,2024-03-20,16:30,17:30,thematic,Young people,Jeunes,,FR,EN,youth,small,30,limited,confirmed,mayor,,,",
            in: world)
        let answer = await world.get("/en/lakeside-2024/changes")
        #expect(
            answer.part(from: "<ul class=\"plain changes\">", to: "</ul>")?.components(separatedBy: "</li>").dropLast() == [
                "<li>This session is now confirmed.", "<li>Moved from 20 March 2024, 16:00–17:00 to 20 March 2024, 16:30–17:30.",
                "<li>New speaker: Mayor, Bord-du-Lac (before: Ada &lt;Example&gt;, Deputy mayor, Hügel).",
            ])
        #expect(await world.get("/en/lakeside-2024/programme/TH2").text.contains("This session is now confirmed."))
    }

    @Test func `one's own sessions are a cookie that a form writes`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let path = "/en/lakeside-2024/programme/mine"
        let added = await world.ask(.post, path, [.origin: "https://cities.example"], body: "act=add&session=TH1")
        #expect(added.status == 303)
        let cookie = try #require(added.headers[.setCookie])
        #expect(cookie.hasPrefix("mine-lakeside-2024=TH1; Path=/;") && cookie.contains("HttpOnly; SameSite=Lax; Secure"))
        let mine = await world.get(path, [.cookie: "mine-lakeside-2024=TH2.TH1.XX"])
        #expect(mine.parts(from: " id=\"s-", to: "\"") == ["TH1", "TH2"])
        #expect(mine.text.contains(Words(.en)("mine.clashes", ["count": .number(1)])))
        #expect(mine.headers[.cacheControl] == "private, no-store")
        let removed = await world.ask(
            .post, path, [.origin: "https://cities.example", .cookie: "mine-lakeside-2024=TH2.TH1"],
            body: "act=remove&session=TH2")
        #expect(removed.headers[.setCookie]?.hasPrefix("mine-lakeside-2024=TH1;") == true)
        #expect(await world.get("\(path)?sessions=OP,WS").parts(from: " id=\"s-", to: "\"") == ["OP", "WS"])
        #expect(await world.ask(.post, path, [.origin: "https://evil.example"], body: "act=add&session=TH1").status == 403)
        #expect(await world.ask(.post, path, [.origin: "https://cities.example"], body: "act=add&session=XX").status == 404)
    }

    @Test func `a page says what is on until the next change`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let programme = try await world.read { tx in
            try ReleaseStore(tx: tx).published(try EditionStore(tx: tx).edition("lakeside-2024"))!
        }
        func at(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }
        let during = try at("2024-03-20T15:15:00Z")
        #expect(programme.current(at: during).now.map(\.code.description) == ["TH1", "TH2"])
        #expect(programme.current(at: during).next.map(\.code.description) == ["NI"])
        #expect(programme.nextChange(after: during) == (try at("2024-03-20T16:00:00Z")))
        #expect(programme.nextChange(after: try at("2025-01-01T00:00:00Z")) == nil)
        // A page made months before changes the evening before, when it begins to say what is next.
        #expect(programme.nextChange(after: try at("2024-01-01T00:00:00Z")) == (try at("2024-03-19T13:00:00Z")))
    }
}

@Suite struct `Files of the programme` {
    @Test func `calendars keep what was cancelled, and count its changes`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let before = await world.get("/lakeside-2024/programme.ics?session=TH2").text
        try await ProgrammeWorld.change(
            "lakeside-2024,TH2,2024-03-20,16:00,17:00,thematic,Young people,Jeunes,,FR,EN,youth,small,30,limited,cancelled,deputy,,,",
            in: world)
        let after = await world.get("/lakeside-2024/programme.ics?session=TH2").text
        func line(_ name: String, _ text: String) -> String? {
            text.components(separatedBy: "\r\n").first { $0.hasPrefix(name) }
        }
        #expect(line("UID:", before) != nil && line("UID:", before) == line("UID:", after))
        #expect([line("SEQUENCE:", before), line("SEQUENCE:", after)] == ["SEQUENCE:0", "SEQUENCE:1"])
        #expect([line("STATUS:", before), line("STATUS:", after)] == ["STATUS:TENTATIVE", "STATUS:CANCELLED"])
        #expect(line("DTSTART", after) == "DTSTART:20240320T150000Z")
        #expect(await world.get("/lakeside-2024/programme.ics").text.components(separatedBy: "BEGIN:VEVENT").count == 5)
        #expect(
            await world.get("/lakeside-2024/programme.ics?sessions=OP.TH1").text.components(separatedBy: "BEGIN:VEVENT").count
                == 3)
    }

    @Test func `schedules leave out what was cancelled or has no time, and name rooms for what has none`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let xml = await world.get("/lakeside-2024/schedule.xml")
        #expect(xml.parts(from: "<start>", to: "</start>").dropFirst() == ["14:00", "15:30", "16:00", "00:30"])
        #expect(xml.parts(from: "<room name=\"", to: "\"") == ["Hall", "Small room", "Elsewhere"])
        #expect(xml.text.contains("<title>Safe &amp; calm &lt;streets&gt;</title>"))
        #expect(await world.get("/lakeside-2024/schedule.xml?language=fr").text.contains("<title>Ouverture</title>"))
        let object =
            try JSONSerialization.jsonObject(with: Data(await world.get("/lakeside-2024/schedule.json").bytes)) as? [String: Any]
        #expect((object?["schedule"] as? [String: Any])?["version"] as? String == "1")
    }

    @Test func `the programme is as it was reviewed`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let main = try #require(await world.get("/en/lakeside-2024/programme").part(from: "<main", to: "</main>"))
        #expect("<main\(main)" == (try StoredMarkup.read("programme", besides: "<main\(main)")))
        let one = try #require(await world.get("/fr/lakeside-2024/programme/TH1").part(from: "<main", to: "</main>"))
        #expect("<main\(one)" == (try StoredMarkup.read("session", besides: "<main\(one)")))
    }

    @Test(arguments: TestEngine.available)
    func `lists take as many statements for one session as for five`(engine: TestEngine) async throws {
        let (five, one) = (try await ProgrammeWorld.make(engine), try await World(engine))
        try await one.write { tx in
            _ = try ProgrammeImport(tx: tx).sessions(
                Array(
                    (ProgrammeWorld.header
                        + "lakeside-2024,OP,2024-03-20,14:00,15:00,opening,Opening,,,EN,,,,,open,confirmed,,,,\n").utf8))
            try ReleaseStore(tx: tx).publish("lakeside-2024", note: LocalizedText(), at: tx.now)
        }
        for path in [
            "/en/lakeside-2024/programme", "/en/lakeside-2024/changes", "/en/lakeside-2024/speakers",
            "/lakeside-2024/schedule.xml",
        ] {
            // Once with nothing in memory, once with what is kept there.
            for _ in 1...2 {
                let counts = (await one.get(path).statements, await five.get(path).statements)
                #expect(counts.0 == counts.1 && counts.0 > 0, "\(path): \(counts)")
            }
        }
    }

    @Test func `a terminal gets nothing that it would obey, and whole codes`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        try await ProgrammeWorld.change(
            "lakeside-2024,LONGCODE99,2024-03-20,17:00,18:00,other,\u{1B}[31mRed\u{7},,,EN,,,,,open,confirmed,,,,", in: world)
        let text = await world.get("/en/lakeside-2024/programme?day=2024-03-20", [.userAgent: "curl/8.5.0"]).text
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        #expect(text.contains("LONGCODE99") && text.contains("[31mRed"))
    }

    @Test func `an edition whose speakers are not known says so, without empty tables`() async throws {
        let world = try await World(.sqlite)
        try await world.write { tx in
            _ = try ProgrammeImport(tx: tx).sessions(
                Array((ProgrammeWorld.header + "lakeside-2024,OP,,,,opening,Opening,,,EN,,,,,open,confirmed,,,,\n").utf8))
            try ReleaseStore(tx: tx).publish("lakeside-2024", note: LocalizedText(), at: tx.now)
        }
        let page = await world.get("/de/lakeside-2024/speakers")
        #expect(page.status == 200 && page.text.contains("nennen nicht, wer auf dieser Konferenz gesprochen hat"))
        #expect(!page.text.contains("<table"))
    }

    @Test func `words are found wherever they stand, also names of cities`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        for (query, codes) in [("hugel deputy", ["TH1", "TH2"]), ("streets+safe", ["TH1"]), ("bord", ["OP", "TH1"])] {
            let page = await world.get("/en/lakeside-2024/programme?q=\(query.replacingOccurrences(of: " ", with: "+"))")
            #expect(page.parts(from: "id=\"s-", to: "\"") == codes, "\(query)")
        }
    }

    @Test func `a terminal gets the the programme as a table of letters, everybody else the page`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let page = "/fr/lakeside-2024/programme"
        for fields in [
            [.userAgent: "curl/8.5.0", .accept: "*/*"], [.userAgent: "Wget/1.21"], [.accept: "text/plain, */*"],
        ] as [HTTPFields] {
            let answer = await world.get(page, fields)
            #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(answer.text.contains("14:00-15:00") && answer.text.contains("Ouverture"))
            #expect(answer.headers[.vary] == "Accept, User-Agent")
        }
        for fields in [
            [:], [.userAgent: "curl/8.5.0", .accept: "text/html"], [.userAgent: "Mozilla/5.0", .accept: "text/html,*/*"],
        ] as [HTTPFields] {
            #expect(await world.get(page, fields).headers[.contentType] == "text/html; charset=utf-8")
        }
        #expect(await world.get("/fr/lakeside-2024", [.userAgent: "curl/8.5.0"]).text.hasPrefix("<!DOCTYPE html>"))
    }

    @Test func `the public table is imported again without a change`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let bytes = await world.get("/lakeside-2024/programme.csv").bytes
        let counts = try await world.write { try ProgrammeImport(tx: $0).sessions(bytes).counts }
        // The note that is not public is no column of it, and stays.
        #expect(counts.changed == 0 && counts.unchanged == 5)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("notes"))
    }
}
