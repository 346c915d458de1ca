// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@testable import Registration

@Suite struct `What a seat costs follows from who comes for whom` {
    @Test(arguments: [
        (ActorKind.elected, DelegationBody.authority("a"), true, FeeCategory.member),
        (.officer, .authority("a"), false, .nonMember), (.young, .authority("a"), true, .member),
        (.officer, .institution("i"), false, .institution), (.officer, .other("Guild"), false, .nonMember),
        (.young, .nobody, false, .privatePerson), (.researcher, .institution("i"), false, .researchOrNGO),
        (.association, .other("Guild"), false, .researchOrNGO), (.company, .other("Works"), false, .privatePerson),
        (.euOfficial, .nobody, false, .institution), (.nationalOfficial, .other("Ministry"), false, .institution),
        (.journalist, .nobody, false, .press), (.speaker, .authority("a"), true, .speaker), (.host, .authority("a"), true, .host),
        (.accompanying, .authority("a"), true, .accompanying),
    ])
    func `each has its fee`(_ kind: ActorKind, _ body: DelegationBody, _ isMember: Bool, _ fee: FeeCategory) {
        #expect(kind.fee(of: body, isMember: isMember) == fee)
    }

    @Test func `a price says as what people come who pay it`() {
        #expect(ActorKind.paying(.member) == [.elected, .officer, .young])
        #expect(ActorKind.paying(.privatePerson) == [.company, .young])
        #expect(ActorKind.paying(.institution) == [.euOfficial, .nationalOfficial])
        #expect(ActorKind.paying(.researchOrNGO) == [.researcher, .association])
        #expect(ActorKind.paying(.press) == [.journalist])
        #expect(ActorKind.paying(.day) == [])
    }

    // MARK: Money examples

    private static let day = Day(2027, 1, 10) ?? Day(Date(timeIntervalSince1970: 0), in: .gmt)

    /// Three seats of a member at 300, the first of them free, of which the last is given back as it is said.
    private func facts(backAfter days: Int? = nil) throws -> CostFacts {
        let tax = Tax(.standard, try #require(Percent(hundredths: 2_100)))
        let half = try #require(Percent(hundredths: 3_333))
        let until = try #require(Self.day.adding(days: 10)), later = try #require(Self.day.adding(days: 20))
        let schedule = try FeeSchedule(
            fees: [Fee(.member, 30_001, tax: tax)], freeSeats: FreeSeats(1, [.member]),
            cancellation: CancellationTerms(
                steps: [.init(until: until, .none), .init(until: later, half)], after: .all, noShow: .all)
        ).checked()
        let start = Self.day.midnightUTC
        let seats = (1...3).map { number in
            CostedSeat(
                seat: Seat(
                    id: ID("s-\(number)"), delegation: "d", number: number, kind: .officer, takenAt: start,
                    givenBackAt: number == 3 ? days.map { start + Double($0) * 86_400 } : nil))
        }
        return CostFacts(
            fees: FeeVersion(version: 1, since: start, schedule: schedule), body: .authority("a"), isMember: true, seats: seats,
            usesElsewhere: [:], zone: .gmt)
    }

    @Test func `two of three seats are paid, tax is counted once`() throws {
        let quote = try facts().quote()
        #expect(quote.lines.map(\.seats) == [3])
        #expect(quote.net == 60_002)
        #expect(quote.tax == 12_600)
        #expect(quote.gross == 72_602)
    }

    @Test func `a seat given back in time is no line, one given back later is owed in part`() throws {
        let early = try facts(backAfter: 10).quote()
        #expect(early.lines.map(\.standing) == [.expected])
        #expect(early.net == 30_001)
        // 33.33 % of 300.01, rounded to the cent.
        let late = try facts(backAfter: 11).quote()
        #expect(late.lines.map(\.standing) == [.expected, .cancelled])
        #expect(late.net == 30_001 + 9_999)
    }

    @Test func `giving back says before what it changes`() throws {
        let facts = try facts()
        let soon = facts.returning(["s-3"], on: try #require(Self.day.adding(days: 1)))
        #expect(soon == ReturnCost(charged: .none, before: 60_002, after: 30_001, currency: .eur))
        let all = facts.returning(["s-1", "s-2", "s-3"], on: try #require(Self.day.adding(days: 40)))
        #expect(all == ReturnCost(charged: .all, before: 60_002, after: 60_002, currency: .eur))
    }

    @Test func `the outlook is counted to the cent and leaves out what has passed`() throws {
        let facts = try facts()
        #expect(try facts.outlook(on: Self.day).map(\.owed) == [0, 2 * 9_999, 60_002, 60_002])
        let later = try #require(Self.day.adding(days: 15))
        #expect(try facts.outlook(on: later).map(\.owed) == [2 * 9_999, 60_002, 60_002])
    }

    @Test func `a way of paying without a fee is told, not guessed`() throws {
        var facts = try facts()
        facts = facts.changing("s-1") { $0.fee = .press }
        #expect(throws: QuoteRefusal.noFee(.press)) { try facts.quote() }
        #expect(facts.returning(["s-1"], on: Self.day) == nil)
    }
}
