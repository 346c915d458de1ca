// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import Outbox
import People
import Server
import TestKit
import Vocabulary

@testable import Registration

extension RegistrationWorld {
    static let coordinator = Actor(
        kind: .account, grants: [Grant(.delegationCoordinator, in: .authority("fr-lakeside"))], person: "anna", key: "k")
    static let neighbour = Actor(
        kind: .account, grants: [Grant(.delegationCoordinator, in: .authority("de-hill"))], person: "bruno", key: "l")
    static let secretariat = Actor(
        kind: .account, grants: [Grant(.secretariat, in: .edition("hill-2027"))], person: "clara", key: "m")
    static let otherSecretariat = Actor(
        kind: .account, grants: [Grant(.secretariat, in: .edition("lakeside-2024"))], person: "david", key: "n")
    static let press = Actor(
        kind: .account, grants: [Grant(.pressOfficer, in: .edition("hill-2027"))], person: "eva", key: "o")

    var timing: RegistrationTiming { RegistrationTiming(world.site.settings) }

    /// Somebody of the city who holds a seat and got the link to their own page. Returns the page's address.
    func participant(
        _ name: String = "Paula Petit", _ id: ID<Person> = "paula", kind: ActorKind = .officer
    ) async throws -> (page: String, seat: ID<Seat>) {
        try await person(id, name)
        try await world.write { tx in
            try PersonStore(tx: tx).keep(PersonAddress(person: id, address: "\(id)@city.example", isPreferred: true))
        }
        let seat = try await reserve(1, kind, "of-\(id)")[0].id
        try await self.do { try $0.name(seat, id, of: Self.city) }
        return ("/en/hill-2027/participation/\(try await told(id))", seat)
    }

    /// Sends what is due to somebody, and returns what opens their page.
    func told(_ id: ID<Person>) async throws -> String {
        let random = [UInt8](
            (0..<96).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ id.value.utf8.reduce(0) { Int($0) &+ Int($1) }) })
        try await world.write { [timing] tx in try timing.tellParticipant(tx, "\(Self.edition):\(id)", random) }
        return Secret(Array(random.prefix(32))).text
    }

    func letters() async throws -> [(kind: String, address: String, text: String)] {
        try await world.read { tx in
            try tx.rows("SELECT kind, address, body FROM letter ORDER BY created, kind, address").map {
                ($0["kind"], $0["address"], $0["body"])
            }
        }
    }

    func answers(_ person: ID<Person> = "paula") async throws -> Answers? {
        try await world.read { try AnswersStore(tx: $0).answers(of: person, in: Self.edition)?.answers }
    }

    func applications() async throws -> [Application] {
        try await world.read { tx in
            try tx.rows("SELECT id FROM application ORDER BY created, id").compactMap {
                try ApplicationStore(tx: tx).application($0["id"])
            }
        }
    }

    /// The path of the newest link of a kind that a mail brought.
    func link(_ part: String, in kind: String, to address: String? = nil) async throws -> String {
        let text = try await letters().last { $0.kind == kind && $0.address == address ?? $0.address }?.text ?? ""
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.first { $0.contains("/\(part)/") }.map { String($0.replacing("https://cities.example", with: "")) } ?? "none"
    }

    /// Somebody asks to come, follows the link and answers. Returns the address of their page.
    func apply(
        as kind: String = "officer", name: String = "Olga Offizier", address: String = "olga@city.example",
        body: String = "Seestadt", answers: [(String, String)] = [("q-function", "Officer"), ("q-terms", "yes")]
    ) async throws -> String {
        _ = await world.post(
            "/en/hill-2027/registration/\(kind)", [("name", name), ("address", address), ("body", body), ("language", "en")])
        let page = try await link("application", in: "own-confirmation", to: address)
        _ = await world.post("\(page)/confirmation")
        _ = await world.post(page, answers)
        return page
    }
}
