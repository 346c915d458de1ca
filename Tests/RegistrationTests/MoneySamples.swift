// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import TestKit
import Vocabulary

@testable import Registration

/// Who asks, and what things cost, in the tests of money, figures and files.
enum Asking {
    static let base = "/en/hill-2027/organise/registration"
    static let token = "0123456789abcdefghjkmnpqrstvwxyz"
    static let link = "/en/hill-2027/invitation/\(token)"
    static let secretariat = Actor(
        kind: .account, grants: [Grant(.secretariat, in: .server)], person: "clara", key: "m")
    static let ownSecretariat = Actor(
        kind: .account, grants: [Grant(.secretariat, in: .edition("hill-2027"))], person: "clara", key: "m")
    static let otherSecretariat = Actor(
        kind: .account, grants: [Grant(.secretariat, in: .edition("lakeside-2024"))], person: "david", key: "n")
    static let coordinator = Actor(
        kind: .account, grants: [Grant(.delegationCoordinator, in: .authority("fr-lakeside"))], person: "anna", key: "k")
    static let neighbour = Actor(
        kind: .account, grants: [Grant(.delegationCoordinator, in: .authority("de-hill"))], person: "bruno", key: "l")
    static let desk = Actor(
        kind: .account, grants: [Grant(.registrationDesk, in: .edition("hill-2027"))], person: "emil", key: "o")
}

extension RegistrationWorld {
    /// The first day of the world, in the zone of its edition.
    var today: Day { Day(world.now, in: TimeZone(identifier: "Europe/Berlin") ?? .gmt) }

    /// Members pay 300, others 400, with 21 % of tax; one seat of a member is free.
    func schedule(_ change: (inout FeeSchedule) -> Void = { _ in }) throws -> FeeSchedule {
        let tax = Tax(.standard, Percent(hundredths: 2_100) ?? .none)
        guard let until = today.adding(days: 10), let later = today.adding(days: 20), let half = Percent(hundredths: 5_000) else {
            throw FeeScheduleRefusal.unreadable
        }
        var schedule = FeeSchedule(
            fees: [
                Fee(.member, 30_000, early: [EarlyPrice(until: until, 25_000)], tax: tax), Fee(.nonMember, 40_000, tax: tax),
                Fee(.privatePerson, 10_000, tax: tax), Fee(.accompanying, 5_000, tax: tax), Fee(.day, 12_000, tax: tax),
            ],
            freeSeats: FreeSeats(1, [.member]),
            codes: [
                FeeCode(
                    "WELCOME10", .percent(Percent(hundredths: 1_000) ?? .none), for: [.member, .nonMember], per: .delegation,
                    uses: 1),
                FeeCode("ONE-SEAT", .free, for: [.member, .nonMember]),
            ],
            cancellation: CancellationTerms(
                steps: [.init(until: until, .none), .init(until: later, half)], after: .all, noShow: .all))
        change(&schedule)
        return try schedule.checked()
    }

    /// The world with fees, and a link to the delegation of the city.
    static func priced(
        _ engine: TestEngine, places: Int? = nil, _ change: @escaping @Sendable (inout FeeSchedule) -> Void = { _ in }
    ) async throws -> RegistrationWorld {
        let world = try await RegistrationWorld(engine, places: places)
        let schedule = try world.schedule(change)
        try await world.world.write { tx in
            try FeeStore(tx: tx).keep(schedule, of: edition)
            try DelegationStore(tx: tx).add(links: [(city, Hash.of(Asking.token))])
        }
        return world
    }

    func quotes() async throws -> [(number: Int, delegation: String, order: String, document: String)] {
        try await world.read { tx in
            try tx.rows("SELECT number, delegation, order_number, document FROM quote ORDER BY number").map {
                ($0["number"], $0["delegation"], $0["order_number"], $0["document"])
            }
        }
    }
}
