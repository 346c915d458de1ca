// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Outbox

@Suite struct `A mail address` {
    private static let label63 = String(repeating: "d", count: 63)

    @Test(arguments: [
        ("ada@conference.example", "ada@conference.example"), (" ada@conference.example  ", "ada@conference.example"),
        ("o'neil+visits/2=x@Mail.Conference.Example", "o'neil+visits/2=x@mail.conference.example"),
        ("a.b.c@x-1.example", "a.b.c@x-1.example"), ("!#$%&'*+-/=?^_`{|}~@x.example", "!#$%&'*+-/=?^_`{|}~@x.example"),
        ("\(String(repeating: "l", count: 64))@x.example", "\(String(repeating: "l", count: 64))@x.example"),
        ("a@\(label63).example", "a@\(label63).example"), ("a@1.2.example", "a@1.2.example"),
        ("a@xn--x.example", "a@xn--x.example"),
    ])
    func `is a dot-atom at a domain`(text: String, read: String) { #expect(MailAddress(text)?.description == read) }

    @Test(arguments: [
        ("a@bücher.example", "a@xn--bcher-kva.example"), ("a@δοκιμή.ελ", "a@xn--jxalpdlp.xn--qxam"),
        ("a@Пример.РФ", "a@xn--e1afmkfd.xn--p1ai"), ("a@łódź.pl", "a@xn--d-uga0v4h.pl"),
        ("a@straße.example", "a@xn--strae-oqa.example"),
    ])
    func `has its internationalised domain as A-labels`(text: String, read: String) {
        #expect(MailAddress(text)?.description == read)
    }

    @Test(arguments: [
        "", " ", "@", "a", "a@", "@x.example", "a@x", "a@localhost", "a@x.example.", "a@.x.example", "a@x..example",
        "a@-x.example",
        "a@x-.example", "a@x_y.example", "a@10.0.0.1", "a@[10.0.0.1]", "a@[IPv6:::1]", "a@x.1", ".a@x.example", "a.@x.example",
        "a..b@x.example", "a b@x.example", "a@b@x.example", "\"a\"@x.example", "<a@x.example>", "Ada <a@x.example>",
        "a,b@x.example",
        "a@x.example,b@x.example", "a@x.example\r\nBcc: b@x.example", "a@x.example\n", "\ra@x.example", "a\u{0}@x.example",
        "a@x\u{0}.example", "a\t@x.example", "a\u{7F}@x.example", "é@x.example", "用户@x.example", "a\u{301}@x.example",
        "a@\u{301}x.example", "a@x\u{200B}.example", "a@x\u{AD}.example", "a@x\u{202E}.example", "a@℀.example", "a@x。example",
        "a@x%2eb.example",
        "a@é b.example", "a＠x.example", "a@xn--é.example", "\(String(repeating: "l", count: 65))@x.example",
        "a@\(label63)d.example",
        "a@\(label63).\(label63).\(label63).\(label63).example", "a@\(String(repeating: "é", count: 70)).example",
        "\(String(repeating: "l", count: 64))@\(label63).\(label63).\(String(repeating: "d", count: 60)).ex",
    ])
    func `is nothing else`(text: String) { #expect(MailAddress(text) == nil) }

    @Test func `of 254 octets is the longest`() {
        let domain = "\(Self.label63).\(Self.label63).\(Self.label63).example"
        let local = { String(repeating: "l", count: 254 - 1 - domain.utf8.count + $0) }
        #expect(MailAddress("\(local(0))@\(domain)")?.description.utf8.count == 254)
        #expect(MailAddress("\(local(1))@\(domain)") == nil)
    }

    @Test func `is compared without capitals, and written as it was`() {
        let address = MailAddress("Ada.L@X.Example")
        #expect(address?.description == "Ada.L@x.example")
        #expect(address?.folded == "ada.l@x.example")
    }

    @Test(arguments: [
        ("Ada Lovelace", "Ada Lovelace"), ("  Ada ", "Ada"), ("Ada\r\nBcc: b@x.example", "Ada Bcc: b@x.example"),
        ("\u{0}Ada\u{1B}\u{7F}\u{85}\u{2028}L\u{2029}", "Ada L"), ("Γιώργος", "Γιώργος"), ("\r\n", ""), ("👩‍👩‍👧", "👩‍👩‍👧"),
    ])
    func `has a name without controls`(name: String, kept: String) {
        #expect(MailAddress("a@x.example", name: name)?.name == kept)
        #expect(MailAddress("a@x.example")?.named(name) == MailAddress("a@x.example", name: kept))
    }
}

@Suite struct `Names in headers` {
    @Test func `the id of a mail is plain on both sides`() {
        #expect(MessageID(left: "1.abc", domain: "X.Example")?.description == "<1.abc@x.example>")
        #expect(MessageID(left: "1>\r\nBcc: b", domain: "x.example") == nil)
        #expect(MessageID(left: "1", domain: "x.example>") == nil)
        #expect(MessageID(left: "", domain: "x.example") == nil)
        #expect(MessageID(left: String(repeating: "1", count: 129), domain: "x.example") == nil)
    }

    @Test func `the address to unsubscribe is https and fits in a line`() {
        #expect(UnsubscribeLink("https://x.example/u/abc?d=1&e=%20")?.text == "https://x.example/u/abc?d=1&e=%20")
        for wrong in [
            "http://x.example/", "https://", "https:///u", "https://x.example/ u", "https://x.example/\r\n",
            "https://x.example/>",
            "https://x.example/,", "https://x.example/é", "mailto:a@x.example",
            "https://x.example/" + String(repeating: "a", count: 900),
        ] { #expect(UnsubscribeLink(wrong) == nil) }
    }
}
