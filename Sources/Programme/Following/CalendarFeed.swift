// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import People
import Vocabulary

/// An address at which a program reads somebody's own programme of an edition, without signing in.
struct CalendarFeed: Sendable, Equatable {
    let id: ID<CalendarFeed>
    let person: ID<Person>
    let edition: ID<Edition>
    let created: Date
    /// When a program read it last, to the hour.
    var lastUsed: Date?

    /// A phone, a tablet and a few computers; more are no help to anybody.
    static let most = 10
    /// Programs read it all day: it is written down once in so many seconds.
    static let exactness: TimeInterval = 3_600

    /// Whether it has to be written down that it was read.
    func isToBeTouched(at now: Date) -> Bool { lastUsed.map { now >= $0 + Self.exactness } ?? true }
}

/// Why no calendar is made.
enum CalendarFeedRefusal: Refusal, Equatable {
    case tooMany
    var kind: RefusalKind { .conflict }
    var phrase: Phrase { Phrase("calendar-feed.too-many", ["count": .number(CalendarFeed.most)]) }
}
