// SPDX-License-Identifier: EUPL-1.2

/// How far the handing over of a mail came; the order is that of RFC 5321 section 3.
package enum SMTPStep: Int, Sendable, Comparable, CaseIterable {
    /// Until the server has greeted; with `smtps` its certificate too.
    case connection
    case hello
    /// From STARTTLS until the connection is encrypted.
    case encryption
    case authentication
    case sender, recipient, data
    /// From the leave to send the text (354) to the last reply.
    case text

    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// What kept a mail from being accepted.
package struct SMTPProblem: Sendable, Equatable {
    package let step: SMTPStep
    /// The server's reply code, if it was the server that said no.
    package let code: Int?
    /// The server's words, or what happened to the connection; never holds a password.
    package let text: String
    /// Whether it is about this server and its relay, not this mail: every other mail will meet it, and somebody has to look.
    package let isOurs: Bool

    package init(step: SMTPStep, code: Int?, text: String, isOurs: Bool) {
        self.step = step
        self.code = code
        self.text = text
        self.isOurs = isOurs
    }
}

/// What became of one mail to one recipient.
package enum SMTPOutcome: Sendable, Equatable {
    /// The server has taken the mail upon itself: RFC 5321 section 4.2.5.
    case accepted(reply: String)
    /// The server does not want it and will not later (5xx).
    case refused(SMTPProblem)
    /// Certainly not taken; later it may be.
    case deferred(SMTPProblem)
    /// The connection was lost after the end of the text may have been sent, and before the reply: taken or not, nobody knows.
    case unknown(SMTPProblem)
}
