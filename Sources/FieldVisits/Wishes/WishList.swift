// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import People
import Registration
import Vocabulary

/// What somebody on a seat would like to see, the most wanted first. It counts only while that person holds that seat.
package struct WishList: Sendable, Equatable {
    /// Who wrote it down.
    package enum Author: String, Sendable, CaseIterable {
        case own = "self"
        case coordinator, organiser
    }

    package let seat: ID<Seat>
    package let person: ID<Person>
    package var wishes: [Wish]
    /// Grows by one each time it is kept: a form that was opened before does not overwrite what it never showed.
    package var version: Int
    package var savedAt: Date
    package var savedBy: Author
    /// When what these visits ask for was agreed to; nil where they ask for nothing.
    package var acceptedAt: Date?

    package init(
        seat: ID<Seat>, person: ID<Person>, wishes: [Wish], version: Int, savedAt: Date, savedBy: Author,
        acceptedAt: Date? = nil
    ) {
        self.seat = seat
        self.person = person
        self.wishes = wishes
        self.version = version
        self.savedAt = savedAt
        self.savedBy = savedBy
        self.acceptedAt = acceptedAt
    }
}

/// A visit and how much it is wanted.
package struct Wish: Sendable, Hashable {
    package var visit: VisitCode
    /// 1 for the most wanted.
    package var rank: Int

    package init(visit: VisitCode, rank: Int) {
        self.visit = visit
        self.rank = rank
    }
}
