// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `The secretariat finds its way through registration` {
    private static let settings = "\(Asking.base)/settings"

    @Test(arguments: TestEngine.available)
    func `the list is filtered and sends as many statements for one delegation as for many`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Asking.ownSecretariat)
        try await registration.reserve(2, .elected)
        func names(_ query: String) async -> [String] {
            let text = await world.get("\(Asking.base)?\(query)").text
            return text.matches(of: #/<th scope="row"><a href="[^"]*">([^<]*)</a>/#).map { String($0.output.1) }
        }
        #expect(await names("whose=bodies").count == 2)
        #expect(await names("whose=alone").count == 1)
        #expect(await names("country=DE") == ["Hügel"])
        #expect(await names("state=unnamed") == ["Bord-du-Lac"])
        #expect(await names("kind=elected") == ["Bord-du-Lac"])
        #expect(await names("kind=officer") == [])
        #expect(await names("q=LAC") == ["Bord-du-Lac"])
        #expect(await names("q=%25") == [])
        #expect(await names("page=99").count == 3)
        let one = await world.get("\(Asking.base)?country=DE").statements
        #expect(await world.get(Asking.base).statements == one)
        // Who comes alone is found as towns are: without accents and case.
        try await registration.person("lucja", "Łucja Óhegyi")
        try await registration.world.write { tx in
            try tx.run("UPDATE delegation SET coordinator = 'lucja' WHERE id = \(RegistrationWorld.alone)")
        }
        #expect(await names("q=lucja+ohe").count == 1)
        // Several who come for one body that the directory does not know are told apart.
        try await registration.world.write { tx in
            try tx.run(
                "UPDATE delegation SET body = 'Academy', alone = \(false), folded = 'academy' WHERE id = \(RegistrationWorld.alone)"
            )
        }
        #expect(await names("q=lucja") == ["Academy"])
        #expect(await world.get("\(Asking.base)?q=academy").text.contains("<span class=\"also\">Łucja Óhegyi</span>"))
        // Whoever is given another name stands where that belongs.
        #expect(await names("whose=bodies") == ["Academy", "Bord-du-Lac", "Hügel"])
        try await registration.world.write { tx in
            try tx.run("UPDATE authority SET name_local = 'Östra Sjön' WHERE id = 'fr-lakeside'")
            try DelegationStore(tx: tx).followNames()
        }
        #expect(await names("whose=bodies") == ["Academy", "Hügel", "Östra Sjön"])
    }

    @Test(arguments: TestEngine.available)
    func `settings that somebody saved meanwhile are not replaced unseen`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Asking.ownSecretariat)
        func seen(_ text: String) throws -> String {
            String(try #require(text.firstMatch(of: #/name="seen" value="([^"]*)"/#)).output.1)
        }
        let before = try seen(await world.get(Self.settings).text)
        func sent(_ hours: String, _ places: String, _ seen: String) -> [(String, String)] {
            [
                ("opens", "2026-01-01"), ("offer-hours", hours), ("delegation-places", "4"), ("places-edition", places),
                ("seen", seen),
            ]
        }
        #expect(await world.post(Self.settings, sent("24", "60", before)).status == 303)
        let clash = await world.post(Self.settings, sent("48", "60", before))
        #expect(clash.status == 422)
        #expect(clash.text.contains("Somebody else saved this while you were writing."))
        #expect(clash.text.contains("Saved now: 24"))
        let hours = { try await registration.do { $0.settings.offerHours } }
        #expect(try await hours() == 24)
        // The same again is no clash, and whoever has seen both may choose.
        #expect(await world.post(Self.settings, sent("24", "60", before)).status == 303)
        #expect(await world.post(Self.settings, sent("48", "60", try seen(clash.text))).status == 303)
        #expect(try await hours() == 48)
    }

    @Test(arguments: TestEngine.available)
    func `acts about a delegation lead to its page, for who may see it`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let path = "/en/organise/registration/\(RegistrationWorld.city)"
        let found = await registration.world.as(Asking.secretariat).get(path)
        #expect(found.status == 303)
        #expect(found.headers[.location] == "\(Asking.base)/\(RegistrationWorld.city)")
        #expect(await registration.world.as(Asking.otherSecretariat).get(path).status == 404)
        #expect(await registration.world.as(Asking.desk).get(path).status == 404)
        #expect(await registration.world.as(Asking.secretariat).get("/en/organise/registration/d-none").status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `an authority is found by each of its names`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Asking.ownSecretariat)
        for (text, found) in [("Seestadt", true), ("oever", true), ("LAKESIDE", true), ("Seestadd", false), ("Hill", false)] {
            let list = await world.get("\(Asking.base)?q=\(text)").text
            #expect(list.contains("Bord-du-Lac</a>") == found, "\(text)")
        }
    }

    @Test(arguments: TestEngine.available)
    func `names are wanted in time, and no number is left out`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Asking.ownSecretariat)
        let seen = String(
            try #require(await world.get(Self.settings).text.firstMatch(of: #/name="seen" value="([^"]*)"/#)).output.1)
        func send(_ due: String, _ hours: String = "48", _ places: String = "4") async -> (status: Int, text: String) {
            let answer = await world.post(
                Self.settings,
                [
                    ("opens", "2026-01-01"), ("closes", "2027-06-01"), ("names-due", due), ("offer-hours", hours),
                    ("delegation-places", places), ("places-edition", "6"), ("seen", seen),
                ])
            return (answer.status, answer.text)
        }
        // Only the month of this edition is known: sixty days after the first of June.
        let late = await send("2027-08-01")
        #expect(late.status == 422)
        #expect(late.text.contains("Names can be wanted by 31 July 2027 at the latest."))
        for (hours, places, sentence) in [("", "4", "from 1 to 720"), ("48", " ", "from 1 to 999")] {
            let empty = await send("2027-07-31", hours, places)
            #expect(empty.status == 422)
            #expect(empty.text.contains(sentence))
        }
        #expect(await send("2027-07-31").status == 303)
        #expect(try await registration.do { $0.settings.namesDue } == Day(2027, 7, 31))
    }
}
