// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Registration
import Testing
import Vocabulary

@Suite struct `Money in words` {
    @Test(arguments: [
        (Language.en, "€0.00", "€450.00", "€1,234.56", "€12,345.67"),
        (.fr, "0,00\u{A0}€", "450,00\u{A0}€", "1\u{202F}234,56\u{A0}€", "12\u{202F}345,67\u{A0}€"),
        (.nl, "€\u{A0}0,00", "€\u{A0}450,00", "€\u{A0}1.234,56", "€\u{A0}12.345,67"),
        (.de, "0,00\u{A0}€", "450,00\u{A0}€", "1.234,56\u{A0}€", "12.345,67\u{A0}€"),
        (.es, "0,00\u{A0}€", "450,00\u{A0}€", "1234,56\u{A0}€", "12.345,67\u{A0}€"),
        (.it, "0,00\u{A0}€", "450,00\u{A0}€", "1234,56\u{A0}€", "12.345,67\u{A0}€"),
    ])
    func `is written as each language does`(
        language: Language, nothing: String, hundreds: String, thousand: String, thousands: String
    ) {
        let words = Words(language)
        #expect([0, 45_000, 123_456, 1_234_567].map { words.money($0, .eur) } == [nothing, hundreds, thousand, thousands])
    }

    @Test func `names other currencies, and always has cents`() {
        #expect(Words(.en).money(1_250, .gbp) == "£12.50")
        #expect(Words(.fr).money(5, .gbp) == "0,05\u{A0}£GB")
        #expect(Words(.de).money(100, .huf) == "1,00\u{A0}HUF")
        #expect(Words(.nl).money(-123_456, .sek) == "SEK\u{A0}-1.234,56")
    }

    @Test func `is exact for every number of cents`() {
        #expect(Words(.en).money(.max, .eur) == "€92,233,720,368,547,758.07")
        #expect(Words(.en).money(.min, .eur) == "-€92,233,720,368,547,758.08")
    }

    @Test(arguments: [
        (Language.en, "33.33%", "21%"), (.fr, "33,33\u{A0}%", "21\u{A0}%"), (.nl, "33,33%", "21%"),
        (.de, "33,33\u{A0}%", "21\u{A0}%"), (.es, "33,33\u{A0}%", "21\u{A0}%"), (.it, "33,33%", "21%"),
    ])
    func `has parts of a hundred beside it`(language: Language, third: String, rate: String) {
        #expect([3_333, 2_100].map { Words(language).percent(FeeExample.percent($0)) } == [third, rate])
    }

    @Test func `stands in the lines and terms of a quote`() throws {
        let file = Data(
            #"""
            {"fee.category.member": "Member", "fee.line.cancelled": "{category}, cancelled: {charged}",
             "fee.line.no-show": "{category}, absent: {charged}",
             "fee.allowance.free-seat": {"one": "one", "other": "{count} free"},
             "fee.allowance.code": "Code {code}", "fee.allowance.not-charged": "not owed", "fee.tax.S": "VAT {rate}",
             "fee.terms.until": "until {day} {charged}: {amount}", "fee.terms.after": "after {day} {charged}: {amount}",
             "fee.terms.any-time": "always {charged}: {amount}", "fee.terms.no-show": "absent {charged}: {amount}"}
            """#.utf8)
        let words = Words(.en, from: Translations(files: [.en: file]))
        let seat = FeeExample.seat(.member)
        let quote = try FeeExample.quote(
            seat, seat, seat, FeeExample.seat(.member, code: "THIRD-OFF", .cancelled(on: FeeExample.march)),
            FeeExample.seat(.member, .noShow), isMember: true)
        #expect(quote.lines.map { $0.title(in: words) } == ["Member", "Member, cancelled: 80%", "Member, absent: 100%"])
        #expect(
            quote.lines.map { $0.allowances.map { $0.title(in: words) } } == [["2 free"], ["Code THIRD-OFF", "not owed"], []])
        #expect(quote.taxes.map { $0.tax.name(in: words) } == ["VAT 21%"])
        #expect(
            FeeExample.terms.outlook(of: 1_000).map { $0.sentence(in: words, currency: .eur) } == [
                "until 31 January 2027 0%: €0.00", "until 28 February 2027 50%: €5.00", "after 28 February 2027 80%: €8.00",
                "absent 100%: €10.00",
            ])
        #expect(
            CancellationTerms.free.outlook(of: 1_000).first?.sentence(in: words, currency: .eur) == "always 0%: €0.00")
    }
}
