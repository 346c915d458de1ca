// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Forms and answers as they are stored: JSON, times in whole milliseconds, the same bytes for the same value.
package enum FormDocument {
    private static let mostKilobytes = 1_024

    package static func data(of version: FormVersion) -> Data { written(version) }
    package static func data(of answers: Answers) -> Data { written(answers) }

    /// Reads and checks a version; throws for everything that is none.
    package static func version(from data: Data) throws(FormRefusal) -> FormVersion {
        try read(FormVersion.self, data).checked()
    }

    /// Reads and checks answers; throws for everything that is none.
    package static func answers(from data: Data) throws(FormRefusal) -> Answers { try read(Answers.self, data).checked() }

    private static func written(_ value: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(Int64((date.timeIntervalSince1970 * 1_000).rounded()))
        }
        guard let data = try? encoder.encode(value) else { preconditionFailure("texts, numbers and days can be written") }
        return data
    }

    private static func read<Value: Decodable>(_ type: Value.Type, _ data: Data) throws(FormRefusal) -> Value {
        guard data.count <= mostKilobytes * 1_024 else { throw .tooLarge(mostKilobytes: mostKilobytes) }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let milliseconds = try container.decode(Int64.self)
            guard years.contains(milliseconds) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "no time of ours")
            }
            return Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
        }
        guard let value = try? decoder.decode(type, from: data) else { throw .unreadable }
        return value
    }

    /// From 1970 to 9999.
    private static let years: Range<Int64> = 0..<253_402_300_800_000
}

extension AnswerValue: Codable {
    private enum Key: String, CodingKey { case text, choices, yes, number, day }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let text = try container.decodeIfPresent(String.self, forKey: .text) {
            self = .text(text)
        } else if let ids = try container.decodeIfPresent([String].self, forKey: .choices) {
            self = .choices(ids)
        } else if let yes = try container.decodeIfPresent(Bool.self, forKey: .yes) {
            self = .yes(yes)
        } else if let number = try container.decodeIfPresent(Int.self, forKey: .number) {
            self = .number(number)
        } else {
            self = .day(try container.decode(Day.self, forKey: .day))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .text(let text): try container.encode(text, forKey: .text)
        case .choices(let ids): try container.encode(ids, forKey: .choices)
        case .yes(let yes): try container.encode(yes, forKey: .yes)
        case .number(let number): try container.encode(number, forKey: .number)
        case .day(let day): try container.encode(day, forKey: .day)
        }
    }

    /// Whether a form of ours can have taken it.
    fileprivate var isPlausible: Bool {
        switch self {
        case .text(let text): !text.isEmpty && TypedText.isStorable(text, atMost: TypedText.textLimit)
        case .choices(let ids):
            (1...FormVersion.mostChoices).contains(ids.count) && ids.allSatisfy(ID<Question>.isWellFormed)
        case .number(let number): (-999_999_999...999_999_999).contains(number)
        case .yes, .day: true
        }
    }
}

extension Answers: Codable {
    private enum Key: String, CodingKey { case version, isDraft, given, consents }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let given = try container.decode([String: GivenAnswer].self, forKey: .given)
        self.init(
            version: try container.decode(Int.self, forKey: .version), isDraft: try container.decode(Bool.self, forKey: .isDraft),
            given: Dictionary(uniqueKeysWithValues: given.map { (ID($0.key), $0.value) }),
            consents: try container.decode([Consent].self, forKey: .consents))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(version, forKey: .version)
        try container.encode(isDraft, forKey: .isDraft)
        try container.encode(Dictionary(uniqueKeysWithValues: given.map { ($0.key.value, $0.value) }), forKey: .given)
        try container.encode(consents, forKey: .consents)
    }

    /// All questions of many versions, and all consents.
    private static let mostAnswers = 1_000

    /// The answers themselves, when forms can have led to them.
    package func checked() throws(FormRefusal) -> Answers {
        let versions = 1...FormVersion.mostVersions
        guard versions.contains(version), given.count <= Self.mostAnswers, consents.count <= Self.mostAnswers,
            consents.allSatisfy({
                ID<Question>.isWellFormed($0.question.value) && versions.contains($0.textVersion)
                    && $0.purpose.isUsable(atMost: 1_000)
            })
        else { throw .unreadable }
        for (id, answer) in given {
            guard ID<Question>.isWellFormed(id.value) else { throw .question(id, .id) }
            guard versions.contains(answer.version), answer.value.isPlausible,
                answer.restsOn.map({ ID<Question>.isWellFormed($0.value) }) ?? true
            else { throw .unreadable }
        }
        return self
    }
}
