// SPDX-License-Identifier: EUPL-1.2
import Registration
import Testing
import Vocabulary

@Suite struct `Numbers on quotes` {
    @Test(arguments: [(1, "Q-BRUSSELS-2027-0001"), (9_999, "Q-BRUSSELS-2027-9999"), (123_456, "Q-BRUSSELS-2027-123456")])
    func `say the edition and count`(number: Int, text: String) throws {
        let quote = try #require(QuoteNumber(series: "brussels-2027", number))
        #expect(quote.description == text)
        #expect(QuoteNumber(text) == quote)
    }

    @Test(arguments: ["q-brussels-2027-42", "  Q-Brussels-2027-000042\n", "Q-BRUSSELS-2027-0042"])
    func `are read as people type them`(text: String) {
        #expect(QuoteNumber(text) == QuoteNumber(series: "brussels-2027", 42))
    }

    @Test(arguments: [
        "", "Q", "Q-", "Q--", "Q-1", "Q--1", "42", "Q-BRUSSELS-", "Q-BRUSSELS-0", "Q-BRUSSELS-1000000", "Q-BRÜSSEL-1",
        "Q-BRUSSELS-99999999999999999999", "Q-BRUSSELS-٤٢", "Q-BRUSSELS 1", "X-BRUSSELS-1", "Q-BRUSSELS-+1",
        "Q-\(String(repeating: "A", count: 81))-1", String(repeating: "Q-", count: 100_000),
    ])
    func `are nothing else`(text: String) { #expect(QuoteNumber(text) == nil) }

    @Test func `are counted from one in a series that is an address`() {
        #expect(QuoteNumber(series: "brussels", 0) == nil)
        #expect(QuoteNumber(series: "brussels", 1_000_000) == nil)
        #expect(QuoteNumber(series: "Brussels", 1) == nil)
        #expect([3, 1, 2].compactMap { QuoteNumber(series: "a", $0) }.sorted().map(\.number) == [1, 2, 3])
    }
}

@Suite struct `An order number` {
    @Test(arguments: [
        ("4500123456", "4500123456"), ("  PO 2027/17 – Kultur \n", "PO 2027/17 – Kultur"),
        ("Ville de Lie\u{301}ge", "Ville de Liége"),
        (String(repeating: "é", count: 60), String(repeating: "é", count: 60)), ("Δ-17 №4", "Δ-17 №4"),
    ])
    func `is kept as the authority writes it`(typed: String, kept: String) throws {
        let reference = try OrderReference.typed(typed)
        #expect(reference.description.unicodeScalars.elementsEqual(kept.unicodeScalars))
        #expect(OrderReference(reference.description) == reference)
    }

    @Test(arguments: [
        "", " \n ", String(repeating: "x", count: 61), "a\u{0}b", "a\tb", "a\nb", "a\u{7F}", "\u{202E}001", "a\u{200B}b",
        "a\u{2028}b",
        "a\u{FFFE}", "a\u{E000}", "e" + String(repeating: "\u{301}", count: 5_000),
        String(repeating: " ", count: 1_000_000) + "x",
    ])
    func `is refused when nobody could read it`(typed: String) {
        #expect(throws: OrderReferenceRefusal.notOne(limit: 60)) { try OrderReference.typed(typed) }
    }
}
