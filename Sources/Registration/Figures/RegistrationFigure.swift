// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Vocabulary

/// What is counted of registration. Each has a definition in words: `figure-of.definition.…`.
package enum RegistrationFigure: String, Sendable, Hashable, CaseIterable {
    /// Seats that are held, with or without a name.
    case registered
    /// Seats that somebody is named for.
    case named
    /// Authorities whose delegation is confirmed.
    case confirmed
    /// Countries of delegations that hold at least one seat.
    case countries
    /// Places that are waited for; one that is offered is not.
    case waiting

    /// By what it can be told apart.
    var breakdowns: [FigureBreakdown] {
        switch self {
        case .registered: [.all, .country, .kind, .authority]
        case .named: [.all, .country, .kind]
        case .confirmed: [.all, .country]
        case .countries: [.all]
        case .waiting: [.all, .kind]
        }
    }

    /// Whether a day that passed can be counted anew exactly. When seats were taken, named and given back is kept for ever; a
    /// confirmation that was taken back leaves no trace in the delegation.
    package var isExactLater: Bool { self != .confirmed }
}

/// By what a figure is told apart.
package enum FigureBreakdown: String, Sendable, Hashable, CaseIterable { case all, country, kind, authority }

/// One number: which figure, of what.
struct FigureKey: Sendable, Hashable {
    var figure: RegistrationFigure
    var breakdown = FigureBreakdown.all
    /// A country, a kind of actor or an authority, by its code or id; empty for all, and where there is none.
    var name = ""
}

/// A number as it was at the end of a day.
struct FigureSnapshot: Sendable, Equatable {
    let edition: ID<Edition>
    let day: Day
    let key: FigureKey
    let value: Int
    /// Whether it was counted after its day had passed.
    let isLate: Bool
    /// Whether nobody counted it: a demonstration has a past that was not.
    var isInvented = false
}
