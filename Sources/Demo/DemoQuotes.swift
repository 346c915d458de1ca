// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Registration
import Vocabulary

/// Which delegations of the demonstration have an order number, a code and a quote.
enum DemoQuotes {
    /// More of them show nothing new, and each takes several statements.
    private static let most = 48

    /// Every second authority that is committed names what it orders by.
    static func ordered(_ delegations: [Delegation]) -> [Delegation] {
        var dice = DemoDice(seed: 1989, series: 11)
        return delegations.map { one in
            guard one.state == .confirmed, one.body != .nobody, dice.happens(0.5) else { return one }
            var one = one
            let number = String(1_000 + dice.below(9_000))
            one.orderNumber = dice.happens(0.3) ? "BC \(number)/2026" : "PO-2026-\(number)"
            return one
        }
    }

    /// In the order in which they were made; now and then with a code.
    static func wanted(_ played: PlayedRegistration, at now: Date) -> [(delegation: ID<Delegation>, code: String?, at: Date)] {
        var dice = DemoDice(seed: 1989, series: 12)
        let committed = played.delegations.map(\.delegation).filter { $0.state == .confirmed && $0.body != .nobody }
        return committed.compactMap { one -> (delegation: ID<Delegation>, code: String?, at: Date)? in
            guard let since = one.confirmedAt, dice.happens(0.5) else { return nil }
            let at = min(now, since + Double(3_600 + dice.below(6 * 86_400)))
            return (one.id, dice.happens(0.2) ? "FORUM-TEN" : nil, at)
        }.prefix(most).sorted { ($0.at, $0.delegation) < ($1.at, $1.delegation) }
    }
}
