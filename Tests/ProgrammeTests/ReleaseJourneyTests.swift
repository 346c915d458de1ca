// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import HTTPTypes
import Outbox
import Server
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Releasing from the page` {
    private typealias World = FollowingWorld

    /// A draft in which OP moved and TH2 is cancelled, and people who follow it.
    private func world(_ engine: TestEngine) async throws -> TestKit.World {
        let world = try await World.make(engine, follows: ["anna": "OP TH2", "bruno": "TH2", "carla": "TH1"])
        try await World.draft(World.moved, World.cancelled, in: world)
        return world
    }

    @Test(arguments: TestEngine.available)
    func `shows what would change in words, and whom it concerns`(engine: TestEngine) async throws {
        let page = await (try await world(engine)).as(World.editor).get(World.path)
        #expect(page.status == 200)
        #expect(
            page.parts(from: "<ul class=\"plain changes\">", to: "</ul>") == [
                "<li>Moved from 20 March 2024, 14:00–15:00 to 20 March 2024, 13:30–14:30.</li>",
                "<li>This session was cancelled.</li>",
            ])
        #expect(page.text.contains("2 sessions differ from release 1, which the public sees."))
        #expect(page.text.contains("2 people get a mail, each about their own sessions."))
        let preview = try #require(page.part(from: "<pre class=\"letter\">", to: "</pre>"))
        #expect(preview.hasPrefix("Hello,\n\n") && preview.contains("OP · Opening") && !preview.contains("Anna"))
    }

    @Test(arguments: TestEngine.available)
    func `releases everything, and each person gets one mail in their language`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let answer = await World.release(world, [("note-en", "Sorry for the change."), ("note-fr", "Désolés.")])
        #expect(answer.status == 303)
        #expect(answer.headers[.location]?.hasPrefix("\(World.path)?notice=programme-released&batch=") == true)
        #expect(try await World.number(world) == 2)
        #expect(
            try await World.mails(world) == [
                .init(to: "anna@city.example", subject: "2 of your sessions have changed: Lakeside 2024", isTransactional: false),
                .init(
                    to: "bruno@city.example",
                    subject: Words(.fr)(
                        "release.mail.subject.one",
                        [
                            "session": "TH2 · Jeunes", "edition": "Lakeside 2024",
                        ]), isTransactional: false),
            ])
        let changes = await world.get("/fr/lakeside-2024/changes").text
        #expect(changes.contains("Désolés."))
        #expect(await world.get("/lakeside-2024/changes.atom").text.contains("Sorry for the change."))
        let after = await world.as(World.editor).get(World.path)
        #expect(after.text.contains("The public sees everything that is planned: release 2, 15 January 2027."))
        #expect(!after.text.contains("<form"))
    }

    @Test(arguments: TestEngine.available)
    func `a mail says what changed, brings calendars up to date and can be refused`(engine: TestEngine) async throws {
        let world = try await world(engine)
        _ = await World.release(world)
        let row = try #require(
            try await world.read {
                try $0.rows("SELECT id, body, html, calendar, batch, kind FROM letter WHERE person = 'anna'").first
            })
        let calendar: String = row["calendar"]
        let uids = try await world.read { tx in
            try tx.rows("SELECT uid FROM session WHERE code IN ('OP', 'TH2') ORDER BY code").map {
                "\($0["uid"] as String)@hemicycle"
            }
        }
        #expect(World.values("METHOD", in: calendar) == ["PUBLISH"])
        #expect(World.values("UID", in: calendar) == uids)
        #expect(World.values("SEQUENCE", in: calendar) == ["1", "1"])
        #expect(World.values("STATUS", in: calendar) == ["CONFIRMED", "CANCELLED"])
        #expect(World.values("DTSTART", in: calendar) == ["20240320T123000Z", "20240320T150000Z"])
        #expect(World.values("REFRESH-INTERVAL", in: calendar) == [])
        #expect(
            (row["body"] as String).components(separatedBy: "\n\n").dropLast(3) == [
                "Dear Anna,", "The programme of Lakeside 2024 has changed, and with it 2 of your sessions:",
                "OP · Opening\nWednesday 20 March 2024, 13:30–14:30 · Hall\n– Moved from 20 March 2024, 14:00–15:00 to 20 March 2024, "
                    + "13:30–14:30.\nhttps://cities.example/en/lakeside-2024/programme/OP",
                "TH2 · Young people\n– This session was cancelled.\nhttps://cities.example/en/lakeside-2024/programme/TH2",
                "The file that comes with this mail brings your calendar up to date.",
                "See your programme:\nhttps://cities.example/en/lakeside-2024/programme/mine",
            ])
        let token = Letter.token(row["id"])
        #expect((row["html"] as String).contains("https://cities.example/en/unsubscribe/\(token)"))
        #expect(await world.post("/en/unsubscribe/\(token)").status == 200)
        #expect(
            try await world.read { try SuppressionStore(tx: $0).refusing(among: ["Anna@city.example"]) } == ["anna@city.example"])
    }

    @Test(arguments: TestEngine.available)
    func `whoever wants no such mail gets none, and is counted`(engine: TestEngine) async throws {
        let world = try await world(engine)
        try await world.write { try SuppressionStore(tx: $0).keep("Anna@city.example", .unsubscribed) }
        let page = await world.as(World.editor).get(World.path)
        #expect(page.text.contains("One person follows such a session and asked for no mail of this kind."))
        _ = await World.release(world)
        #expect(try await World.mails(world).map(\.to) == ["bruno@city.example"])
    }

    @Test(arguments: TestEngine.available)
    func `releases one session and leaves the rest of the draft as it is`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let page = await world.as(World.editor).get("\(World.path)?session=OP")
        #expect(page.text.contains("value=\"OP\" checked>") && page.text.contains("value=\"TH2\">"))
        #expect(page.text.contains("Release this session"))
        #expect(page.text.contains("One person gets a mail about their sessions."))
        #expect(await World.release(world, query: "?session=OP", [("session", "OP")]).status == 303)
        let changes = await world.get("/en/lakeside-2024/changes")
        #expect(
            changes.part(from: "id=\"release-2\"", to: "</section>")?.components(separatedBy: "<li class=\"panel\">").count == 2)
        #expect(try await World.mails(world).map(\.to) == ["anna@city.example"])
        #expect(await world.as(World.editor).get(World.path).text.contains("One session differs from release 2"))
    }

    @Test func `the choice can be looked at before, and what was typed stays`() async throws {
        let world = try await world(.sqlite)
        let editor = world.as(World.editor)
        let page = await editor.get("\(World.path)?choose=yes")
        #expect(page.parts(from: "name=\"session\" value=\"", to: "\"") == ["OP", "TH2"])
        #expect(!page.text.contains(" checked>"))
        let form =
            World.form(page, [("session", "TH2"), ("note-en", "Look <here>")]).filter { $0.0 != "act" } + [("act", "look")]
        let again = await editor.post(World.path, form)
        #expect(again.status == 200)
        #expect(again.text.contains("value=\"TH2\" checked>"))
        #expect(again.text.contains("2 people get a mail") && again.text.contains("Look &lt;here&gt;"))
        #expect(try await World.number(world) == 1)
    }

    @Test(arguments: TestEngine.available)
    func `is refused when somebody changed the draft meanwhile, and shows what is new`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let editor = world.as(World.editor)
        let form = World.form(await editor.get(World.path))
        try await World.draft(
            World.moved.replacingOccurrences(of: "13:30,14:30", with: "13:00,14:00"),
            "lakeside-2024,TH2,2024-03-20,16:00,17:00,thematic,Young people,Jeunes,,FR,EN,youth,small,30,limited,unconfirmed,deputy,,,",
            in: world)
        let refused = await editor.post(World.path, form)
        #expect(refused.status == 409)
        #expect(refused.text.contains("Somebody changed the programme after this page was shown, so nothing was released."))
        #expect(refused.text.contains("Opening <span class=\"state is-open\">new since you looked</span>"))
        #expect(refused.text.contains("No longer different from what is public: TH2."))
        #expect(try await World.number(world) == 1)
        #expect(try await World.mails(world) == [])
    }

    @Test func `is refused while a conflict holds it up, and shows which`() async throws {
        let world = try await World.make(.sqlite)
        // As published, the deputy speaks in two sessions at once.
        try await World.draft(World.moved, in: world)
        let editor = world.as(World.editor)
        let page = await editor.get(World.path)
        #expect(page.text.contains("What holds up this release"))
        let refused = await editor.post(World.path, World.form(page))
        #expect(refused.status == 409)
        #expect(refused.text.contains("A conflict holds up this release."))
        #expect(try await World.number(world) == 1)
        #expect(await World.release(world, query: "?session=OP", [("session", "OP")]).status == 303)
    }

    @Test func `is refused when nothing differs, nothing is marked, or the note is too long`() async throws {
        let world = try await world(.sqlite)
        let editor = world.as(World.editor)
        let page = await editor.get("\(World.path)?choose=yes")
        let unmarked = await editor.post(World.path, World.form(page))
        #expect(unmarked.status == 422)
        #expect(unmarked.text.contains("Error: Release the programme") && unmarked.text.contains("Mark at least one."))
        let long = String(repeating: "n", count: 1_001)
        let wordy = await editor.post(World.path, World.form(await editor.get(World.path), [("note-en", long)]))
        #expect(wordy.status == 422)
        #expect(wordy.text.contains("more than 1,000 signs") && wordy.text.contains(long))
        let form = World.form(await editor.get(World.path))
        #expect(await editor.post(World.path, form).status == 303)
        let twice = await editor.post(World.path, form)
        #expect(twice.status == 409)
        #expect(twice.text.contains("Nothing differs from what is public, so nothing was published."))
        #expect(try await World.number(world) == 2)
    }

    @Test func `is found by those who release here, and by nobody else`() async throws {
        let world = try await world(.sqlite)
        let form = World.form(await world.as(World.editor).get(World.path))
        let others = [
            world, world.as(.signedIn("anna")), world.as(.signedIn("anna", .host)), world.as(.signedIn("anna", .reviewer)),
            world.as(.signedIn("ed", grants: [Grant(.programmeEditor, in: .edition("hill-2027"))])),
        ]
        for other in others {
            #expect(await other.get(World.path).status == 404)
            #expect(await other.post(World.path, form).status == 404)
        }
        #expect(try await World.number(world) == 1)
    }

    @Test func `the first release of an edition says so and tells nobody`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite, isReleased: false)
        try await World.draft(World.cancelled, in: world)
        let page = await world.as(World.editor).get(World.path)
        #expect(page.text.contains("Nothing is public yet. This release makes 5 sessions public."))
        #expect(page.text.contains("Nobody gets a mail"))
        let answer = await World.release(world)
        #expect(answer.headers[.location] == "\(World.path)?notice=programme-released")
        #expect(try await World.number(world) == 1)
    }

    @Test func `an edition without sessions has nothing to release`() async throws {
        let world = try await TestKit.World(.sqlite)
        let page = await world.as(World.editor).get(World.path)
        #expect(page.status == 200)
        #expect(page.text.contains("There is no session to publish.") && !page.text.contains("<form"))
    }

    @Test func `a session that lost its time is cancelled in calendars`() async throws {
        let world = try await World.make(.sqlite, follows: ["anna": "OP"])
        try await World.draft(
            World.moved.replacingOccurrences(of: "2024-03-20,13:30,14:30", with: ",,"), World.cancelled, in: world)
        _ = await World.release(world)
        let calendar: String = try await world.read { try $0.rows("SELECT calendar FROM letter")[0]["calendar"] }
        #expect(World.values("STATUS", in: calendar) == ["CANCELLED"])
        #expect(World.values("DTSTART", in: calendar) == ["20240320T130000Z"])
    }

    @Test(arguments: TestEngine.available)
    func `the command line tells the same people`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let mailing = ReleaseMailing(world.site.settings, random: [1, 2, 3])
        let said = try await world.write { try ProgrammeActs.release("lakeside-2024", only: [], note: "Now.", mailing, $0) }
        #expect(said == "lakeside-2024: release 2 is public: 5 sessions, 2 new or changed; 2 told by mail.")
        #expect(try await World.mails(world).map(\.to) == ["anna@city.example", "bruno@city.example"])
    }

    @Test(arguments: TestEngine.available)
    func `the command line is held up by what holds up the page, and says by what`(engine: TestEngine) async throws {
        let world = try await World.make(engine)
        try await World.draft(World.moved, in: world)
        let mailing = ReleaseMailing(world.site.settings, random: [1, 2, 3])
        func release(_ only: [String]) async throws -> String {
            try await world.write { try ProgrammeActs.release("lakeside-2024", only: only, note: nil, mailing, $0) }
        }
        let refusal = await #expect(throws: HeldUpRelease.self) { try await release([]) }
        #expect(
            refusal?.description == """
                A conflict holds up this release. Solve it, or decide in the settings that its kind is less grave.
                - 20 March 2024, 16:00–17:00: Ada <Example> is needed in TH1 and in TH2 at the same time.
                """)
        #expect(await World.release(world).status == 409)
        #expect(try await World.number(world) == 1)
        // What the conflict is not about can be released alone, here as there.
        #expect(try await release(["OP"]) == "lakeside-2024: release 2 is public: 5 sessions, 1 new or changed; 0 told by mail.")
        await #expect(throws: ReleaseRefusal.unknown(try #require(SessionCode("XX")))) { try await release(["XX"]) }
        await #expect(throws: ReleaseRefusal.unchanged) { try await release([]) }
    }

    @Test(arguments: TestEngine.available)
    func `takes as many statements for one follower as for three`(engine: TestEngine) async throws {
        let (three, one) = (
            try await World.make(engine, follows: ["anna": "OP TH2", "bruno": "OP", "carla": "TH2"]),
            try await World.make(engine, follows: ["anna": "OP"])
        )
        for world in [three, one] { try await World.draft(World.moved, World.cancelled, in: world) }
        #expect(
            await three.as(World.editor).get(World.path).statements == (await one.as(World.editor).get(World.path)).statements)
        #expect(await World.release(three).statements == (await World.release(one)).statements)
    }
}
