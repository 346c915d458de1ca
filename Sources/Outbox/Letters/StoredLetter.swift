// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// A letter with what became of it so far.
struct StoredLetter: Sendable, Equatable {
    let letter: Letter
    let created: Date
    /// As stored: never `held`.
    let state: LetterState
    let attempts: Int
    /// When it is tried next, while it is open.
    let due: Date
    let reason: LetterReason?
    /// The words of the server that said no.
    let detail: String?
    let sentAt: Date?
    /// How often nobody knew what became of it.
    let doubts: Int

    /// Whether whoever reads it may get it twice.
    var isMaybeTwice: Bool { doubts > 0 }
    var isOpen: Bool { LetterState.open.contains(state) }
    /// Whether what it says is gone, or not for those who organise.
    var isReadable: Bool { !letter.isSecret }
}

/// Which letters are asked for. Everything that is not one of the choices is as if it was not asked.
struct LetterFilter: Sendable, Equatable {
    var state: LetterState?
    var kind: String?
    /// An address, or how it begins.
    var address: String?
    var person: String?
    var batch: ID<LetterBatch>?
    /// Counted from 1.
    var page = 1

    static let rowsPerPage = 50

    var isNarrow: Bool { state != nil || kind != nil || address != nil || person != nil || batch != nil }

    /// The page to show of so many: the one asked for, or the last there is.
    func page(of count: Int) -> Int { min(page, max(1, (count + Self.rowsPerPage - 1) / Self.rowsPerPage)) }
}

/// Mails that were made together, and where they stand.
struct StoredBatch: Sendable, Equatable {
    let id: ID<LetterBatch>
    let kind: String
    let created: Date
    let stoppedAt: Date?
    let counts: [LetterState: Int]

    var total: Int { counts.values.reduce(0, +) }
    /// How many of them could still be stopped.
    var open: Int { LetterState.open.reduce(0) { $0 + (counts[$1] ?? 0) } }
}
