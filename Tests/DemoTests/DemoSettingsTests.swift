// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Registration
import Testing
import Vocabulary

@testable import Demo

@Suite struct `How the demonstration takes registrations` {
    // Noon of a Tuesday; shortly before midnight in Brussels; the day of 25 hours.
    @Test(arguments: [1_804_000_000, 1_803_941_940, 1_792_882_800])
    func `opens and closes with a day of the edition's zone, so that saving it moves nothing`(now: Int) throws {
        let (zone, now) = (try #require(TimeZone(identifier: "Europe/Brussels")), Date(timeIntervalSince1970: Double(now)))
        for first in [Day(2026, 1, 1), Day(2027, 3, 17), Day(2027, 11, 24)] {
            let settings = DemoRegistration.settings(
                began: now - 180 * 86_400, firstDay: try #require(first), in: zone, at: now)
            let (opens, closes) = (try #require(settings.opens), try #require(settings.closes))
            #expect(Day(opens, in: zone).start(in: zone) == opens)
            #expect(Day(closes - 1, in: zone).adding(days: 1)?.start(in: zone) == closes)
            #expect(closes > now)
        }
    }
}
