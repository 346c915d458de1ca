// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// What can be wished for in an edition, and whether it can be now.
struct WishFacts: Sendable {
    let edition: Edition
    let settings: VisitSettings
    /// Those that can be wished for.
    let visits: [FieldVisit]
    /// Whether a draw is promised whose result nobody knows yet.
    let awaitsDraw: Bool
    let now: Date

    var zone: TimeZone { TimeZone(identifier: edition.zone) ?? .gmt }
    var standing: VisitSettings.Standing { settings.standing(at: now) }
    /// Whether a list can be kept: also after the closing, for the waiting list.
    var isOpen: Bool {
        switch standing {
        case .notDecided, .before: false
        case .open, .closed: !isOver
        }
    }
    /// Whether what is kept now counts only for the waiting list.
    var isLate: Bool { if case .closed = standing { true } else { false } }
    /// Whether a list takes part in a draw that is still to be published: it stays as it was at the closing.
    func isFixed(_ list: WishList?) -> Bool {
        guard awaitsDraw, case .closed(let closed) = standing, let list else { return false }
        return !list.wishes.isEmpty && list.savedAt < closed
    }
    var isOver: Bool { edition.dates.isOver(on: Day(now, in: zone)) }

    func phrase(_ words: Words) -> Phrase { standing.phrase(in: zone, words) }

    /// Nil where nothing can be wished for, or nobody decided how.
    static func offered(_ edition: Edition, _ tx: Transaction) throws -> WishFacts? {
        let store = VisitStore(tx: tx)
        guard let settings = try store.settings(of: edition.id) else { return nil }
        let visits = try store.visits(of: edition.id).filter(\.isOffered)
        guard !visits.isEmpty else { return nil }
        let awaitsDraw = try DrawStore(tx: tx).draws(of: edition.id).contains(where: \.isOpen)
        return WishFacts(edition: edition, settings: settings, visits: visits, awaitsDraw: awaitsDraw, now: tx.now)
    }
}
