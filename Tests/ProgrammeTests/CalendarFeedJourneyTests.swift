// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `A calendar of one's own` {
    private typealias World = FollowingWorld
    private let calendars = "\(FollowingWorld.mine)/calendars"

    /// Makes one and returns its path.
    private func make(_ world: TestKit.World, as person: String = "anna") async throws -> String {
        let answer = await world.as(.signedIn(person)).post(calendars)
        #expect(answer.status == 200)
        return try #require(answer.part(from: "<p class=\"secret\">https://cities.example", to: "</p>"))
    }

    private func id(_ world: TestKit.World) async throws -> String {
        try await world.read { try $0.rows("SELECT id FROM calendar_feed")[0]["id"] }
    }

    @Test(arguments: TestEngine.available)
    func `is read by whoever has its address, and holds what one follows`(engine: TestEngine) async throws {
        let world = try await World.make(engine, follows: ["anna": "OP TH2 WS", "bruno": "TH1"])
        let path = try await make(world)
        #expect(path.wholeMatch(of: /\/lakeside-2024\/calendars\/[a-z0-9]{52}\.ics\?language=en/) != nil)
        let answer = await world.get(path)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "text/calendar; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "private, no-store")
        #expect(World.values("SUMMARY", in: answer.text) == ["Opening", "Young people"])
        #expect(World.values("SEQUENCE", in: answer.text) == ["0", "0"])
        #expect(!answer.text.contains("calendars/"), "the address is a secret and stands in the file")
    }

    @Test(arguments: TestEngine.available)
    func `follows a release, under the same names, and cancels what is cancelled`(engine: TestEngine) async throws {
        let world = try await World.make(engine, follows: ["anna": "OP TH2"])
        let path = try await make(world)
        let before = await world.get(path).text
        try await ProgrammeWorld.change("\(World.moved)\n\(World.cancelled)", in: world)
        let after = await world.get(path).text
        #expect(World.values("UID", in: before).count == 2)
        #expect(World.values("UID", in: after) == World.values("UID", in: before))
        #expect(World.values("SEQUENCE", in: after) == ["1", "1"])
        #expect(World.values("STATUS", in: after) == ["CONFIRMED", "CANCELLED"])
        #expect(World.values("DTSTART", in: after) == ["20240320T123000Z", "20240320T150000Z"])
        #expect(World.values("LAST-MODIFIED", in: after) == ["20270115T090000Z", "20270115T090000Z"])
    }

    @Test func `speaks the language of its address`() async throws {
        let world = try await World.make(.sqlite, follows: ["anna": "OP"])
        let path = try await make(world).replacingOccurrences(of: "=en", with: "=fr")
        #expect(World.values("SUMMARY", in: await world.get(path, [.acceptLanguage: "de"]).text) == ["Ouverture"])
    }

    @Test(arguments: TestEngine.available)
    func `ends when it is ended, and then looks like one that never was`(engine: TestEngine) async throws {
        let world = try await World.make(engine, follows: ["anna": "OP"])
        let (path, id) = (try await make(world), try await id(world))
        #expect(await world.as(.signedIn("bruno")).post("\(calendars)/\(id)/end").status == 404)
        #expect(await world.post("\(calendars)/\(id)/end").status == 404)
        #expect(await world.get(path).status == 200)
        let ended = await world.as(.signedIn("anna")).post("\(calendars)/\(id)/end")
        #expect(ended.headers[.location] == "\(World.mine)?notice=calendar-ended")
        let (gone, never) = (await world.get(path), await world.get("/lakeside-2024/calendars/none.ics"))
        #expect(gone.status == 404)
        #expect(never.status == 404)
        #expect(
            gone.part(from: "<main", to: "</main>")?.contains("calendar")
                == never.part(from: "<main", to: "</main>")?.contains("calendar"))
        #expect(await world.as(.signedIn("anna")).post("\(calendars)/\(id)/end").status == 404)
    }

    @Test func `is not found without its ending, in another edition, or with its hash`() async throws {
        let world = try await World.make(.sqlite, follows: ["anna": "OP"])
        let path = try await make(world)
        let hash: String = try await world.read { try $0.rows("SELECT token_hash FROM calendar_feed")[0]["token_hash"] }
        for wrong in [
            path.replacingOccurrences(of: ".ics", with: ""), path.replacingOccurrences(of: "lakeside-2024", with: "hill-2027"),
            "/lakeside-2024/calendars/\(hash).ics", "/lakeside-2024/calendars/.ics",
        ] { #expect(await world.get(wrong).status == 404, "\(wrong)") }
    }

    @Test func `is closed with the account behind it`() async throws {
        let world = try await World.make(.sqlite, follows: ["anna": "OP"])
        let path = try await make(world)
        try await world.write { try AccountKeeper(tx: $0).close("anna") }
        #expect(await world.get(path).status == 404)
    }

    @Test func `cannot be found by trying`() async throws {
        let world = try await World.make(.sqlite)
        var statuses: [Int] = []
        for number in 0..<121 { statuses.append(await world.get("/lakeside-2024/calendars/try\(number).ics").status) }
        #expect(statuses == [Int](repeating: 404, count: 120) + [429])
    }

    @Test func `is listed with when it was read last, to the hour`() async throws {
        let world = try await World.make(.sqlite, follows: ["anna": "OP"])
        let path = try await make(world)
        #expect(await world.as(.signedIn("anna")).get(World.mine).text.contains("<span>never</span>"))
        for later in [60.0, 120, 3_700] { _ = await world.at(world.now + later).get(path) }
        let used: Int = try await world.read { try $0.rows("SELECT last_used FROM calendar_feed")[0]["last_used"] }
        #expect(used == (world.now + 3_700).milliseconds)
        let listed = await world.as(.signedIn("anna")).get(World.mine)
        #expect(listed.parts(from: "data-h=\"Last read\"><span>", to: "<") == ["15 Jan 2027 at 10:01 CET"])
    }

    @Test func `there are ten at most, and strangers make none`() async throws {
        let world = try await World.make(.sqlite)
        for _ in 1...10 { _ = try await make(world) }
        #expect(await world.as(.signedIn("anna")).post(calendars).status == 409)
        #expect(await world.post(calendars).status == 404)
        #expect(try await world.read { try $0.rows("SELECT count(*) AS number FROM calendar_feed")[0]["number"] as Int } == 10)
    }
}
