// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import People
import Vocabulary

/// How many a session takes, from when until when, and whom; sessions without are open to all.
package struct SessionPlaces: Sendable, Equatable {
    package var places: Int
    package var opens: Date?, closes: Date?
    /// As what somebody has to come, by the names of kinds of participants; empty for everybody who comes.
    package var kinds: Set<String>
    package var taken = 0, waiting = 0

    package init(places: Int, opens: Date? = nil, closes: Date? = nil, kinds: Set<String> = []) {
        self.places = places
        self.opens = opens
        self.closes = closes
        self.kinds = kinds
    }

    package var left: Int { max(places - taken, 0) }

    /// Whether this kind of participant may sign up.
    package func admits(_ kind: String) -> Bool { kinds.isEmpty || kinds.contains(kind) }
    /// Whether somebody can sign up now, as far as the clock goes.
    package func isOpen(at now: Date) -> Bool { (opens.map { $0 <= now } ?? true) && (closes.map { now < $0 } ?? true) }
}

/// Somebody who has a place in a session, or waits for one.
package struct SignUp: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable { case place, waiting }

    package let session: SessionCode
    package let person: ID<Person>
    package var state: State
    /// The order in which people signed up for the session.
    package let number: Int
    package let since: Date
    /// 1 for who is next; nil for who has a place.
    package var position: Int?
}

/// The names of what happens by itself.
package enum SignUpTimers {
    /// Somebody who waited got a place and is to be told. About an edition, a session and a person, with colons between them.
    package static let placeMail = "programme.place-mail"
}
