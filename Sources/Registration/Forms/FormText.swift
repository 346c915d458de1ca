// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Words of a form: those of the house, translated with the program, or the organiser's own.
package enum FormText: Sendable, Hashable {
    /// A key of `Translations/`.
    case house(String)
    case own(LocalizedText)

    /// What a reader gets; nil when nothing of it is published.
    package func read(in words: Words) -> ReadText? {
        switch self {
        case .house(let key): ReadText(text: words(key), language: words.language, isTranslated: true)
        case .own(let text): text.best(for: words.language)
        }
    }

    /// Whether it can be shown, and is no longer than so many signs in any language.
    func isUsable(atMost limit: Int) -> Bool {
        switch self {
        case .house(let key): Self.isKey(key)
        case .own(let text):
            text.values.values.contains { $0.state != .draft }
                && text.values.values.allSatisfy { TypedText.isStorable($0.text, atMost: limit) && !$0.text.isEmpty }
        }
    }

    /// Whether readers of both were told the same: another language beside those that stayed is a translation.
    func saysTheSame(as other: FormText) -> Bool {
        switch (self, other) {
        case (.house(let one), .house(let two)): return one == two
        case (.own(let one), .own(let two)):
            let (before, after) = (Self.published(one), Self.published(two))
            let common = Set(before.keys).intersection(after.keys)
            return before == after || (!common.isEmpty && common.allSatisfy { before[$0] == after[$0] })
        default: return false
        }
    }

    private static func published(_ text: LocalizedText) -> [Language: String] {
        text.values.filter { $0.value.state != .draft }.mapValues(\.text)
    }

    private static let families: Set<Substring> = ["form", "actor"]

    private static func isKey(_ key: String) -> Bool {
        (key.split(separator: ".").first.map(families.contains) ?? false) && key.utf8.count <= 120
            && key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }
    }
}

extension FormText: Codable {
    private enum Key: String, CodingKey { case phrase, own }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let key = try container.decodeIfPresent(String.self, forKey: .phrase) {
            self = .house(key)
        } else {
            self = .own(try container.decode(LocalizedText.self, forKey: .own))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .house(let key): try container.encode(key, forKey: .phrase)
        case .own(let text): try container.encode(text, forKey: .own)
        }
    }
}
