// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import TestKit
import Testing
import Vocabulary

@testable import Editions

@Suite struct `Reading about the editions` {
    @Test(arguments: TestEngine.available)
    func `a page tells when, where, who came, who says so, and what came of it`(engine: TestEngine) async throws {
        let answer = try await World(engine).get("/en/lakeside-2024")
        #expect(answer.status == 200)
        #expect(answer.part(from: "<h1>", to: "</h1>") == "Lakeside 2024")
        #expect(answer.part(from: "<span class=\"v\">", to: "</span>") == "700")
        #expect(answer.text.contains("<span lang=\"en\">a paper; another paper</span>"))
        #expect(answer.text.contains(Words(.en)("figure.one-of")))
        #expect(answer.text.contains("<p class=\"text\" lang=\"fr\">Un manifeste.</p>"))
        #expect(answer.text.contains(Words(.en)("text.other-language", ["language": "French"])))
    }

    @Test func `a draft is absent, and the reader's own language is not marked`() async throws {
        let world = try await World(.sqlite)
        #expect(await !world.get("/de/lakeside-2024").text.contains("Ein Entwurf."))
        let french = await world.get("/fr/lakeside-2024").text
        #expect(french.contains("Un manifeste."))
        #expect(!french.contains("lang-note"))
    }

    @Test(arguments: Language.allCases)
    func `an invented edition says so wherever it is shown`(language: Language) async throws {
        let world = try await World(.sqlite)
        let words = Words(language)
        #expect(await world.get("/\(language.rawValue)/hill-2027").text.contains(words("edition.invented")))
        for page in ["/", "/editions"] {
            let text = await world.get("/\(language.rawValue)\(page)").text
            let place = try #require(text.range(of: "/\(language.rawValue)/hill-2027"))
            #expect(
                text[place.lowerBound...].prefix(600).contains(words("edition.invented.short"))
                    || text.contains(words("edition.invented.text")))
        }
    }

    @Test(arguments: ["/en/nowhere-2020", "/en/Lakeside-2024", "/en/editions/x", "/en/api"])
    func `an edition that is not there is not found`(path: String) async throws {
        #expect(try await World(.sqlite).get(path).status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `moving it shows at once, and leaves everything else`(engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.write { tx in
            let store = EditionStore(tx: tx)
            try store.move(try store.edition("lakeside-2024").moved(days: 7, today: Day(1900, 1, 1)!))
        }
        #expect(
            await world.get("/en/lakeside-2024").text.contains(Words(.en).period(Period(Day("2024-03-27")!, Day("2024-03-29")!)!))
        )
        await #expect(throws: EditionRefusal.unknown("nowhere")) {
            try await world.write { _ = try EditionStore(tx: $0).edition("nowhere") }
        }
    }

    @Test(arguments: TestEngine.available)
    func `one edition is current: the one made so, else the latest`(engine: TestEngine) async throws {
        let world = try await World(engine)
        func current() async throws -> String? {
            try await world.read { tx in
                let store = EditionStore(tx: tx)
                return try store.current(among: store.all())?.edition.id.value
            }
        }
        #expect(try await current() == "hill-2027")
        try await world.write { try EditionStore(tx: $0).makeCurrent(EditionStore(tx: $0).edition("lakeside-2024")) }
        #expect(try await current() == "lakeside-2024")
        await #expect(throws: EditionRefusal.alreadyCurrent("lakeside-2024")) {
            try await world.write { try EditionStore(tx: $0).makeCurrent(EditionStore(tx: $0).edition("lakeside-2024")) }
        }
    }

    @Test(arguments: TestEngine.available)
    func `what was exported is imported without a change`(engine: TestEngine) async throws {
        let world = try await World(engine)
        let editions = await world.get("/editions.csv").bytes
        let figures = await world.get("/editions/figures.csv").bytes
        let counts = try await world.write { tx in
            let files = EditionImport(tx: tx)
            return [
                try files.editions(editions), try files.figures(figures), try files.texts(Array(World.texts.utf8)),
                try files.topics(Array(World.topics.utf8)),
            ]
        }
        #expect(counts.allSatisfy { $0.added == 0 && $0.changed == 0 })
        #expect(counts.map(\.unchanged) == [2, 1, 1, 2])
    }

    @Test(arguments: TestEngine.available)
    func `two editions or nine take the same number of statements`(engine: TestEngine) async throws {
        let world = try await World(engine)
        func take(_ numbers: ClosedRange<Int>) async throws {
            let more = numbers.map { "\($0),Paris,FR,1991-11,,,paris-\($0),Europe/Paris,no" }.joined(separator: "\n")
            try await world.write { tx in
                _ = try EditionImport(tx: tx).editions(
                    Array("edition,city,country,dates,notes,sources,slug,zone,invented\n\(more)\n".utf8))
            }
        }
        // What did not change is kept in memory: both times the editions did, and are read anew.
        _ = await world.get("/en/editions")
        try await take(3...3)
        let two = await world.get("/en/editions").statements
        try await take(4...9)
        #expect(await world.get("/en/editions").statements == two)
        #expect(await world.get("/en/paris-5").statements == world.get("/en/lakeside-2024").statements)
    }

    @Test func `a later feature fills its panel in the same page`() async throws {
        let world = try await World(
            .sqlite,
            editionPanels: [
                { _, edition, _ in
                    edition.id == "lakeside-2024" ? EditionPanel(title: "Visits", content: "<p>\("Bus & boat")</p>") : nil
                }
            ])
        #expect(
            await world.get("/en/lakeside-2024").text.contains(
                "<section class=\"panel\"><h2>Visits</h2><p>Bus &amp; boat</p></section>"))
        #expect(await !world.get("/en/hill-2027").text.contains("Visits"))
    }

    @Test func `the real editions are there, with every disagreement named`() async throws {
        let world = try await World(.sqlite, isEmpty: true)
        try await world.write { tx in
            let directory = try #require(EmbeddedFile.named("Resources/Data/authorities.csv"))
            try World.take(String(decoding: directory.data, as: UTF8.self), in: tx)
            let files = EditionImport(tx: tx)
            for (name, take) in [
                ("editions", files.editions), ("edition-texts", files.texts), ("edition-figures", files.figures),
                ("topics", files.topics), ("edition-topics", files.editionTopics),
            ] {
                _ = try take([UInt8](try #require(EmbeddedFile.named("Resources/Data/\(name).csv")).data))
            }
        }
        let records = try await world.read { try EditionStore(tx: $0).all() }
        #expect(records.map(\.edition.dates.year) == [1989, 1991, 2000, 2006, 2012, 2017, 2021, 2024, 2027])
        #expect(records.filter(\.edition.isInvented).map(\.edition.id.value) == ["brussels-2027"])
        let barcelona = try #require(records.first { $0.edition.id == "barcelona-2017" })
        #expect(Set(barcelona.statements(.countries).map(\.low)) == [40, 43, 47])
        #expect(barcelona.isDisputed(.participants))
        for record in records {
            for language in Language.allCases { #expect(record.text(.title, for: language)?.isTranslated == true) }
        }
    }
}
