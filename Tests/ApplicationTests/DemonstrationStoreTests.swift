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
