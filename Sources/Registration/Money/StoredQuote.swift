// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// What a quote said when it was made: changes of fees, names and seats do not touch it.
struct QuotePaper: Codable, Sendable, Equatable {
    var quote: Quote
    /// Whom it is for; empty where it is a person, who is named by the delegation alone.
    var body: String
    /// ISO 3166-1 alpha-2; empty where it has none.
    var country: String
    /// Who makes it.
    var seller: String
    /// The version of the schedule it was counted by.
    var version: Int
    var day: Day
    var terms: CancellationTerms

    static func read(_ document: Data) throws -> QuotePaper { try JSONDecoder().decode(QuotePaper.self, from: document) }

    func written() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

/// A quote as it is kept.
struct StoredQuote: Sendable, Equatable {
    let number: QuoteNumber
    let created: Date
    /// What the authority ordered by when it was made; empty where it had not said.
    let orderNumber: String
    let paper: QuotePaper
}
