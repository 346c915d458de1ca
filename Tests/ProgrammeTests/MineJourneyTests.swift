// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import HTTPTypes
import People
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `One's own programme` {
    private typealias World = FollowingWorld
    private let cookie: HTTPFields = [.cookie: "mine-lakeside-2024=OP.TH1.XX"]

    private func codes(_ answer: Answer) -> [String] { answer.parts(from: " id=\"s-", to: "\"") }

    @Test(arguments: TestEngine.available)
    func `is kept in the account of whoever is signed in, and nowhere else`(engine: TestEngine) async throws {
        let world = try await World.make(engine)
        let anna = world.as(.signedIn("anna"))
        let added = await anna.post(World.mine, [("session", "OP"), ("act", "add")])
        #expect(added.status == 303)
        #expect(added.headers[.location] == World.mine)
        #expect(added.headers[.setCookie] == nil)
        _ = await anna.post(World.mine, [("sessions", "TH1.TH2"), ("act", "adopt")])
        #expect(codes(await anna.get(World.mine)) == ["OP", "TH1", "TH2"])
        _ = await anna.post(World.mine, [("session", "TH1"), ("act", "remove")])
        #expect(codes(await anna.get(World.mine)) == ["OP", "TH2"])
        #expect(codes(await world.get(World.mine)) == [])
        #expect(codes(await world.as(.signedIn("bruno")).get(World.mine)) == [])
    }

    @Test func `says where it is kept`() async throws {
        let world = try await World.make(.sqlite)
        let (here, there) = (await world.get(World.mine), await world.as(.signedIn("anna")).get(World.mine))
        #expect(here.text.contains("kept in this browser") && !here.text.contains("calendar-feed"))
        #expect(here.text.contains("/en/account?next=%2Fen%2Flakeside-2024%2Fprogramme%2Fmine"))
        #expect(there.text.contains("kept in your account") && !there.text.contains("kept in this browser"))
        #expect(there.headers[.cacheControl] == "private, no-store")
    }

    @Test func `without an account it stays in the browser`() async throws {
        let world = try await World.make(.sqlite)
        let answer = await world.post(World.mine, [("session", "OP"), ("act", "add")])
        #expect(answer.headers[.setCookie]?.hasPrefix("mine-lakeside-2024=OP; Path=/; Max-Age=34560000; HttpOnly") == true)
        #expect(codes(await world.get(World.mine, cookie)) == ["OP", "TH1"])
        #expect(try await world.read { try $0.rows("SELECT count(*) AS number FROM favourite")[0]["number"] as Int } == 0)
    }

    @Test(arguments: TestEngine.available)
    func `what a browser kept comes along once, and that is said`(engine: TestEngine) async throws {
        let world = try await World.make(engine, follows: ["anna": "OP"])
        let anna = world.as(.signedIn("anna"))
        let first = await anna.get(World.mine, cookie)
        #expect(codes(first) == ["OP", "TH1"])
        #expect(first.text.contains("One session that this browser kept was added to your account"))
        #expect(first.headers[.setCookie]?.hasPrefix("mine-lakeside-2024=; Path=/; Max-Age=0") == true)
        #expect(!(await anna.get(World.mine)).text.contains("this browser kept"))
        #expect(try await World.followed(world, by: "anna") == ["OP", "TH1"])
    }

    @Test func `whoever still owes a second factor has the browser's`() async throws {
        let world = try await World.make(.sqlite, follows: ["anna": "TH2"])
        let owing = Actor(kind: .account, grants: [Grant(.reader, in: .server)], person: "anna", key: "stay")
        #expect(codes(await world.as(owing).get(World.mine, cookie)) == ["OP", "TH1"])
    }

    @Test func `a shared list stays the one that was shared`() async throws {
        let world = try await World.make(.sqlite, follows: ["anna": "TH2"])
        let answer = await world.as(.signedIn("anna")).get("\(World.mine)?sessions=OP", cookie)
        #expect(codes(answer) == ["OP"])
        #expect(answer.headers[.setCookie] == nil)
    }

    @Test(arguments: [[("act", "add")], [("act", "add"), ("session", "XX")], [("act", "steal"), ("session", "OP")]])
    func `what cannot be chosen is not found`(form: [(String, String)]) async throws {
        let world = try await World.make(.sqlite)
        #expect(await world.as(.signedIn("anna")).post(World.mine, form).status == 404)
        #expect(await world.post(World.mine, form).status == 404)
    }

    @Test func `public pages are the same for whoever follows and whoever does not`() async throws {
        let world = try await World.make(.sqlite, follows: ["anna": "OP TH1"])
        for path in ["/en/lakeside-2024/programme", "/en/lakeside-2024/programme/OP"] {
            #expect(await world.as(.signedIn("anna")).get(path, cookie).text == (await world.get(path)).text)
        }
    }

    @Test(arguments: TestEngine.available)
    func `two entries of one person that are merged follow what both did, and part again`(engine: TestEngine) async throws {
        let world = try await World.make(engine, follows: ["anna": "OP TH1", "bruno": "TH1 TH2"])
        let secretariat = world.as(.signedIn("ed", .secretariat))
        #expect(await secretariat.post("/en/organise/people/anna/merging/bruno").status == 303)
        #expect(try await World.followed(world, by: "anna") == ["OP", "TH1", "TH2"])
        #expect(try await World.followed(world, by: "bruno") == ["TH1"])
    }

    @Test(arguments: TestEngine.available)
    func `goes into the file of one's data, and is erased a year after`(engine: TestEngine) async throws {
        let world = try await World.make(engine, follows: ["anna": "OP"])
        _ = await world.as(.signedIn("anna")).post("\(World.mine)/calendars")
        let sections = try await world.read { try ProgrammeFeature.followingExport($0, ["anna"]) }
        #expect(sections.map(\.table) == ["favourite", "calendar_feed"])
        #expect(sections.map(\.rows.count) == [1, 1])
        #expect(sections[0].rows[0].map(\.name) == ["edition", "session", "at"])
        // The edition was in March 2024; the world is of January 2027.
        try await world.write { try ProgrammeFeature.forget($0) }
        #expect(try await world.read { try ProgrammeFeature.followingExport($0, ["anna"]) }.map(\.rows.count) == [0, 0])
    }

    @Test func `what is followed is kept until the edition is long over`() async throws {
        let world = try await World.make(.sqlite, follows: ["anna": "OP"])
        // 400 days after 22 March 2024 is 26 April 2025.
        let last = try #require(Day(2025, 4, 26)).midnightUTC
        try await world.at(last).write { try ProgrammeFeature.forget($0) }
        #expect(try await World.followed(world, by: "anna") == ["OP"])
        try await world.at(last + 86_400).write { try ProgrammeFeature.forget($0) }
        #expect(try await World.followed(world, by: "anna") == [])
    }
}
