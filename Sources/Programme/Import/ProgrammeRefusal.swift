// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why a file of the programme is not taken, by line and column.
package enum ProgrammeRefusal: Refusal, Equatable {
    case missingColumns([String])
    case value(line: Int, column: String, value: String, reason: Reason)
    case unknownEdition(line: Int, String)
    case unknownTopic(line: Int, String)

    /// What is wrong with a value; `unknown` names what has to be imported first.
    package enum Reason: Sendable, Equatable {
        case slug, number, country, choice, empty, twice, code, day, time, language, name, otherEdition
        /// A code that stands in the address of another page, and one that another session has but for capitals.
        case reserved, resembles
        case fault(SessionTimeFault)
        case unknown(file: String)
        /// Longer than this many characters.
        case long(Int)

        fileprivate var key: String {
            switch self {
            case .slug: "edition.import.slug"
            case .number: "edition.import.number"
            case .country: "edition.import.country"
            case .choice: "edition.import.choice"
            case .empty: "edition.import.empty"
            case .twice: "edition.import.twice"
            case .name: "authority.import.name"
            case .code: "programme.import.code"
            case .day: "programme.import.day"
            case .reserved: "programme.import.reserved"
            case .resembles: "programme.import.resembles"
            case .fault(let fault): "programme.import.time.\(fault.said.name)"
            case .otherEdition: "programme.import.other-edition"
            case .time: "programme.import.time"
            case .language: "programme.import.language"
            case .unknown: "programme.import.unknown"
            case .long: "programme.import.long"
            }
        }
    }

    package var kind: RefusalKind { .invalid }

    package var phrase: Phrase {
        switch self {
        case .missingColumns(let columns):
            return Phrase(
                "programme.import.missing-columns",
                ["columns": .text(columns.joined(separator: ", ")), "count": .number(columns.count)])
        case .value(let line, let column, let value, let reason):
            var values: [String: Phrase.Value] = [
                "line": .text(String(line)), "column": .text(column), "value": .text(String(value.prefix(60))),
            ]
            if case .unknown(let file) = reason { values["file"] = .text(file) }
            if case .long(let most) = reason { values["most"] = .number(most) }
            if case .fault(let fault) = reason { values.merge(fault.said.values) { $1 } }
            return Phrase(reason.key, values)
        case .unknownEdition(let line, let slug):
            return Phrase("edition.import.unknown-edition", ["line": .text(String(line)), "edition": .text(slug)])
        case .unknownTopic(let line, let topic):
            return Phrase("edition.import.unknown-topic", ["line": .text(String(line)), "topic": .text(topic)])
        }
    }
}
