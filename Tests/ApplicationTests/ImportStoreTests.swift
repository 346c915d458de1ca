// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Application

@Suite struct `Importing and exporting` {
    /// Which file of the program each kind is tried with.
    private static let files = [
        ("authorities", "authorities"), ("institutions", "institutions"), ("editions", "editions"), ("topics", "topics"),
        ("edition-texts", "edition-texts"),
        ("edition-figures", "edition-figures"), ("edition-topics", "edition-topics"), ("rooms", "programme/rooms"),
        ("speakers", "programme/speakers"), ("programme", "programme/programme"), ("visits", "programme/visits"),
        ("departures", "programme/departures"),
    ]

    private func bytes(_ file: String) throws -> [UInt8] {
        [UInt8](try #require(EmbeddedFile.named("Resources/Data/\(file).csv")).data)
    }
    private func kind(_ name: String) throws -> ImportKind { try #require(ImportKind.all.first { $0.name == name }) }

    @Test func `every kind is tried here`() {
        // What is no table, or needs an edition that takes registrations, is tried elsewhere: Tests/ProgrammeTests/ScheduleImportTests.swift,
        // Tests/OutboxTests, RegistrationImportTests.swift.
        #expect(ImportKind.all.filter { !$0.columns.isEmpty && !$0.isForEdition }.map(\.name) == Self.files.map(\.0))
    }

    @Test(arguments: TestEngine.available)
    func `in the order of the list an empty server is filled, and a second time nothing changes`(engine: TestEngine) async throws
    {
        let place = try engine.place()
        let database = try Database.open(place.url, steps: Features.migrations, migrating: true)
        defer { database.close() }
        for (name, file) in Self.files {
            let first = try await database.take(bytes(file), as: kind(name), at: .now, isTrial: false)
            #expect(first.added > 0 && first.changed == 0 && first.unchanged == 0, "\(name): \(first)")
            let second = try await database.take(bytes(file), as: kind(name), at: .now, isTrial: false)
            #expect(second == ImportReport(added: 0, changed: 0, unchanged: first.added), "\(name)")
        }
        for kind in ExportKind.all where !kind.isPersonal {
            let out = try await database.give(kind, at: .now)
            let report = try await database.take(out, as: self.kind(kind.name), at: .now, isTrial: false)
            #expect(report.added == 0 && report.changed == 0 && report.unchanged > 0, "\(kind.name): \(report)")
        }
    }

    @Test func `a trial tells line by line what would be added and changed`() async throws {
        let place = try TestEngine.sqlite.place()
        let database = try Database.open(place.url, steps: Features.migrations, migrating: true)
        defer { database.close() }
        let header =
            "id,name_local,name_en,country,kind,population,latitude,longitude,nuts_code,efus_member,national_forum,member_evidence,parent\n"
        func take(_ rows: String, isTrial: Bool) async throws -> [String] {
            try await database.take(Array((header + rows).utf8), as: kind("authorities"), at: .now, isTrial: isTrial).lines.map {
                Words(.en)($0)
            }
        }
        let first = "be-a,A,A,BE,city,1,,,,unknown,,,\nbe-b,B,B,BE,city,2,,,,unknown,,,\n"
        #expect(try await take(first, isTrial: true) == ["Line 2: be-a is new.", "Line 3: be-b is new."])
        _ = try await take(first, isTrial: false)
        #expect(try await take(first, isTrial: true) == [])
        #expect(
            try await take("be-b,B,Bee,BE,city,3,,,,unknown,,,\n", isTrial: true)
                == ["Line 2: be-b changes in name_en, population."])
    }

    @Test func `columns that no file of the kind has are passed over, and said`() async throws {
        let place = try TestEngine.sqlite.place()
        let database = try Database.open(place.url, steps: Features.migrations, migrating: true)
        defer { database.close() }
        let bytes = Array("id,name_en,name_fr,name_nl,name_de,name_es,name_it,colour\nyouth,Youth,,,,,,blue\n".utf8)
        let report = try await database.take(bytes, as: kind("topics"), at: .now, isTrial: false)
        #expect(report.passedOver == ["colour"] && report.added == 1)
        #expect(
            report.description
                == "1 added, 0 changed, 0 as they were; columns that are not known and were passed over: colour")
    }

    @Test(arguments: TestEngine.available)
    func `a trial says what would be done and stores nothing`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try Database.open(place.url, steps: Features.migrations, migrating: true)
        defer { database.close() }
        let report = try await database.take(bytes("authorities"), as: kind("authorities"), at: .now, isTrial: true)
        #expect(report.added > 300)
        #expect(try await database.isEmpty(at: .now))
    }

    @Test(
        arguments: ImportKind.all.map(\.name),
        [[], Array("x".utf8), [0xFF, 0xFE, 0x00], Array("id,\"name\n".utf8), Array(repeating: 0, count: 5_000)])
    func `no bytes crash an import`(name: String, bytes: [UInt8]) async throws {
        let place = try TestEngine.sqlite.place()
        let database = try Database.open(place.url, steps: Features.migrations, migrating: true)
        defer { database.close() }
        let error = await #expect(throws: (any Error).self) {
            try await database.take(bytes, as: kind(name), at: .now, isTrial: false)
        }
        #expect(error is any Refusal)
        #expect(try await database.isEmpty(at: .now))
    }
}
