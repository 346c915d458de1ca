// SPDX-License-Identifier: EUPL-1.2
import HTML
import Vocabulary

extension ReadText {
    /// In which language it is, to stand above it where that is not the reader's; nil where it is.
    package func languageNote(_ words: Words) -> HTML? {
        isTranslated
            ? nil
            : "<p class=\"lang-note\">\(words("text.other-language", ["language": .text(words.language(language))]))</p>"
    }
}
