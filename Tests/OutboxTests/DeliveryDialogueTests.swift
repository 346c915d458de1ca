// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Outbox

@Suite struct `What a dialogue with a mail server means` {
    /// `>` is a command, `<` a line of a reply, `+` so many bytes of the text, which has 100.
    private func dialogue(_ lines: [String]) -> SMTPDialogue {
        var dialogue = SMTPDialogue(length: 100)
        for line in lines {
            let rest = String(line.dropFirst())
            switch line.first {
            case ">": dialogue.sent(rest + "\r\n")
            case "<": dialogue.heard(rest + "\r\n")
            default: dialogue.wrote(Int(rest) ?? 0)
            }
        }
        return dialogue
    }
    private let opening = ["<220 hello", ">EHLO me", "<250-mail", "<250 SIZE"]
    private func dialogue(_ lines: String...) -> SMTPDialogue { dialogue(lines) }
    private func opened(_ lines: String...) -> SMTPDialogue { dialogue(opening + lines) }
    private func after(_ lines: String...) -> SMTPDialogue { dialogue(opening + [">MAIL FROM:<a@b>", "<250 ok"] + lines) }

    private func problem(_ step: SMTPStep, _ code: Int?, _ text: String, isOurs: Bool = false) -> SMTPProblem {
        SMTPProblem(step: step, code: code, text: text, isOurs: isOurs)
    }

    @Test func `nothing said is a connection that failed`() {
        #expect(dialogue().outcome("lost") == .deferred(problem(.connection, nil, "lost", isOurs: true)))
    }

    @Test func `a greeting that refuses everybody is ours, one that is busy is not`() {
        #expect(dialogue("<554 no").outcome("lost") == .deferred(problem(.connection, 554, "554 no", isOurs: true)))
        #expect(dialogue("<421 busy").outcome("lost") == .deferred(problem(.connection, 421, "421 busy")))
    }

    @Test func `a certificate that is not trusted is ours`() {
        let failed = dialogue("<220 hello", ">EHLO me", "<250 STARTTLS", ">STARTTLS", "<220 go")
        #expect(failed.outcome("certificate") == .deferred(problem(.encryption, nil, "certificate", isOurs: true)))
    }

    @Test func `a wrong account is ours, accounts that are away are not`() {
        let wrong = opened(">AUTH PLAIN", "<334 ", ">AGEAYg==", "<535 5.7.8 no")
        let away = opened(">AUTH PLAIN", "<334 ", ">AGEAYg==", "<454 4.7.0 later")
        #expect(wrong.outcome("denied") == .deferred(problem(.authentication, 535, "535 5.7.8 no", isOurs: true)))
        #expect(away.outcome("denied") == .deferred(problem(.authentication, 454, "454 4.7.0 later")))
    }

    @Test func `a secret that looks like a command is none`() {
        let secret = dialogue("<220 hello", ">EHLO me", "<250 AUTH", ">AUTH PLAIN", "<334 ", ">DATA", "<535 no")
        #expect(secret.step == .authentication)
    }

    @Test func `a sender that is refused is ours unless the mail is too large`() {
        #expect(
            opened(">MAIL FROM:<a@b>", "<550 no", ">QUIT", "<221 bye").outcome("lost")
                == .refused(problem(.sender, 550, "550 no", isOurs: true)))
        #expect(opened(">MAIL FROM:<a@b>", "<552 large").outcome("lost") == .refused(problem(.sender, 552, "552 large")))
        #expect(
            opened(">MAIL FROM:<a@b>", "<530 sign in").outcome("lost")
                == .deferred(problem(.sender, 530, "530 sign in", isOurs: true)))
    }

    @Test func `a recipient is refused for ever or for now`() {
        #expect(
            after(">RCPT TO:<c@d>", "<550-5.1.1 nobody", "<550 5.1.1 has this", ">QUIT", "<221 bye").outcome("lost")
                == .refused(problem(.recipient, 550, "550-5.1.1 nobody\n550 5.1.1 has this")))
        #expect(
            after(">RCPT TO:<c@d>", "<451 grey", ">QUIT").outcome("lost") == .deferred(problem(.recipient, 451, "451 grey")))
        #expect(after(">RCPT TO:<c@d>").outcome("lost") == .deferred(problem(.recipient, nil, "lost")))
        #expect(after(">RCPT TO:<c@d>", "<250-half").outcome("lost") == .deferred(problem(.recipient, nil, "lost")))
    }

    @Test func `the wish to send may be refused too`() {
        let wished = after(">RCPT TO:<c@d>", "<250 ok", ">DATA", "<554 no")
        #expect(wished.outcome("lost") == .refused(problem(.data, 554, "554 no")))
        let odd = after(">RCPT TO:<c@d>", "<250 ok", ">DATA", "<250 what")
        #expect(odd.outcome("lost") == .deferred(problem(.data, nil, "lost")))
    }

    @Test func `a text that is not wholly written was not taken`() {
        let begun = after(">RCPT TO:<c@d>", "<250 ok", ">DATA", "<354 go", "+99")
        #expect(begun.outcome("lost") == .deferred(problem(.text, nil, "lost")))
    }

    @Test func `after the whole text nobody knows without a reply`() {
        let whole = after(">RCPT TO:<c@d>", "<250 ok", ">DATA", "<354 go", "+60", "+40")
        #expect(whole.outcome("lost") == .unknown(problem(.text, nil, "lost")))
        #expect(whole.outcome("broken pipe", wasSendingBroken: true) == .deferred(problem(.text, nil, "broken pipe")))
        let half = after(">RCPT TO:<c@d>", "<250 ok", ">DATA", "<354 go", "+100", "<250-part")
        #expect(half.outcome("lost") == .unknown(problem(.text, nil, "lost")))
        let odd = after(">RCPT TO:<c@d>", "<250 ok", ">DATA", "<354 go", "+100", "<354 what")
        #expect(odd.outcome("odd") == .unknown(problem(.text, 354, "354 what")))
    }

    @Test func `the last reply decides`() {
        func last(_ line: String) -> SMTPOutcome {
            after(">RCPT TO:<c@d>", "<250 ok", ">DATA", "<354 go", "+100", line).outcome("x")
        }
        #expect(last("<250 2.0.0 kept\u{7} as 1") == .accepted(reply: "250 2.0.0 kept  as 1"))
        #expect(last("<452 full") == .deferred(problem(.text, 452, "452 full")))
        #expect(last("<554 spam") == .refused(problem(.text, 554, "554 spam")))
        #expect(last("<530 odd here") == .refused(problem(.text, 530, "530 odd here")))
    }

    @Test func `the text may hold lines like commands`() {
        let start = after(">RCPT TO:<c@d>", "<250 ok", ">DATA", "<354 go", "+100", ">DATA", "<250 kept")
        #expect(start.outcome("x") == .accepted(reply: "250 kept"))
    }

    @Test func `a server that closes is told from one that refuses`() {
        #expect(after(">RCPT TO:<c@d>", "<421 bye").isClosing)
        #expect(!after(">RCPT TO:<c@d>", "<451 later").isClosing)
        #expect(
            after(">RCPT TO:<c@d>", "<421 bye", ">DATA", "<503 what").outcome("x")
                == .deferred(problem(.recipient, 421, "421 bye")))
    }

    @Test func `of an endless reply only the beginning is kept`() {
        var endless = SMTPDialogue(length: 100)
        for _ in 0..<1_000 { endless.heard("554-\(String(repeating: "x", count: 96))\r\n") }
        endless.heard("554 end\r\n")
        let line = "554-" + String(repeating: "x", count: 96)
        let kept = Array(repeating: line, count: 10).joined(separator: "\n")
        #expect(endless.outcome("x") == .deferred(problem(.connection, 554, kept, isOurs: true)))
    }
}
