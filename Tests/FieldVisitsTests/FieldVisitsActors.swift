// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import TestKit
import Vocabulary

@testable import FieldVisits

extension FieldVisitsWorld {
    static let secretariat = Actor(
        kind: .account, grants: [Grant(.secretariat, in: .edition("hill-2027"))], person: "clara", key: "m")
    static let otherSecretariat = Actor(
        kind: .account, grants: [Grant(.secretariat, in: .edition("lakeside-2024"))], person: "david", key: "n")
    static let press = Actor(
        kind: .account, grants: [Grant(.pressOfficer, in: .edition("hill-2027"))], person: "eva", key: "o")
    static let leader = Actor(
        kind: .account, grants: [Grant(.visitLeader, in: .edition("hill-2027"))], person: "fred", key: "p")
    static let coordinator = Actor(
        kind: .account, grants: [Grant(.delegationCoordinator, in: .authority("fr-lakeside"))], person: "anna", key: "k")
    static let neighbour = Actor(
        kind: .account, grants: [Grant(.delegationCoordinator, in: .authority("de-hill"))], person: "bruno", key: "l")
    /// Who holds the seat `s-ana`, and who holds none.
    static let ana = Actor(
        kind: .account, grants: [Grant(.holder, in: .server), Grant(.reader, in: .server)], person: "ana", key: "q")
    static let nobody = Actor(
        kind: .account, grants: [Grant(.holder, in: .server), Grant(.reader, in: .server)], person: "gina", key: "r")

    /// The page of somebody's own link.
    func ownPage(of person: String) async throws -> String {
        let secret = Secret(Array("\(person)0123456789abcdef0123456789".utf8))
        try await world.write { tx in
            try tx.run(
                """
                INSERT INTO participation_link (hash, edition, person, address, created)
                VALUES (\(secret.hash), \(Self.edition), \(person), 'a@city.example', \(tx.now.milliseconds))
                """)
        }
        return "/en/hill-2027/participation/\(secret.text)"
    }

    /// "1 V01 2 V02" of a seat.
    func wishes(_ seat: String) async throws -> String {
        try await world.read { tx in
            try WishStore(tx: tx).lists(of: [ID(seat)])[ID(seat)]?.wishes.map { "\($0.rank) \($0.visit)" }.joined(separator: " ")
                ?? "none"
        }
    }

    func acts(about verb: String) async throws -> Int {
        try await world.read { try $0.rows("SELECT count(*) AS n FROM act WHERE verb = \(verb)")[0]["n"] }
    }
}
