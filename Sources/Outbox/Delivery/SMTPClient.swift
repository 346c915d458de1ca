// SPDX-License-Identifier: EUPL-1.2
import CCurl
import Foundation
import Synchronization

/// Hands mails over to a server, one after the other, over a connection that is kept between them.
///
/// It blocks: use it in `Workers`, one client for each thread (two threads on one client wait for each other). The connection
/// is kept for mails that follow within `Waiting.idle`; call `close()` when there is no more to send, or the server waits for us.
package final class SMTPClient: Sendable {
    /// How long a client waits.
    package struct Waiting: Sendable {
        /// Until the server has greeted and taken the account.
        package var connecting = Duration.seconds(20)
        /// For one mail in all; as long again if a kept connection had ended, and if QUIT after a refusal is not answered.
        package var whole = Duration.seconds(120)
        /// After this a kept connection is not used again.
        package var idle = Duration.seconds(60)
        package init() {}
    }

    private let server: SMTPServer
    private let waiting: Waiting
    private let kept = Mutex<CurlHandle?>(nil)

    package init(_ server: SMTPServer, waiting: Waiting = Waiting()) {
        self.server = server
        self.waiting = waiting
    }

    /// Hands over one message; an empty sender is for mails that nobody may answer with a mail (RFC 5321 section 4.5.5).
    package func send(_ message: [UInt8], from sender: String, to recipient: String) -> SMTPOutcome {
        guard Self.isFit(recipient), !recipient.isEmpty else {
            return .refused(SMTPProblem(step: .recipient, code: nil, text: "This is not an address of mail.", isOurs: false))
        }
        guard Self.isFit(sender) else {
            return .deferred(SMTPProblem(step: .sender, code: nil, text: "The sender is not an address of mail.", isOurs: true))
        }
        let text = MailText(message)
        return kept.withLock { kept in
            let last = attempt(text, from: sender, to: recipient, on: &kept)
            return last.isStale ? attempt(text, from: sender, to: recipient, on: &kept).outcome : last.outcome
        }
    }

    /// Ends the kept connection with QUIT, whose reply is not waited for; the next mail opens another.
    package func close() { kept.withLock { $0 = nil } }

    /// One try, and whether it failed only because the kept connection had ended: nothing of the mail was then taken.
    private func attempt(
        _ text: MailText, from sender: String, to recipient: String, on kept: inout CurlHandle?
    ) -> (outcome: SMTPOutcome, isStale: Bool) {
        let handle = kept ?? makeHandle()
        let handover = SMTPHandover(text, from: sender, to: recipient)
        let code = handover.perform(on: handle)
        // libcurl keeps a connection on which a reply is still due, which would be taken for one to the next mail.
        kept = code == CURLE_OK ? handle : nil
        let dialogue = handover.dialogue
        let isLost = dialogue.isAnswered ? dialogue.isClosing : code != CURLE_OPERATION_TIMEDOUT
        let isStale = code != CURLE_OK && handle.number(CURLINFO_NUM_CONNECTS) == 0 && dialogue.step < .text && isLost
        return (dialogue.outcome(handle.ending(code), wasSendingBroken: code == CURLE_SEND_ERROR), isStale)
    }

    private func makeHandle() -> CurlHandle {
        let handle = CurlHandle(protocols: "smtp,smtps")
        handle.set(CURLOPT_URL, server.url)
        if let user = server.user, let password = server.password {
            handle.set(CURLOPT_USERNAME, user)
            handle.set(CURLOPT_PASSWORD, password)
            // Otherwise an account with an @ is first tried with Kerberos where a server offers it.
            handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
        }
        switch server.encryption {
        case .required: handle.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        case .opportunistic:
            handle.set(CURLOPT_USE_SSL, Int(CURLUSESSL_TRY.rawValue))
            if server.authorities == nil {
                handle.set(CURLOPT_SSL_VERIFYPEER, 0)
                handle.set(CURLOPT_SSL_VERIFYHOST, 0)
            }
        case .implicit, .no: break
        }
        if let file = server.authorities { handle.set(CURLOPT_CAINFO, file) }
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds: waiting.connecting)
        handle.set(CURLOPT_TIMEOUT_MS, milliseconds: waiting.whole)
        // This one also bounds the wait for the reply to QUIT.
        handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Self.seconds(waiting.whole))
        handle.set(CURLOPT_MAXAGE_CONN, Self.seconds(waiting.idle))
        SMTPHandover.prepare(handle)
        return handle
    }

    private static func seconds(_ duration: Duration) -> Int { Int(min(max(1, duration.components.seconds), 1_000_000)) }

    /// Whether an address can stand between `<` and `>` of a command without ending it. Its form is the server's to judge.
    static func isFit(_ address: String) -> Bool {
        address.utf8.count <= longestAddress
            && !address.unicodeScalars.contains { $0.properties.generalCategory == .control || "<>".unicodeScalars.contains($0) }
    }

    /// RFC 5321 section 4.5.3.1.3, and some room for names in UTF-8.
    private static let longestAddress = 320
}
