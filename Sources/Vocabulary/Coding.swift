// SPDX-License-Identifier: EUPL-1.2

// How values stand in documents that are kept as JSON: ids and days as texts, a text in languages as an object by language.

extension ID: Codable {
    package init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// A value that stands in documents as the text it is written with.
package protocol TextCodable: Codable, CustomStringConvertible {
    /// Nil for what cannot be one.
    init?(_ text: String)
}

extension TextCodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a \(Self.self)")
        }
        self = value
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Day: TextCodable {}

extension TextState: Codable {}

extension LocalizedText: Codable {
    package init(from decoder: any Decoder) throws {
        let byName = try decoder.singleValueContainer().decode([String: Value].self)
        self.init(
            byName.reduce(into: [:]) { values, pair in
                if let language = Language(rawValue: pair.key) { values[language] = pair.value }
            })
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) }))
    }
}
