// SPDX-License-Identifier: EUPL-1.2
import People
import Testing

@Suite struct `What people write about themselves` {
    @Test(arguments: [
        ("  Anna \t Dal\r\nColle ", "Anna Dal Colle"), ("Eve\r\nBcc: all@cities.example", "Eve Bcc: all@cities.example"),
        ("Zoë\u{1B}[31m", "Zoë [31m"), ("abc\u{202E}def", "abcdef"), ("Николай Иванов", "Николай Иванов"),
        ("Nguyễn Văn Ảnh", "Nguyễn Văn Ảnh"), ("क्ष\u{200D}", "क्ष\u{200D}"), ("\u{FEFF}A\u{00AD}B", "AB"), ("", ""),
    ])
    func `is one line of visible signs`(typed: String, kept: String) {
        #expect(PersonText.cleaned(typed) == kept)
    }

    @Test func `no letter carries more marks than a script needs`() {
        let heap = "e" + String(repeating: "\u{301}", count: 60_000)
        #expect(PersonText.cleaned(heap).unicodeScalars.count == 5)
        #expect(!PersonText.fits(heap))
    }

    @Test func `is a name with a letter, up to a length`() {
        #expect(PersonText.isName("李"))
        #expect(!PersonText.isName("123 -"))
        #expect(PersonText.isName(String(repeating: "a", count: PersonText.longest)))
        #expect(!PersonText.isName(String(repeating: "a", count: PersonText.longest + 1)))
        #expect(PersonText.optional("  ") == nil)
        #expect(PersonText.optional(nil) == nil)
    }
}
