// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Outbox

/// A mail without surprises.
func plainMail() throws -> MailMessage {
    MailMessage(
        from: try #require(MailAddress("office@conference.example", name: "Conference Office")),
        to: try #require(MailAddress("ada@city.example", name: "Zoë")), subject: "Your seat",
        date: Date(timeIntervalSince1970: 1_800_000_000), id: try #require(MessageID(left: "1.a", domain: "conference.example")),
        content: MailContent(text: "Dear Zoë,\n\nyour seat is kept.\n", language: "en"))
}

private func header(_ name: String, of mail: MailMessage) -> [String] {
    let head = String(decoding: mail.bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n")[0]
    var lines: [String] = [], isWithin = false
    for line in head.components(separatedBy: "\r\n") {
        if line.hasPrefix(" ") ? isWithin : line.hasPrefix(name + ":") { lines.append(line) }
        if !line.hasPrefix(" ") { isWithin = line.hasPrefix(name + ":") }
    }
    return lines
}

@Suite struct `A mail` {
    @Test func `of text is one part`() throws {
        let text = """
            From: Conference Office <office@conference.example>
            To: =?utf-8?Q?Zo=C3=AB?= <ada@city.example>
            Subject: Your seat
            Date: Fri, 15 Jan 2027 08:00:00 +0000
            Message-ID: <1.a@conference.example>
            Auto-Submitted: auto-generated
            Content-Language: en
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Dear Zo=C3=AB,

            your seat is kept.

            """
        #expect(String(decoding: try plainMail().bytes, as: UTF8.self) == text.replacing("\n", with: "\r\n"))
    }

    @Test func `with a page and an invitation has a part for each reader, and the file attached`() throws {
        var mail = try plainMail()
        mail.content = MailContent(
            text: "a", html: "<p>a", invitation: Invitation(method: .request, file: Array("METHOD:REQUEST\r\n".utf8)),
            language: "en")
        let text = """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="=_MIXED"

            --=_MIXED
            Content-Type: multipart/alternative;
             boundary="=_ALTERNATIVE"

            --=_ALTERNATIVE
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            a

            --=_ALTERNATIVE
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>a

            --=_ALTERNATIVE
            Content-Type: text/calendar; charset=utf-8; method=REQUEST;
             name="invite.ics"
            Content-Transfer-Encoding: base64

            TUVUSE9EOlJFUVVFU1QNCg==

            --=_ALTERNATIVE--

            --=_MIXED
            Content-Type: application/ics; name="invite.ics"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename="invite.ics"

            TUVUSE9EOlJFUVVFU1QNCg==

            --=_MIXED--

            """
        let bytes = String(decoding: mail.bytes, as: UTF8.self)
        let boundaries = bytes.matches(of: /boundary="=_([0-9a-f]{30})"/).map { String($0.output.1) }
        try #require(boundaries.count == 2)
        let named = bytes.replacing(boundaries[0], with: "MIXED").replacing(boundaries[1], with: "ALTERNATIVE")
        let start = try #require(named.range(of: "MIME-Version")).lowerBound
        #expect(named[start...] == text.replacing("\n", with: "\r\n"))
    }

    @Test func `is the same bytes each time, and another one has other boundaries`() throws {
        var mail = try plainMail()
        mail.content.html = "<p>"
        let first = mail.bytes
        #expect(mail.bytes == first)
        mail.id = try #require(MessageID(left: "2.a", domain: "conference.example"))
        let bodies = [first, mail.bytes].map {
            String(decoding: $0, as: UTF8.self).components(separatedBy: "\r\n\r\n").dropFirst()
        }
        #expect(bodies[0] != bodies[1])
    }

    @Test func `tells programs what they may do`() throws {
        var mail = try plainMail()
        mail.replyTo = MailAddress("host@city.example")
        mail.unsubscribe = UnsubscribeLink("https://conference.example/u/1")
        let earlier = try #require(MessageID(left: "0", domain: "conference.example"))
        mail.remarks = [.bulk, .answers(earlier), .feedback(kind: "notice", sender: "hemicycle"), .noAutomaticReplies]
        #expect(header("Reply-To", of: mail) == ["Reply-To: host@city.example"])
        #expect(header("List-Unsubscribe", of: mail) == ["List-Unsubscribe: <https://conference.example/u/1>"])
        #expect(header("List-Unsubscribe-Post", of: mail) == ["List-Unsubscribe-Post: List-Unsubscribe=One-Click"])
        #expect(header("Precedence", of: mail) == ["Precedence: bulk"])
        #expect(header("In-Reply-To", of: mail) == ["In-Reply-To: <0@conference.example>"])
        #expect(header("References", of: mail) == ["References: <0@conference.example>"])
        #expect(header("Feedback-ID", of: mail) == ["Feedback-ID: ::notice:hemicycle"])
        #expect(header("X-Auto-Response-Suppress", of: mail) == ["X-Auto-Response-Suppress: OOF, AutoReply, RN, NRN"])
        mail.isAutomatic = false
        #expect(header("Auto-Submitted", of: mail) == [])
    }

    @Test func `has no header that a value makes up`() throws {
        let evil = "x\r\nBcc: b@x.example\r\n\r\nBody\u{0}\u{B}\u{2028}"
        var mail = try plainMail()
        let names = { (mail: MailMessage) in MailFields(mail.bytes[...]).fields.map(\.name) }
        let before = names(mail)
        (mail.from, mail.to, mail.subject) = (mail.from.named(evil), mail.to.named(evil), evil)
        #expect(names(mail) == before)
        #expect(header("Subject", of: mail) == ["Subject: x Bcc: b@x.example Body"])
        mail.content.language = "en\r\nBcc: b@x.example"
        mail.remarks = [.feedback(kind: evil, sender: "a"), .feedback(kind: "a", sender: evil)]
        #expect(names(mail) == before.filter { $0 != "content-language" })
    }

    @Test(arguments: [
        (0.0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_709_251_199.9, "Thu, 29 Feb 2024 23:59:59 +0000"),
        (-5, "Thu, 01 Jan 1970 00:00:00 +0000"), (1e300, "Fri, 31 Dec 9999 23:59:59 +0000"),
        (.nan, "Thu, 01 Jan 1970 00:00:00 +0000"),
        (.infinity, "Thu, 01 Jan 1970 00:00:00 +0000"),
    ])
    func `is dated in UTC, in four digits whatever the date`(seconds: Double, written: String) {
        #expect(MailMessage.written(Date(timeIntervalSince1970: seconds)) == written)
    }
}

@Suite struct `Text in headers` {
    private func subject(_ text: String) throws -> [String] {
        var mail = try plainMail()
        mail.subject = text
        return header("Subject", of: mail)
    }

    @Test func `of ASCII stays as it is, folded at its spaces`() throws {
        #expect(try subject("") == ["Subject:"])
        #expect(try subject("a: b (c) \"d\"") == ["Subject: a: b (c) \"d\""])
        let words = String(repeating: "word: ", count: 20) + "end"
        let lines = try subject(words)
        #expect(lines.joined() == "Subject: " + words)
        #expect(lines.map(\.utf8.count) == [74, 58])
    }

    @Test func `is encoded when letters, spaces or length ask for it`() throws {
        #expect(try subject("Zoë Vandenberghe _") == ["Subject: =?utf-8?Q?Zo=C3=AB_Vandenberghe_=5F?="])
        #expect(try subject("Πόλη") == ["Subject: =?utf-8?B?zqDPjM67zrc=?="])
        #expect(try subject("a  b") == ["Subject: =?utf-8?Q?a__b?="])
        #expect(try subject("=?utf-8?Q?a?=") == ["Subject: =?utf-8?B?PT91dGYtOD9RP2E/PQ==?="])
        let long = try subject(String(repeating: "a", count: 61) + " b")
        #expect(long == ["Subject: =?utf-8?Q?\(String(repeating: "a", count: 55))?=", " =?utf-8?Q?aaaaaa_b?="])
    }

    @Test(arguments: ["é", "Ж", "日", "👍", "e\u{301}", "👩‍👩‍👧", "aé", "a日b"])
    func `is cut between letters, in words of 75 octets and lines of 76`(letter: String) throws {
        let text = String(repeating: letter, count: 120)
        let lines = try subject(text)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        var read = ""
        for line in lines {
            let word = try #require(line.firstMatch(of: /^(?:Subject:)? (=\?utf-8\?([BQ])\?([^?]*)\?=)$/)).output
            #expect(word.1.utf8.count <= 75)
            let bytes =
                word.2 == "B"
                ? [UInt8](try #require(Data(base64Encoded: String(word.3))))
                : QuotedPrintable.decoded(word.3.replacing("_", with: "=20").utf8)
            let part = try #require(String(validating: bytes, as: UTF8.self))
            #expect(part.allSatisfy(letter.contains))
            read += part
        }
        #expect(read == text)
    }

    @Test func `a letter with absurdly many accents is cut between them`() throws {
        let lines = try subject("e" + String(repeating: "\u{301}", count: 200))
        #expect(lines.count == 10)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
    }

    @Test(arguments: [
        ("Ada Lovelace", "To: Ada Lovelace <a@x.example>"), ("", "To: a@x.example"),
        ("Smith, \"Jo\" \\", "To: \"Smith, \\\"Jo\\\" \\\\\" <a@x.example>"), ("J. Smith", "To: \"J. Smith\" <a@x.example>"),
        ("b@y.example", "To: \"b@y.example\" <a@x.example>"), ("a  b", "To: =?utf-8?Q?a__b?= <a@x.example>"),
        ("(Łódź)", "To: =?utf-8?B?KMWBw7Nkxbop?= <a@x.example>"),
    ])
    func `names of people are atoms, quoted or encoded`(name: String, line: String) throws {
        var mail = try plainMail()
        mail.to = try #require(MailAddress("a@x.example", name: name))
        #expect(header("To", of: mail) == [line])
    }
}

@Suite struct `Text in quoted-printable` {
    private func encoded(_ text: String) -> String { String(decoding: QuotedPrintable.encoded(text), as: UTF8.self) }
    private let a = { String(repeating: "a", count: $0) }

    @Test(arguments: [
        ("", ""), ("a", "a\r\n"), ("a\n", "a\r\n"), ("a\r\nb\rc\nd\n\n", "a\r\nb\r\nc\r\nd\r\n\r\n"), ("é=", "=C3=A9=3D\r\n"),
        ("a \nb\t", "a=20\r\nb=09\r\n"), ("a\u{0}b\u{C}c\u{7F}", "abc\r\n"), (" \n", "=20\r\n"), ("\t", "=09\r\n"),
        ("\ta", "\ta\r\n"),
        (".\n..a", "=2E\r\n=2E.a\r\n"), ("From a\nFroma\nxFrom b\nFrom ", "=46rom a\r\nFroma\r\nxFrom b\r\n=46rom=20\r\n"),
    ])
    func `keeps its lines, and nothing that gets lost or read wrongly on the way`(text: String, read: String) {
        #expect(encoded(text) == read)
    }

    @Test func `has lines of at most 76 octets`() {
        #expect(encoded(a(76)) == "\(a(75))=\r\na\r\n")
        #expect(encoded(a(75)) == "\(a(75))\r\n")
        #expect(encoded(a(74) + " ") == "\(a(74))=\r\n=20\r\n")
        #expect(encoded(a(73) + " ") == "\(a(73))=20\r\n")
        #expect(encoded(a(73) + "é") == "\(a(73))=\r\n=C3=A9\r\n")
        #expect(encoded(a(75) + ".") == "\(a(75))=\r\n=2E\r\n")
        #expect(encoded(a(75) + "From b") == "\(a(75))=\r\n=46rom b\r\n")
    }

    @Test func `is read back, and so is what is no escape`() {
        #expect(QuotedPrintable.decoded("a=C3=a9=\r\nb=\nc=2".utf8) == Array("aébc=2".utf8))
        #expect(QuotedPrintable.decoded("=+1=zz=".utf8) == Array("=+1=zz=".utf8))
    }
}
