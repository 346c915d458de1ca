// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Outbox
import Server
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `The secretariat invites, reminds and grants` {
    private static let secretariat = Actor(kind: .account, grants: [Grant(.secretariat, in: .server)], person: "clara", key: "m")
    private static let base = "/en/hill-2027/organise/registration"

    private func letters(_ world: World) async throws -> [(kind: String, address: String, text: String)] {
        try await world.read { tx in
            try tx.rows("SELECT kind, address, body FROM letter ORDER BY created, address, kind").map {
                ($0["kind"], $0["address"], $0["body"])
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `each line becomes a delegation with a mail and a link that works`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Self.secretariat)
        let lines = """
            Lake Metropolis; Anna Muster; anna@metro.example; fr; 9
            fr-mountains\tBruno B.\tbruno@mountains.example
            Institute of Snow; Carla C.; carla@snow.example; de
            """
        #expect(await world.post("\(Self.base)/invitations", [("lines", lines)]).status == 303)
        let sent = try await letters(registration.world)
        #expect(sent.map(\.address) == ["anna@metro.example", "bruno@mountains.example", "carla@snow.example"])
        #expect(Set(sent.map(\.kind)) == ["registration-invitation"])
        let links = sent.compactMap { letter in
            letter.text.split(whereSeparator: \.isWhitespace).first { $0.contains("/invitation/") }.map(String.init)
        }
        #expect(links.count == 3)
        let path = try #require(links.first?.split(separator: "cities.example").last.map(String.init))
        #expect(path.hasPrefix("/fr/hill-2027/invitation/"))
        let page = await registration.world.get(path)
        #expect(page.status == 200)
        #expect(page.text.contains("Métropole du Lac"))
        let list = await world.get(Self.base)
        #expect(list.text.contains("Institute of Snow"))
    }

    @Test(arguments: TestEngine.available)
    func `one line that is wrong keeps all from being sent, and is told by its number`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Self.secretariat)
        let lines = "Lake Metropolis; Anna; anna@metro.example\nLakeside; Bruno; no-address\nLake Metropolis; C; c@d.example"
        let answer = await world.post("\(Self.base)/invitations", [("lines", lines)])
        #expect(answer.status == 422)
        #expect(answer.text.contains("Line 2:"))
        #expect(answer.text.contains("Line 3:"))
        #expect(answer.text.contains("no-address"))
        #expect(try await letters(registration.world).isEmpty)
        #expect(await world.post("\(Self.base)/invitations", [("lines", " \n ")]).status == 422)
    }

    @Test(arguments: TestEngine.available)
    func `a language or number that cannot be read is told by its line`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Self.secretariat)
        let lines =
            "Lake Metropolis; Anna; anna@metro.example; FR; 3\nSnow; X; x@test.example; xx; 3\nIce; Y; y@test.example; ; many"
        let answer = await world.post("\(Self.base)/invitations", [("lines", lines)])
        #expect(answer.status == 422)
        #expect(answer.text.contains("Line 2: Write the language as en, fr, de, it, nl or es, or leave it out."))
        #expect(answer.text.contains("Line 3: Write a number of seats from 1 to 999."))
        #expect(try await letters(registration.world).isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `those who have not answered are reminded, three days later at the earliest`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Self.secretariat)
        _ = await world.post("\(Self.base)/invitations", [("lines", "Lake Metropolis; Anna; anna@metro.example")])
        #expect(await world.post("\(Self.base)/reminders", [("who", "silent")]).status == 303)
        #expect(try await letters(registration.world).count == 1)
        let later = world.at(world.now + 4 * 86_400)
        #expect(await later.get(Self.base).text.contains("Remind 1 delegation"))
        #expect(await later.post("\(Self.base)/reminders", [("who", "silent")]).status == 303)
        #expect(try await letters(registration.world).map(\.kind) == ["registration-invitation", "registration-reminder"])
        #expect(await later.post("\(Self.base)/reminders", [("who", "silent")]).status == 303)
        #expect(try await letters(registration.world).count == 2)
    }

    @Test(arguments: TestEngine.available)
    func `an offer is told by mail, once, while it holds`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine, places: 1)
        let world = registration.world.as(Self.secretariat)
        _ = await world.post("\(Self.base)/invitations", [("lines", "Lake Metropolis; Anna; anna@metro.example")])
        try await registration.reserve(1)
        let metro = try await registration.world.read { tx in
            try DelegationStore(tx: tx).delegation(of: "fr-lake-metro", in: RegistrationWorld.edition)?.id
        }
        let id = try #require(metro)
        try await registration.do { try $0.wait(.officer, for: id, entry: "w") }
        let seat = try await registration.facts().seats[0].id
        try await registration.do { try $0.giveBack(seat, of: RegistrationWorld.city) }
        let timing = RegistrationTiming(registration.world.site.settings)
        let random = [UInt8](repeating: 7, count: 96)
        try await registration.world.write { try timing.tellOffer($0, "w", random) }
        #expect(try await letters(registration.world).map(\.kind).suffix(1) == ["registration-offer"])
        try await registration.at(49 * 3_600).world.write { try timing.tellOffer($0, "w", random) }
        #expect(try await letters(registration.world).count == 2)
        try await registration.at(49 * 3_600).world.write { try timing.endOffers($0, "hill-2027", random) }
        #expect(try await registration.waiting().isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `times and places are kept, and never below what is taken`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(Self.secretariat)
        try await registration.reserve(3)
        let shown = await world.get("\(Self.base)/settings").text
        let seen = String(try #require(shown.firstMatch(of: #/name="seen" value="([^"]*)"/#)).output.1)
        let low = await world.post(
            "\(Self.base)/settings",
            [
                ("opens", "2027-01-01"), ("closes", "2027-09-30"), ("offer-hours", "24"), ("delegation-places", "4"),
                ("places-edition", "2"), ("seen", seen),
            ])
        #expect(low.status == 422)
        #expect(low.text.contains("3 places are taken already"))
        let wrong = await world.post(
            "\(Self.base)/settings",
            [("opens", "2027-09-30"), ("closes", "2027-01-01"), ("offer-hours", "0"), ("delegation-places", "x")])
        #expect(wrong.status == 422)
        let kept = await world.post(
            "\(Self.base)/settings",
            [
                ("opens", "2027-01-01"), ("closes", "2027-09-30"), ("offer-hours", "24"), ("delegation-places", "4"),
                ("places-edition", "700"), ("seen", seen),
            ])
        #expect(kept.status == 303)
        let settings = try #require(
            try await registration.world.read { try RegistrationStore(tx: $0).settings(of: RegistrationWorld.edition) })
        // Midnight in Berlin, and the end of the last day.
        #expect(settings.opens == Date(timeIntervalSince1970: 1_798_758_000))
        #expect(settings.closes == Date(timeIntervalSince1970: 1_822_341_600))
        #expect(settings.offerHours == 24)
    }

    @Test(arguments: TestEngine.available)
    func `a seat is granted beyond the limits, and a new link ends the old ones`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine, places: 0)
        let world = registration.world.as(Self.secretariat)
        let page = "\(Self.base)/\(RegistrationWorld.city)"
        #expect(await world.post("\(page)/grants", [("granted", "speaker")]).status == 303)
        #expect(try await registration.facts().seats.map(\.isAboveQuota) == [true])
        let first = await world.post("\(page)/links")
        #expect(first.status == 200)
        let link = try #require(first.text.split(whereSeparator: { "<>".contains($0) }).first { $0.contains("/invitation/") })
        let path = String(link.split(separator: "cities.example").last ?? "")
        #expect(await registration.world.get(path).status == 200)
        _ = await world.post("\(page)/links")
        #expect(await registration.world.get(path).status == 404)
    }
}
