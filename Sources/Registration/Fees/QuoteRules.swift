// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

extension FeeSchedule {
    /// What a delegation owes by this schedule; throws why it cannot be said.
    ///
    /// In this order: the price of the day a seat was taken; the free seats of a member; codes; the part that is owed for a seat
    /// given back; the amount of a delegation's code. One code lowers a seat: its own, else the delegation's.
    package func quote(for delegation: QuotedDelegation) throws(QuoteRefusal) -> Quote {
        var seats = try priced(delegation)
        seats.sort(by: PricedSeat.dearestFirst)
        // Nothing that is summed from here on is more than this sum, so none of it is too large.
        _ = try QuoteAmount.sum(seats.map(\.price))
        let amount = try sharedAmount(of: delegation.code)
        if delegation.isMember { makeFree(&seats, beside: amount) }
        if let amount { take(amount, off: &seats) }
        let uses = codeUses(of: seats)
        try refuseUsedUp(uses, elsewhere: delegation.usesElsewhere)
        return try Quote(lines: lines(of: seats), by: self, codeUses: uses)
    }

    /// The code that was typed, if it may lower a fee of the category, or a delegation's when there is none; else why not.
    package func code(_ given: GivenCode, for category: FeeCategory?) throws(QuoteRefusal) -> FeeCode {
        guard let code = codes.first(where: { $0.text == given.text }) else { throw .unknownCode(given.text) }
        switch (code.scope, category) {
        case (.seat, nil): throw .codeForSeats(code.text)
        case (.delegation, .some): throw .codeForDelegations(code.text)
        default: break
        }
        if let until = code.until, given.day > until { throw .codeExpired(code.text, until: until) }
        if let category, !code.categories.contains(category) { throw .codeNotFor(code.text, category) }
        return code
    }

    private func priced(_ delegation: QuotedDelegation) throws(QuoteRefusal) -> [PricedSeat] {
        let shared: FeeCode? = if let given = delegation.code { try code(given, for: nil) } else { nil }
        var seats: [PricedSeat] = []
        for quoted in delegation.seats {
            var seat = try PricedSeat(quoted, by: self)
            if let given = quoted.code {
                let own = try code(given, for: quoted.category)
                seat.apply(own, allowance: own.benefit.allowance(on: seat.price))
            } else if let shared, shared.serves(seat), shared.sharedAmount == nil {
                seat.apply(shared, allowance: shared.benefit.allowance(on: seat.price))
            }
            seats.append(seat)
        }
        return seats
    }

    private func codeUses(of seats: [PricedSeat]) -> [String: Int] {
        seats.reduce(into: [:]) { uses, seat in
            guard let code = seat.code, seat.usesCode else { return }
            uses[code.text] = code.scope == .delegation ? 1 : uses[code.text, default: 0] + 1
        }
    }

    private func refuseUsedUp(_ uses: [String: Int], elsewhere: [String: Int]) throws(QuoteRefusal) {
        for code in codes {
            guard let limit = code.uses, let here = uses[code.text] else { continue }
            let left = max(0, limit - min(limit, max(0, elsewhere[code.text] ?? 0)))
            if here > left { throw .codeUsedUp(code.text, left: left) }
        }
    }
}
