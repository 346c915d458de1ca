// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Names that an edition cannot have, since addresses begin with them.
package enum EditionSlug {
    private static let reserved: Set<String> = Set(Language.allCases.map(\.rawValue)).union([
        "api", "assets", "healthz", "readyz", "metrics", "network", "editions", "programme", "account", "privacy",
        "accessibility", "imprint",
    ])

    package static func isAllowed(_ text: String) -> Bool { ID<Edition>.isWellFormed(text) && !reserved.contains(text) }
}

extension Edition {
    /// The edition so many days later: its days move, wall times stay as they were typed.
    package func moved(days: Int, today: Day) throws(EditionRefusal) -> Edition {
        guard case .days(let period) = dates else { throw .monthOnly(id) }
        // What was held stays when it was; what is made up can be used again.
        guard isInvented || period.last >= today else { throw .isPast(id) }
        guard days != 0, let moved = period.moved(days: days) else { throw .cannotMove(days: days) }
        var edition = self
        edition.dates = .days(moved)
        return edition
    }
}

/// Why something about an edition is not done.
package enum EditionRefusal: Refusal, Equatable {
    case unknown(String)
    case monthOnly(ID<Edition>)
    case isPast(ID<Edition>)
    case cannotMove(days: Int)
    case alreadyCurrent(ID<Edition>)
    case missingColumn(String)
    case value(line: Int, column: String, value: String, reason: Reason)
    case unknownEdition(line: Int, String)
    case unknownTopic(line: Int, String)
    /// The line of the last statement about that figure.
    case notOnePreferred(line: Int, String, FigureName)

    package enum Reason: String, Sendable { case slug, number, dates, country, zone, choice, empty, twice, host, day }

    package var kind: RefusalKind {
        switch self {
        case .unknown: .notFound
        case .alreadyCurrent: .conflict
        case .isPast: .tooLate
        default: .invalid
        }
    }

    package var phrase: Phrase {
        switch self {
        case .unknown(let slug): Phrase("edition.unknown", ["edition": .text(slug)])
        case .monthOnly(let id): Phrase("edition.month-only", ["edition": .text(id.value)])
        case .isPast(let id): Phrase("edition.is-past", ["edition": .text(id.value)])
        case .cannotMove(let days): Phrase("edition.cannot-move", ["days": .text(String(days))])
        case .alreadyCurrent(let id): Phrase("edition.already-current", ["edition": .text(id.value)])
        case .missingColumn(let column): Phrase("authority.import.missing-column", ["column": .text(column)])
        case .value(let line, let column, let value, let reason):
            Phrase(
                "edition.import.\(reason.rawValue)",
                ["line": .text(String(line)), "column": .text(column), "value": .text(String(value.prefix(60)))])
        case .unknownEdition(let line, let slug):
            Phrase("edition.import.unknown-edition", ["line": .text(String(line)), "edition": .text(slug)])
        case .unknownTopic(let line, let topic):
            Phrase("edition.import.unknown-topic", ["line": .text(String(line)), "topic": .text(topic)])
        case .notOnePreferred(let line, let slug, let name):
            Phrase(
                "edition.import.preferred",
                ["line": .text(String(line)), "edition": .text(slug), "figure": .text(name.rawValue)])
        }
    }
}
