// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTTPTypes
import People
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Nobody's mailbox is filled by somebody else` {
    private static let seats = "/en/hill-2027/delegation/fr-lakeside/seats"

    private func links(_ registration: RegistrationWorld, _ count: Int) async throws {
        try await registration.world.write { tx in
            for number in 0..<count {
                try ParticipationStore(tx: tx).add(
                    "hash-\(number)", of: "paula", at: "paula@city.example", in: RegistrationWorld.edition)
            }
        }
    }

    private func due(_ registration: RegistrationWorld) async throws -> Int {
        let kind = RegistrationTimers.ownLinkMail
        return try await registration.world.read { try $0.rows("SELECT count(*) AS n FROM timer WHERE kind = \(kind)")[0]["n"] }
    }

    @Test(arguments: TestEngine.available)
    func `a coordinator sends somebody a few links a day`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let seat = try await registration.participant().seat
        try await registration.world.write { try $0.run("DELETE FROM timer") }
        try await links(registration, ParticipationStore.mostADay - 1)
        let refused = await registration.world.as(RegistrationWorld.coordinator).post("\(Self.seats)/\(seat)/link")
        #expect(refused.status == 422)
        #expect(refused.text.contains("was sent the link several times today"))
        #expect(try await due(registration) == 0)
        let tomorrow = registration.at(86_401)
        #expect(await tomorrow.world.as(RegistrationWorld.coordinator).post("\(Self.seats)/\(seat)/link").status == 303)
        #expect(try await due(registration) == 1)
    }

    @Test(arguments: TestEngine.available)
    func `who asks for links gets them a few times a day, and reads the same every time`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        _ = try await registration.participant()
        try await registration.world.write { try $0.run("DELETE FROM timer") }
        try await links(registration, ParticipationStore.mostADay)
        let later = registration.at(3_600)
        let form = [("address", "paula@city.example")]
        let answer = await later.world.post("/en/hill-2027/registration/links", form)
        let unknown = await later.world.post("/en/hill-2027/registration/links", [("address", "no@city.example")])
        #expect(answer.status == 303 && answer.headers[.location] == unknown.headers[.location])
        #expect(try await due(registration) == 0)
        _ = await registration.at(90_000).world.post("/en/hill-2027/registration/links", form)
        #expect(try await due(registration) == 1)
    }

    @Test(arguments: TestEngine.available)
    func `a delegation names so many people in a day`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let seat = try await registration.reserve(1)[0].id
        try await registration.world.write { tx in
            for number in 0..<Registering.mostNamedADay {
                let id = ID<Person>("p\(number)")
                try PersonStore(tx: tx).add(Person(id: id, badgeName: "P \(number)", language: .en, created: tx.now))
                try tx.run("INSERT INTO delegation_person (person, delegation) VALUES (\(id), \(RegistrationWorld.city))")
            }
        }
        let form = [("name", "Nora Neu"), ("kind", "officer")]
        let refused = await registration.world.as(RegistrationWorld.coordinator).post("\(Self.seats)/\(seat)", form)
        #expect(refused.status == 422)
        #expect(refused.text.contains("value=\"Nora Neu\""))
        #expect(try await registration.facts().seats.map(\.person) == [nil])
        let tomorrow = registration.at(86_401).world.as(RegistrationWorld.coordinator)
        #expect(await tomorrow.post("\(Self.seats)/\(seat)", form).status == 303)
    }

    @Test(arguments: TestEngine.available)
    func `who registers again and again is written to so often in a day`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let form = [("name", "Olga"), ("address", "olga@city.example"), ("body", "Seestadt")]
        for hour in 0..<6 {
            for _ in 0..<5 {
                _ = await registration.at(Double(hour) * 3_601).world.post("/en/hill-2027/registration/officer", form)
            }
        }
        #expect(try await registration.letters().count == 15)
    }
}
