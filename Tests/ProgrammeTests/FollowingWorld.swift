// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import Outbox
import People
import TestKit
import Vocabulary

@testable import Programme

/// The small programme, published, and people with accounts who follow parts of it.
enum FollowingWorld {
    static let editor = Actor.signedIn("ed", grants: [Grant(.programmeEditor, in: .edition("lakeside-2024"))])
    static let path = "/en/lakeside-2024/organise/programme/release"
    static let mine = "/en/lakeside-2024/programme/mine"

    /// OP begins half an hour earlier, and TH2 is cancelled, which also solves what held a release up.
    static let moved =
        "lakeside-2024,OP,2024-03-20,13:30,14:30,opening,Opening,Ouverture,,EN FR,EN FR NL,,hall,,open,confirmed,mayor,chair,,"
    static let cancelled =
        "lakeside-2024,TH2,2024-03-20,16:00,17:00,thematic,Young people,Jeunes,,FR,EN,youth,small,30,limited,cancelled,deputy,,,"

    /// - Parameter follows: codes with spaces between them, by person.
    static func make(_ engine: TestEngine, follows: [String: String] = [:]) async throws -> World {
        let world = try await ProgrammeWorld.make(engine)
        try await world.write { tx in
            for (number, (id, language)) in [("ed", Language.en), ("anna", .en), ("bruno", .fr), ("carla", .de)].enumerated() {
                let person = Person(
                    id: ID(id), badgeName: id.capitalized, language: language, created: tx.now - Double(number))
                try AccountKeeper(tx: tx).openAccount(
                    of: person, at: "\(id)@city.example", handle: [UInt8](repeating: UInt8(number), count: 32))
            }
            for (person, codes) in follows {
                let codes = codes.split(separator: " ").compactMap { SessionCode(String($0)) }
                try FavouriteStore(tx: tx).add(codes, of: ID(person), in: "lakeside-2024")
            }
        }
        return world
    }

    /// Changes rows of the draft, and publishes nothing.
    static func draft(_ rows: String..., in world: World) async throws {
        let file = ProgrammeWorld.header + rows.joined(separator: "\n") + "\n"
        try await world.write { tx in _ = try ProgrammeImport(tx: tx).sessions(Array(file.utf8)) }
    }

    /// What a form on the release page sends for what that page showed.
    static func form(_ page: Answer, _ more: [(String, String)] = []) -> [(String, String)] {
        let hidden = ["what", "state", "sessions"].map { name in
            (name, page.part(from: "name=\"\(name)\" value=\"", to: "\"") ?? "")
        }
        return hidden + more + [("act", "release")]
    }

    /// Looks at the page and releases what it offers.
    static func release(
        _ world: World, query: String = "", _ more: [(String, String)] = []
    ) async -> Answer {
        let editor = world.as(editor)
        return await editor.post(path, form(await editor.get(path + query), more))
    }

    struct Mail: Equatable {
        var to: String, subject: String, isTransactional: Bool
    }

    static func mails(_ world: World) async throws -> [Mail] {
        try await world.read { tx in
            try tx.rows("SELECT address, subject, transactional FROM letter ORDER BY address").map {
                Mail(to: $0["address"], subject: $0["subject"], isTransactional: $0["transactional"])
            }
        }
    }

    static func number(_ world: World) async throws -> Int? {
        try await world.read { try ReleaseStore(tx: $0).latest(of: "lakeside-2024")?.number }
    }

    static func followed(_ world: World, by person: ID<Person>) async throws -> [String] {
        try await world.read { try FavouriteStore(tx: $0).favourites(of: person, in: "lakeside-2024").codes.map(\.description) }
    }

    /// The values of a property of every entry of a calendar, unfolded (RFC 5545, section 3.1).
    static func values(_ name: String, in calendar: String) -> [String] {
        calendar.replacingOccurrences(of: "\r\n ", with: "").components(separatedBy: "\r\n").filter {
            $0.hasPrefix(name + ":") || $0.hasPrefix(name + ";")
        }.map { String($0.drop { $0 != ":" }.dropFirst()) }
    }
}
