// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Vocabulary

/// Why a session cannot be held at a time.
package enum SessionTimeFault: Sendable, Equatable {
    /// Its day is not near those of the edition.
    case outside(first: Day, last: Day)
    /// It begins and ends at once.
    case noLength
    /// It ends after four in the morning, when a day of the programme is over.
    case beyondDay
    case tooLong(hours: Int)
    /// The clocks are put forward that night, and never show this time.
    case skipped(WallTime, on: Day)

    package var phrase: Phrase { Phrase("session.time.\(said.name)", said.values) }

    /// The field of a form that has to change.
    package func field(_ time: SessionTime?) -> String {
        switch self {
        case .outside: "day"
        case .skipped(let skipped, _): skipped == time?.start ? "start" : "end"
        case .noLength, .beyondDay, .tooLong: "end"
        }
    }

    /// The name of its sentence, and what that has to tell.
    var said: (name: String, values: [String: Phrase.Value]) {
        switch self {
        case .outside(let first, let last): ("outside", ["first": .day(first), "last": .day(last)])
        case .noLength: ("no-length", [:])
        case .beyondDay: ("beyond-day", [:])
        case .tooLong(let hours): ("too-long", ["hours": .number(hours)])
        case .skipped(let time, let day): ("skipped", ["time": .text(time.description), "day": .day(day)])
        }
    }
}

extension SessionTime {
    /// No session is longer, in hours.
    static let longest = 16
    /// How many days before and after an edition something can be held that belongs to it.
    static let margin = 30

    /// Why no session can be held then; nil where one can.
    package func fault(in edition: Edition) -> SessionTimeFault? {
        if let fault = Self.fault(of: day, in: edition) { return fault }
        guard start != end else { return .noLength }
        let (from, to) = BoardGrid.minutes(self)
        guard to <= Self.dayEnds.minutes + 1_440 else { return .beyondDay }
        guard to - from <= Self.longest * 60 else { return .tooLong(hours: Self.longest) }
        let zone = TimeZone(identifier: edition.zone) ?? .gmt
        if start.isSkipped(on: day, in: zone) { return .skipped(start, on: day) }
        if end.isSkipped(on: lastDay, in: zone) { return .skipped(end, on: lastDay) }
        return nil
    }

    /// Whether somebody can be there for so long: until the day of the programme ends, or midnight.
    func isWindow(in edition: Edition) -> Bool {
        let endsInTheNight = start >= Self.dayEnds && end <= Self.dayEnds
        return (start < end || endsInTheNight) && isPossible(in: TimeZone(identifier: edition.zone) ?? .gmt)
    }

    /// Why nothing of an edition can be on a day.
    static func fault(of day: Day, in edition: Edition) -> SessionTimeFault? {
        guard let first = edition.dates.firstDay?.adding(days: -margin), let last = edition.dates.lastDay?.adding(days: margin),
            day < first || last < day
        else { return nil }
        return .outside(first: first, last: last)
    }
}

extension Session {
    /// Why it cannot be held when it is planned to; nil where it can, or where nothing is known.
    func fault(in edition: Edition) -> SessionTimeFault? {
        time.map { $0.fault(in: edition) } ?? day.flatMap { SessionTime.fault(of: $0, in: edition) }
    }
}

extension WallTime {
    /// Whether clocks that are put forward never show it.
    func isSkipped(on day: Day, in zone: TimeZone) -> Bool {
        let shown = instant(on: day, in: zone)
        return Int(shown.timeIntervalSince1970) + zone.secondsFromGMT(for: shown)
            != Int(day.midnightUTC.timeIntervalSince1970) + minutes * 60
    }
}

extension EditionDates {
    /// The first day, or the first of the month where only that is known.
    var firstDay: Day? {
        switch self {
        case .days(let period): period.first
        case .month(let year, let month): Day(year, month, 1)
        }
    }
}
