// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// A word that lowers fees: for some who pay, so many times, until a day.
package struct FeeCode: Codable, Hashable, Sendable {
    /// Typed once for a delegation, or given to a seat.
    package enum Scope: String, Codable, CaseIterable, Sendable { case delegation, seat }

    package var text: String
    package var benefit: FeeBenefit
    package var categories: [FeeCategory]
    package var scope: Scope
    /// How many seats, or delegations, it may serve; nil when there is no limit.
    package var uses: Int?
    /// The last day; nil when there is none.
    package var until: Day?

    package init(
        _ text: String, _ benefit: FeeBenefit, for categories: [FeeCategory], per scope: Scope = .seat, uses: Int? = nil,
        until: Day? = nil
    ) {
        self.text = text
        self.benefit = benefit
        self.categories = categories
        self.scope = scope
        self.uses = uses
        self.until = until
    }

    /// What was typed as codes are kept: in capitals, without spaces around.
    package static func written(_ typed: String) -> String {
        typed.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
    }

    /// Capitals, digits and hyphens; at least six signs, since a code is worth money and may be guessed at.
    static func isWellFormed(_ text: String) -> Bool {
        6...32 ~= text.utf8.count && text.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    func holds(on day: Day) -> Bool { until.map { day <= $0 } ?? true }
}

/// By how much a code lowers a fee: never below nothing.
package enum FeeBenefit: Hashable, Sendable {
    case percent(Percent)
    /// Net cents: for each seat, or once for a delegation.
    case amount(Int)
    case free

    /// What is taken off a price; the rest of an amount is lost.
    func allowance(on price: Int) -> Int {
        switch self {
        case .percent(let percent): percent.of(price)
        case .amount(let cents): min(max(cents, 0), price)
        case .free: price
        }
    }
}

extension FeeBenefit: Codable {
    private enum Key: String, CodingKey, CaseIterable { case percent, cents, free }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch container.allKeys {
        case [.percent]: self = .percent(try container.decode(Percent.self, forKey: .percent))
        case [.cents]: self = .amount(try container.decode(Int.self, forKey: .cents))
        case [.free] where try container.decode(Bool.self, forKey: .free): self = .free
        default:
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not one benefit"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .percent(let percent): try container.encode(percent, forKey: .percent)
        case .amount(let cents): try container.encode(cents, forKey: .cents)
        case .free: try container.encode(true, forKey: .free)
        }
    }
}
