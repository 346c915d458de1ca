// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import Outbox
import People
import Server
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Somebody under age on a seat of a delegation` {
    private static let delegation = "/en/hill-2027/delegation/fr-lakeside"
    private static let awaited = "A guardian has not agreed yet"

    private static func answers(_ mail: String = "greta@home.example", underAge: String = "yes") -> [(String, String)] {
        [
            ("q-under-age", underAge), ("q-guardian-name", "Greta"), ("q-guardian-mail", mail),
            ("q-guardian-phone", "+32 2 123 45 67"), ("q-guardian-consent", "yes"), ("q-terms", "yes"),
        ]
    }

    /// Sends what is due to the guardian.
    private func ask(_ registration: RegistrationWorld, _ seed: UInt8) async throws -> String {
        let timing = registration.timing
        try await registration.world.write { tx in
            try timing.askGuardian(tx, "hill-2027:paula", [UInt8](repeating: seed, count: 96))
        }
        return "/en/hill-2027/guardian/\(Secret([UInt8](repeating: seed, count: 32)).text)"
    }

    @Test(arguments: TestEngine.available)
    func `a guardian is asked, the seat says so until they agree`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (world, coordinator) = (registration.world, registration.world.as(RegistrationWorld.coordinator))
        let (page, seat) = try await registration.participant(kind: .young)
        #expect(!(await coordinator.get(Self.delegation).text.contains(Self.awaited)))
        #expect(await world.post(page, Self.answers()).status == 303)
        let guardian = try await ask(registration, 1)
        let told = try await registration.letters().filter { $0.kind == "own-guardian" }
        #expect(told.map(\.address) == ["greta@home.example"])
        #expect(await coordinator.get(Self.delegation).text.contains(Self.awaited))
        #expect(await coordinator.get("\(Self.delegation)/seats/\(seat)").text.contains("has not agreed yet"))
        #expect(await world.get(page).text.contains("Written to, has not agreed yet"))
        #expect(await world.get(guardian).text.contains("Paula Petit"))
        #expect(await world.get(guardian.replacing("hill-2027", with: "lakeside-2024")).status == 404)
        #expect(await world.post(guardian).status == 303)
        #expect(await world.post(guardian).status == 303)
        #expect(await world.get(guardian).text.contains("You have agreed"))
        #expect(!(await coordinator.get(Self.delegation).text.contains(Self.awaited)))
        #expect(try await registration.acts().filter { $0 == "guardian.agreed" }.count == 1)
        // What one click gave, one click takes back.
        #expect(await world.post("\(guardian)/withdrawal").status == 303)
        #expect(await world.post("\(guardian)/withdrawal").status == 303)
        #expect(await coordinator.get(Self.delegation).text.contains(Self.awaited))
        #expect(await world.post(guardian).status == 303)
        #expect(!(await coordinator.get(Self.delegation).text.contains(Self.awaited)))
    }

    @Test(arguments: TestEngine.available)
    func `the same answers ask nobody again, another guardian is asked anew`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (world, coordinator) = (registration.world, registration.world.as(RegistrationWorld.coordinator))
        let page = try await registration.participant(kind: .young).page
        #expect(await world.post(page, Self.answers()).status == 303)
        let first = try await ask(registration, 1)
        #expect(await world.post(first).status == 303)
        #expect(await world.post(page, Self.answers()).status == 303)
        #expect(!(await coordinator.get(Self.delegation).text.contains(Self.awaited)))
        #expect(await world.post(page, Self.answers("gustav@home.example")).status == 303)
        #expect(await coordinator.get(Self.delegation).text.contains(Self.awaited))
        #expect(await world.get(first).status == 404)
        #expect(await world.post(try await ask(registration, 2)).status == 303)
        #expect(!(await coordinator.get(Self.delegation).text.contains(Self.awaited)))
    }

    @Test(arguments: TestEngine.available)
    func `who is of age after all needs nobody`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let page = try await registration.participant(kind: .young).page
        _ = await registration.world.post(page, Self.answers())
        let guardian = try await ask(registration, 1)
        #expect(await registration.world.post(page, Self.answers(underAge: "no")).status == 303)
        #expect(await registration.world.get(guardian).status == 404)
        let shown = await registration.world.as(RegistrationWorld.coordinator).get(Self.delegation)
        #expect(!shown.text.contains(Self.awaited))
    }

    @Test(arguments: TestEngine.available)
    func `nobody is their own guardian`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let page = try await registration.participant(kind: .young).page
        let refused = await registration.world.post(page, Self.answers("PAULA@city.example"))
        #expect(refused.status == 422)
        #expect(refused.text.contains("Give the address of the guardian, not your own."))
        #expect(refused.text.contains("value=\"PAULA@city.example\""))
        #expect(try await registration.answers() == nil)
    }

    @Test(arguments: TestEngine.available)
    func `nobody fills mailboxes by naming guardian after guardian`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let page = try await registration.participant(kind: .young).page
        for number in 1...Application.mostGuardians {
            #expect(await registration.world.post(page, Self.answers("g\(number)@home.example")).status == 303)
        }
        let refused = await registration.world.post(page, Self.answers("more@home.example"))
        #expect(refused.status == 422)
        #expect(refused.text.contains("You have named 5 guardians."))
        #expect(refused.text.contains("value=\"more@home.example\""))
        #expect(try await registration.answers().flatMap(Guardianship.init)?.address == "g5@home.example")
    }
}
