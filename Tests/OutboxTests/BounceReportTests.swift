// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Outbox

/// A report as servers write it: a note, what became of it, and our own headers.
private func report(
    to: String = "To: bounces+tok_1-A@conference.example",
    recipient: String = "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 No such user",
    quoted: String = "Subject: Your seat"
) -> String {
    """
    From: MAILER-DAEMON@mx.example
    \(to)
    Subject: Undelivered Mail Returned to Sender
    Content-Type: multipart/report; report-type=delivery-status;
     boundary="=_b"

    --=_b
    Content-Type: text/plain

    I could not deliver it.
    --=_b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example

    Final-Recipient: rfc822; ada@city.example
    \(recipient)

    --=_b
    Content-Type: text/rfc822-headers

    \(quoted)

    --=_b--

    """
}

private func read(_ text: String) throws -> [BounceReport] { try BounceReport.all(in: Array(text.utf8)) }

private let failed = BounceReport(token: "tok_1-A", action: .failed, status: "5.1.1", diagnostic: "550 No such user")

@Suite struct `What a mail server reports` {
    @Test func `is read with either end of lines`() throws {
        #expect(try read(report()) == [failed])
        #expect(try read(report().replacing("\n", with: "\r\n")) == [failed])
    }

    @Test(arguments: [
        "To: <bounces+tok_1-A@conference.example>", "to: Bounces <Bounces+tok_1-A@Conference.Example>",
        "To: x@y.example,\n bounces+tok_1-A@conference.example",
        "Delivered-To: bounces+tok_1-A@conference.example", "X-Original-To: bounces+tok_1-A@conference.example",
        "Envelope-To: bounces+tok_1-A@conference.example",
        "To: bounces+other@x.example\nDelivered-To: bounces+tok_1-A@conference.example",
        "To: debounces+no@x.example, a+b@x.example, bounces+ no@x.example, bounces+tok_1-A@conference.example",
    ])
    func `names the mail in the address it came to`(header: String) throws { #expect(try read(report(to: header)) == [failed]) }

    @Test func `names the mail in the headers it quotes, or in its recipient`() throws {
        let quoted = try read(
            report(to: "To: postmaster@conference.example", quoted: "Return-Path: <bounces+q1@conference.example>"))
        #expect(quoted.map(\.token) == ["q1"])
        let original = "Original-Recipient: rfc822;bounces+r1@conference.example\nAction: failed"
        #expect(
            try read(report(to: "To: x@y.example", recipient: original)) == [
                .init(token: "r1", action: .failed, status: nil, diagnostic: nil)
            ])
    }

    @Test(arguments: [
        ("Action: delayed\nStatus: 4.4.1", BounceReport(token: "tok_1-A", action: .delayed, status: "4.4.1", diagnostic: nil)),
        (
            "action:  Delivered (to the box)\nstatus: 2.0.0 (fine)",
            .init(token: "tok_1-A", action: .delivered, status: "2.0.0", diagnostic: nil)
        ),
        ("Action: relayed", .init(token: "tok_1-A", action: .relayed, status: nil, diagnostic: nil)),
        ("Action: expanded\nStatus: x", .init(token: "tok_1-A", action: .expanded, status: nil, diagnostic: nil)),
        ("Status: 5.2.2", .init(token: "tok_1-A", action: .failed, status: "5.2.2", diagnostic: nil)),
        ("Status: 4.2.2", .init(token: "tok_1-A", action: .delayed, status: "4.2.2", diagnostic: nil)),
        ("Action: exploded\nStatus: 2.1.5", .init(token: "tok_1-A", action: .delivered, status: "2.1.5", diagnostic: nil)),
        (
            "Action: failed\nStatus: 5.1\nDiagnostic-Code: smtp;",
            .init(token: "tok_1-A", action: .failed, status: nil, diagnostic: nil)
        ),
        ("Action: failed\nStatus: 5.1.1111", .init(token: "tok_1-A", action: .failed, status: nil, diagnostic: nil)),
        (
            "Action: failed\nDiagnostic-Code: smtp; 550-5.1.1 No\n such; \u{0}\u{1B}user",
            .init(token: "tok_1-A", action: .failed, status: nil, diagnostic: "550-5.1.1 No such; user")
        ),
        (
            "Action: failed\nDiagnostic-Code: no kind",
            .init(token: "tok_1-A", action: .failed, status: nil, diagnostic: "no kind")
        ),
        (
            "Action: delayed\nStatus: 4.0.0\n\nFinal-Recipient: rfc822; b@x.example\nAction: failed\nStatus: 5.0.0",
            .init(token: "tok_1-A", action: .failed, status: "5.0.0", diagnostic: nil)
        ),
    ])
    func `says what became of it`(recipient: String, expected: BounceReport) throws {
        #expect(try read(report(recipient: recipient)) == [expected])
    }

    @Test func `is cut when a server talks too much`() throws {
        let long = try read(report(recipient: "Action: failed\nDiagnostic-Code: smtp; " + String(repeating: "é", count: 5_000)))
        #expect(long.map(\.diagnostic) == [String(repeating: "é", count: 500)])
    }

    @Test func `is found within other parts, and encoded`() throws {
        let wrapped =
            "To: bounces+tok_1-A@x.example\nContent-Type: MULTIPART/Mixed; Boundary = outer\n\n--outer\n" + report(to: "X: y")
            + "\n--outer--\n"
        #expect(try read(wrapped) == [failed])
        let status = "Reporting-MTA: dns; x\n\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 No such user\n"
        for (encoding, text) in [
            ("base64", Data(status.utf8).base64EncodedString(options: .lineLength64Characters)),
            ("Quoted-Printable", status.replacing("user", with: "=75=\nser")),
        ] {
            let encoded = """
                To: bounces+tok_1-A@x.example
                Content-Type: multipart/report; boundary=b

                --b
                Content-Type: message/global-delivery-status
                Content-Transfer-Encoding: \(encoding)

                \(text)
                --b--
                """
            #expect(try read(encoded) == [failed])
        }
    }

    @Test func `is none when a person, or a program for a person, answers`() throws {
        let head = "To: bounces+tok_1-A@x.example\nAuto-Submitted: auto-replied\n"
        #expect(try read(head + "Subject: Out of office\n\nAction: failed\nStatus: 5.1.1\n") == [])
        #expect(try read(head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nAction: failed\n--b--\n") == [])
        let receipt = report().replacing("message/delivery-status", with: "message/disposition-notification")
        #expect(try read(receipt) == [])
        let forwarded =
            head + "Content-Type: multipart/mixed; boundary=f\n\n--f\nContent-Type: message/rfc822\n\n" + report() + "\n--f--\n"
        #expect(try read(forwarded) == [])
    }

    @Test func `is none when it names no mail of ours, or nothing done`() throws {
        for address in [
            "To: ada@conference.example", "To: bounces@conference.example", "To: bounces+@conference.example", "To: bounces+a",
            "To: bounces+a b@x.example",
            "To: +", "To: bounces+a.b@x.example", "To: x.bounces+a@x.example",
            "To: bounces+\(String(repeating: "a", count: 65))@x.example",
        ] { #expect(try read(report(to: address)) == []) }
        #expect(try read(report(recipient: "Remote-MTA: dns; y")) == [])
        #expect(try read(report(recipient: "Action: exploded\nStatus: 3.0.0")) == [])
    }

    @Test(arguments: [
        "", "\n", "\r\n\r\n", "From ", "From \n", "From a\n:", ":", "a", "\u{0}", "--",
        "Content-Type: multipart/mixed; boundary=\n\n--\n",
    ])
    func `is none in what is no mail`(text: String) throws { #expect(try read(text) == []) }

    @Test func `is read as far as a cut mail goes`() throws {
        let text = Array(report().utf8)
        let found = try (0...text.count).map { try BounceReport.all(in: Array(text[..<$0])) }
        #expect(found.allSatisfy { $0.count <= 1 })
        #expect(found.last == [failed])
        let lastLine = try #require(report().range(of: "No such user")).upperBound
        #expect(try read(String(report()[..<lastLine])) == [failed])
    }

    @Test func `ends somewhere, however deep or long a mail is`() throws {
        let deep = (0..<50).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        #expect(try read("To: bounces+a@x.example\n" + deep + "Content-Type: message/delivery-status\n\nAction: failed\n") == [])
        let many = String(repeating: "--b\n\n", count: 10_000) + "--b\nContent-Type: message/delivery-status\n\nAction: failed\n"
        #expect(try read("To: bounces+a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n" + many) == [])
        #expect(throws: BounceRefusal.tooLong(limit: BounceReport.longestFile)) {
            try BounceReport.all(in: [UInt8](repeating: 10, count: BounceReport.longestFile + 1))
        }
    }
}

@Suite struct `A file of many mails` {
    @Test func `is read mail by mail`() throws {
        let other = report(to: "To: bounces+second@conference.example", recipient: "Action: delayed")
        let absent = "To: bounces+third@x.example\nSubject: Away\n\nFrom now on I am away.\n\nFrom tomorrow too.\n"
        let file = ["From MAILER-DAEMON Mon Jan  1 00:00:00 2027\n" + report(), "From a Mon\n" + absent, "From b Mon\n" + other]
            .joined(separator: "\n")
        let expected = [failed, BounceReport(token: "second", action: .delayed, status: nil, diagnostic: nil)]
        #expect(try read(file) == expected)
        #expect(try read(file.replacing("\n", with: "\r\n")) == expected)
    }

    @Test func `a mail that is quoted within another is not one of its own`() throws {
        let text =
            "From a Mon\nTo: x@y.example\n\nFrom: not a start\n>From x\nFrom in the middle: no\n\nFrom the end\n\n\(report())"
        #expect(try read(text) == [])
    }
}

@Suite struct `The address that mails come back to` {
    @Test func `carries the token there and back`() throws {
        let address = try #require(BounceReport.returnAddress(token: "tok_1-A", domain: "conference.example"))
        #expect(address.description == "bounces+tok_1-A@conference.example")
        #expect(try read(report(to: "To: \(address)")) == [failed])
    }

    @Test(arguments: ["", "a b", "a@b", "a+b", "a.b", "é", "a\r\n", String(repeating: "a", count: 57)])
    func `takes no token that would not come back`(token: String) {
        #expect(BounceReport.returnAddress(token: token, domain: "x.example") == nil)
    }
}
