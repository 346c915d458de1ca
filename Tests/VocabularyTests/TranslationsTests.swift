// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@Suite struct `Phrases in six languages` {
    private let all = Translations.embedded.entries

    @Test(arguments: Language.allCases)
    func `every language has every phrase and no other`(language: Language) throws {
        let english = try #require(all[.en]).keys
        let theirs = try #require(all[language]).keys
        #expect(Set(english).subtracting(theirs).sorted() == [])
        #expect(Set(theirs).subtracting(english).sorted() == [])
    }

    @Test(arguments: Language.allCases)
    func `gaps are the same in every language`(language: Language) throws {
        for (key, entry) in try #require(all[.en]) {
            guard let other = all[language]?[key] else { continue }
            let needed = Set(entry.variants.flatMap(gaps)).subtracting(["count"])
            #expect(Set(other.variants.flatMap(gaps)).subtracting(["count"]) == needed, "\(key)")
        }
    }

    @Test(arguments: Language.allCases)
    func `plural phrases have the forms of their language`(language: Language) throws {
        let needed: Set<String> = [.fr, .es, .it].contains(language) ? ["one", "many", "other"] : ["one", "other"]
        for (key, entry) in try #require(all[language]) {
            guard case .plural(let forms) = entry else { continue }
            #expect(Set(forms.keys) == needed, "\(key)")
        }
    }

    @Test(arguments: [
        (Language.en, 1, "one"), (.en, 0, "other"), (.fr, 0, "one"), (.fr, 2, "other"), (.fr, 3_000_000, "many"), (.it, 1, "one"),
        (.es, 1_000_000, "many"), (.de, 2, "other"),
    ])
    func `numbers take the form CLDR gives them`(language: Language, number: Int, form: String) {
        #expect(PluralRule.form(of: number, in: language) == form)
    }

    @Test func `a phrase is filled with numbers as the language writes them`() throws {
        let file = Data(#"{"a": {"one": "one of {total}", "other": "{count} of {total}"}, "b": "no gap {here"}"#.utf8)
        let words = Words(.de, from: Translations(files: [.de: file]))
        #expect(words("a", ["count": 1_234, "total": 5_000]) == "1.234 of 5.000")
        #expect(words("a", ["count": 1, "total": .text("<b>")]) == "one of <b>")
        #expect(words("b") == "no gap {here")
        #expect(words("missing.key") == "missing.key")
    }

    @Test func `days and countries are written by CLDR`() throws {
        let day = try #require(Day("2024-03-20"))
        #expect(Words(.fr).day(day) == "20 mars 2024")
        #expect(Words(.de).country("BE") == "Belgien")
        #expect(Words(.nl).language(.it) == "Italiaans")
    }

    private func gaps(_ text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
            $0.split(separator: "}").first.map(String.init)
        }
    }
}
