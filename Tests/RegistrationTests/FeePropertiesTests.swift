// SPDX-License-Identifier: EUPL-1.2
import Registration
import TestKit
import Testing
import Vocabulary

/// Made-up delegations by the hundred: what holds for every quote.
@Suite struct `Every quote` {
    private let delegations: [QuotedDelegation] = {
        var dice = SeededDice(state: 2_027)
        return (0..<300).map { _ in Self.delegation(&dice) }
    }()

    private func quote(_ delegation: QuotedDelegation) throws -> Quote { try FeeExample.schedule.quote(for: delegation) }

    @Test func `adds up as an invoice must`() throws {
        for delegation in delegations {
            let quote = try quote(delegation)
            for line in quote.lines {
                #expect(line.net == line.quantity * line.unitPrice - line.allowances.map(\.cents).reduce(0, +))
            }
            #expect(quote.net == quote.lines.map(\.net).reduce(0, +))
            #expect(quote.net == quote.taxes.map(\.taxable).reduce(0, +))
            #expect(quote.tax == quote.taxes.map(\.amount).reduce(0, +))
            #expect(quote.gross == quote.net + quote.tax)
            for total in quote.taxes {
                #expect(total.taxable == quote.lines.filter { $0.tax == total.tax }.map(\.net).reduce(0, +))
                #expect((total.taxable * total.tax.rate.hundredths + 5_000) / 10_000 == total.amount)
            }
            #expect(Set(quote.lines.map(\.tax)) == Set(quote.taxes.map(\.tax)))
            #expect(quote.lines.map(\.seats).reduce(0, +) == delegation.seats.count)
        }
    }

    @Test func `has nothing below nothing`() throws {
        for delegation in delegations {
            let quote = try quote(delegation)
            let amounts =
                quote.lines.flatMap { [$0.net, $0.unitPrice, $0.seats] } + quote.taxes.flatMap { [$0.taxable, $0.amount] }
            #expect((amounts + [quote.net, quote.tax, quote.gross]).allSatisfy { $0 >= 0 })
            #expect(quote.lines.flatMap(\.allowances).allSatisfy { $0.cents > 0 && $0.seats > 0 })
        }
    }

    @Test func `is the same in whichever order the seats are`() throws {
        var dice = SeededDice(state: 7)
        for delegation in delegations {
            var shuffled = delegation
            shuffled.seats.shuffle(using: &dice)
            #expect(try quote(shuffled) == quote(delegation))
        }
    }

    @Test func `costs the same net when a delegation without shared favours is split`() throws {
        var dice = SeededDice(state: 8)
        for delegation in delegations {
            var whole = delegation
            (whole.isMember, whole.code) = (false, nil)
            let cut = Int.random(in: 0...whole.seats.count, using: &dice)
            var (left, right) = (whole, whole)
            left.seats = Array(whole.seats.prefix(cut))
            right.seats = Array(whole.seats.dropFirst(cut))
            let parts = try [quote(left), quote(right)], together = try quote(whole)
            #expect(parts.map(\.net).reduce(0, +) == together.net)
            // The tax is rounded once for each quote and rate: at most a cent apart for each.
            #expect(abs(parts.map(\.tax).reduce(0, +) - together.tax) <= together.taxes.count)
        }
    }

    @Test func `gives a member the free seats that save most`() throws {
        for delegation in delegations where delegation.seats.count <= 7 {
            var member = delegation
            member.isMember = true
            let free = FeeExample.schedule.freeSeats
            let eligible = member.seats.indices.filter { free.categories.contains(member.seats[$0].category) }
            var least = Int.max
            for first in eligible + [-1] {
                for second in eligible + [-1] {
                    var paying = member
                    paying.isMember = false
                    paying.seats = member.seats.indices.filter { $0 != first && $0 != second }.map { member.seats[$0] }
                    least = min(least, try quote(paying).net)
                }
            }
            #expect(try quote(member).net == least)
        }
    }

    @Test func `costs no more when a seat is given back`() throws {
        for delegation in delegations {
            let before = try quote(delegation).net
            for index in delegation.seats.indices where delegation.seats[index].outcome == .expected {
                var after = delegation
                after.seats[index].outcome = .cancelled(on: FeeExample.march)
                #expect(try quote(after).net <= before)
            }
        }
    }

    private static func delegation(_ dice: inout SeededDice) -> QuotedDelegation {
        let seats = (0..<Int.random(in: 0...12, using: &dice)).map { _ in seat(&dice) }
        var code: GivenCode?
        if Int.random(in: 0..<3, using: &dice) == 0 {
            code = GivenCode(["ALL-TENTH", "ONCE-700"].randomElement(using: &dice) ?? "", on: FeeExample.january)
        }
        // At most three seats may have the code that is good three times, and one that which is good once.
        var left = ["THIRD-OFF": 3, "YOUNG-FREE": 1, "HUNDRED-OFF": 12]
        let coded = seats.map { seat in
            var seat = seat
            let choices = [
                "THIRD-OFF": [FeeCategory.member, .nonMember], "YOUNG-FREE": [.privatePerson], "HUNDRED-OFF": [.nonMember],
            ]
            for (text, categories) in choices.sorted(by: { $0.key < $1.key })
            where seat.code == nil && categories.contains(seat.category) && (left[text] ?? 0) > 0 && Bool.random(using: &dice) {
                seat.code = GivenCode(text, on: FeeExample.january)
                left[text, default: 0] -= 1
            }
            return seat
        }
        return QuotedDelegation(isMember: Bool.random(using: &dice), seats: coded, code: code)
    }

    private static func seat(_ dice: inout SeededDice) -> QuotedSeat {
        let category = FeeExample.schedule.fees.map(\.category).randomElement(using: &dice) ?? .member
        let taken = [FeeExample.january, FeeExample.february, FeeExample.march].randomElement(using: &dice) ?? FeeExample.march
        let outcomes: [QuotedSeat.Outcome] = [
            .expected, .expected, .expected, .noShow, .cancelled(on: taken), .cancelled(on: FeeExample.march),
        ]
        return QuotedSeat(
            category, days: category == .day ? Int.random(in: 1...4, using: &dice) : nil, taken: taken,
            outcome: outcomes.randomElement(using: &dice) ?? .expected)
    }
}
