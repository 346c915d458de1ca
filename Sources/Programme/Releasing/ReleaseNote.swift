// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// What the organisers say of a release, as it is typed: one text a language.
struct ReleaseNote: Sendable, Equatable {
    /// In signs, for each language: a note, no chapter.
    static let most = 1_000

    private(set) var typed: [Language: String] = [:]
    /// The language that it was written in.
    let own: Language

    init(own: Language, _ typed: (Language) -> String?) {
        self.own = own
        for language in Language.allCases { self.typed[language] = typed(language) }
    }

    var isTooLong: Bool { typed.values.contains { $0.unicodeScalars.count > Self.most } }

    /// Texts in other languages than the writer's are translations of theirs.
    var text: LocalizedText {
        let hasOwn = typed[own] != nil
        return typed.reduce(into: LocalizedText()) { text, value in
            text.values[value.key] = .init(value.value, value.key == own || !hasOwn ? .authentic : .reviewed)
        }
    }
}
