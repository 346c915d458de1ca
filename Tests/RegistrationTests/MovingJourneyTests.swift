// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Outbox
import People
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `An edition that moves asks who registered alone` {
    private static let list = "/en/hill-2027/organise/registration/applications"

    private func move(_ registration: RegistrationWorld) async throws {
        try await registration.world.write { tx in
            let edition = try #require(try EditionStore(tx: tx).all().first { $0.edition.id == RegistrationWorld.edition })
                .edition
            try RegistrationActs.editionMoved(edition, days: 7, tx)
        }
    }

    /// Sends what is due about the only application.
    private func tell(_ registration: RegistrationWorld, _ timing: RegistrationTiming) async throws {
        let one = try #require(try await registration.applications().first)
        try await registration.world.write { tx in
            try timing.tellApplicantOfMove(tx, one.id.value, [UInt8](repeating: 3, count: 96))
        }
    }

    private func approved(_ registration: RegistrationWorld, as kind: String, body: String) async throws -> (
        page: String, delegation: ID<Delegation>
    ) {
        let page = try await registration.apply(
            as: kind, body: body, answers: [("q-company", "Acme"), ("q-function", "Analyst"), ("q-terms", "yes")])
        let id = try #require(try await registration.applications().first).id
        #expect(await registration.world.as(RegistrationWorld.secretariat).post("\(Self.list)/\(id)/approval").status == 303)
        return (page, try #require(try await registration.applications().first?.delegation))
    }

    @Test(arguments: TestEngine.available)
    func `by a mail of their own, and their yes confirms the place again`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, delegation) = try await approved(registration, as: "company", body: "Acme Analytics")
        #expect(try await registration.facts(delegation).delegation.state == .confirmed)
        #expect(await registration.world.post("\(page)/again").status == 303)
        try await move(registration)
        try await tell(registration, registration.timing)
        #expect(try await registration.facts(delegation).delegation.state == .reserved)
        #expect(try await registration.letters().filter { $0.kind == "own-moved" }.map(\.address) == ["olga@city.example"])
        let kind = RegistrationTimers.movedMail
        let others: Int = try await registration.world.read {
            try $0.rows("SELECT count(*) AS n FROM timer WHERE kind = \(kind)")[0]["n"]
        }
        #expect(others == 0)
        let link = try await registration.link("application", in: "own-moved")
        #expect(await registration.world.get(link).text.contains("Yes, I will come"))
        #expect(await registration.world.post("\(link)/again").status == 303)
        #expect(await registration.world.post("\(link)/again").status == 303)
        #expect(!(await registration.world.get(link).text.contains("Yes, I will come")))
        #expect(try await registration.facts(delegation).delegation.state == .confirmed)
        #expect(try await registration.facts(delegation).delegation.askedAgainAt == nil)
        #expect(try await registration.acts().filter { $0 == "application.confirmed-again" }.count == 1)
        try await tell(registration, registration.timing)
        #expect(try await registration.letters().filter { $0.kind == "own-moved" }.count == 1)
    }

    @Test(arguments: TestEngine.available)
    func `who does not come on the other days gives the place back`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, delegation) = try await approved(registration, as: "company", body: "Acme Analytics")
        try await move(registration)
        #expect(await registration.world.post("\(page)/withdrawal").status == 303)
        #expect(try await registration.facts(delegation).seats == [])
        #expect(await registration.world.post("\(page)/again").status == 422)
        #expect(try await registration.applications().map(\.askedAgainAt) == [nil])
    }

    @Test(arguments: TestEngine.available)
    func `on a seat of an authority the authority is asked`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        _ = try await registration.apply()
        let id = try #require(try await registration.applications().first).id
        #expect(await registration.world.as(RegistrationWorld.secretariat).post("\(Self.list)/\(id)/approval").status == 303)
        // An authority commits itself: nobody does it by letting somebody in.
        #expect(try await registration.facts().delegation.state == .reserved)
        try await registration.do { try $0.confirm(RegistrationWorld.city) }
        try await move(registration)
        #expect(try await registration.facts().delegation.askedAgainAt == registration.world.now)
        #expect(try await registration.applications().map(\.askedAgainAt) == [nil])
    }
}
