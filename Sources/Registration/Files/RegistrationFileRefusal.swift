// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why a file of registration is not taken, by line and column.
package enum RegistrationFileRefusal: Refusal, Equatable {
    package enum Reason: String, Sendable {
        /// The file is about another edition.
        case edition
        /// No delegation of this edition, or nobody of this name in the directory.
        case unknown
        /// Several bodies are called so.
        case ambiguous
        case twice, language, country, name, address, places, order = "order", kind, fee, seat
        /// No seat of the delegation is left without a name.
        case noSeat = "no-seat"
        /// A seat that has a name, and none in the file.
        case nameless
        /// Somebody who looks after their own data.
        case known
        /// The same person has another seat.
        case seated
        case full
    }

    case missingColumn(String)
    case value(line: Int, column: String, value: String, Reason)
    case gone, noEdition

    package var kind: RefusalKind { self == .gone ? .conflict : .invalid }

    package var phrase: Phrase {
        switch self {
        case .missingColumn(let column): Phrase("authority.import.missing-column", ["column": .text(column)])
        case .gone: "files.gone"
        case .noEdition: "registration.import.no-edition"
        case .value(let line, let column, let value, let reason):
            Phrase(
                "registration.import.\(reason.rawValue)",
                ["line": .text(String(line)), "column": .text(column), "value": .text(String(value.prefix(60)))])
        }
    }
}
