// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A language of the interface and of published texts.
package enum Language: String, CaseIterable, Sendable, Hashable, Codable {
    case en, fr, nl, de, es, it

    /// The language in itself, as the language switch shows it.
    package var ownName: String {
        switch self {
        case .en: "English"
        case .fr: "Français"
        case .nl: "Nederlands"
        case .de: "Deutsch"
        case .es: "Español"
        case .it: "Italiano"
        }
    }

    /// The locale that dates and numbers follow: European habits, so English is British.
    package var locale: Locale {
        switch self {
        case .en: Locale(identifier: "en_GB")
        case .fr: Locale(identifier: "fr_FR")
        case .nl: Locale(identifier: "nl_NL")
        case .de: Locale(identifier: "de_DE")
        case .es: Locale(identifier: "es_ES")
        case .it: Locale(identifier: "it_IT")
        }
    }

    /// The order in which a reader of this language is offered a text that is not translated into it.
    package var fallbacks: [Language] { [self, .en, .fr] + Language.allCases.filter { ![self, .en, .fr].contains($0) } }

    /// Returns the best of the languages a browser asks for, by weight; English when none is ours.
    /// RFC 9110, section 12.5.4.
    package static func preferred(_ acceptLanguage: String?) -> Language {
        guard let acceptLanguage, acceptLanguage.utf8.count <= 1_000 else { return .en }
        var best: (language: Language, weight: Double)?
        for part in acceptLanguage.split(separator: ",") {
            let fields = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let tag = fields.first?.lowercased().split(separator: "-").first,
                let language = Language(rawValue: String(tag))
            else { continue }
            let weight = fields.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language ?? .en
    }
}
