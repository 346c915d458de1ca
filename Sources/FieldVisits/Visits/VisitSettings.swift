// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// How an edition takes wishes and draws.
package struct VisitSettings: Sendable, Equatable {
    /// When wishes are taken from; nil for not yet decided, which is closed.
    package var opens: Date?
    /// When no more wishes count for the draw; whoever comes later joins the waiting list after it.
    package var closes: Date?
    /// Whether several visits may have the same rank.
    package var allowsTies: Bool
    /// Most visits that one may rank; nil for all.
    package var mostRanks: Int?
    package var perPerson: Int
    /// Most of one delegation on one departure, or on one visit; nil for no limit.
    package var perDelegationDeparture: Int?, perDelegationVisit: Int?
    /// By what the draw chooses: the name of a rule of the engine.
    package var rule: String
    /// How long an offer of the waiting list holds its place.
    package var offerHours: Int

    package static let rules = ["generous", "greedy", "minsum", "rankmax", "lottery"]

    package init(
        opens: Date? = nil, closes: Date? = nil, allowsTies: Bool = false, mostRanks: Int? = nil, perPerson: Int = 1,
        perDelegationDeparture: Int? = nil, perDelegationVisit: Int? = nil, rule: String = "generous", offerHours: Int = 24
    ) {
        self.opens = opens
        self.closes = closes
        self.allowsTies = allowsTies
        self.mostRanks = mostRanks
        self.perPerson = perPerson
        self.perDelegationDeparture = perDelegationDeparture
        self.perDelegationVisit = perDelegationVisit
        self.rule = rule
        self.offerHours = offerHours
    }

    /// How far taking wishes has come.
    package enum Standing: Sendable, Equatable { case notDecided, before(Date), open(until: Date?), closed(Date) }

    package func standing(at now: Date) -> Standing {
        guard let opens else { return .notDecided }
        if now < opens { return .before(opens) }
        if let closes, now >= closes { return .closed(closes) }
        return .open(until: closes)
    }
}
