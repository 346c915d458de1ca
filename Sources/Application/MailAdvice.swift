// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Outbox

/// What the doctor says about mail.
enum MailAdvice {
    static func settings(_ mail: MailSettings) -> Finding {
        guard let server = mail.server, let from = mail.from else {
            return Finding(
                .warning, "mail",
                "HEMICYCLE_SMTP is not set, so mail waits. Set it, such as smtp://USER:PASSWORD@HOST:587, and HEMICYCLE_MAIL_FROM."
            )
        }
        do {
            guard let signer = try mail.signer() else {
                return Finding(
                    .warning, "mail",
                    "\(from) by \(server), not signed: many receivers take it for spam. Make keys with: hemicycle outbox dkim --new FOLDER"
                )
            }
            let kinds = signer.keys.map(\.selector).joined(separator: " and ")
            return Finding(.ok, "mail", "\(from) by \(server), signed for \(signer.domain) with \(kinds)")
        } catch {
            return Finding(.fault, "mail", error.description)
        }
    }

    static func outbox(_ standing: OutboxStanding, at now: Date) -> Finding {
        if let hold = standing.hold {
            return Finding(
                .warning, "outbox",
                "held since \(hold.since.ISO8601Format()): \(standing.open) mails wait. Look through the list, then: hemicycle outbox release"
            )
        }
        if standing.isAlarm {
            let last = standing.lastSent.map { "the last left at \($0.ISO8601Format())" } ?? "none has ever left"
            let how =
                standing.isConfigured
                ? "See that a server of Hemicycle runs, and the reasons with: hemicycle outbox list" : "Set HEMICYCLE_SMTP."
            return Finding(.fault, "outbox", "\(standing.open) mails wait and \(last). \(how)")
        }
        if standing.failingTimers > 0 {
            return Finding(.warning, "outbox", "\(standing.failingTimers) timers failed and are tried again; the log says why")
        }
        return Finding(.ok, "outbox", standing.open == 0 ? "nothing waits" : "\(standing.open) mails wait, none for long")
    }
}
