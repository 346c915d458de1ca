// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Server
import TestKit
import Testing
import Vocabulary

@testable import Network

@Suite struct `Reading the directory` {
    @Test(arguments: TestEngine.available)
    func `a city is found by any of its names and leads to its page`(engine: TestEngine) async throws {
        let world = try await World(engine)
        for query in ["Bord-du-Lac", "bord", "lakeside", "Seestadt", "oever"] {
            let answer = await world.get("/en/network?q=\(query)")
            #expect(answer.parts(from: "<th scope=\"row\"><a href=\"", to: "\"").first == "/en/network/fr-lakeside", "\(query)")
        }
        let page = await world.get("/fr/network/fr-lakeside")
        #expect(page.status == 200)
        #expect(page.part(from: "<h1>", to: "</h1>") == "Bord-du-Lac")
        let main = page.text.components(separatedBy: "<main").last ?? ""
        #expect(
            main.components(separatedBy: "<li><a href=\"/fr/network/fr-").dropFirst().map { $0.prefix(5) } == ["lake-", "mount"])
    }

    @Test(arguments: TestEngine.available)
    func `a misspelt name is found and said to be misspelt`(engine: TestEngine) async throws {
        let answer = try await World(engine).get("/en/network?q=Seetsadt")
        #expect(answer.parts(from: "<th scope=\"row\"><a href=\"", to: "\"") == ["/en/network/fr-lakeside"])
        #expect(
            answer.part(from: "role=\"status\">", to: "<") == Words(.en)("network.misspelt", ["count": 1, "text": "Seetsadt"]))
    }

    @Test(arguments: TestEngine.available)
    func `a new name is found at once after an import`(engine: TestEngine) async throws {
        let world = try await World(engine)
        #expect(await world.get("/en/network?q=novigrad").parts(from: "<th scope=\"row\">", to: "<") == [])
        let header = AuthorityFile.columns.dropLast(2).joined(separator: ",")
        try await world.write { try World.take("\(header)\nhr-novigrad,Novigrad,Novigrad,HR,city,,,,,,unknown,,,,\n", in: $0) }
        #expect(await world.get("/en/network?q=novigrad").parts(from: "<a href=\"/en/network/", to: "\"").contains("hr-novigrad"))
    }

    @Test(arguments: [
        "/en/network/nowhere", "/en/network/FR-LAKESIDE", "/en/network/%27%20OR%201=1", "/xx/network", "/en/network/a/b",
    ])
    func `what is not there is not found`(path: String) async throws {
        #expect(try await World(.sqlite).get(path).status == 404)
    }

    @Test(arguments: [
        "q=%3Cscript%3E", "country=%27", "kind=nothing", "member=maybe", "page=-1", "page=99999999999", "sort=id;drop", "q=%FF",
        "forum=%00",
    ])
    func `odd values are shown as text or left out`(query: String) async throws {
        let answer = try await World(.sqlite).get("/en/network?\(query)")
        #expect(answer.status == 200)
        #expect(!answer.text.contains("<script"))
    }

    @Test(arguments: TestEngine.available)
    func `one row or many take the same number of statements`(engine: TestEngine) async throws {
        let world = try await World(engine)
        for page in ["/en/network?country=", "/network/authorities.csv?country=", "/network/authorities.json?country="] {
            _ = await world.get(page)  // what is kept in memory is read once
            let one = await world.get(page + "DE")
            let three = await world.get(page + "FR")
            #expect(one.statements == three.statements)
            #expect(one.statements > 0)
        }
        #expect(await world.get("/en/network/de-hill").statements == world.get("/en/network/fr-lakeside").statements)
    }

    @Test(arguments: TestEngine.available)
    func `downloads hold what the filter shows`(engine: TestEngine) async throws {
        let world = try await World(engine)
        let csv = await world.get("/network/authorities.csv?country=DE")
        #expect(csv.headers[.contentDisposition] == "attachment; filename=\"authorities.csv\"")
        #expect(try AuthorityFile.read(csv.bytes).map(\.authority.id.value) == ["de-hill"])
        let json =
            try JSONSerialization.jsonObject(with: Data(await world.get("/network/authorities.json").bytes)) as? [String: Any]
        #expect(json?["count"] as? Int == 4)
        let book = await world.get("/network/authorities.xlsx")
        #expect(book.bytes.starts(with: [0x50, 0x4B, 3, 4]))
    }

    @Test func `the page of a city is as it was reviewed`() async throws {
        let main = try #require(
            try await World(.sqlite).get("/en/network/fr-lakeside").part(from: "<main", to: "<section class=\"panel map-panel\">")
        )
        #expect("<main\(main)" == (try StoredMarkup.read("authority", besides: "<main\(main)")))
    }

    @Test(arguments: Language.allCases)
    func `every page reads in every language`(language: Language) async throws {
        let world = try await World(.sqlite)
        for path in [
            "/", "/network", "/network/institutions", "/network/fr-lakeside", "/editions", "/lakeside-2024", "/hill-2027",
            "/privacy", "/imprint", "/accessibility",
        ] {
            let answer = await world.get("/\(language.rawValue)\(path)")
            #expect(answer.status == 200, "\(path)")
            #expect(answer.text.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
            let keys = answer.text.matches(of: />((?:[a-z]+\.)+[a-z-]+)</).map { String($0.output.1) }.filter {
                Translations.embedded.entries[.en]?[$0] != nil
            }
            #expect(keys == [], "\(path)")
        }
    }
}
