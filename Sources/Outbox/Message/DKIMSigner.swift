// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation

/// Signs mail in the name of a domain (RFC 6376; RFC 8463 for Ed25519), once with each of its keys.
package struct DKIMSigner: Sendable {
    package let domain: String
    package let keys: [DKIMKey]

    /// Receivers that read only RSA pass over the other signature.
    package init(domain: String, keys: [DKIMKey]) throws(DKIMKeyRefusal) {
        guard let name = MailAddress.domain(domain) else { throw .wrongDomain(domain) }
        guard !keys.isEmpty else { throw .noKey }
        for (index, key) in keys.enumerated() where keys[..<index].contains(where: { $0.selector == key.selector }) {
            throw .sameSelector(key.selector)
        }
        (self.domain, self.keys) = (name, keys)
    }

    /// What the DNS must say for each key.
    package var records: [DKIMKey.Record] { keys.map { $0.record(domain: domain) } }

    /// Returns the mail with its signatures on top.
    package func signed(_ mail: [UInt8], at now: Date) throws -> [UInt8] {
        let fields = MailFields(mail[...])
        let body = Data(SHA256.hash(data: Self.relaxed(body: mail[fields.body...]))).base64EncodedString()
        var signatures: [UInt8] = []
        for key in keys { signatures += try signature(by: key, of: fields, body: body, at: now) }
        return signatures + mail
    }

    private func signature(by key: DKIMKey, of fields: MailFields, body: String, at now: Date) throws -> [UInt8] {
        let names = Self.signedNames(fields)
        let start = [
            "DKIM-Signature: v=1; a=\(key.algorithm); c=relaxed/relaxed;",
            "d=\(domain);", "s=\(key.selector); t=\(Self.second(now));", "bh=\(body);",
        ]
        let header = (start + Self.folded(names) + ["b="]).joined(separator: "\r\n ")
        var signed: [UInt8] = []
        for field in Self.chosen(names, of: fields) { signed += Self.relaxed(field) + [13, 10] }
        // The signature signs its own header too, without letters and without the end of its line (section 3.7).
        for field in MailFields(Array(header.utf8)[...]).fields { signed += Self.relaxed(field) }
        let letters = try key.signature(of: signed).base64EncodedString(options: [
            .lineLength64Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        return Array((header + letters.replacing("\r\n", with: "\r\n ") + "\r\n").utf8)
    }

    /// Seconds, never before 1970 (RFC 6376, section 3.5).
    private static func second(_ now: Date) -> UInt64 { UInt64(exactly: now.timeIntervalSince1970.rounded(.down)) ?? 0 }

    /// `h=` in lines, which may be folded after its colons.
    private static func folded(_ names: [String]) -> [String] {
        var lines = ["h="]
        for (index, name) in names.enumerated() {
            let piece = name + (index == names.count - 1 ? ";" : ":")
            if lines[lines.count - 1].utf8.count + piece.utf8.count > 74 { lines.append("") }
            lines[lines.count - 1] += piece
        }
        return lines
    }
}

extension DKIMSigner {
    /// What a receiver or its program acts on (RFC 6376, section 5.4.1; RFC 8058, section 4).
    private static let worthSigning: Set<String> = [
        "from", "to", "reply-to", "subject", "date", "message-id", "auto-submitted", "list-unsubscribe", "list-unsubscribe-post",
        "in-reply-to", "references", "feedback-id", "content-language", "mime-version", "content-type",
        "content-transfer-encoding",
    ]

    /// Each header once more than it occurs, so that none can be added (section 8.15).
    static func signedNames(_ fields: MailFields) -> [String] {
        let present = fields.fields.map(\.name).filter(worthSigning.contains)
        var once: [String] = []
        for name in present where !once.contains(name) { once.append(name) }
        return present + once
    }

    /// The headers that `h=` means: of several with one name the last first (section 5.4.2).
    private static func chosen(_ names: [String], of fields: MailFields) -> [MailFields.Field] {
        var left = fields.fields
        return names.compactMap { name in left.lastIndex { $0.name == name }.map { left.remove(at: $0) } }
    }

    /// Section 3.4.2.
    static func relaxed(_ field: MailFields.Field) -> [UInt8] {
        let value = withoutSpareSpaces(field.value[...])
        return Array("\(field.name):".utf8) + value.drop { $0 == 32 }
    }

    /// Section 3.4.4.
    static func relaxed(body: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = [], emptyLines = 0, start = body.startIndex
        while start < body.endIndex {
            let (line, next) = body.line(at: start)
            start = next
            let kept = withoutSpareSpaces(line)
            if kept.isEmpty {
                emptyLines += 1
            } else {
                for _ in 0..<emptyLines { bytes += [13, 10] }
                bytes += kept + [13, 10]
                emptyLines = 0
            }
        }
        return bytes
    }

    /// One space for any run of spaces and tabs, none at the end.
    private static func withoutSpareSpaces(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var kept: [UInt8] = []
        for byte in line {
            let isSpace = byte == 32 || byte == 9
            if !isSpace { kept.append(byte) } else if kept.last != 32 { kept.append(32) }
        }
        if kept.last == 32 { kept.removeLast() }
        return kept
    }
}
