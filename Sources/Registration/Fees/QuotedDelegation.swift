// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// What a quote depends on, read in the transaction that stores it. Days are those of the edition's zone.
package struct QuotedDelegation: Hashable, Sendable {
    /// Whether the authority is a member: only then are seats free.
    package var isMember: Bool
    package var seats: [QuotedSeat]
    /// The code typed for the whole delegation.
    package var code: GivenCode?
    /// How often other delegations' quotes use each code.
    package var usesElsewhere: [String: Int]

    package init(isMember: Bool, seats: [QuotedSeat], code: GivenCode? = nil, usesElsewhere: [String: Int] = [:]) {
        self.isMember = isMember
        self.seats = seats
        self.code = code
        self.usesElsewhere = usesElsewhere
    }
}

/// A seat as far as its fee goes; who sits in it makes no difference.
package struct QuotedSeat: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case expected
        case cancelled(on: Day)
        case noShow
    }

    package var category: FeeCategory
    /// How many days a seat of category `day` is for; nil for every other.
    package var days: Int?
    package var taken: Day
    package var code: GivenCode?
    package var outcome: Outcome

    package init(
        _ category: FeeCategory, days: Int? = nil, taken: Day, code: GivenCode? = nil, outcome: Outcome = .expected
    ) {
        self.category = category
        self.days = days
        self.taken = taken
        self.code = code
        self.outcome = outcome
    }
}

/// A code as it was typed, and when: one typed in time stays good.
package struct GivenCode: Hashable, Sendable {
    package var text: String
    package var day: Day

    package init(_ text: String, on day: Day) {
        self.text = FeeCode.written(text)
        self.day = day
    }
}
