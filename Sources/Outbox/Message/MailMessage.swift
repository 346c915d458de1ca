// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// One mail to one reader. The same value is the same bytes each time, so a second try is the same mail (RFC 5322).
package struct MailMessage: Sendable, Hashable {
    package var from: MailAddress, to: MailAddress
    package var replyTo: MailAddress?
    package var subject: String
    package var date: Date
    package var id: MessageID
    package var content: MailContent
    /// No person wrote it: other programs do not answer (RFC 3834, section 5).
    package var isAutomatic = true
    package var unsubscribe: UnsubscribeLink?
    package var remarks: [MailRemark] = []

    package init(from: MailAddress, to: MailAddress, subject: String, date: Date, id: MessageID, content: MailContent) {
        (self.from, self.to, self.subject, self.date, self.id, self.content) = (from, to, subject, date, id, content)
    }
}

/// What a mail says, in all its forms.
package struct MailContent: Sendable, Hashable {
    package var text: String
    /// The same as the text, for readers that show pages.
    package var html: String?
    package var invitation: Invitation?
    /// Language of the texts, as in BCP 47.
    package var language: String

    package init(text: String, html: String? = nil, invitation: Invitation? = nil, language: String) {
        (self.text, self.html, self.invitation, self.language) = (text, html, invitation, language)
    }
}

/// What else a mail tells the programs on its way; nothing of it is text of people.
package enum MailRemark: Sendable, Hashable {
    /// Sent to many: absence notes stay away.
    case bulk
    /// Belongs under an earlier mail.
    case answers(MessageID)
    /// Complaints are counted by kind of mail at large receivers ("Feedback-ID"); letters, digits, hyphens.
    case feedback(kind: String, sender: String)
    /// Outlook sends no absence notes or receipts.
    case noAutomaticReplies
}

extension MailMessage {
    /// The mail as it goes out: lines of ASCII that end with CRLF.
    package var bytes: [UInt8] {
        var headers = HeaderWriter()
        addEnvelope(to: &headers)
        addRemarks(to: &headers)
        if let language = Self.tag(content.language) { headers.add("Content-Language", [language]) }
        headers.add("MIME-Version", ["1.0"])
        return headers.bytes + MailPart(content, id: id).bytes
    }

    private func addEnvelope(to headers: inout HeaderWriter) {
        headers.add("From", from)
        headers.add("To", to)
        if let replyTo { headers.add("Reply-To", replyTo) }
        headers.add("Subject", text: subject)
        headers.add("Date", [Self.written(date)])
        headers.add("Message-ID", [id.description])
    }

    private func addRemarks(to headers: inout HeaderWriter) {
        if isAutomatic { headers.add("Auto-Submitted", ["auto-generated"]) }
        if let unsubscribe {
            headers.add("List-Unsubscribe", ["<\(unsubscribe.text)>"])
            headers.add("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"])
        }
        for remark in remarks {
            switch remark {
            case .bulk: headers.add("Precedence", ["bulk"])
            case .answers(let id):
                headers.add("In-Reply-To", [id.description])
                headers.add("References", [id.description])
            case .feedback(let kind, let sender):
                if let kind = Self.tag(kind), let sender = Self.tag(sender) {
                    headers.add("Feedback-ID", ["::\(kind):\(sender)"])
                }
            case .noAutomaticReplies: headers.add("X-Auto-Response-Suppress", ["OOF, AutoReply, RN, NRN"])
            }
        }
    }

    /// Returns the text when it is a short word of letters, digits and hyphens, else nil.
    private static func tag(_ text: String) -> String? {
        MailAddress.isLabel(text.utf8) ? text : nil
    }

    /// RFC 5322, section 3.3: always UTC, with English names whatever the reader's language.
    static func written(_ date: Date) -> String {
        let seconds = date.timeIntervalSince1970
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let whole = Date(timeIntervalSince1970: seconds.isFinite ? min(max(seconds, 0), lastSecond).rounded(.down) : 0)
        let parts = calendar.dateComponents([.year, .month, .day, .weekday, .hour, .minute, .second], from: whole)
        func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        let day =
            "\(weekdays[(parts.weekday ?? 1) - 1]), \(two(parts.day)) \(months[(parts.month ?? 1) - 1]) \(parts.year ?? 1970)"
        return "\(day) \(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) +0000"
    }

    /// The last one of the year 9999.
    private static let lastSecond = 253_402_300_799.0
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
