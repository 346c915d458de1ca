// SPDX-License-Identifier: EUPL-1.2

/// What was said between client and server about one mail, and what follows from it.
///
/// It is told line by line what libcurl sent and heard, since libcurl's own codes do not say at which step a connection was lost.
struct SMTPDialogue: Equatable {
    private(set) var step = SMTPStep.connection
    /// The bytes of the text, before dots are doubled.
    let length: Int
    private var written = 0
    private var isOver = false
    private var code: Int?
    private var lines: [String] = []

    /// More than this of a reply is not kept.
    static let longestReply = 1_000

    init(length: Int) { self.length = length }

    /// Whether the final dot may have left this machine: libcurl sends it once the last byte of the text is written.
    var mayBeComplete: Bool { step == .text && written >= length }
    /// A final reply to the last command.
    var isAnswered: Bool { code != nil }
    /// The server closes the connection: RFC 5321 section 3.8.
    var isClosing: Bool { code == 421 }

    /// Takes note of a command; lines that are none (the secrets of AUTH) are neither recognised nor kept.
    mutating func sent(_ line: String) {
        let steps: [(String, SMTPStep)] = [
            ("EHLO ", .hello), ("HELO ", .hello), ("STARTTLS", .encryption), ("AUTH ", .authentication), ("MAIL FROM:", .sender),
            ("RCPT TO:", .recipient), ("DATA", .data),
        ]
        // The reply that led to the end is the one that counts.
        if line.hasPrefix("QUIT") { isOver = true }
        guard !isOver, !isClosing else { return }
        code = nil
        lines = []
        guard step < .text, let next = steps.first(where: { line.hasPrefix($0.0) })?.1 else { return }
        // A line of base64 may look like a command.
        if step == .authentication, next != .sender { return }
        step = next
    }

    /// Takes note of a line of a reply.
    mutating func heard(_ line: String) {
        guard !isOver, !isClosing else { return }
        if isAnswered {
            code = nil
            lines = []
        }
        let bytes = line.utf8.prefix { $0 != 0x0D && $0 != 0x0A }
        if lines.reduce(bytes.count, { $0 + $1.utf8.count }) <= Self.longestReply { lines.append(Self.printable(bytes)) }
        guard let said = Int(String(line.prefix(3))), 200...599 ~= said else { return }
        // A code alone, or followed by a space, ends a reply: RFC 5321 section 4.2.1.
        guard bytes.dropFirst(3).first != UInt8(ascii: "-") else { return }
        code = said
        if step == .data, said == 354 {
            step = .text
            code = nil
            lines = []
        }
    }

    /// Takes note of bytes of the text that were given to the network.
    mutating func wrote(_ count: Int) { written += count }

    /// What became of the mail, given what libcurl says of the end, and whether it is that something could not be sent.
    func outcome(_ ending: String, wasSendingBroken: Bool = false) -> SMTPOutcome {
        guard let code, !(200...399 ~= code) || step == .text else {
            // Part of the dot's line at least is then still here: without it the text has no end.
            let isUnknown = mayBeComplete && !wasSendingBroken
            return isUnknown ? .unknown(problem(ending)) : .deferred(problem(ending, isOurs: step < .sender))
        }
        switch code {
        case 200...299 where mayBeComplete: return .accepted(reply: lines.joined(separator: "\n"))
        case 400...499: return .deferred(problem())
        case 500...599 where isOfAccount(code) || step < .sender: return .deferred(problem(isOurs: true))
        case 500...599:
            // At this step the server judges our address; only the size is the mail's own (RFC 1870 section 6.1).
            return .refused(problem(isOurs: step == .sender && code != 552))
        default: return mayBeComplete ? .unknown(problem()) : .deferred(problem())
        }
    }

    /// RFC 4954 section 6: the server wants another sign-in, whoever the recipient is.
    private func isOfAccount(_ code: Int) -> Bool { step < .data && [530, 534, 535, 538].contains(code) }

    private func problem(_ ending: String? = nil, isOurs: Bool = false) -> SMTPProblem {
        let text = ending ?? lines.joined(separator: "\n")
        return SMTPProblem(step: step, code: ending == nil ? code : nil, text: text, isOurs: isOurs)
    }

    private static func printable(_ bytes: Substring.UTF8View) -> String {
        String(
            String.UnicodeScalarView(
                String(Substring(bytes)).unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
