// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Registration
import Vocabulary

/// What seats of the demonstration cost, and its figures day by day. All of it is invented.
enum DemoFees {
    static func fill(_ edition: ID<Edition>, firstDay: Day, in zone: TimeZone, _ tx: Transaction) throws {
        if let schedule = schedule(firstDay) { try FeeStore(tx: tx).keep(schedule.checked(), of: edition) }
        try FigureKeeping.fill(edition, in: zone, tx)
        try DemoPast.fill(before: edition, tx)
        try FigureKeeping.begin(edition, tx)
    }

    static func schedule(_ firstDay: Day) -> FeeSchedule? {
        guard let early = firstDay.adding(days: -75), let half = firstDay.adding(days: -60),
            let most = firstDay.adding(days: -30),
            let rate = Percent(hundredths: 2_100), let tenth = Percent(hundredths: 1_000), let part = Percent(hundredths: 5_000),
            let large = Percent(hundredths: 8_000)
        else { return nil }
        let tax = Tax(.standard, rate)
        func fee(_ category: FeeCategory, _ cents: Int, early price: Int? = nil) -> Fee {
            Fee(category, cents, early: price.map { [EarlyPrice(until: early, $0)] } ?? [], tax: tax)
        }
        return FeeSchedule(
            fees: [
                fee(.member, 32_000, early: 28_000), fee(.nonMember, 48_000, early: 42_000), fee(.institution, 40_000),
                fee(.researchOrNGO, 24_000), fee(.privatePerson, 60_000), fee(.speaker, 0), fee(.host, 0), fee(.press, 0),
                fee(.accompanying, 9_000), fee(.day, 18_000),
            ],
            freeSeats: FreeSeats(2, [.member]),
            codes: [
                FeeCode("FORUM-TEN", .percent(tenth), for: [.member, .nonMember], per: .delegation, uses: 40, until: most),
                FeeCode("YOUNG-CITY", .free, for: [.member, .nonMember], per: .seat, uses: 30),
            ],
            cancellation: CancellationTerms(
                steps: [.init(until: half, .none), .init(until: most, part)], after: large, noShow: .all))
    }
}
