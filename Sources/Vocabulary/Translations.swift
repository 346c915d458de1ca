// SPDX-License-Identifier: EUPL-1.2
import CAssets
import Foundation
import Synchronization

/// All phrases in all languages, from the files embedded in the program.
package final class Translations: Sendable {
    /// One phrase of one language: a sentence, or one per plural form.
    package enum Entry: Sendable, Hashable {
        case one(String)
        case plural([String: String])

        package var variants: [String] {
            switch self {
            case .one(let text): [text]
            case .plural(let forms): forms.keys.sorted().compactMap { forms[$0] }
            }
        }
    }

    package let entries: [Language: [String: Entry]]

    /// The phrases that came with this program.
    package static let embedded = Translations(
        files: Dictionary(
            uniqueKeysWithValues: Language.allCases.map {
                ($0, EmbeddedFile.named("Translations/\($0.rawValue).json")?.data ?? Data())
            }))

    package init(files: [Language: Data]) {
        entries = files.mapValues { data in
            guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else { return [:] }
            return object.compactMapValues { value in
                if let text = value as? String { return .one(text) }
                if let forms = value as? [String: String] { return .plural(forms) }
                return nil
            }
        }
    }

    /// The sentence of a phrase in a language; English, then the key, when it is missing (a test forbids both).
    package func text(_ phrase: Phrase, in language: Language) -> String {
        guard let entry = entries[language]?[phrase.key] ?? entries[.en]?[phrase.key] else { return phrase.key }
        let pattern: String
        switch entry {
        case .one(let text): pattern = text
        case .plural(let forms):
            let count: Int? = if case .number(let n) = phrase.values["count"] { n } else { nil }
            pattern = forms[PluralRule.form(of: count ?? 0, in: language)] ?? forms["other"] ?? phrase.key
        }
        return Self.filled(pattern, phrase.values, language)
    }

    private static func filled(_ pattern: String, _ values: [String: Phrase.Value], _ language: Language) -> String {
        guard pattern.utf8.contains(UInt8(ascii: "{")) else { return pattern }
        var result = ""
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            switch values[name] {
            case .text(let text): result += text
            case .number(let number): result += Written.number(number, in: language)
            case .day(let day): result += Written.day(day, in: language)
            case nil: result += rest[open...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

/// Which form a number takes. Unicode CLDR plural rules, cardinal, for whole numbers.
package enum PluralRule {
    package static func form(of number: Int, in language: Language) -> String {
        let n = number.magnitude
        switch language {
        case .en, .nl, .de: return n == 1 ? "one" : "other"
        case .fr: return n <= 1 ? "one" : n % 1_000_000 == 0 ? "many" : "other"
        case .es, .it: return n == 1 ? "one" : n != 0 && n % 1_000_000 == 0 ? "many" : "other"
        }
    }
}

/// A reader's language, and the sentences in it.
package struct Words: Sendable {
    package let language: Language
    let translations: Translations

    package init(_ language: Language, from translations: Translations = .embedded) {
        self.language = language
        self.translations = translations
    }

    package func callAsFunction(_ key: String, _ values: [String: Phrase.Value] = [:]) -> String {
        translations.text(Phrase(key, values), in: language)
    }

    package func callAsFunction(_ phrase: Phrase) -> String { translations.text(phrase, in: language) }

    /// So many of a noun, in words that can stand inside a sentence: `count.countries`.
    package func count(_ nouns: String, _ number: Int) -> String { self("count.\(nouns)", ["count": .number(number)]) }

    package func number(_ number: Int) -> String { Written.number(number, in: language) }
    package func day(_ day: Day) -> String { Written.day(day, in: language) }
    package func month(_ year: Int, _ month: Int) -> String { Written.month(year, month, in: language) }
    /// Day and time of an instant, with the zone.
    package func instant(_ instant: Date, in zone: TimeZone) -> String { Written.instant(instant, in: language, zone: zone) }
    /// The day of the week, with a capital.
    package func weekday(_ day: Day) -> String { Written.weekday(day, in: language) }
    /// A language by its code of ISO 639.
    package func language(code: String) -> String { Written.language(code: code, in: language) }
    /// A time zone in words, by its IANA name.
    package func zone(_ name: String) -> String { Written.zone(name, in: language) }
    package func period(_ period: Period) -> String { Written.period(period, in: language) }
    package func country(_ code: String) -> String { Written.country(code, in: language) }
    /// Codes of countries in the order of their names in this language.
    package func sorted(countries codes: Set<String>) -> [String] { Written.sorted(countries: codes, in: language) }
    package func language(_ other: Language) -> String { Written.language(other, in: language) }
}
