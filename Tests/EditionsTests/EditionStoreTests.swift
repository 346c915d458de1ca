// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Editions
@testable import Network

@Suite struct `Editions in the database` {
    private func open(_ place: TestPlace) throws -> Database {
        try Database.open(place.url, steps: NetworkSchema.migrations + EditionsSchema.migrations, migrating: true)
    }

    private func take(_ database: Database, _ lines: String...) async throws -> [Int] {
        let bytes = Array(([EditionFile.editionHeader] + lines).joined(separator: "\n").utf8)
        return try await database.write(by: .commandLine, at: .now) { tx in
            let counts = try EditionImport(tx: tx).editions(bytes)
            return [counts.added, counts.changed, counts.unchanged]
        }
    }

    private func acts(_ database: Database) async throws -> [String] {
        try await database.read(by: .commandLine, at: .now) { tx in
            try tx.rows("SELECT a.verb, n.noun FROM act a JOIN act_noun n ON n.act = a.number ORDER BY a.number, n.noun").map {
                "\($0["verb"] as String) \($0["noun"] as String)"
            }
        }
    }

    private func all(_ database: Database) async throws -> [EditionRecord] {
        try await database.read(by: .public, at: .now) { try EditionStore(tx: $0).all() }
    }

    @Test(arguments: TestEngine.available)
    func `a file is taken once, and then only what differs`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        #expect(try await take(database, EditionFile.brussels, EditionFile.naples) == [2, 0, 0])
        #expect(try await take(database, EditionFile.brussels, EditionFile.naples) == [0, 0, 2])
        let later = EditionFile.brussels.replacingOccurrences(of: "2024-03-20/2024-03-22", with: "2024-03-21")
        #expect(try await take(database, EditionFile.nice, later) == [1, 1, 0])
        #expect(try await all(database).map(\.edition.id.value) == ["naples-2000", "nice-2021", "brussels-2024"])
        #expect(
            try await acts(database) == [
                "edition.added edition:brussels-2024", "edition.added editions", "edition.added edition:naples-2000",
                "edition.added editions",
                "edition.added edition:nice-2021", "edition.added editions", "edition.changed edition:brussels-2024",
                "edition.changed editions",
            ])
    }

    @Test(arguments: TestEngine.available)
    func `texts, figures and topics of an edition take the place of those it had`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        _ = try await take(database, EditionFile.brussels)
        for year in ["one", "two"] {
            try await database.write(by: .commandLine, at: .now) { tx in
                let files = EditionImport(tx: tx)
                _ = try files.topics(
                    EditionFile.bytes(EditionFile.topicHeader, "youth,Young people,,,,,", "climate,Climate \(year),,,,,"))
                _ = try files.texts(EditionFile.bytes(EditionFile.textHeader, "brussels-2024,title,en,\(year),authentic"))
                _ = try files.figures(
                    EditionFile.bytes(
                        EditionFile.figureHeader, "brussels-2024,sessions,\(year.count),9,about,reported,yes,\(year),one_of,"))
                _ = try files.editionTopics(
                    EditionFile.bytes("edition,topic", year == "one" ? "brussels-2024,youth" : "brussels-2024,climate"))
            }
        }
        let figure = EditionFigure(
            name: .sessions, low: 3, high: 9, qualifier: .about, kind: .reported, isPreferred: true, source: "two",
            attribution: .oneOf, asOf: "")
        let expected = EditionRecord.seed(
            texts: [.title: LocalizedText("two", in: .en)], figures: [figure], topics: [ID("climate")])
        #expect(try await all(database) == [expected])
        let topics = try await database.read(by: .public, at: .now) { try EditionStore(tx: $0).topics() }
        #expect(topics.map { $0.name.best(for: .en)?.text } == ["Young people", "Climate two"])
    }

    @Test(arguments: TestEngine.available)
    func `a file with one wrong line changes nothing`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        await #expect(throws: EditionRefusal.value(line: 3, column: "country", value: "QQ", reason: .country)) {
            try await take(database, EditionFile.brussels, "7,Nice,QQ,2021-10,,,nice-2021,Europe/Paris,no,")
        }
        #expect(try await all(database).isEmpty)
        #expect(try await acts(database).isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `two editions exchange their numbers, and a number that is taken is refused`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        _ = try await take(database, EditionFile.brussels, EditionFile.nice)
        let (brussels, nice) = ("7" + EditionFile.brussels.dropFirst(), "8" + EditionFile.nice.dropFirst())
        #expect(try await take(database, brussels, nice) == [0, 2, 0])
        #expect(try await all(database).map(\.edition.id.value) == ["brussels-2024", "nice-2021"])
        await #expect(throws: EditionRefusal.value(line: 2, column: "edition", value: "8", reason: .twice)) {
            try await take(database, "8,Gent,BE,2030-01,,,ghent-2030,Europe/Brussels,no,")
        }
    }

    @Test(arguments: TestEngine.available)
    func `an edition that moves keeps its zone and says so in the record`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        _ = try await take(database, EditionFile.brussels)
        try await database.write(by: .commandLine, at: .now) { tx in
            let store = EditionStore(tx: tx)
            try store.move(try store.edition("brussels-2024").moved(days: 7, today: Day(1900, 1, 1)!))
        }
        #expect(try await all(database).map(\.edition) == [.seed(dates: "2024-03-27/2024-03-29")])
        #expect(try await acts(database).suffix(2) == ["edition.moved edition:brussels-2024", "edition.moved editions"])
    }

    @Test(arguments: TestEngine.available)
    func `one edition is current, and another takes its place`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        _ = try await take(database, EditionFile.brussels, EditionFile.nice)
        for slug in ["brussels-2024", "nice-2021"] {
            let current = try await database.write(by: .commandLine, at: .now) { tx in
                let store = EditionStore(tx: tx)
                try store.makeCurrent(try store.edition(slug))
                return try store.current(among: try store.all())
            }
            #expect(current?.edition.id.value == slug)
        }
        await #expect(throws: EditionRefusal.alreadyCurrent(ID("nice-2021"))) {
            try await database.write(by: .commandLine, at: .now) { tx in
                let store = EditionStore(tx: tx)
                try store.makeCurrent(try store.edition("nice-2021"))
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `an edition nobody knows is not found`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        await #expect(throws: EditionRefusal.unknown("ghent-2030")) {
            try await database.read(by: .commandLine, at: .now) { try EditionStore(tx: $0).edition("ghent-2030") }
        }
    }

    @Test(arguments: TestEngine.available)
    func `three editions take as many statements as one, and ready pages of them fall`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        _ = try await take(database, EditionFile.brussels)
        let (before, _) = (database.statementCount, try await all(database))
        let forOne = database.statementCount - before
        _ = try await take(database, EditionFile.nice, EditionFile.naples)
        let again = database.statementCount
        let (records, seen) = try await database.reading(by: .public, at: .now) { try EditionStore(tx: $0).all() }
        #expect(records.count == 3)
        #expect(database.statementCount - again == forOne)
        #expect(seen == Seen(["editions"]))
    }
}
