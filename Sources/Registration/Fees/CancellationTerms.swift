// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// What part of a fee is owed for a seat that is given back: more with every step.
package struct CancellationTerms: Codable, Hashable, Sendable {
    /// Given back until a day, that day included.
    package struct Step: Codable, Hashable, Sendable {
        package var until: Day
        package var charged: Percent

        package init(until: Day, _ charged: Percent) {
            self.until = until
            self.charged = charged
        }
    }

    package var steps: [Step]
    /// Given back after the last step.
    package var after: Percent
    /// Kept, and nobody came.
    package var noShow: Percent

    /// Nothing is owed for who does not come.
    package static let free = CancellationTerms(steps: [], after: .none, noShow: .none)

    package init(steps: [Step], after: Percent, noShow: Percent) {
        self.steps = steps
        self.after = after
        self.noShow = noShow
    }

    /// The part that is owed for a seat given back on a day of the edition's zone.
    package func charged(on day: Day) -> Percent { steps.first { day <= $0.until }?.charged ?? after }

    /// What is owed of a net amount if the seat is given back that day.
    package func owed(of cents: Int, on day: Day) -> Int { charged(on: day).of(cents) }

    /// Every step with what is owed of a net amount, to be shown before anyone decides.
    package func outlook(of cents: Int) -> [CancellationOutlook] {
        steps.map { CancellationOutlook(.until($0.until), $0.charged, of: cents) }
            + [CancellationOutlook(.after(steps.last?.until), after, of: cents), CancellationOutlook(.noShow, noShow, of: cents)]
    }
}

/// What giving a seat back will cost in one step.
package struct CancellationOutlook: Hashable, Sendable {
    package enum When: Hashable, Sendable {
        case until(Day)
        /// Nil: at any time.
        case after(Day?)
        case noShow
    }

    package let when: When
    package let charged: Percent
    /// Net cents.
    package let owed: Int

    init(_ when: When, _ charged: Percent, of cents: Int) { self.init(when, charged, owed: charged.of(cents)) }

    init(_ when: When, _ charged: Percent, owed: Int) {
        self.when = when
        self.charged = charged
        self.owed = owed
    }
}
