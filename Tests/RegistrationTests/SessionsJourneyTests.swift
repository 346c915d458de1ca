// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import Programme
import Server
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Sessions with limited places` {
    @Test(arguments: TestEngine.available)
    func `who comes later waits in order, and the first who waits gets what is given back`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine)
        let paula = try await registration.participant().page
        let piet = try await registration.participant("Piet", "piet").page
        let rosa = try await registration.participant("Rosa", "rosa").page
        let session = "/en/hill-2027/programme/A"
        #expect(await registration.world.get(session).text.contains("1 place left"))
        for page in [paula, piet, rosa] { #expect(await registration.sign("A", page).status == 303) }
        #expect(try await SessionsWorld.list("A", registration) == ["paula", "1 piet", "2 rosa"])
        #expect(await registration.world.get(session).text.contains("Full, 2 waiting"))
        #expect(await registration.world.get("\(rosa)/sessions").text.contains("at position 2"))
        #expect(await registration.sign("A", paula).text.contains("already in the agenda"))
        #expect(await registration.sign("A", paula, "leave").status == 303)
        #expect(try await SessionsWorld.list("A", registration) == ["piet", "1 rosa"])
        #expect(await registration.sign("A", paula, "leave").status == 422)
        #expect(try await SessionsWorld.counts(registration)[0] == [1, 1])
    }

    @Test(arguments: TestEngine.available)
    func `whoever gets a place is told once, unless it was given back meanwhile`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine)
        let paula = try await registration.participant().page
        let piet = try await registration.participant("Piet", "piet").page
        for page in [paula, piet] { await registration.sign("A", page) }
        await registration.sign("A", paula, "leave")
        let timers: [String] = try await registration.world.read { tx in
            try tx.rows("SELECT subject FROM timer WHERE kind = \(SignUpTimers.placeMail)").map { $0["subject"] }
        }
        #expect(timers == ["hill-2027:A:piet"])
        let random = [UInt8](repeating: 7, count: 96)
        try await registration.world.write { [timing = registration.timing] tx in
            try timing.tellPlace(tx, "hill-2027:A:piet", random)
            try timing.tellPlace(tx, "hill-2027:A:paula", random)
        }
        let letters = try await registration.letters().filter { $0.kind == "own-place" }
        #expect(letters.map(\.address) == ["piet@city.example"])
        #expect(letters[0].text.contains("Audits & plans, 5 Oct 2027") && letters[0].text.contains("Small room"))
        let link = "/en/hill-2027/participation/\(Secret(Array(random.prefix(32))).text)/sessions"
        #expect(letters[0].text.contains(link))
        #expect(await registration.world.get(link).text.contains("Signed up, with a place."))
    }

    @Test(arguments: TestEngine.available)
    func `two at the same time are refused with both named, and a long way is taken by who knows it`(
        _ engine: TestEngine
    ) async throws {
        let registration = try await SessionsWorld.make(engine)
        let paula = try await registration.participant().page
        #expect(await registration.sign("A", paula).status == 303)
        let both = await registration.sign("B", paula)
        #expect(both.status == 422)
        #expect(
            both.text.contains("A Audits &amp; plans (5 October 2027, 10:00–11:00) and B Bridges (5 October 2027, 10:30–11:30)"))
        let far = await registration.sign("C", paula)
        #expect(far.status == 422 && far.text.contains("there are 10 minutes, and the way takes 20 minutes"))
        #expect(await registration.sign("C", paula, tight: true).status == 303)
        #expect(try await SessionsWorld.counts(registration) == [[1, 1], [0, 0], [1, 1], [0, 0]])
        let page = await registration.world.get(paula)
        #expect(page.text.contains("Audits &amp; plans") && page.text.contains("the way takes 20 minutes"))
    }

    @Test(arguments: TestEngine.available)
    func `a part in the programme is no time for a session, nor for its waiting list`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine)
        let paula = try await registration.participant().page
        let piet = try await registration.participant("Piet", "piet").page
        try await SessionsWorld.speaks("paula", registration)
        #expect(await registration.sign("A", paula).text.contains("one of them is a part in the programme"))
        #expect(await registration.sign("A", piet).status == 303)
        #expect(await registration.sign("A", paula).status == 422)
        #expect(await registration.sign("D", paula).status == 303)
        #expect(await registration.world.get(paula).text.contains("Speaks"))
        #expect(try await SessionsWorld.list("A", registration) == ["piet"])
    }

    @Test(arguments: TestEngine.available)
    func `who has to be elsewhere is passed over, keeps the number, and gets the place by freeing the time`(
        _ engine: TestEngine
    ) async throws {
        let registration = try await SessionsWorld.make(engine, places: 2)
        try await SessionsWorld.limit("A", 1, registration)
        let paula = try await registration.participant().page
        let piet = try await registration.participant("Piet", "piet").page
        for (code, page) in [("A", paula), ("A", piet), ("B", piet)] {
            #expect(await registration.sign(code, page).status == 303)
        }
        #expect(await registration.world.get("\(piet)/sessions").text.contains("goes to the next in line"))
        await registration.sign("A", paula, "leave")
        #expect(try await SessionsWorld.list("A", registration) == ["1 piet"])
        await registration.sign("B", piet, "leave")
        #expect(try await SessionsWorld.list("A", registration) == ["piet"])
        #expect(try await SessionsWorld.counts(registration) == [[1, 1], [0, 0], [0, 0], [0, 0]])
    }

    @Test(arguments: TestEngine.available)
    func `a seat that changes hands, is given back or withdrawn frees what was signed up for`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine)
        let (paula, seat) = try await registration.participant()
        let (piet, second) = try await registration.participant("Piet", "piet")
        let rosa = try await registration.participant("Rosa", "rosa").page
        for page in [paula, piet, rosa] { await registration.sign("A", page) }
        try await registration.person("quim", "Quim")
        try await registration.do { try $0.name(seat, "quim", of: RegistrationWorld.city) }
        #expect(try await SessionsWorld.list("A", registration) == ["piet", "1 rosa"])
        try await registration.do { try $0.giveBack(second, of: RegistrationWorld.city) }
        #expect(try await SessionsWorld.list("A", registration) == ["rosa"])
        #expect(await registration.world.get("\(piet)/sessions").status == 404)
        try await registration.do { try $0.withdraw(RegistrationWorld.city) }
        #expect(try await SessionsWorld.list("A", registration) == [])
        #expect(try await SessionsWorld.counts(registration).allSatisfy { $0 == [0, 0] })
    }

    @Test(arguments: TestEngine.available)
    func `whatever is done in whatever order, what is counted is what there is`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine, places: 2)
        var pages: [String] = []
        for name in ["one", "two", "three", "four"] { pages.append(try await registration.participant(name, .init(name)).page) }
        var dice = SeededDice(state: 6)
        for _ in 0..<60 {
            let (page, code) = (pages[Int(dice.next() % 4)], ["A", "B", "C", "D"][Int(dice.next() % 4)])
            await registration.sign(code, page, dice.next() % 3 == 0 ? "leave" : "join", tight: dice.next() % 2 == 0)
            #expect(try await SessionsWorld.counts(registration).allSatisfy { $0[0] == $0[1] && $0[0] <= 2 })
        }
    }

    // MARK: Who may

    @Test(arguments: TestEngine.available)
    func `strangers, neighbours and other editions find nothing`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine)
        let (paula, seat) = try await registration.participant()
        await registration.sign("A", paula)
        let own = "/en/hill-2027/delegation/fr-lakeside/seats/\(seat)/sessions"
        let (coordinator, neighbour) = (
            registration.world.as(RegistrationWorld.coordinator), registration.world.as(RegistrationWorld.neighbour)
        )
        #expect(await coordinator.get(own).text.contains("Choose for Paula Petit."))
        #expect(await coordinator.post("\(own)/A", [("act", "leave")]).status == 303)
        #expect(await coordinator.post("\(own)/A", [("act", "join")]).status == 303)
        let (elsewhere, agenda) = (
            "/en/hill-2027/delegation/de-hill/seats/\(seat)/sessions", "/en/hill-2027/delegation/fr-lakeside/agenda"
        )
        for path in [own, elsewhere, agenda] { #expect(await neighbour.get(path).status == 404, "\(path)") }
        for path in [own, elsewhere] { #expect(await neighbour.post("\(path)/A", [("act", "leave")]).status == 404, "\(path)") }
        let other = paula.replacing("hill-2027", with: "lakeside-2024")
        for page in [other, "/en/hill-2027/participation/zzzz"] {
            #expect(await registration.world.get("\(page)/sessions").status == 404)
            #expect(await registration.world.get("\(page)/agenda.ics").status == 404)
            #expect(await registration.world.post("\(page)/calendar").status == 404)
            #expect(await registration.sign("A", page, "leave").status == 404)
        }
        for code in ["P", "NONE", "<"] { #expect(await registration.sign(code, paula).status == 404) }
        #expect(await registration.world.post("\(paula)/sessions/A", [("act", "steal")]).status == 404)
        for who in [RegistrationWorld.otherSecretariat, RegistrationWorld.coordinator, RegistrationWorld.press] {
            for part in ["", "/A", "/A/files/signed-up.csv"] {
                #expect(await registration.world.as(who).get(SessionsWorld.base + part).status == 404)
            }
            #expect(await registration.world.as(who).post("\(SessionsWorld.base)/A", [("places", "9")]).status == 404)
            #expect(await registration.world.as(who).post("\(SessionsWorld.base)/A/people/paula/removal").status == 404)
        }
        #expect(try await SessionsWorld.list("A", registration) == ["paula"])
    }

    @Test(arguments: TestEngine.available)
    func `sign-up has its time, and is for some kinds of participants`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine)
        let secretariat = registration.world.as(RegistrationWorld.secretariat)
        let paula = try await registration.participant().page
        let page = "\(SessionsWorld.base)/A"
        let later = [("places", "1"), ("opens", "2027-02-01"), ("opens-time", "09:00"), ("closes", "2027-03-01")]
        #expect(await secretariat.post(page, later).status == 303)
        #expect(await registration.sign("A", paula).text.contains("Places cannot be taken yet."))
        #expect(await registration.world.get("/en/hill-2027/programme/A").text.contains("Sign-up from 1 Feb 2027"))
        #expect(await secretariat.post(page, [("places", "1"), ("kinds", "elected"), ("kinds", "young")]).status == 303)
        #expect(await registration.sign("A", paula).text.contains("for other participants"))
        #expect(!(await registration.world.get("\(paula)/sessions").text.contains("Audits")))
        for wrong in [("places", "0"), ("places", "many"), ("opens", "soon"), ("opens-time", "9:00")] {
            let refused = await secretariat.post(page, [("places", "1"), wrong].filter { $0.0 != wrong.0 } + [wrong])
            #expect(refused.status == 422, "\(wrong)")
        }
        #expect(await secretariat.post(page, [("places", "1"), ("opens", "2027-02-01"), ("closes", "2027-01-01")]).status == 422)
        #expect(await secretariat.post("\(SessionsWorld.base)/NONE", [("places", "1")]).status == 404)
    }
}
