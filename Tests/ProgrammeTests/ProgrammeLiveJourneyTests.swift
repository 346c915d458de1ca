// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import HTTPTypes
import Server
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite(.timeLimit(.minutes(1))) struct `The live programme` {
    private static let stream = "/lakeside-2024/programme/live"
    private static let moved =
        "lakeside-2024,TH2,2024-03-20,18:00,19:00,thematic,Young people,Jeunes,,FR,EN,youth,small,30,limited,unconfirmed,deputy,,,"

    /// The stream that a page names.
    private static func named(on page: Answer) -> String? { page.part(from: " data-live=\"", to: "\"") }

    @Test(arguments: TestEngine.available)
    func `tells a page what is released after it, and of nothing else`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        let address = try #require(Self.named(on: await world.get("/en/lakeside-2024/programme")))
        let stream = try #require(await world.get(address).stream)
        guard case .opening(let first) = await stream.next() else { throw TestFault(text: "the stream does not begin") }
        #expect(address == "\(Self.stream)?since=\(first)")
        try await world.write { $0.record("session.changed", "session:lakeside-2024-th2") }
        try await ProgrammeWorld.change(Self.moved, in: world)
        guard case .change(let nouns, let number) = await stream.next() else { throw TestFault(text: "nothing is told") }
        #expect(nouns == ["programme:lakeside-2024"])
        #expect(number > first)
        // The page that is fetched then knows.
        let later = try #require(Self.named(on: await world.get("/en/lakeside-2024/programme")))
        #expect(later == "\(Self.stream)?since=\(number)")
    }

    @Test func `tells a page at once what was released before its stream began`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let address = try #require(Self.named(on: await world.get("/fr/lakeside-2024/programme/TH1")))
        try await ProgrammeWorld.change(Self.moved, in: world)
        let stream = try #require(await world.get(address).stream)
        guard case .opening(let number) = await stream.next() else { throw TestFault(text: "the stream does not begin") }
        #expect(await stream.next() == .change(["programme:lakeside-2024"], number))
    }

    @Test(arguments: ["/lakeside-2024/programme/live", "/hill-2027/programme/live", "/nowhere/programme/live"])
    func `is not found where nothing is published`(address: String) async throws {
        let answer = try await ProgrammeWorld.make(.sqlite, isReleased: false).get(address)
        #expect(answer.status == 404)
        #expect(answer.stream == nil)
    }

    @Test func `is named by the programme and its sessions, with the words of the reader`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        for (address, isLive) in [
            ("/en/lakeside-2024/programme", true), ("/en/lakeside-2024/programme?topic=night", true),
            ("/en/lakeside-2024/programme/TH1", true), ("/en/lakeside-2024/programme/mine", false), ("/en/", false),
        ] {
            let page = await world.get(address)
            #expect((Self.named(on: page) != nil) == isLive, "\(address)")
            #expect(page.text.contains("/assets/live-") == isLive, "\(address)")
        }
        let page = await world.get("/en/lakeside-2024/programme")
        #expect(page.part(from: "data-live-updated=\"", to: "\"") == "This page was updated at {time}.")
    }
}
