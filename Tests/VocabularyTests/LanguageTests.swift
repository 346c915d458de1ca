// SPDX-License-Identifier: EUPL-1.2
import Testing
import Vocabulary

@Suite struct `Languages` {
    @Test(arguments: [
        ("fr-BE,fr;q=0.9,en;q=0.8", Language.fr), ("de-AT", .de), ("pl,cs;q=0.5", .en), ("en;q=0.1,nl;q=0.7", .nl),
        ("es;q=0", .en),
        ("*", .en), ("it;q=abc", .en), (";;;,,", .en),
    ])
    func `the browser's wish is followed by weight`(header: String, expected: Language) {
        #expect(Language.preferred(header) == expected)
    }

    @Test func `no wish means English`() {
        #expect(Language.preferred(nil) == .en)
        #expect(Language.preferred(String(repeating: "fr,", count: 1_000)) == .en)
    }

    @Test func `a text without the reader's language shows the best other one and says so`() {
        let text = LocalizedText([.fr: .init("Bonjour", .reviewed), .en: .init("Hello", .draft), .de: .init("Hallo", .authentic)])
        #expect(text.best(for: .de) == ReadText(text: "Hallo", language: .de, isTranslated: true))
        #expect(text.best(for: .it) == ReadText(text: "Bonjour", language: .fr, isTranslated: false))
        #expect(LocalizedText([.en: .init("Hello", .draft)]).best(for: .en) == nil)
    }
}
