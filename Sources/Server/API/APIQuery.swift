// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Formats
import Vocabulary

/// What may stand behind `?` in an address of the API.
package struct APIParameter: Sendable {
    /// Which values there are.
    package enum Kind: Sendable {
        /// Any text of at most so many signs.
        case text(most: Int)
        case choice([String])
        /// The id of something, as the API gives it.
        case id
        /// ISO 3166-1 alpha-2, capitals.
        case country
        /// ISO 639-1, lower case.
        case language
        case day
        case number(ClosedRange<Int>)
    }

    let name: String, about: String, kind: Kind

    package init(_ name: String, _ about: String, _ kind: Kind) {
        self.name = name
        self.about = about
        self.kind = kind
    }

    /// Which of several things a list is about: `brussels-2027`, or `brussels-2027:TH01` where the edition is part of the id.
    static let idPattern = "^[A-Za-z0-9-]{1,80}(:[A-Za-z0-9-]{1,80}){0,2}$"

    func takes(_ value: String) -> Bool {
        switch kind {
        case .text(let most): (1...most).contains(value.unicodeScalars.count)
        case .choice(let words): words.contains(value)
        case .id: APIID.isWellFormed(value)
        case .country: value.utf8.count == 2 && value.utf8.allSatisfy { (65...90).contains($0) }
        case .language: value.utf8.count == 2 && value.utf8.allSatisfy { (97...122).contains($0) }
        case .day: Day(value) != nil
        case .number(let range): Int(value).map { range.contains($0) && String($0) == value } ?? false
        }
    }

    /// What it takes, in words.
    var rule: String {
        switch kind {
        case .text(let most): "a text of 1 to \(most) signs"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .id: "an id, as the API gives it"
        case .country: "two capital letters as in ISO 3166-1, such as BE"
        case .language: "two lower-case letters as in ISO 639-1, such as fr"
        case .day: "a day such as 2027-03-17"
        case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        }
    }

    var schema: JSONText {
        let members: APISchema.Members =
            switch kind {
            case .text(let most): APISchema.text + [("minLength", .integer(1)), ("maxLength", .integer(most))]
            case .choice(let words): APISchema.choice(words)
            case .id: APISchema.text + [("pattern", .text(Self.idPattern))]
            case .country: APISchema.text + [("pattern", .text("^[A-Z]{2}$"))]
            case .language: APISchema.text + [("pattern", .text("^[a-z]{2}$"))]
            case .day: APISchema.text + [("format", .text("date"))]
            case .number(let range):
                APISchema.integer + [("minimum", .integer(range.lowerBound)), ("maximum", .integer(range.upperBound))]
            }
        return .object(members)
    }

    static let limit = APIParameter("limit", "How many to give at most; 50 when left out.", .number(1...200))
    static let offset = APIParameter("offset", "How many to pass over.", .number(0...1_000_000))
}

/// Ids of the API: one to three parts, separated by colons.
package enum APIID {
    static func isWellFormed(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return (1...3).contains(parts.count)
            && parts.allSatisfy { part in
                (1...80).contains(part.utf8.count)
                    && part.utf8.allSatisfy {
                        (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
                    }
            }
    }

    /// The two parts of `brussels-2027:TH01`; nil when there are not two.
    package static func pair(_ id: String) -> (first: String, second: String)? {
        let parts = id.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
}

/// What was asked of a list: only what its declaration knows, each once, each of its kind.
package struct APIQuery: Sendable {
    private let values: [String: String]

    /// Throws which part of the query is wrong.
    init(_ query: Query, _ parameters: [APIParameter]) throws(APIRefusal) {
        guard query.isComplete else { throw .unreadable }
        var values: [String: String] = [:]
        for (name, value) in query.pairs {
            guard let parameter = parameters.first(where: { $0.name == name }) else {
                throw .unknown(name, parameters.map(\.name))
            }
            guard parameter.takes(value) else { throw .value(name, parameter.rule) }
            guard values.updateValue(value, forKey: name) == nil else { throw .twice(name) }
            // What is understood may be kept ready.
            _ = query[name]
        }
        self.values = values
    }

    package subscript(name: String) -> String? { values[name] }

    package var limit: Int { values["limit"].flatMap { Int($0) } ?? 50 }
    package var offset: Int { values["offset"].flatMap { Int($0) } ?? 0 }

    /// Whether there are few enough such questions to keep their answers: usual steps, nothing typed freely.
    func isUsual(_ parameters: [APIParameter]) -> Bool {
        let isTyped = parameters.contains { if case .text = $0.kind { values[$0.name] != nil } else { false } }
        return !isTyped && limit == 50 && offset % 50 == 0
    }

    /// This question with another beginning.
    func text(offset: Int) -> String {
        var values = values
        values["offset"] = offset == 0 ? nil : String(offset)
        let pairs = values.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.encoded($0.value))" }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// RFC 3986, section 2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

/// Why a question to the API is not answered.
enum APIRefusal: Refusal, Equatable {
    case unreadable
    case unknown(String, [String])
    case twice(String)
    case value(String, String)

    var kind: RefusalKind { .invalid }
    var phrase: Phrase {
        switch self {
        case .unreadable: "api.unreadable"
        case .unknown(let name, let known):
            Phrase(
                "api.unknown",
                ["parameter": .text(String(name.prefix(60))), "known": .text(known.sorted().joined(separator: ", "))])
        case .twice(let name): Phrase("api.twice", ["parameter": .text(name)])
        case .value(let name, let rule): Phrase("api.value", ["parameter": .text(name), "rule": .text(rule)])
        }
    }
}
