// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `What waits for those who organise` {
    private static let page = "/en/lakeside-2024/organise"

    @Test(arguments: TestEngine.available)
    func `speakers who declined, and those who have not answered`(engine: TestEngine) async throws {
        let (world, editor) = try await `Planning a programme`.world(engine)
        try await world.write { tx in
            try SpeakerStore(tx: tx).keep(
                [
                    ("mayor", SpeakerContact(state: .declined)), ("deputy", SpeakerContact(state: .asked)),
                    ("chair", SpeakerContact(state: .reminded)),
                ], in: "lakeside-2024")
        }
        let text = await editor.get(Self.page).text
        #expect(text.contains("<li class=\"alarm\"><p>1 speaker who declined still stands in a session.</p>"))
        #expect(text.contains("1 speaker was asked and has not answered yet."))
        #expect(text.contains("1 speaker was reminded and has not answered yet."))
        #expect(text.contains("/organise/programme/speakers?state=declined"))
        #expect(text.contains("Speakers by answer"))
        // A reviewer sees how far it is, and is not told to do what is for others.
        let reviewer = world.as(.signedIn("other", grants: [Grant(.reviewer, in: .edition("lakeside-2024"))]))
        let read = await reviewer.get(Self.page).text
        #expect(read.contains("Speakers by answer"))
        #expect(!read.contains("still stands in a session") && !read.contains("/programme/release"))
    }

    @Test(arguments: TestEngine.available)
    func `entries that may be one person`(engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.write { tx in
            for (id, name) in [("one", "Ada Example"), ("two", "Example Ada")] {
                try PersonStore(tx: tx).add(Person(id: ID(id), badgeName: name, language: .en, created: tx.now))
            }
        }
        let text = await world.as(.signedIn("somebody", .secretariat)).get("/en/organise").text
        #expect(text.contains("1 pair of entries in the directory may be one person."))
        #expect(text.contains("href=\"/en/organise/people/duplicates\""))
        #expect(!(await world.as(.signedIn("somebody", .finance)).get("/en/organise").text.contains("may be one person")))
    }
}

/// Follows every link on every page of organisers that somebody can open.
@Suite struct `Links of those who organise` {
    private static let beginnings = [
        "/en/organise", "/en/lakeside-2024/organise", "/en/lakeside-2024/organise/programme",
        "/en/lakeside-2024/organise/programme/today",
    ]

    private static func links(_ answer: Answer) -> [String] {
        guard let main = answer.part(from: "<main", to: "</main>") else { return [] }
        return main.components(separatedBy: "href=\"").dropFirst().compactMap { $0.split(separator: "\"").first.map(String.init) }
            .filter { $0.hasPrefix("/") }.map { $0.replacing("&amp;", with: "&").replacing(/#.*/, with: "") }
    }

    /// Lists of one page differ by what they are sorted and filtered by: two of a kind are enough.
    private static func kind(_ link: String) -> String { String(link.prefix { $0 != "?" }) }

    @Test(arguments: Role.given)
    func `lead somewhere`(role: Role) async throws {
        let (world, _) = try await `Planning a programme`.world(.sqlite)
        var opened = 0
        for scope in [Scope.server, .edition("lakeside-2024")] where role.holds(in: scope) {
            let somebody = world.as(.signedIn("editor", grants: [Grant(role, in: scope)]))
            var (waiting, seen): ([(from: String, to: String)], [String: Int]) = (Self.beginnings.map { ("", $0) }, [:])
            while let (from, to) = waiting.popLast() {
                guard seen[Self.kind(to), default: 0] < 2 else { continue }
                seen[Self.kind(to), default: 0] += 1
                let answer = await somebody.get(to)
                if !from.isEmpty { #expect(answer.status != 404, "\(role) in \(scope), from \(from) to \(to)") }
                guard answer.status == 200, to.contains("/organise") else { continue }
                opened += 1
                waiting += Self.links(answer).map { (to, $0) }
            }
        }
        if role == .secretariat || role == .programmeEditor { #expect(opened > 50) }
    }
}

@Suite struct `What acts were about` {
    @Test(arguments: TestEngine.available)
    func `is a link as long as it is there`(engine: TestEngine) async throws {
        let (world, editor) = try await `Planning a programme`.world(engine)
        let new = [("code", "GONE"), ("title", "A new one"), ("language", "en"), ("kind", "workshop")]
        #expect(await editor.post("/en/lakeside-2024/organise/programme/new", new).status == 303)
        let text = await world.as(.signedIn("other", .secretariat)).get("/en/organise/acts").text
        #expect(text.contains("<code>session:lakeside-2024:GONE</code>"))
        #expect(!text.contains("<a href=\"/en/lakeside-2024/programme/GONE\">"))
        #expect(text.contains("<a href=\"/en/lakeside-2024/programme/TH1\">"))
    }
}
