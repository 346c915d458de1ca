// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Server
import Vocabulary

/// A text of a speaker that is translated.
enum SpeakerTextField: String, Sendable, CaseIterable {
    case office, biography

    var most: Int { self == .office ? 200 : SpeakerFields.longestText }
}

/// The texts of a speaker in all languages.
struct SpeakerTexts: Sendable {
    let speaker: Speaker
    /// Empty of whoever did not agree that the public reads it: then nobody needs it in another language.
    let biography: LocalizedText

    func text(_ field: SpeakerTextField) -> LocalizedText { field == .office ? speaker.office : biography }

    /// The language that the others are translated from: the authentic one, else the first there is.
    func source(_ field: SpeakerTextField) -> Language? {
        let values = text(field).values
        return Language.allCases.first { values[$0]?.state == .authentic } ?? Language.allCases.first { values[$0] != nil }
    }

    func standing(_ field: SpeakerTextField, in language: Language) -> TextStanding {
        guard let source = source(field) else { return .none }
        if language == source { return .source }
        // A biography that was changed makes drafts of its translations.
        return text(field).values[language].map { .kept($0.state) } ?? .missing
    }

    /// The gravest of both: what a list shows.
    func standing(in language: Language) -> TextStanding {
        TextStanding.gravest(SpeakerTextField.allCases.map { standing($0, in: language) })
    }

    /// What can be translated into a language.
    func fields(in language: Language) -> [SpeakerTextField] {
        SpeakerTextField.allCases.filter { ![.source, .none].contains(standing($0, in: language)) }
    }
}

/// What was typed about a speaker in one language.
struct SpeakerTextForm: Sendable {
    let language: Language
    let state: TextState
    /// What its sender was shown.
    let seen: String?
    private let typed: [SpeakerTextField: String]

    init(_ form: Query, _ language: Language) {
        self.language = language
        // What a speaker wrote is authentic; a translation becomes no second one.
        state = form["state"].flatMap(TextState.init) == .draft ? .draft : .reviewed
        seen = form["seen"]
        typed = Dictionary(
            uniqueKeysWithValues: SpeakerTextField.allCases.map { field in
                let text = form.pairs.first { $0.name == field.rawValue }?.value.replacing("\r\n", with: "\n") ?? ""
                return (field, text.trimmingCharacters(in: .whitespacesAndNewlines))
            })
    }

    /// As it is saved.
    init(_ texts: SpeakerTexts, _ language: Language) {
        self.language = language
        let kept = SpeakerTextField.allCases.compactMap { texts.text($0).values[language] }
        state = kept.contains { $0.state == .draft } ? .draft : .reviewed
        seen = nil
        typed = Dictionary(
            uniqueKeysWithValues: SpeakerTextField.allCases.map { ($0, texts.text($0).values[language]?.text ?? "") })
    }

    func value(_ field: SpeakerTextField) -> String { typed[field] ?? "" }

    func shown(_ fields: [SpeakerTextField], _ words: Words) -> ShownFields {
        ShownFields(
            fields.map { (words("speaker.field.\($0.rawValue)"), value($0)) }
                + [(words("texts.state"), words("text.state.\(state.rawValue)"))])
    }

    func check() throws(TextRefusal) {
        for field in SpeakerTextField.allCases where value(field).unicodeScalars.count > field.most {
            throw .long(field.most)
        }
    }
}
