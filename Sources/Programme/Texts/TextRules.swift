// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation
import Vocabulary

/// A text of a session that is translated.
enum SessionTextField: String, Sendable, CaseIterable {
    case title, abstract

    var path: WritableKeyPath<Session, LocalizedText> { self == .title ? \.title : \.abstract }
}

/// How a text stands in one language.
enum TextStanding: Sendable, Hashable {
    /// What the others are translated from.
    case source
    case missing
    /// The source was changed after it was translated.
    case outdated
    case kept(TextState)
    /// There is nothing to translate.
    case none

    static func gravest(_ all: [TextStanding]) -> TextStanding {
        [.missing, .outdated, .kept(.draft), .source, .kept(.reviewed), .kept(.authentic)].first(where: all.contains) ?? .none
    }
}

/// What the texts of a session depend on: what each translation was made from.
struct SessionTexts: Sendable {
    struct Key: Hashable, Sendable {
        let field: SessionTextField
        let language: Language
    }

    let session: Session
    /// Digests of the sources that translations were made from, where that is known.
    let bases: [Key: String]

    /// The language that the others are translated from: the authentic one, else the first there is.
    var source: Language? {
        Language.allCases.first { session.title.values[$0]?.state == .authentic }
            ?? Language.allCases.first { session.title.values[$0] != nil }
    }

    func standing(_ field: SessionTextField, in language: Language) -> TextStanding {
        let text = session[keyPath: field.path]
        guard let source, let original = text.values[source] else {
            return text.values[language].map { .kept($0.state) } ?? .none
        }
        if language == source { return .source }
        guard let value = text.values[language] else { return .missing }
        let basis = bases[Key(field: field, language: language)]
        return basis == nil || basis == Self.digest(original.text) ? .kept(value.state) : .outdated
    }

    /// The gravest of both fields: what a list shows.
    func standing(in language: Language) -> TextStanding {
        TextStanding.gravest(SessionTextField.allCases.map { standing($0, in: language) })
    }

    /// What stands in one language: whoever saves says what they saw.
    static func digest(of session: Session, in language: Language) -> String {
        digest(SessionTextField.allCases.map { session[keyPath: $0.path].values[language]?.text ?? "" }.joined(separator: "\0"))
    }

    static func digest(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).prefix(12).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// The bases to be kept when a session becomes another: a translation that was saved is made from the source as it is now; one
    /// that stayed was made from what the source was.
    static func bases(from before: Session?, to after: Session) -> [(key: Key, digest: String, replaces: Bool)] {
        guard let source = SessionTexts(session: after, bases: [:]).source else { return [] }
        return SessionTextField.allCases.flatMap { field -> [(key: Key, digest: String, replaces: Bool)] in
            let (old, new) = (before?[keyPath: field.path].values ?? [:], after[keyPath: field.path].values)
            guard let now = new[source]?.text else { return [] }
            return new.keys.sorted { $0.rawValue < $1.rawValue }.filter { $0 != source }.compactMap { language in
                let key = Key(field: field, language: language)
                if old[language]?.text != new[language]?.text { return (key, digest(now), true) }
                guard let then = old[source]?.text, then != now else { return nil }
                return (key, digest(then), false)
            }
        }
    }
}
