// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Network
import People
import TestKit
import Vocabulary

@testable import Registration

/// The small world of the tests, with an edition that takes registrations and three delegations.
struct RegistrationWorld {
    static let edition: ID<Edition> = "hill-2027"
    static let city: ID<Delegation> = "d-city", hill: ID<Delegation> = "d-hill", alone: ID<Delegation> = "d-alone"

    let world: World

    /// - Parameter places: how many the edition has; nil for as many as asked for.
    init(_ engine: TestEngine, places: Int? = 6, delegationPlaces: Int = 4) async throws {
        world = try await World(engine)
        try await world.write { tx in
            let store = RegistrationStore(tx: tx)
            try store.keep(
                RegistrationSettings(
                    opens: tx.now - 86_400, closes: tx.now + 30 * 86_400, namesDue: Day(tx.now + 20 * 86_400, in: .gmt),
                    delegationPlaces: delegationPlaces), of: Self.edition)
            try TermsStore(tx: tx).keep(
                Terms(edition: Self.edition, number: 1, texts: [.en: "# Your place\n\nBe <kind>."], kept: tx.now))
            if let places { try store.set(places, for: .edition, of: Self.edition) }
            try DelegationStore(tx: tx).add([
                Self.delegation(Self.city, .authority("fr-lakeside"), "FR", tx.now),
                Self.delegation(Self.hill, .authority("de-hill"), "DE", tx.now),
                Self.delegation(Self.alone, .nobody, "", tx.now),
            ])
            for id in [Self.city, Self.hill] { try store.set(delegationPlaces, for: .delegation(id), of: Self.edition) }
        }
    }

    private static func delegation(
        _ id: ID<Delegation>, _ body: DelegationBody, _ country: String, _ now: Date
    ) -> Delegation {
        Delegation(id: id, edition: edition, body: body, country: country, language: .en, invitedAt: now - 3_600)
    }

    func at(_ seconds: TimeInterval) -> RegistrationWorld { RegistrationWorld(world: world.at(world.now + seconds)) }
    private init(world: World) { self.world = world }

    /// Does something in a transaction of its own.
    @discardableResult
    func `do`<T: Sendable>(_ body: @escaping @Sendable (Registering) throws -> T) async throws -> T {
        try await world.write { tx in try body(try Registering(Self.edition, tx)) }
    }

    @discardableResult
    func reserve(_ count: Int, _ kind: ActorKind = .officer, for id: ID<Delegation> = city, _ name: String = "a") async throws
        -> [Seat]
    {
        try await self.do { try $0.reserve([kind: count], for: id, ids: (0..<count).map { ID("\(name)-\(id)-\($0)") }) }
    }

    func facts(_ id: ID<Delegation> = city) async throws -> DelegationFacts { try await self.do { try $0.facts(id) } }

    func waiting() async throws -> [Waiting] {
        try await world.read { try WaitingStore(tx: $0).open(of: Self.edition) }
    }

    /// How many places each scope has taken, as it is counted on and as it is counted anew.
    func counts() async throws -> [(kept: Int, counted: Int)] {
        try await world.read { tx in
            let scopes: [QuotaScope] =
                [.edition, .delegation(Self.city), .delegation(Self.hill)] + ActorKind.allCases.map(QuotaScope.kind)
            let quotas = try RegistrationStore(tx: tx).quotas(of: Self.edition, scopes)
            return try quotas.map { ($0.value.taken, try SeatStore(tx: tx).taken($0.key, of: Self.edition)) }
        }
    }

    func acts() async throws -> [String] {
        try await world.read { tx in
            try tx.rows("SELECT verb FROM act ORDER BY number").map { $0["verb"] }
        }
    }
}

extension RegistrationWorld {
    func person(_ id: ID<Person>, _ name: String) async throws {
        try await world.write { tx in
            try PersonStore(tx: tx).add(Person(id: id, badgeName: name, language: .en, created: tx.now))
        }
    }
}
