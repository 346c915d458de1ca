// SPDX-License-Identifier: EUPL-1.2
import Foundation
import People
import Vocabulary

/// Why somebody is erased.
package enum ErasureReason: String, Sendable {
    /// They asked: Article 17 of Regulation (EU) 2016/679.
    case asked
    /// Nothing is needed of them any more: Article 5 (1) (e).
    case retention
    /// They had been erased, and a backup of before brought them back.
    case restored
}

/// An erasure that was carried out.
package struct Erasure: Sendable, Equatable {
    package let person: ID<Person>
    /// Every id that leads to the human, the one above among them.
    package let ids: [ID<Person>]
    package let at: Date
    package let reason: ErasureReason
    let by: ID<Person>?
    package let lines: [ErasureLine]
    /// When it was written down outside the database, for the case that a backup of before is restored.
    package var filedAt: Date?
}

/// Somebody asks to be erased.
struct ErasureRequest: Sendable, Equatable {
    let person: ID<Person>
    let at: Date

    /// Article 12 (3): without undue delay, within one month.
    var due: Date { at + 30 * 86_400 }
}

/// Why nobody was erased.
package enum ErasureRefusal: Refusal, Equatable {
    /// It could not be written down outside the database.
    case noFile
    case unsure, oneself

    package var kind: RefusalKind { self == .noFile ? .conflict : .invalid }
    package var phrase: Phrase {
        switch self {
        case .noFile: "erasure.no-file"
        case .unsure: "erasure.unsure"
        case .oneself: "erasure.oneself"
        }
    }
}
