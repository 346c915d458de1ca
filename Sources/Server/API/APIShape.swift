// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Formats
import Vocabulary

/// What the API says of one kind of thing: its members, each with its type, its meaning and where its value comes from.
/// Answers and their description are made of the same declaration.
package struct APIShape<Value>: Sendable {
    /// In the singular, with a capital: `Authority`.
    package let name: String
    package let about: String
    let members: [APIMember<Value>]

    package init(_ name: String, _ about: String, _ members: [APIMember<Value>]) {
        self.name = name
        self.about = about
        self.members = members
    }

    /// - Parameter absolute: the public address of a path of this server.
    func json(_ value: Value, _ absolute: @escaping (String) -> String) -> JSONText {
        .object(members.map { ($0.name, $0.json(value, absolute)) })
    }

    /// JSON Schema, draft 2020-12, as OpenAPI 3.1 uses it.
    var schema: JSONText {
        .object([
            ("type", .text("object")), ("description", .text(about)),
            ("required", .array(members.map { .text($0.name) })), ("additionalProperties", .bool(false)),
            ("properties", .object(members.map { ($0.name, $0.schema) })),
        ])
    }
}

/// One member of an object of the API. Every member is always there; what is not known is null.
package struct APIMember<Value>: Sendable {
    let name: String
    let schema: JSONText
    let json: @Sendable (Value, @escaping (String) -> String) -> JSONText

    private init(
        _ name: String, _ about: String, _ type: [(name: String, value: JSONText)],
        _ json: @escaping @Sendable (Value, @escaping (String) -> String) -> JSONText
    ) {
        self.name = name
        schema = .object(type + [("description", .text(about))])
        self.json = json
    }

    package static func text(_ name: String, _ about: String, _ value: @escaping @Sendable (Value) -> String) -> Self {
        Self(name, about, APISchema.text) { one, _ in .text(value(one)) }
    }

    /// Nil and the empty text are null.
    package static func text(_ name: String, _ about: String, orNull value: @escaping @Sendable (Value) -> String?) -> Self {
        Self(name, about, APISchema.orNull("string")) { one, _ in value(one).flatMap { $0.isEmpty ? nil : .text($0) } ?? .null }
    }

    package static func integer(_ name: String, _ about: String, _ value: @escaping @Sendable (Value) -> Int) -> Self {
        Self(name, about, APISchema.integer) { one, _ in .integer(value(one)) }
    }

    package static func integer(_ name: String, _ about: String, orNull value: @escaping @Sendable (Value) -> Int?) -> Self {
        Self(name, about, APISchema.orNull("integer")) { one, _ in value(one).map { .integer($0) } ?? .null }
    }

    package static func decimal(_ name: String, _ about: String, orNull value: @escaping @Sendable (Value) -> Double?) -> Self {
        Self(name, about, APISchema.orNull("number")) { one, _ in value(one).map { .decimal($0) } ?? .null }
    }

    package static func truth(_ name: String, _ about: String, _ value: @escaping @Sendable (Value) -> Bool) -> Self {
        Self(name, about, [("type", .text("boolean"))]) { one, _ in .bool(value(one)) }
    }

    /// One word of a list.
    package static func choice<Choice: RawRepresentable & CaseIterable & SendableMetatype>(
        _ name: String, _ about: String, _ value: @escaping @Sendable (Value) -> Choice
    ) -> Self where Choice.RawValue == String {
        Self(name, about, APISchema.choice(Choice.allCases.map(\.rawValue))) { one, _ in .text(value(one).rawValue) }
    }

    /// RFC 3339, full-date.
    package static func day(_ name: String, _ about: String, _ value: @escaping @Sendable (Value) -> Day?) -> Self {
        Self(name, about, APISchema.orNull("string", format: "date")) { one, _ in
            value(one).map { .text($0.description) } ?? .null
        }
    }

    /// RFC 3339, date-time, in UTC.
    package static func instant(_ name: String, _ about: String, _ value: @escaping @Sendable (Value) -> Date?) -> Self {
        Self(name, about, APISchema.orNull("string", format: "date-time")) { one, _ in
            value(one).map { .text($0.formatted(.iso8601)) } ?? .null
        }
    }

    /// The page of it for people, in English.
    package static func page(_ value: @escaping @Sendable (Value) -> String) -> Self {
        Self("page", "Its page for people, in English; other languages stand in its links.", APISchema.address) { one, absolute in
            .text(absolute(value(one)))
        }
    }

    /// One value per language; languages without a published value are left out.
    package static func texts(_ name: String, _ about: String, _ value: @escaping @Sendable (Value) -> LocalizedText) -> Self {
        Self(name, about + " One value per language.", APISchema.byLanguage) { one, _ in
            let values = value(one).values
            return .object(
                Language.allCases.compactMap { language in
                    values[language].flatMap { $0.state == .draft ? nil : (language.rawValue, .text($0.text)) }
                })
        }
    }

    package static func list(_ name: String, _ about: String, _ values: @escaping @Sendable (Value) -> [String]) -> Self {
        Self(name, about, APISchema.list(of: .object(APISchema.text))) { one, _ in .array(values(one).map { .text($0) }) }
    }

    package static func list<Part>(
        _ name: String, _ about: String, of shape: APIShape<Part>, _ values: @escaping @Sendable (Value) -> [Part]
    ) -> Self {
        Self(name, about, APISchema.list(of: shape.schema)) { one, absolute in
            .array(values(one).map { shape.json($0, absolute) })
        }
    }
}

/// Parts of JSON Schema.
enum APISchema {
    typealias Members = [(name: String, value: JSONText)]

    static let text: Members = [("type", .text("string"))]
    static let integer: Members = [("type", .text("integer"))]
    static let address: Members = [("type", .text("string")), ("format", .text("uri"))]
    static let byLanguage: Members = [
        ("type", .text("object")), ("additionalProperties", .bool(false)),
        ("properties", .object(Language.allCases.map { ($0.rawValue, .object(text)) })),
    ]

    static func orNull(_ type: String, format: String? = nil) -> Members {
        [("type", .array([.text(type), .text("null")]))] + (format.map { [("format", .text($0))] } ?? [])
    }

    static func choice(_ words: [String]) -> Members { text + [("enum", .array(words.map { .text($0) }))] }

    static func list(of items: JSONText) -> Members { [("type", .text("array")), ("items", items)] }
}
