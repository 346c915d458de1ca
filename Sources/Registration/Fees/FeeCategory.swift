// SPDX-License-Identifier: EUPL-1.2

/// Who pays, and so which fee is due for a seat.
package enum FeeCategory: String, Codable, CaseIterable, Sendable, Hashable {
    case member
    case nonMember = "non-member"
    case institution
    case researchOrNGO = "research-or-ngo"
    /// Of the private sector: a company, and whoever pays out of their own pocket.
    case privatePerson = "private"
    case speaker, host, press, accompanying
    /// Comes for some of the days, and pays for each.
    case day

    /// The place in lists and on quotes.
    var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
