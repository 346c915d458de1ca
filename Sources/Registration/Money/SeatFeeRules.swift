// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Network
import Vocabulary

extension ActorKind {
    /// Which fee is due for somebody who comes so, for a body: what an organiser set by hand goes before it.
    func fee(of body: DelegationBody, isMember: Bool) -> FeeCategory {
        switch self {
        case .speaker: .speaker
        case .host: .host
        case .journalist: .press
        case .accompanying: .accompanying
        case .researcher, .association: .researchOrNGO
        case .euOfficial, .nationalOfficial: .institution
        // The private sector has one price, whoever of it pays.
        case .company: .privatePerson
        case .elected, .officer, .young:
            switch body {
            case .authority: isMember ? .member : .nonMember
            case .institution: .institution
            case .other: .nonMember
            case .nobody: .privatePerson
            }
        }
    }
}

extension ActorKind {
    /// As what people come who may pay so, for whichever body.
    static func paying(_ category: FeeCategory) -> [ActorKind] {
        let bodies: [DelegationBody] = [.authority("any"), .institution("any"), .other("any"), .nobody]
        return allCases.filter { kind in
            bodies.contains { body in
                kind.canCome(for: body) && [true, false].contains { kind.fee(of: body, isMember: $0) == category }
            }
        }
    }

    private func canCome(for body: DelegationBody) -> Bool { Self.offered(to: body).contains(self) }
}

/// A seat with what was said of its fee by hand.
struct CostedSeat: Sendable, Equatable {
    let seat: Seat
    /// Set by an organiser; nil where it follows from who comes.
    var fee: FeeCategory?
    /// For a seat paid by the day.
    var days: Int?
    var code: GivenCode?
}

/// What the costs of a delegation depend on, read in one transaction.
struct CostFacts: Sendable {
    let fees: FeeVersion
    let body: DelegationBody
    let isMember: Bool
    /// All it ever held, also those given back, by number.
    let seats: [CostedSeat]
    var code: GivenCode?
    let usesElsewhere: [String: Int]
    let zone: TimeZone

    /// The seats that are held.
    var held: [CostedSeat] { seats.filter { $0.seat.givenBackAt == nil } }

    func category(of seat: CostedSeat) -> FeeCategory { seat.fee ?? seat.seat.kind.fee(of: body, isMember: isMember) }

    /// What is owed, as things stand or as if some of the seats ended so.
    func quote(_ ending: [ID<Seat>: QuotedSeat.Outcome] = [:]) throws(QuoteRefusal) -> Quote {
        var quoted: [QuotedSeat] = []
        for one in seats {
            let taken = Day(one.seat.takenAt, in: zone)
            let back = one.seat.givenBackAt.map { Day($0, in: zone) }
            let outcome = back.map { QuotedSeat.Outcome.cancelled(on: $0) } ?? ending[one.seat.id] ?? .expected
            // A seat given back in time is no line of an invoice.
            if case .cancelled(let day) = outcome, fees.schedule.cancellation.charged(on: day) == .none { continue }
            quoted.append(
                QuotedSeat(category(of: one), days: one.days, taken: taken, code: one.code, outcome: outcome))
        }
        return try fees.schedule.quote(
            for: QuotedDelegation(isMember: isMember, seats: quoted, code: code, usesElsewhere: usesElsewhere))
    }

    /// What is owed if the seats that are held all end so.
    func quote(all outcome: QuotedSeat.Outcome) throws(QuoteRefusal) -> Quote {
        try quote(Dictionary(uniqueKeysWithValues: held.map { ($0.seat.id, outcome) }))
    }

    /// What giving everything back will cost, step by step from today on: each counted as it would be then, so that no cent differs.
    func outlook(on today: Day) throws(QuoteRefusal) -> [CancellationOutlook] {
        let terms = fees.schedule.cancellation
        var steps: [CancellationOutlook] = []
        for step in terms.steps where step.until >= today {
            steps.append(
                CancellationOutlook(.until(step.until), step.charged, owed: try quote(all: .cancelled(on: step.until)).net))
        }
        let last = terms.steps.last?.until
        let after = [last?.adding(days: 1), today].compactMap { $0 }.max() ?? today
        steps.append(CancellationOutlook(.after(last), terms.after, owed: try quote(all: .cancelled(on: after)).net))
        steps.append(CancellationOutlook(.noShow, terms.noShow, owed: try quote(all: .noShow).net))
        return steps
    }
}

/// What giving a seat back today changes.
struct ReturnCost: Sendable, Equatable {
    let charged: Percent
    /// Net cents that the delegation owes before and after.
    let before: Int, after: Int
    let currency: Currency
}

extension CostFacts {
    /// Nil where what is owed cannot be said.
    func returning(_ ids: [ID<Seat>], on today: Day) -> ReturnCost? {
        let ending = Dictionary(uniqueKeysWithValues: ids.map { ($0, QuotedSeat.Outcome.cancelled(on: today)) })
        guard let before = try? quote(), let after = try? quote(ending) else { return nil }
        return ReturnCost(
            charged: fees.schedule.cancellation.charged(on: today), before: before.net, after: after.net,
            currency: before.currency)
    }
}
