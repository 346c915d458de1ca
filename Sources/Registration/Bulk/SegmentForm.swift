// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Server
import Vocabulary

/// A mail that an organiser writes to all delegations of a filter, in as many languages as it has.
struct SegmentForm: Sendable, Equatable {
    struct Text: Sendable, Equatable {
        var subject = "", body = ""
    }

    private(set) var texts: [Language: Text] = [:]
    private(set) var errors: [String: Phrase] = [:]

    /// What can stand between braces, and is filled in for each delegation.
    static let gaps = ["name", "delegation", "edition", "seats", "named", "names-due"]
    private static let longestSubject = 150, longestBody = 8_000

    init() {}

    init(_ form: Query) {
        for language in Language.allCases {
            let text = Text(
                subject: form["subject-\(language.rawValue)"] ?? "",
                body: (form["text-\(language.rawValue)"] ?? "").replacingOccurrences(of: "\r\n", with: "\n"))
            if text != Text() { texts[language] = text }
        }
        check()
    }

    var isReady: Bool { !texts.isEmpty && errors.isEmpty }

    private mutating func check() {
        if texts.isEmpty { errors["subject-en"] = "segment.empty" }
        for (language, text) in texts {
            let (subject, body) = ("subject-\(language.rawValue)", "text-\(language.rawValue)")
            if text.subject.isEmpty { errors[subject] = "segment.no-subject" }
            if text.body.isEmpty { errors[body] = "segment.no-text" }
            if text.subject.count > Self.longestSubject || text.subject.contains(where: \.isNewline) {
                errors[subject] = Phrase("segment.subject-long", ["most": .number(Self.longestSubject)])
            }
            if text.body.count > Self.longestBody {
                errors[body] = Phrase("segment.text-long", ["most": .number(Self.longestBody)])
            }
            for (field, written) in [(subject, text.subject), (body, text.body)] {
                guard let gap = Self.unknownGap(in: written) else { continue }
                errors[field] = errors[field] ?? Phrase("segment.gap", ["gap": .text("{\(gap.prefix(40))}")])
            }
        }
    }

    /// The first `{…}` that nothing stands for.
    private static func unknownGap(in text: String) -> String? {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { piece -> String? in
            let name = piece.prefix { $0 != "}" }
            return piece.contains("}") && gaps.contains(String(name)) ? nil : String(name)
        }.first
    }

    /// In the language of who reads it, else in English, else in the first there is.
    func text(for language: Language) -> (language: Language, text: Text)? {
        let first = Language.allCases.first { texts[$0] != nil }
        return [language, .en, first].compactMap { $0 }.lazy.compactMap { one in texts[one].map { (one, $0) } }.first
    }

    static func filled(_ text: String, _ values: [String: String]) -> String {
        var pieces = text.split(separator: "{", omittingEmptySubsequences: false).map(String.init)
        for place in pieces.indices.dropFirst() {
            guard let end = pieces[place].firstIndex(of: "}"), let value = values[String(pieces[place][..<end])] else {
                pieces[place] = "{" + pieces[place]
                continue
            }
            pieces[place] = value + pieces[place][pieces[place].index(after: end)...]
        }
        return pieces.joined()
    }
}
