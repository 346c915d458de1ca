// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import FieldVisits
import Foundation
import People
import Registration
import Vocabulary

/// Twelve invented visits of the demonstration, and what everybody with a name wishes for: one visit is wanted by far more than can come.
package enum DemoVisits {
    private static let edition: ID<Edition> = "brussels-2027"
    /// How much each visit is wanted, by code; what is not named here is wanted by few.
    private static let wanted: [String: Int] = [
        "V01": 26, "V02": 12, "V03": 14, "V05": 10, "V06": 7, "V07": 9, "V08": 5, "V09": 8, "V10": 6, "V11": 5, "V12": 6,
    ]
    /// Days before the edition: when wishes were opened, and when they close.
    private static let opened = 60, closing = 21
    /// Of those who speak for a delegation, one in so many ranks for somebody else.
    private static let coordinated = 6

    package static func areMissing(_ tx: Transaction) throws -> Bool {
        try VisitStore(tx: tx).settings(of: edition) == nil && !DemoRegistration.isMissing(tx)
    }

    package static func fill(_ files: (visits: [UInt8], departures: [UInt8]), _ tx: Transaction) throws {
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }),
            let first = record.edition.dates.days?.first
        else { return }
        let imports = VisitImport(tx: tx, only: edition)
        _ = try imports.take(files.visits, as: .visits)
        _ = try imports.take(files.departures, as: .departures)
        try VisitStore(tx: tx).keep(settings(first, at: tx.now), of: edition)
        try WishStore(tx: tx).keep(try lists(tx), in: edition)
    }

    /// Wishes are open now, whatever day it is before the edition, and close three weeks before it.
    private static func settings(_ first: Day, at now: Date) -> VisitSettings {
        func days(before count: Int) -> Date { first.midnightUTC - Double(count) * 86_400 }
        let opens = min(days(before: opened), now - 14 * 86_400)
        return VisitSettings(
            opens: opens, closes: max(days(before: closing), opens + 86_400), mostRanks: 6, perDelegationDeparture: 2,
            perDelegationVisit: 3)
    }

    /// Everybody who has a name ranks one to six visits.
    private static func lists(_ tx: Transaction) throws -> [WishList] {
        let codes = try VisitStore(tx: tx).visits(of: edition).map(\.code)
        var dice = DemoDice(seed: 2_027, series: 8)
        return try tx.rows(
            """
            SELECT id, person FROM seat WHERE edition = \(edition) AND given_back_at IS NULL AND person IS NOT NULL ORDER BY id
            """
        ).map { row in
            var left = codes
            let wishes = (1...1 + dice.below(6)).map { rank in
                let place = dice.place(in: left.map { wanted[$0.description] ?? 3 })
                return Wish(visit: left.remove(at: place), rank: rank)
            }
            let since = tx.now - Double(dice.below(13 * 86_400)) - 3_600
            let author: WishList.Author = dice.below(coordinated) == 0 ? .coordinator : .own
            return WishList(
                seat: row["id"], person: row["person"], wishes: wishes, version: 1, savedAt: since, savedBy: author,
                acceptedAt: since)
        }
    }
}
