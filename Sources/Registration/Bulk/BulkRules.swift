// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// What an organiser does to several delegations at once.
enum BulkAct: String, Sendable, CaseIterable { case remind, places, confirm, withdraw }

/// A delegation as far as bulk acts go.
struct BulkFacts: Sendable {
    let delegation: Delegation
    let name: String
    let seats: Int, named: Int
    /// Places of its own that are taken or held.
    let taken: Int
    let hasAddress: Bool

    /// Those written to so recently are left alone: a button that is pressed twice writes once.
    private static let quiet: TimeInterval = 3_600

    /// Why nothing is done with it; nil where something is.
    func obstacle(to act: BulkAct, places: Int?, at now: Date) -> Phrase? {
        switch act {
        case .remind:
            if !hasAddress { return "bulk-act.no-address" }
            if let last = delegation.remindedAt, now - last < Self.quiet { return "bulk-act.just-reminded" }
            return delegation.state == .invited || named < seats ? nil : "bulk-act.nothing-missing"
        case .places: return (places ?? 0) < taken ? RegistrationRefusal.belowTaken(taken).phrase : nil
        case .confirm:
            if delegation.state == .confirmed { return "bulk-act.confirmed" }
            return seats == 0 ? RegistrationRefusal.nothingReserved.phrase : nil
        case .withdraw: return delegation.state == .withdrawn ? RegistrationRefusal.withdrawn.phrase : nil
        }
    }
}

private func - (a: Date, b: Date) -> TimeInterval { a.timeIntervalSince(b) }
