// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import TestKit
import Testing
import Vocabulary

@testable import FieldVisits

@Suite struct `One's own result` {
    typealias Visits = FieldVisitsWorld

    private static let ana = Actor.signedIn("ana"), cleo = Actor.signedIn("cleo")

    @Test(arguments: TestEngine.available)
    func `is told with the pseudonym and the reasons, by mail and on the page it leads to`(_ engine: TestEngine) async throws {
        let before = try await Visits(engine)
        for name in ["ana", "ben"] { try await before.address(of: name) }
        let visits = try await before.published()
        try await visits.tell()
        let letters = try await visits.letters()
        #expect(letters.map(\.address) == ["ana@city.example", "ben@city.example"])
        #expect(letters.allSatisfy { $0.kind == "visits-drawn" })
        let (name, letter) = ("ana", letters[0].text)
        let pseudonym = try await visits.pseudonym(name)
        #expect(letter.contains(pseudonym) && letter.contains("You have a place"))
        let path = letter.split(whereSeparator: \.isWhitespace).first { $0.contains("/draws/1") }
        let own = await visits.world.get(String(path ?? "").replacing("https://cities.example", with: ""))
        #expect(own.status == 200 && own.text.contains(pseudonym) && own.text.contains("The place was given here."))
        let signedIn = await visits.world.as(Self.ana).get("\(Visits.published)/1/own")
        #expect(signedIn.text.contains(pseudonym))
        #expect(!(await visits.world.as(Self.cleo).get("\(Visits.published)/1/own").text.contains(pseudonym)))
    }

    @Test(arguments: TestEngine.available)
    func `a coordinator sees it for the seats of the delegation, and a neighbour does not`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine).published()
        let page = "/en/hill-2027/delegation/fr-lakeside/seats/s-ana/draws/1"
        #expect(await visits.world.as(Visits.coordinator).get(page).text.contains("Ana"))
        for actor in [Visits.neighbour, Visits.press, Self.ana] {
            #expect(await visits.world.as(actor).get(page).status == 404)
        }
        let other = "/en/hill-2027/delegation/de-hill/seats/s-ana/draws/1"
        #expect(await visits.world.as(Visits.neighbour).get(other).status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `an appeal is answered once, by mail, with the explanation`(_ engine: TestEngine) async throws {
        let before = try await Visits(engine)
        try await before.address(of: "ben")
        let visits = try await before.published(), ben = visits.world.as(.signedIn("ben"))
        let page = "\(Visits.published)/1/own"
        #expect(await ben.post("\(page)/appeal", [("appeal", " ")]).text.contains("Write what is wrong."))
        let long = await ben.post("\(page)/appeal", [("appeal", String(repeating: "a", count: 3_001))])
        #expect(long.status == 422 && long.text.contains("aaaa"))
        #expect(await ben.post("\(page)/appeal", [("appeal", "Why not?\nI asked <first>.")]).status == 303)
        #expect(await ben.post("\(page)/appeal", [("appeal", "Again")]).text.contains("already"))
        #expect(await ben.get(page).text.contains("I asked &lt;first&gt;."))
        #expect(await visits.organised("/1").text.contains("waits for an answer"))
        let one = "/1/people/s-ben"
        #expect(await visits.organised(one).text.contains("I asked &lt;first&gt;."))
        #expect(await visits.organise("\(one)/answer", [("answer", "")]).text.contains("Write an answer."))
        #expect(await visits.organise("\(one)/answer", [("answer", "As the seed fell.")]).status == 303)
        #expect(await visits.organise("\(one)/answer", [("answer", "Twice.")]).status != 303)
        try await visits.tell()
        let letter = try #require(try await visits.letters().first { $0.kind == "visit-appeal" })
        #expect(letter.text.contains("As the seed fell.") && letter.text.contains("Wish 1, V02 Control room"))
        #expect(await ben.get(page).text.contains("As the seed fell."))
        #expect(try await visits.acts().contains("draw.appeal-answered"))
    }

    @Test(arguments: TestEngine.available)
    func `a change by hand has a reason that everybody reads, keeps the counts, and is told`(_ engine: TestEngine) async throws {
        let before = try await Visits(engine)
        try await before.address(of: "cleo")
        let visits = try await before.published()
        let cleo = "/1/people/s-cleo/place"
        let now = try #require(try await visits.places().first { $0.hasPrefix("s-cleo") }?.split(separator: " ").last)
        let from = String(now), to = from == "V01-1" ? "V01-2" : "V01-1"
        #expect(await visits.organise(cleo, [("from", from), ("to", to)]).text.contains("Write a reason"))
        #expect(await visits.organise(cleo, [("reason", "Mistake")]).text.contains("Choose a place to take away"))
        #expect(await visits.organise(cleo, [("to", "V02-1"), ("reason", "Mistake")]).status != 303)
        #expect(await visits.organise(cleo, [("from", from), ("reason", "Needs no stairs")]).status == 303)
        #expect(try await visits.places().allSatisfy { !$0.hasPrefix("s-cleo") })
        #expect(await visits.organise(cleo, [("to", from), ("reason", "Stairs are gone")]).status == 303)
        #expect(try await visits.counted())
        let page = await visits.world.get("\(Visits.published)/1")
        let pseudonym = try await visits.pseudonym("cleo")
        #expect(page.text.contains("Needs no stairs") && page.text.contains(pseudonym))
        #expect(!page.text.contains("Cleo"))
        try await visits.tell()
        let letters = try await visits.letters().filter { $0.kind == "visit-place-changed" }
        #expect(letters.count == 1 && letters[0].text.contains("Reason: Stairs are gone"))
        let instance = await visits.world.get("\(Visits.published)/1/instance.json"),
            result = await visits.world.get("\(Visits.published)/1/result.json")
        #expect(instance.status == 200 && result.status == 200)
    }

    @Test(arguments: TestEngine.available)
    func `whoever is erased leaves a pseudonym and nothing else`(_ engine: TestEngine) async throws {
        let visits = try await Visits(engine).published()
        _ = await visits.world.as(.signedIn("ben")).post("\(Visits.published)/1/own/appeal", [("appeal", "Why?")])
        let pseudonym = try await visits.pseudonym("ben")
        try await visits.world.write { tx in
            _ = try DrawFeature.erasing(tx, ErasedPerson(ids: ["ben"], addresses: [], names: [], now: tx.now))
        }
        let (person, appeals): (String?, Int) = try await visits.world.read { tx in
            (
                try tx.rows("SELECT person FROM draw_person WHERE pseudonym = \(pseudonym)")[0]["person"],
                try tx.rows("SELECT count(*) AS n FROM draw_appeal")[0]["n"]
            )
        }
        #expect(person == nil && appeals == 0)
        #expect(await visits.organised("/1/people").text.contains(pseudonym))
        #expect(await visits.world.get("\(Visits.published)/1/instance.json").text.contains(pseudonym))
    }
}
