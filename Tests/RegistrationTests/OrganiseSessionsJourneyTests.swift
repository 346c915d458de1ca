// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Programme
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Those who organise limited places` {
    @Test(arguments: TestEngine.available)
    func `fewer places than people is refused with a sentence, and more let in who waits`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine, places: 2)
        let secretariat = registration.world.as(RegistrationWorld.secretariat)
        for name in ["one", "two", "three"] {
            await registration.sign("A", try await registration.participant(name, .init(name)).page)
        }
        let page = "\(SessionsWorld.base)/A"
        let refused = await secretariat.post(page, [("places", "1")])
        #expect(refused.status == 422 && refused.text.contains("2 people have signed up."))
        #expect(await secretariat.post(page, [("places", "")]).text.contains("3 people have signed up."))
        #expect(await secretariat.post(page, [("places", "3")]).status == 303)
        #expect(try await SessionsWorld.list("A", registration) == ["one", "two", "three"])
        #expect(await secretariat.post("\(SessionsWorld.base)/B", [("places", "")]).status == 303)
        #expect(!(await secretariat.get(SessionsWorld.base).text.contains("Bridges")))
    }

    @Test(arguments: TestEngine.available)
    func `the list names who signed up for whom, frees places, and is written as a table`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine)
        let secretariat = registration.world.as(RegistrationWorld.secretariat)
        for (name, id) in [("=Paula", "paula"), ("Piet", "piet")] {
            await registration.sign("A", try await registration.participant(name, .init(id)).page)
        }
        let page = await secretariat.get("\(SessionsWorld.base)/A")
        #expect(page.text.contains("Bord-du-Lac, Officer of the authority") && page.text.contains("Waiting list, position 1"))
        let csv = await secretariat.get("\(SessionsWorld.base)/A/files/signed-up.csv").text
        #expect(csv.contains("A,place,,'=Paula,Bord-du-Lac,officer,") && csv.contains("A,waiting,1,Piet,Bord-du-Lac,officer,"))
        let workbook = await secretariat.get("\(SessionsWorld.base)/A/files/signed-up.xlsx")
        #expect(workbook.status == 200 && workbook.bytes.prefix(2) == Array("PK".utf8)[...])
        #expect(await secretariat.get("\(SessionsWorld.base)/A/files/all.csv").status == 404)
        #expect(await secretariat.post("\(SessionsWorld.base)/A/people/paula/removal").status == 303)
        #expect(try await SessionsWorld.list("A", registration) == ["piet"])
        // Twice does no harm.
        #expect(await secretariat.post("\(SessionsWorld.base)/A/people/paula/removal").status == 303)
        #expect(try await registration.acts().contains("person.exported"))
    }

    @Test(arguments: TestEngine.available)
    func `the list sends as many statements for one as for three`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine, places: 5)
        let secretariat = registration.world.as(RegistrationWorld.secretariat)
        func statements(_ path: String) async -> Int {
            // What is recorded of a reading, and kept in memory, is there the second time.
            _ = await secretariat.get(path)
            return await secretariat.get(path).statements
        }
        let paths = [
            SessionsWorld.base, "\(SessionsWorld.base)/A", "/en/hill-2027/organise/registration/d-city",
            "/en/hill-2027/organise/registration/d-city/agenda",
        ]
        await registration.sign("A", try await registration.participant().page)
        var one: [Int] = []
        for path in paths { one.append(await statements(path)) }
        for name in ["two", "three"] {
            let page = try await registration.participant(name, .init(name)).page
            for code in ["A", "D"] { await registration.sign(code, page) }
        }
        var three: [Int] = []
        for path in paths { three.append(await statements(path)) }
        #expect(one == three)
    }
}

@Suite struct `Where and when` {
    private static let delegation = "/en/hill-2027/delegation/fr-lakeside"
    /// A quarter to ten on the clocks of the edition, on the day of A.
    private static let morning = Date(timeIntervalSince1970: 1_822_722_300)

    @Test(arguments: TestEngine.available)
    func `before the edition the first is told, on the day in minutes, and late when it was said to be`(
        _ engine: TestEngine
    ) async throws {
        let registration = try await SessionsWorld.make(engine)
        let paula = try await registration.participant().page
        for code in ["A", "D"] { await registration.sign(code, paula) }
        let coordinator = registration.world.as(RegistrationWorld.coordinator)
        let before = await coordinator.get(Self.delegation)
        #expect(before.text.contains("Tuesday 5 October 2027, "))
        let day = coordinator.at(Self.morning)
        let morning = await day.get(Self.delegation)
        #expect(morning.text.contains(">10:00</time> Small room") && morning.text.contains("in 15 minutes"))
        let late = "/en/hill-2027/organise/programme/A/late"
        #expect(
            await registration.world.as(RegistrationWorld.secretariat).at(Self.morning).post(late, [("minutes", "30")]).status
                == 303)
        let moved = await day.get(Self.delegation)
        #expect(moved.text.contains(">10:30</time> Small room") && moved.text.contains("in 45 minutes"))
        #expect(moved.text.contains("30 minutes late"))
        let own = await registration.world.at(Self.morning + 3_600).get(paula)
        #expect(own.text.contains("until 11:30, Small room") && own.text.contains("Wednesday 6 October 2027"))
        let whole = await day.get("\(Self.delegation)/agenda")
        #expect(whole.text.contains("All times are in Central European Time") && whole.text.contains("Doors"))
    }

    @Test(arguments: TestEngine.available)
    func `the way from one to the next is told, and when it is time to go`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine)
        let paula = try await registration.participant().page
        await registration.sign("A", paula)
        await registration.sign("C", paula, tight: true)
        // Five to eleven: A ends at eleven, C begins ten past, twenty minutes away.
        let page = await registration.world.at(Self.morning + 4_200).get(paula)
        #expect(page.text.contains("in 15 minutes, 20 minutes’ walk") && page.text.contains("It is time to go."))
    }

    @Test(arguments: TestEngine.available)
    func `who signed up is told of a move and a cancellation, keeps the place, and sees what is in the way now`(
        _ engine: TestEngine
    ) async throws {
        let registration = try await SessionsWorld.make(engine)
        let paula = try await registration.participant().page
        for code in ["A", "D"] { await registration.sign(code, paula) }
        try await SessionsWorld.change(
            "hill-2027,D,2027-10-05,10:30,11:30,workshop,Doors,EN,,,hall,,limited,confirmed,,,", registration)
        let told = try await registration.letters().filter { $0.kind == "programme-changed" }
        #expect(told.map(\.address) == ["paula@city.example"])
        #expect(told[0].text.contains("because you signed up for a session that changed"))
        #expect(try await SessionsWorld.list("D", registration) == ["paula"])
        let clash =
            "A Audits &amp; plans (5 October 2027, 10:00–11:00) and D Doors (5 October 2027, 10:30–11:30) are at the same time."
        #expect(await registration.world.get(paula).text.contains(clash))
        #expect(await registration.world.as(RegistrationWorld.secretariat).get("\(SessionsWorld.base)/D").text.contains(clash))
        try await SessionsWorld.change(
            "hill-2027,D,2027-10-05,10:30,11:30,workshop,Doors,EN,,,hall,,limited,cancelled,,,", registration)
        let after = await registration.world.get(paula)
        #expect(after.text.contains("Cancelled") && !after.text.contains("are at the same time"))
    }

    @Test(arguments: TestEngine.available)
    func `the calendar keeps its UIDs, tells what is cancelled, and opens nothing but itself`(_ engine: TestEngine) async throws {
        let registration = try await SessionsWorld.make(engine)
        let world = registration.world
        let paula = try await registration.participant().page
        await registration.sign("A", paula)
        let first = await world.get("\(paula)/agenda.ics")
        let uid = try #require(first.text.split(separator: "\r\n").first { $0.hasPrefix("UID:") })
        #expect(first.text.contains("SUMMARY;LANGUAGE=en:Audits & plans") && !first.text.contains("Bridges"))
        #expect(await world.post("\(paula)/calendar").status == 303)
        let page = await world.get(paula).text
        let secret = try #require(page.split(separator: "/agendas/").dropFirst().first?.prefix(64))
        #expect(!paula.contains(secret))
        let address = "/hill-2027/agendas/\(secret).ics"
        try await SessionsWorld.change(
            "hill-2027,A,2027-10-05,10:00,11:00,workshop,Audits & plans,EN,,,small,,limited,cancelled,,,", registration)
        let second = await world.get(address)
        #expect(second.text.contains(uid) && second.text.contains("STATUS:CANCELLED"))
        for wrong in [
            address.replacing("hill-2027", with: "lakeside-2024"), "/hill-2027/agendas/zz.ics", String(address.dropLast(4)),
        ] {
            #expect(await world.get(wrong).status == 404)
        }
        #expect(await world.get("/en/hill-2027/participation/\(secret)").status == 404)
        try await world.write { try ParticipationStore(tx: $0).addressChanged(of: "paula") }
        #expect(await world.get(address).status == 404)
    }
}
