// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vocabulary

@testable import Programme

extension Answer {
    /// What its form says whoever sends it has seen.
    var seen: String? { part(from: "name=\"seen\" value=\"", to: "\"") }
}

extension World {
    /// Sends a form as whoever looks at its page now.
    func save(_ path: String, _ form: [(String, String)]) async -> Answer {
        await post(path, form + [("seen", await get(path).seen ?? "")])
    }
}

@Suite struct `Saving what somebody else saved meanwhile` {
    private static let board = "/en/lakeside-2024/organise/programme"

    private func editors(_ engine: TestEngine) async throws -> (world: World, one: World, two: World) {
        let (world, one) = try await `Planning a programme`.world(engine)
        return (world, one, world.as(`Planning a programme`.editor("other")))
    }

    /// The rows that show both states: field, mine, theirs.
    private static func rows(_ answer: Answer) -> [[String]] {
        (answer.part(from: "<div class=\"wrong-summary\"", to: "</div>") ?? "").components(separatedBy: "<tr><th scope=\"row\">")
            .dropFirst().map { row in
                let cells = row.components(separatedBy: "<td ").dropFirst().map {
                    $0.components(separatedBy: "</td>")[0].components(separatedBy: ">").dropFirst().joined(separator: ">")
                }
                return [row.components(separatedBy: "</th>")[0]] + cells
            }
    }

    @Test(arguments: TestEngine.available)
    func `a room is not overwritten unseen, and each can be chosen`(engine: TestEngine) async throws {
        let (world, one, two) = try await editors(engine)
        let path = "\(Self.board)/rooms/hall"
        let seen = try #require(await one.get(path).seen)
        let same = [("equipment", "Booths, hearing loop"), ("access", "Step-free"), ("seen", seen)]
        let theirs = [("name", "Hall"), ("capacity", "300"), ("fittings", "stage")] + same
        let mine = [("name", "Great hall"), ("capacity", "400")] + same
        #expect(await two.post(path, theirs).status == 303)
        let clash = await one.post(path, mine)
        #expect(clash.status == 409)
        #expect(
            Self.rows(clash) == [["Name", "Great hall", "Hall"], ["Capacity", "400", "300"], ["What it has", "", "stage"]])
        #expect(clash.text.contains("<a class=\"btn line\" href=\"\(path)\">Leave it as it is saved</a>"))
        #expect(clash.part(from: "id=\"f-name\" name=\"name\" required value=\"", to: "\"") == "Great hall")
        func rooms() async throws -> [String] {
            try await world.read { try ProgrammeStore(tx: $0).content(of: "lakeside-2024") }.rooms.map {
                "\($0.name) \($0.capacity ?? 0)"
            }
        }
        #expect(try await rooms() == ["Hall 300", "Small room 40"])
        // What is wrong besides is told first, and nobody has seen more by it.
        let wrong = await one.post(path, [("name", ""), ("seen", seen)])
        #expect(wrong.status == 422)
        #expect(wrong.seen == seen)
        // Both meant the same.
        #expect(await one.post(path, theirs).status == 303)
        // Who sends nothing of it has seen nothing.
        #expect(await one.post(path, [("name", "Great hall")]).status == 409)
        let again = mine.filter { $0.0 != "seen" } + [("seen", try #require(clash.seen))]
        #expect(await one.post(path, again).status == 303)
        #expect(try await rooms() == ["Great hall 400", "Small room 40"])
    }

    @Test(arguments: TestEngine.available)
    func `a speaker is not overwritten unseen, whether an organiser or the speaker was faster`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        try await world.linked()
        let (one, path) = (world.secretariat, "\(SpeakerWorld.organise)/speakers/deputy")
        let seen = try #require(await one.get(path).seen)
        let own = [("name", "Ada"), ("office", "Mayor now"), ("biography", "Mine."), ("biography-language", "en")]
        #expect(await world.world.post("\(SpeakerWorld.own)/details", own).status == 303)
        let typed = [
            ("name", "Ada <Example>"), ("office", "Deputy mayor"), ("authority", "fr-lakeside"), ("country", "DE"),
            ("elected", "yes"), ("day-0", "2024-03-20"), ("from-0", "09:00"), ("to-0", "12:00"),
            ("address", "ada@cities.example"),
            ("contact-language", "de"), ("biography-language", "en"), ("seen", seen),
        ]
        let clash = await one.post(path, typed)
        #expect(clash.status == 409)
        #expect(
            Self.rows(clash) == [
                ["Name", "Ada &lt;Example&gt;", "Ada"], ["Office", "Deputy mayor", "Mayor now"], ["Biography", "", "Mine."],
                ["City or region", "Bord-du-Lac", "Hügel"], ["Holds an elected office", "Holds an elected office", ""],
                ["There at these times", "2024-03-20 09:00 12:00", ""],
            ])
        #expect(try await world.speaker()?.name == "Ada")
        let again = typed.filter { $0.0 != "seen" } + [("seen", try #require(clash.seen))]
        #expect(await one.post(path, again).status == 303)
        #expect(try await world.speaker()?.name == "Ada <Example>")
        #expect(try await world.profile().biography.isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `the settings are not overwritten unseen`(engine: TestEngine) async throws {
        let (world, one, two) = try await editors(engine)
        let path = "\(Self.board)/settings"
        let seen = try #require(await one.get(path).seen)
        func form(_ walk: String, _ severity: String) -> [(String, String)] {
            let kinds = ["room-twice": severity].map { ("kind-\($0.key)", $0.value) }
            return [("walk", walk), ("walk-between-sites", "20"), ("seen", seen)] + kinds
        }
        #expect(await two.post(path, form("7", "saving")).status == 303)
        let clash = await one.post(path, form("9", "warns"))
        #expect(clash.status == 409)
        #expect(
            Self.rows(clash).prefix(2) == [
                ["Minutes from one room to another of the same building", "9", "7"],
                ["Two sessions in one room", "Is told", "Must never be saved"],
            ])
        #expect(clash.text.contains("id=\"f-walk\" name=\"walk\" aria-describedby=\"h-walk\" value=\"9\""))
        func walk() async throws -> Int? {
            try await world.read { tx in
                try DraftStore(tx: tx).draft(of: try EditionStore(tx: tx).edition("lakeside-2024")).plan.walk
            }
        }
        #expect(try await walk() == 7)
        let again = form("9", "warns").filter { $0.0 != "seen" } + [("seen", try #require(clash.seen))]
        #expect(await one.post(path, again).status == 303)
        #expect(try await walk() == 9)
    }

    @Test(arguments: TestEngine.available)
    func `what was typed about a session that is gone can become a new one`(engine: TestEngine) async throws {
        let (_, one, two) = try await editors(engine)
        let start = [("code", "N1"), ("kind", "thematic"), ("title", "Young democracy"), ("language", "en")]
        #expect(await two.post("\(Self.board)/new", start).status == 303)
        let form = `Planning a programme`.changed(
            `Planning a programme`.form(await one.get("\(Self.board)/N1")), "title", "Written for an hour")
        #expect(await two.post("\(Self.board)/N1/removal", [("version", "1")]).status == 303)
        let gone = await one.post("\(Self.board)/N1", form)
        #expect(gone.status == 409)
        #expect(gone.parts(from: "<li><a href=\"#f-", to: "<") == ["code\">\(Words(.en)("session.gone", ["code": "N1"]))"])
        #expect(gone.text.contains("method=\"post\" action=\"\(Self.board)/new\""))
        let again = `Planning a programme`.form(gone)
        #expect(again.contains { $0 == ("title", "Written for an hour") })
        #expect(again.contains { $0 == ("code", "N1") })
        #expect(await one.post("\(Self.board)/new", again).headers[.location] == "\(Self.board)/N1?notice=session-added")
        #expect(await one.get("\(Self.board)/N1").text.contains("Written for an hour"))
    }
}

@Suite struct `Taking rooms and speakers away` {
    private static let board = "/en/lakeside-2024/organise/programme"

    /// What stands in the draft: ids of rooms and of speakers.
    private func known(_ world: World) async throws -> [[String]] {
        let content = try await world.read { try ProgrammeStore(tx: $0).content(of: "lakeside-2024") }
        return [content.rooms.map(\.id.value), content.speakers.map(\.id.value)]
    }

    @Test(arguments: TestEngine.available)
    func `what no session needs goes, after a question`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        let secretariat = world.secretariat
        for name in ["Attic", "Bridge", "Cellar"] {
            #expect(await secretariat.post("\(Self.board)/rooms/new", [("name", name)]).status == 303)
        }
        let added = await secretariat.post(
            "\(Self.board)/speakers/new",
            [("name", "Nobody yet"), ("address", "no@cities.example"), ("biography", "Here."), ("biography-language", "en")])
        let speaker = try #require(added.headers[.location]?.components(separatedBy: "?").first)
        for path in ["\(Self.board)/rooms/attic", speaker] {
            #expect(await secretariat.get(path).text.contains("href=\"\(path)/removal\""))
            #expect(await secretariat.get("\(path)/removal").text.contains("method=\"post\" action=\"\(path)/removal\""))
            let list = path.components(separatedBy: "/").dropLast().joined(separator: "/")
            let notice = path == speaker ? "speaker-removed" : "room-removed"
            #expect(await secretariat.post("\(path)/removal").headers[.location] == "\(list)?notice=\(notice)")
            #expect(await secretariat.post("\(path)/removal").status == 404)
            #expect(await secretariat.get("\(path)/removal").status == 404)
        }
        // A new one stands behind all others.
        #expect(await secretariat.post("\(Self.board)/rooms/new", [("name", "Deck")]).status == 303)
        #expect(
            try await known(world.world) == [["hall", "small", "bridge", "cellar", "deck"], ["mayor", "deputy", "chair"]])
        #expect(
            try await world.verbs().filter { $0 != "speaker.read" } == ["speaker.changed", "speaker.added", "speaker.removed"])
        let kept = try await world.world.read { try $0.rows("SELECT speaker FROM speaker_biography").count }
        #expect(kept == 0)
    }

    @Test(arguments: TestEngine.available)
    func `what a session needs stays, in the draft and in public, and the sessions are named`(engine: TestEngine) async throws {
        let (world, editor) = try await `Planning a programme`.world(engine)
        let before = try await known(world)
        for (path, sessions) in [("rooms/small", "TH2"), ("rooms/hall", "OP, TH1"), ("speakers/chair", "OP, TH1")] {
            let kind = path.hasPrefix("rooms") ? "room" : "speaker"
            let sentence = Words(.en)("removal.planned.\(kind)", ["sessions": .text(sessions)])
            let page = await editor.get("\(Self.board)/\(path)/removal")
            #expect(page.status == 200)
            #expect(page.text.contains(sentence) && !page.text.contains("action=\"\(Self.board)/\(path)/removal\""))
            let refused = await editor.post("\(Self.board)/\(path)/removal")
            #expect(refused.status == 409)
            let links = (refused.part(from: "role=\"alert\"", to: "</div>") ?? "").components(separatedBy: "<li><a href=\"")
                .dropFirst()
            #expect(
                links.map { $0.components(separatedBy: "\"")[0] }
                    == sessions.components(separatedBy: ", ").map { "\(Self.board)/\($0)" })
        }
        // The public still reads of the small room until the next release.
        let elsewhere =
            "lakeside-2024,TH2,2024-03-20,18:00,19:00,thematic,Young people,Jeunes,,FR,EN,youth,hall,30,limited,confirmed,,,,"
        try await FollowingWorld.draft(elsewhere, in: world)
        let refused = await editor.post("\(Self.board)/rooms/small/removal")
        #expect(refused.status == 409)
        #expect(refused.text.contains(Words(.en)("removal.published.room", ["sessions": "TH2"])))
        #expect(try await known(world) == before)
        try await ProgrammeWorld.change(elsewhere, in: world)
        #expect(await editor.post("\(Self.board)/rooms/small/removal").status == 303)
        #expect(try await known(world) == [["hall"], before[1]])
        let verbs: [String] = try await world.read { tx in
            try tx.rows("SELECT verb FROM act WHERE verb LIKE '%.removed'").map { $0["verb"] }
        }
        #expect(verbs == ["room.removed"])
    }

    @Test func `strangers, neighbours and who only looks find nothing`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let host = world.as(.signedIn("joke", grants: [Grant(.host, in: .edition("lakeside-2024"))]))
        let neighbour = world.as(`Planning a programme`.editor("other", of: "hill-2027"))
        for asked in [world, host, neighbour] {
            for path in ["rooms/hall/removal", "speakers/chair/removal"] {
                #expect(await asked.get("\(Self.board)/\(path)").status == 404)
                #expect(await asked.post("\(Self.board)/\(path)").status == 404)
            }
        }
        #expect(await neighbour.post("/en/hill-2027/organise/programme/rooms/hall/removal").status == 404)
    }
}
