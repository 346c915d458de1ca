// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import TestKit
import Testing

@testable import Application

@Suite struct `The demonstration` {
    @Test func `an empty file is filled, and reused the next time`() async throws {
        let place = try TestEngine.sqlite.place()
        try await Demonstration.prepare(place.url, at: .now)
        func acts() async throws -> Int {
            let database = try Database.open(place.url)
            defer { database.close() }
            return try await database.read(by: .commandLine, at: .now) {
                try $0.rows("SELECT count(*) AS number FROM act")[0]["number"]
            }
        }
        let before = try await acts()
        #expect(before > 0)
        try await Demonstration.prepare(place.url, at: .now)
        #expect(try await acts() == before)
    }

    @Test func `a demonstration of an older program gets the programme, and keeps what was changed in it`() async throws {
        let place = try TestEngine.sqlite.place()
        try await Demonstration.prepare(place.url, at: .now)
        func with<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
            let database = try Database.open(place.url)
            defer { database.close() }
            return try await database.write(by: .commandLine, at: .now, body)
        }
        func sessions() async throws -> Int {
            try await with { try $0.rows("SELECT count(*) AS number FROM session")[0]["number"] }
        }
        let all = try await sessions()
        #expect(all > 80)
        try await with { tx in
            try tx.run("DELETE FROM release")
            try tx.run("DELETE FROM session")
            try tx.run("DELETE FROM speaker")
            try tx.run("DELETE FROM room")
            try tx.run("DELETE FROM institution")
            try tx.run("UPDATE authority SET name_en = 'Changed here' WHERE id = 'be-liege'")
            tx.record("programme.released", "programmes")
        }
        try await Demonstration.prepare(place.url, at: .now)
        #expect(try await sessions() == all)
        #expect(
            try await with { try $0.rows("SELECT name_en FROM authority WHERE id = 'be-liege'")[0]["name_en"] as String }
                == "Changed here")
        #expect(try await with { try $0.rows("SELECT count(*) AS number FROM release")[0]["number"] as Int } > 3)
    }

    @Test func `a file that holds something else is left as it is`() async throws {
        let place = try TestEngine.sqlite.place()
        let database = try Database.open(place.url)
        try await database.write(by: .commandLine, at: .now) { $0.record("authority.added", "authorities") }
        database.close()
        guard case .sqlite(let path) = place.url else { return }
        await #expect(throws: DemonstrationRefusal.somethingElse(path)) { try await Demonstration.prepare(place.url, at: .now) }
    }

    @Test func `it never goes into PostgreSQL`() async throws {
        await #expect(throws: DemonstrationRefusal.notAFile) {
            try await Demonstration.prepare(try DatabaseURL("postgres:///x"), at: .now)
        }
    }
}
