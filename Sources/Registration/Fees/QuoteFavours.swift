// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// A code that takes an amount off what a delegation owes, once.
struct SharedAmount {
    let code: FeeCode, cents: Int

    /// Seats with a code of their own keep that.
    func serves(_ seat: PricedSeat) -> Bool { seat.code == nil && code.serves(seat) }
}

// What is given to a delegation as a whole. Seats come dearest first.
extension FeeSchedule {
    func sharedAmount(of given: GivenCode?) throws(QuoteRefusal) -> SharedAmount? {
        guard let given else { return nil }
        let code = try code(given, for: nil)
        return code.sharedAmount.map { SharedAmount(code: code, cents: $0) }
    }

    /// Makes those seats free that save most. Without a shared amount these are the dearest. With one, so many of the seats it
    /// would serve are free that no part of the amount is lost on them: each number of them is tried.
    func makeFree(_ seats: inout [PricedSeat], beside amount: SharedAmount?) {
        let eligible = seats.indices.filter { freeSeats.categories.contains(seats[$0].category) && seats[$0].owed > 0 }
        let served = eligible.filter { amount?.serves(seats[$0]) ?? false }
        let others = eligible.filter { !(amount?.serves(seats[$0]) ?? false) }
        let owedByServed = seats.filter { amount?.serves($0) ?? false }.map(\.owed).reduce(0, +)
        let count = min(max(0, freeSeats.count), eligible.count)
        var best = (saved: -1, free: [Int]())
        for number in max(0, count - others.count)...min(count, served.count) {
            let freeAndServed = served.prefix(number), free = freeAndServed + others.prefix(count - number)
            let left = owedByServed - freeAndServed.map { seats[$0].owed }.reduce(0, +)
            let saved = free.map { seats[$0].owed }.reduce(0, +) + min(amount?.cents ?? 0, left)
            if saved > best.saved { best = (saved, Array(free)) }
        }
        for index in best.free { seats[index].isFree = true }
    }

    /// Takes the amount off what is owed, of the dearest seats first.
    func take(_ amount: SharedAmount, off seats: inout [PricedSeat]) {
        var left = amount.cents
        for index in seats.indices where !seats[index].isFree && amount.serves(seats[index]) {
            let part = min(left, seats[index].owed)
            guard part > 0 else { continue }
            seats[index].take(part, of: amount.code)
            left -= part
        }
    }
}

extension FeeCode {
    /// An amount for the whole delegation; nil for every other benefit.
    var sharedAmount: Int? { if case .amount(let cents) = benefit, scope == .delegation { max(0, cents) } else { nil } }

    /// Whether a delegation's code lowers this seat: not one that is added after its last day.
    func serves(_ seat: PricedSeat) -> Bool { categories.contains(seat.category) && holds(on: seat.taken) }
}
