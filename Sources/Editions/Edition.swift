// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// One holding of the conference.
package struct Edition: Sendable, Hashable {
    package var id: ID<Edition>
    /// First, second, …
    package var number: Int
    /// The host city in its own language.
    package var city: String
    /// ISO 3166-1 alpha-2.
    package var country: String
    /// IANA name of the zone its days and times are in.
    package var zone: String
    package var dates: EditionDates
    /// Made up for demonstration and tests, and said so wherever it is shown.
    package var isInvented: Bool
    /// The host in the directory, where it is there.
    package var host: String?
    /// What is not certain about it, in the words of who gathered it (English).
    package var notes: String
    /// Where it is known from.
    package var sources: String

    package init(
        id: ID<Edition>, number: Int, city: String, country: String, zone: String, dates: EditionDates, isInvented: Bool = false,
        host: String? = nil, notes: String = "", sources: String = ""
    ) {
        self.id = id
        self.number = number
        self.city = city
        self.country = country
        self.zone = zone
        self.dates = dates
        self.isInvented = isInvented
        self.host = host
        self.notes = notes
        self.sources = sources
    }
}

/// When an edition was or will be: to the day, or only to the month.
package enum EditionDates: Sendable, Hashable {
    case days(Period)
    case month(Int, Int)

    /// Reads `2024-03-20/2024-03-22`, `2024-03-20` or `1989-10`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, let first = Day(parts[0]), let last = Day(parts[1]), let period = Period(first, last) {
            self = .days(period)
        } else if parts.count == 1, let day = Day(text), let period = Period(day, day) {
            self = .days(period)
        } else if let day = Day(text + "-01") {
            self = .month(day.year, day.month)
        } else {
            return nil
        }
    }

    /// The last day, or the last of the month where only that is known.
    package var lastDay: Day? {
        switch self {
        case .days(let period): period.last
        case .month(let year, let month):
            Day(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1)?.adding(days: -1)
        }
    }

    package var text: String {
        switch self {
        case .days(let period): period.first == period.last ? "\(period.first)" : "\(period.first)/\(period.last)"
        case .month(let year, let month): String((Day(year, month, 1)?.description ?? "").prefix(7))
        }
    }

    /// Nil where only the month is known.
    package var days: Period? { if case .days(let period) = self { period } else { nil } }

    /// Whether it was held before this day.
    package func isOver(on today: Day) -> Bool {
        switch self {
        case .days(let period): period.last < today
        case .month(let year, let month): (year, month) < (today.year, today.month)
        }
    }

    package var year: Int {
        switch self {
        case .days(let period): period.first.year
        case .month(let year, _): year
        }
    }

    package func written(_ words: Words) -> String {
        switch self {
        case .days(let period): words.period(period)
        case .month(let year, let month): words.month(year, month)
        }
    }
}

/// What an edition is counted by.
package enum FigureName: String, Sendable, Hashable, CaseIterable {
    case participants, authorities, countries, plenaries, sessions, visits, speakers, universities
}

/// One statement about a figure: how much, how sure, and who says so.
package struct EditionFigure: Sendable, Hashable {
    package enum Qualifier: String, Sendable, Hashable, CaseIterable { case exact, atLeast = "at_least", about }
    package enum Kind: String, Sendable, Hashable, CaseIterable { case reported, announced, expected }
    /// Whether it is known which source says so, or only which sources it is from.
    package enum Attribution: String, Sendable, Hashable { case named, oneOf = "one_of" }

    package var name: FigureName
    package var low: Int, high: Int
    package var qualifier: Qualifier
    package var kind: Kind
    /// The one shown first.
    package var isPreferred: Bool
    package var source: String
    package var attribution: Attribution
    /// When the source said so: a year or a day, as far as known.
    package var asOf: String
}

/// The texts of an edition.
package enum EditionField: String, Sendable, Hashable, CaseIterable { case title, place, outcome, story }

/// An edition with all that is known of it.
package struct EditionRecord: Sendable, Hashable {
    package var edition: Edition
    package var texts: [EditionField: LocalizedText]
    package var figures: [EditionFigure]
    package var topics: [ID<Topic>]

    package func text(_ field: EditionField, for language: Language) -> ReadText? { texts[field]?.best(for: language) }

    /// The place in the reader's language, else the city's own name.
    package func place(for language: Language) -> String { text(.place, for: language)?.text ?? edition.city }

    package func preferred(_ name: FigureName) -> EditionFigure? { figures.first { $0.name == name && $0.isPreferred } }

    /// Everything said about a figure, the preferred first.
    package func statements(_ name: FigureName) -> [EditionFigure] {
        figures.filter { $0.name == name && $0.isPreferred } + figures.filter { $0.name == name && !$0.isPreferred }
    }

    /// Whether reports of the same figure differ. What was announced before is no report.
    package func isDisputed(_ name: FigureName) -> Bool {
        Set(statements(name).filter { $0.kind == .reported }.map { [$0.low, $0.high] }).count > 1
    }
}

/// A theme of the conference that comes back.
package struct Topic: Sendable, Hashable {
    package var id: ID<Topic>
    package var name: LocalizedText
}
