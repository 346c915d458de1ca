// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Outbox

@Suite struct `The text of a mail on the wire` {
    @Test(arguments: [
        ("a\r\nb\r\n", "a\r\nb\r\n"), ("a\nb\n", "a\r\nb\r\n"), ("a\rb", "a\r\nb\r\n"), ("a\r\n", "a\r\n"), ("a", "a\r\n"),
        ("", "\r\n"), ("a\r\r\nb", "a\r\n\r\nb\r\n"), ("a\n\rb\r\n", "a\r\n\r\nb\r\n"), ("a\r", "a\r\n"), ("\n.\n", "\r\n.\r\n"),
        ("a\r\nb\n.\nMAIL FROM:<x>\r\n", "a\r\nb\r\n.\r\nMAIL FROM:<x>\r\n"),
    ])
    func `every line ends with both`(given: String, wanted: String) {
        #expect(String(decoding: MailText(Array(given.utf8)).bytes, as: UTF8.self) == wanted)
    }

    @Test(arguments: [("a.b\r\n", false), (".a\r\n", true), ("a\r\n.\r\n", true), ("a\n.b", true), ("", false), ("\r\n", false)])
    func `lines that begin with a dot are noticed`(text: String, hasDots: Bool) {
        #expect(MailText(Array(text.utf8)).hasDots == hasDots)
    }

    @Test func `bytes beyond ASCII stay as they are`() {
        let bytes: [UInt8] = [0xFF, 0x00, 0x0D, 0x0A, 0x80, 0x0D, 0x0A]
        #expect(MailText(bytes).bytes == bytes)
    }

    @Test(arguments: [
        ("a@b.example", true), ("\"two words\"@b", true), ("", true), ("å@b", true), ("a@b\r\nDATA", false), ("a\n", false),
        ("a>", false),
        ("<a@b>", false), ("a\0b", false), ("a\u{85}b", false), (String(repeating: "a", count: 321), false),
    ])
    func `an address that could end its command is not fit`(address: String, isFit: Bool) {
        #expect(SMTPClient.isFit(address) == isFit)
    }

    @Test func `what cannot be sent is said without asking the server`() throws {
        let client = SMTPClient(try SMTPServer("smtp://127.0.0.1:1"))
        let nobody = SMTPProblem(step: .recipient, code: nil, text: "This is not an address of mail.", isOurs: false)
        #expect(client.send([], from: "", to: "") == .refused(nobody))
        #expect(client.send([], from: "", to: "a\nb") == .refused(nobody))
        let sender = SMTPProblem(step: .sender, code: nil, text: "The sender is not an address of mail.", isOurs: true)
        #expect(client.send([], from: "a\nb", to: "a@b") == .deferred(sender))
    }

    @Test func `a server that does not listen is ours, and asked again by the next mail`() throws {
        let client = SMTPClient(try SMTPServer("smtp://127.0.0.1:1"))
        for _ in 1...2 {
            guard case .deferred(let problem) = client.send([], from: "", to: "a@b") else {
                Issue.record("not deferred")
                return
            }
            #expect(problem == SMTPProblem(step: .connection, code: nil, text: problem.text, isOurs: true))
        }
        client.close()
    }
}
