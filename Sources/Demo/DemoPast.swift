// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Registration
import Vocabulary

/// How registration went at the edition before: only its totals are known, so the way there is invented and says so.
enum DemoPast {
    /// Days before the first one on which anything is counted.
    private static let days = 300

    static func fill(before edition: ID<Edition>, _ tx: Transaction) throws {
        let all = try EditionStore(tx: tx).all()
        guard let own = all.first(where: { $0.edition.id == edition }),
            let past = all.last(where: { $0.edition.number == own.edition.number - 1 }),
            let first = past.edition.dates.days?.first
        else { return }
        let id = past.edition.id
        guard try RegistrationStore(tx: tx).settings(of: id) == nil else { return }
        try RegistrationStore(tx: tx).keep(
            RegistrationSettings(
                opens: first.midnightUTC - Double(days) * 86_400, closes: first.midnightUTC - 86_400, offerHours: 48), of: id)
        try RegistrationFilling.invent(values(until: first), of: id, tx)
    }

    /// What was reported after: 700 participants, 140 authorities, 27 countries.
    static func values(until first: Day) -> [(day: Day, figure: RegistrationFigure, value: Int)] {
        var dice = DemoDice(seed: 1989, series: 13)
        var (share, values): (Double, [(day: Day, figure: RegistrationFigure, value: Int)]) = (0, [])
        for before in stride(from: days, through: 0, by: -1) {
            guard let day = first.adding(days: -before) else { continue }
            // Nobody registers at weekends; all else differs a little from day to day.
            let isWeekend = (day.ordinal + 3) % 7 >= 5
            let aim = along(1 - Double(before) / Double(days))
            if !isWeekend || before == 0 { share = before == 0 ? 1 : max(share, aim * (0.97 + 0.03 * dice.share())) }
            let named = before == 0 ? 1 : max(0, share * share * 1.02 - 0.02)
            values.append((day, .registered, Int(760 * min(1, share * 1.05) - (before < 20 ? Double(20 - before) * 3 : 0))))
            values.append((day, .named, Int(700 * min(1, named))))
            values.append((day, .confirmed, Int(140 * share)))
            values.append((day, .countries, min(27, Int(27 * min(1, share * 2.2)))))
            values.append((day, .waiting, before > 70 ? 0 : Int(26 * Double(before) / 70 * Double(70 - before) / 35)))
        }
        return values
    }

    /// Slow, then a rush before the price rises, a rest, and a rush at the end.
    private static func along(_ time: Double) -> Double {
        func rush(_ at: Double, _ steepness: Double) -> Double { 1 / (1 + exp(-(time - at) * steepness)) }
        return min(1, 0.04 * time + 0.36 * rush(0.48, 28) + 0.6 * rush(0.82, 18))
    }
}
