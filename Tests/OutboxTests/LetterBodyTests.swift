// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@testable import Outbox

@Suite struct `What every mail looks like` {
    private let words = Words(.en)

    @Test func `as text it is paragraphs, and a link stands on its own line`() {
        let body = LetterBody(
            words: words, paragraphs: ["One.", "Two."], button: ("Sign in", "https://a.example/x"), code: "481920",
            footer: "Why you get this.", name: "Ada", unsubscribe: "https://a.example/u", sender: "City of Liège")
        #expect(
            body.text == """
                Dear Ada,

                One.

                Two.

                    481920

                Sign in:
                https://a.example/x

                With kind regards
                City of Liège

                --\u{20}
                Why you get this.

                Get no more mail of this kind:
                https://a.example/u

                """)
    }

    @Test func `without anything special it is short`() {
        #expect(
            LetterBody(words: words, paragraphs: ["One."]).text
                == "Hello,\n\nOne.\n\nWith kind regards\n\(words("site.name"))\n")
    }

    @Test func `as markup nothing that was typed is markup, and nothing is fetched`() {
        let body = LetterBody(
            words: words, paragraphs: ["<b>\n&"], button: ("<i>", "https://a.example/?a=1&b=\"2"), code: "<c>", footer: "<f>",
            name: "<n>", unsubscribe: "https://a.example/\"u", sender: "<s>")
        for tag in ["<b>", "<i>", "<c>", "<f>", "<n>", "<s>", "<img", "<link", "src=", "url(", "<script"] {
            #expect(!body.html.contains(tag), "\(tag)")
        }
        #expect(body.html.contains("href=\"https://a.example/?a=1&amp;b=&quot;2\""))
        #expect(body.html.contains("&lt;b&gt;<br>&amp;"))
    }

    @Test func `the names of a letter outside say nothing of its id and are never the same`() {
        let (message, bounce) = (Letter.messageName("one"), Letter.token("one"))
        #expect([message, bounce].allSatisfy { $0.wholeMatch(of: /[0-9a-f]{32}/) != nil })
        #expect(Set([message, bounce, Letter.messageName("two"), Letter.token("two")]).count == 4)
        #expect(Letter.token("one") == bounce)
    }
}

@Suite struct `From a letter to a mail` {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func mail(_ letter: Letter) throws -> (text: String, mail: MailMaker.Mail) {
        let maker = MailMaker(
            from: try #require(MailAddress("us@cities.example", name: "Cities")), bounceDomain: "back.example", signer: nil,
            publicURL: "https://cities.example")
        let mail = try maker.mail(OutgoingLetter(letter: letter, created: now, now: now + 60))
        return (String(decoding: mail.bytes, as: UTF8.self), mail)
    }

    @Test func `it comes back to an address of its own`() throws {
        let made = try mail(.example()).mail
        #expect(made.sender == "bounces+\(Letter.token("one"))@back.example")
        #expect(made.recipient == "Ada@city.example")
    }

    @Test func `only what nobody asked for can be ended with one click`() throws {
        let news = try mail(.example(isTransactional: false)).text
        #expect(news.contains("List-Unsubscribe: <https://cities.example/en/unsubscribe/\(Letter.token("one"))>\r\n"))
        #expect(news.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        #expect(try !mail(.example()).text.contains("List-Unsubscribe"))
    }

    @Test func `a calendar goes with it, as its own method says`() throws {
        var letter = Letter.example()
        letter.calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
        #expect(try mail(letter).text.contains("method=REQUEST"))
        letter.calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
        #expect(try mail(letter).text.contains("method=PUBLISH"))
    }
}
