// SPDX-License-Identifier: EUPL-1.2
import Application
import Foundation
import Server
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Codes that cannot be given` {
    private static let board = "/en/lakeside-2024/organise/programme"

    /// Words of an address that stand where the code of a session can, in the address of another page.
    private static var taken: Set<String> {
        let all = Features.routes().map { $0.pattern.split(separator: "/").map(String.init) }
        var words: Set<String> = []
        // Codes of visits are another matter.
        for with in all where with.contains("{code}") && with.contains("programme") {
            guard let place = with.firstIndex(of: "{code}") else { continue }
            for other in all where other.count > place && !other[place].hasPrefix("{") {
                // A word goes before a gap: what has one earlier is another address already.
                let isBeside = zip(with, other).prefix(place).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
                if isBeside, SessionCode(other[place]) != nil { words.insert(other[place]) }
            }
        }
        return words
    }

    @Test func `every word that other addresses have in its place is reserved, and no other`() {
        #expect(Self.taken.subtracting(SessionCode.reserved).sorted() == [])
        #expect(SessionCode.reserved.subtracting(Self.taken).sorted() == [])
    }

    private func new(_ code: String) -> [(String, String)] {
        [("code", code), ("title", "A new one"), ("language", "en"), ("kind", "workshop")]
    }

    @Test(arguments: ["new", "Today", "th1"])
    func `the forms refuse them`(code: String) async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        let added = await editor.post("\(Self.board)/new", new(code))
        #expect(added.status == 422)
        #expect(added.text.contains("Choose another code."))
        let split = await editor.post(
            "\(Self.board)/TH1/split", [("time", "16:00"), ("code", code), ("title", "Second half"), ("version", "1")])
        #expect(split.status == 422)
        #expect(split.text.contains("Choose another code."))
    }

    @Test func `a title is not cut when a session is split`() async throws {
        let (_, editor) = try await `Planning a programme`.world(.sqlite)
        let answer = await editor.post(
            "\(Self.board)/TH1/split",
            [("time", "16:00"), ("code", "TH3"), ("title", String(repeating: "x", count: 301)), ("version", "1")])
        #expect(answer.status == 422)
        #expect(answer.text.contains("Write at most 300 characters."))
    }

    @Test(arguments: [
        ("MINE", ProgrammeRefusal.Reason.reserved), ("list", .reserved), ("th1", .resembles),
    ])
    func `the import refuses them`(code: String, reason: ProgrammeRefusal.Reason) async throws {
        let world = try await ProgrammeWorld.make(.sqlite, isReleased: false)
        let row = "lakeside-2024,\(code),,,,workshop,A workshop,,,EN,,,,,open,confirmed,,,,\n"
        await #expect(throws: ProgrammeRefusal.value(line: 2, column: "code", value: code, reason: reason)) {
            try await world.write { _ = try ProgrammeImport(tx: $0).sessions(Array((ProgrammeWorld.header + row).utf8)) }
        }
    }

    @Test(arguments: TestEngine.available)
    func `what has one from before is taken out and in again`(engine: TestEngine) async throws {
        let (world, editor) = try await `Planning a programme`.world(engine)
        try await world.write { tx in
            let store = ProgrammeStore(tx: tx)
            var identities = try store.identities(of: "lakeside-2024")
            for (number, code) in [EditWorld.code("mine"), EditWorld.code("th1")].enumerated() {
                identities[code] = ProgrammeImport.identity(of: code, in: "lakeside-2024", beside: identities)
                let session = EditWorld.session(code.description)
                try store.keep([(10 + number, session)], in: "lakeside-2024", identities: identities)
            }
        }
        let file = await editor.get("\(Self.board)/files/sessions.csv")
        let look = await editor.upload("\(Self.board)/files", "file", file.bytes, with: [("kind", "sessions")])
        #expect(look.text.contains("New: 0. Changed: 0."))
    }
}
