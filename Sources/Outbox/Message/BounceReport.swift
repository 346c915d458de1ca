// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What a mail server says became of a mail of ours (RFC 3464), and which mail it was.
package struct BounceReport: Sendable, Hashable {
    /// RFC 3464, section 2.3.3.
    package enum Action: String, Sendable, CaseIterable { case failed, delayed, delivered, relayed, expanded }

    /// What stood after `bounces+` in the address that the mail was sent from.
    package let token: String
    package let action: Action
    /// `5.1.1`: kind, subject, detail (RFC 3463); nil when the report has none.
    package let status: String?
    /// What the last server said, for people; nil when the report has nothing.
    package let diagnostic: String?

    package init(token: String, action: Action, status: String?, diagnostic: String?) {
        (self.token, self.action, self.status, self.diagnostic) = (token, action, status, diagnostic)
    }
}

/// Why a file of mails is not read.
package enum BounceRefusal: Error, Equatable, CustomStringConvertible {
    case tooLong(limit: Int)

    package var description: String {
        switch self {
        case .tooLong(let limit): "The file is longer than \(limit / 1_048_576) MB. Split it, or leave out mails already read."
        }
    }
}

extension BounceReport {
    package static let longestFile = 64 * 1_048_576
    /// What the local part of the sender begins with.
    package static let prefix = "bounces"

    /// Returns the address a mail is sent from, so that what comes back says which mail it was; nil when the token does not fit.
    package static func returnAddress(token: String, domain: String) -> MailAddress? {
        !token.isEmpty && token.utf8.allSatisfy(ReturnToken.isToken) ? MailAddress("\(prefix)+\(token)@\(domain)") : nil
    }

    /// Returns the reports in one mail or in an mbox file (RFC 4155), in their order.
    /// Absence notes, and reports that name no mail of ours, are left out.
    package static func all(in file: [UInt8]) throws(BounceRefusal) -> [BounceReport] {
        guard file.count <= longestFile else { throw .tooLong(limit: longestFile) }
        var reports: [BounceReport] = []
        MailFile.forEachMail(in: file) { mail in BounceReport(mail).map { reports.append($0) } }
        return reports
    }

    private init?(_ mail: ArraySlice<UInt8>) {
        var parts = ReportParts()
        parts.read(mail)
        guard let recipient = parts.recipients.min(by: { $0.rank < $1.rank }), let action = recipient.action,
            let token = ReturnToken.first(outside: MailFields(mail), quoted: parts.quoted, recipients: parts.recipients)
        else { return nil }
        self.init(token: token, action: action, status: recipient.status, diagnostic: recipient.diagnostic)
    }
}

/// The address that a mail came back to, wherever the servers on the way have written it.
enum ReturnToken {
    /// The headers that the last server writes stand before the one that anybody writes.
    private static let outer = ["delivered-to", "x-original-to", "envelope-to", "to"]
    private static let inner = ["return-path", "x-envelope-from", "envelope-from"]

    static func first(outside fields: MailFields, quoted: MailFields?, recipients: [ReportedRecipient]) -> String? {
        let addresses = outer.flatMap(fields.all) + recipients.flatMap(\.addresses) + inner.flatMap { quoted?.all($0) ?? [] }
        for address in addresses { if let token = token(in: address) { return token } }
        return nil
    }

    static func isToken(_ byte: UInt8) -> Bool {
        MailAddress.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// Returns the token of the first `bounces+TOKEN@` in a header; servers may have changed capitals before the plus.
    static func token(in header: String) -> String? {
        let bytes = Array(header.utf8), sign = Array("\(BounceReport.prefix)+".utf8)
        var start = 0
        while let plus = bytes[start...].firstIndex(of: UInt8(ascii: "+")) {
            start = plus + 1
            let token = bytes[start...].prefix { isToken($0) }.prefix(64), before = plus + 1 - sign.count
            guard before >= 0, String(decoding: bytes[before...plus], as: UTF8.self).lowercased().utf8.elementsEqual(sign),
                before == 0 || !(MailAddress.isAtom(bytes[before - 1]) || bytes[before - 1] == UInt8(ascii: ".")),
                !token.isEmpty, token.endIndex < bytes.count, bytes[token.endIndex] == UInt8(ascii: "@")
            else { continue }
            return String(decoding: token, as: UTF8.self)
        }
        return nil
    }
}
