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

/// Everything that is wrong with a file, line by line: whoever corrects it does so once.
package struct RegistrationFileFaults: Refusal, Equatable {
    /// In the order of the lines; at least one.
    package let faults: [RegistrationFileRefusal]

    /// After so many the rest is hardly another mistake.
    static let most = 100

    package var kind: RefusalKind { .invalid }
    package var phrase: Phrase { faults[0].phrase }
    package var phrases: [Phrase] { faults.map(\.phrase) }

    /// Does something with each line, and throws afterwards what was wrong with any.
    ///
    /// What a line that failed had already stored is undone with everything else: this is for files that are taken whole or not at all.
    static func each<Line>(_ lines: [Line], _ body: (Int, Line) throws -> Void) throws {
        var faults: [RegistrationFileRefusal] = []
        for (place, line) in lines.enumerated() where faults.count < most {
            do { try body(place, line) } catch let fault as RegistrationFileRefusal { faults.append(fault) }
        }
        if !faults.isEmpty { throw RegistrationFileFaults(faults: faults) }
    }
}
