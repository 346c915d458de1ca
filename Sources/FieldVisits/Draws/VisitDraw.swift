// SPDX-License-Identifier: EUPL-1.2
import Draw
import Editions
import Foundation
import People
import Registration
import Vocabulary

/// A draw of an edition: promised with a rule and the fingerprint of its seed, then computed from frozen inputs, then published.
struct VisitDraw: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable {
        /// Rule and fingerprint are public; wishes are still open.
        case committed
        /// The inputs do not change any more; they have been solved, and only those who organise see how.
        case solved
        case published
        /// Given up before it was published, for a reason that everybody reads.
        case withdrawn
    }

    let edition: ID<Edition>
    /// 1, 2, … within the edition.
    let number: Int
    var state: State
    let rule: Rule
    /// SHA-256 of the seed, in hexadecimal.
    let commitment: String
    let committedAt: Date
    var frozenAt: Date?
    var publishedAt: Date?
    var withdrawnAt: Date?
    /// Why it was given up.
    var reason: String?

    var isOpen: Bool { state == .committed || state == .solved }
}

/// What was frozen and what came of it: files as they are published.
struct DrawFiles: Sendable, Equatable {
    let seed: String
    let instance: [UInt8]
    let result: [UInt8]

    /// SHA-256 of the instance, as the result names it.
    var fingerprint: String { Seed.fingerprint(instance) }
}

/// Somebody in a draw.
struct DrawPerson: Sendable, Equatable {
    let pseudonym: String
    /// Nil once they were erased.
    let seat: ID<Seat>?
    let person: ID<Person>?
}

/// A place that was given, moved or taken by hand after a draw was published.
struct ManualChange: Sendable, Equatable {
    /// 1, 2, … within the draw.
    let number: Int
    let pseudonym: String
    let from: ID<Departure>?, to: ID<Departure>?
    /// Read by everybody.
    let reason: String
    let at: Date
}

/// Somebody found a draw wrong, and what was answered.
struct Appeal: Sendable, Equatable {
    let seat: ID<Seat>
    let pseudonym: String
    let text: String
    let at: Date
    var answer: String?
    var answeredAt: Date?
}
