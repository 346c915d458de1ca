// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// What seats cost at an edition, and on which terms: a document that is stored and versioned whole.
package struct FeeSchedule: Codable, Hashable, Sendable {
    package var currency: Currency
    package var fees: [Fee]
    /// Why no tax is due, in the words of the law, for the categories that need it (BT-120).
    package var exemptions: [TaxCategory: String]
    package var freeSeats: FreeSeats
    package var codes: [FeeCode]
    package var cancellation: CancellationTerms

    package init(
        currency: Currency = .eur, fees: [Fee], exemptions: [TaxCategory: String] = [:], freeSeats: FreeSeats = .none,
        codes: [FeeCode] = [], cancellation: CancellationTerms = .free
    ) {
        self.currency = currency
        self.fees = fees
        self.exemptions = exemptions
        self.freeSeats = freeSeats
        self.codes = codes
        self.cancellation = cancellation
    }

    /// The fee of those who pay so; nil when the edition has none.
    package func fee(_ category: FeeCategory) -> Fee? { fees.first { $0.category == category } }
}

/// The price of a seat in net cents, for `day` of each day.
package struct Fee: Codable, Hashable, Sendable {
    package var category: FeeCategory
    package var cents: Int
    /// Lower prices for who takes a seat early, by day.
    package var early: [EarlyPrice]
    package var tax: Tax

    package init(_ category: FeeCategory, _ cents: Int, early: [EarlyPrice] = [], tax: Tax) {
        self.category = category
        self.cents = cents
        self.early = early
        self.tax = tax
    }

    /// The price of a seat taken that day.
    package func price(on day: Day) -> Int { early.first { day <= $0.until }?.cents ?? cents }
}

/// A price that holds until a day, that day included.
package struct EarlyPrice: Codable, Hashable, Sendable {
    package var until: Day
    package var cents: Int

    package init(until: Day, _ cents: Int) {
        self.until = until
        self.cents = cents
    }
}

/// How many seats of a member's delegation cost nothing.
///
/// They are the dearest, by what would be owed for them: then nobody saves by the order in which seats are taken, named or
/// swapped, and the member is given what the offer is worth.
package struct FreeSeats: Codable, Hashable, Sendable {
    package var count: Int
    package var categories: [FeeCategory]

    package static let none = FreeSeats(0, [])

    package init(_ count: Int, _ categories: [FeeCategory]) {
        self.count = count
        self.categories = categories
    }
}
