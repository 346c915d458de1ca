// SPDX-License-Identifier: EUPL-1.2

/// How far one language's value of a text has come.
package enum TextState: String, Sendable, Hashable, CaseIterable {
    case draft, reviewed, authentic
}

/// A text with one value per language, and a state for each.
package struct LocalizedText: Sendable, Hashable {
    package struct Value: Sendable, Hashable, Codable {
        package var text: String
        package var state: TextState
        package init(_ text: String, _ state: TextState) {
            self.text = text
            self.state = state
        }
    }

    package var values: [Language: Value]

    package init(_ values: [Language: Value] = [:]) { self.values = values }

    /// One text that is the authentic one.
    package init(_ text: String, in language: Language) { values = [language: Value(text, .authentic)] }

    package var isEmpty: Bool { values.isEmpty }

    /// The value to show to a reader: theirs if it is published, else the best other one; drafts are absent.
    package func best(for reader: Language) -> ReadText? {
        for language in reader.fallbacks {
            if let value = values[language], value.state != .draft {
                return ReadText(text: value.text, language: language, isTranslated: language == reader)
            }
        }
        return nil
    }
}

/// A text as one reader gets it.
package struct ReadText: Sendable, Hashable {
    package var text: String
    package var language: Language
    /// False when the reader's language is missing and another stands in, to be marked in words and by `lang`.
    package var isTranslated: Bool
    package init(text: String, language: Language, isTranslated: Bool) {
        self.text = text
        self.language = language
        self.isTranslated = isTranslated
    }
}
