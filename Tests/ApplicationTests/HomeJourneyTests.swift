// SPDX-License-Identifier: EUPL-1.2
import Foundation
import FoundationXML
import Server
import TestKit
import Testing
import Vocabulary

@testable import Application

@Suite struct `The front page` {
    @Test(arguments: TestEngine.available)
    func `shows the current edition, the past ones and the network`(engine: TestEngine) async throws {
        let answer = try await World(engine).get("/en/")
        #expect(answer.status == 200)
        #expect(answer.part(from: "<section class=\"panel lead\">", to: "</section>")?.contains("/en/hill-2027") == true)
        #expect(answer.part(from: "<ol class=\"past\">", to: "</ol>")?.contains("/en/lakeside-2024") == true)
        #expect(answer.part(from: "<ol class=\"past\">", to: "</ol>")?.contains("hill-2027") == false)
    }

    @Test func `says what to do on an empty server`() async throws {
        let world = try await World(.sqlite, isEmpty: true)
        let answer = await world.get("/de/")
        #expect(answer.text.contains(Words(.de)("home.empty")))
        for path in ["/en/network", "/en/editions", "/en/network/institutions", "/sitemap.xml"] {
            #expect(await world.get(path).status == 200)
        }
    }

    @Test func `an operator's name and address stand in the imprint, escaped`() async throws {
        let answer = try await World(.sqlite).get("/en/imprint")
        #expect(answer.text.contains(Words(.en)("imprint.no-address")))
        #expect(answer.headers[.setCookie] == nil)
    }
}

@Suite struct `For search engines and security researchers` {
    @Test func `the map of the site has every page in six languages, from the public address`() async throws {
        let answer = try await World(.sqlite).get("/sitemap.xml", [.origin: "https://evil.example"])
        let places = answer.parts(from: "<loc>", to: "</loc>")
        let pages: Int = 7 + 2 + 4
        #expect(places.count == pages * 6)
        #expect(places.contains("https://cities.example/it/network/fr-lakeside"))
        #expect(Set(places).count == places.count)
        #expect(!answer.text.contains("evil"))
        #expect(XMLParser(data: Data(answer.bytes)).parse())
    }

    @Test func `robots are told of it`() async throws {
        #expect(try await World(.sqlite).get("/robots.txt").text.contains("Sitemap: https://cities.example/sitemap.xml"))
    }

    @Test func `without a contact there is no security.txt`() async throws {
        #expect(try await World(.sqlite).get("/.well-known/security.txt").status == 404)
    }

    @Test func `metrics are for this machine`() async throws {
        #expect(try await World(.sqlite).get("/metrics").status == 404)
    }
}
