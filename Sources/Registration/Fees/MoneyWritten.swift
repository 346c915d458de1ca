// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

extension Words {
    /// An amount with its currency as CLDR writes it in this language: "€1,234.50", "1 234,50 €".
    package func money(_ cents: Int, _ currency: Currency) -> String {
        // A decimal of ten: exact for every number of cents.
        (Decimal(cents) / 100).formatted(
            .currency(code: currency.rawValue).precision(.fractionLength(2)).locale(language.locale))
    }

    /// "33.33%", with the sign as the language sets it.
    package func percent(_ percent: Percent) -> String {
        (Decimal(percent.hundredths) / 10_000).formatted(.percent.precision(.fractionLength(0...2)).locale(language.locale))
    }
}
