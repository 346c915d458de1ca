// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What a report says of one recipient (RFC 3464, section 2.3).
struct ReportedRecipient: Equatable {
    var action: BounceReport.Action?
    var status: String?
    var diagnostic: String?
    var addresses: [String]

    /// Returns nil when the group of headers says nothing of what was done.
    init?(_ fields: MailFields) {
        status = fields.first("status").flatMap(Self.status)
        let word = fields.first("action")?.trimmingCharacters(in: .whitespaces).lowercased().split(separator: " ").first
        action = word.flatMap { BounceReport.Action(rawValue: String($0)) } ?? Self.action(status)
        diagnostic = fields.first("diagnostic-code").flatMap(Self.said)
        addresses = ["original-recipient", "final-recipient"].flatMap(fields.all)
        if action == nil { return nil }
    }

    /// Of several recipients the worst counts: the mail had one, and aliases behind it are the same reader.
    var rank: Int { action.flatMap(BounceReport.Action.allCases.firstIndex) ?? BounceReport.Action.allCases.count }

    /// RFC 3463, section 2.
    private static func status(_ text: String) -> String? {
        let code = text.trimmingCharacters(in: .whitespaces).utf8.prefix { $0 == 46 || (48...57).contains($0) }
        let numbers = code.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy({ (1...3).contains($0.count) }),
            ["2", "4", "5"].contains(Substring(numbers[0]))
        else { return nil }
        return String(Substring(code))
    }

    private static func action(_ status: String?) -> BounceReport.Action? {
        switch status?.first {
        case "5": .failed
        case "4": .delayed
        case "2": .delivered
        default: nil
        }
    }

    private static let longestDiagnostic = 500

    /// Without the kind of server in front: `smtp; 550 …` (RFC 3464, section 2.3.6).
    private static func said(_ text: String) -> String? {
        let bytes = Array(text.utf8.prefix(4 * longestDiagnostic))
        let start = bytes.firstIndex(of: UInt8(ascii: ";")).map { $0 + 1 } ?? 0
        let said = HeaderText.cleaned(String(decoding: bytes[start...], as: UTF8.self))
        return said.isEmpty ? nil : String(String.UnicodeScalarView(said.unicodeScalars.prefix(longestDiagnostic)))
    }
}

/// The parts of a report that matter, wherever they are in the mail.
struct ReportParts {
    private(set) var recipients: [ReportedRecipient] = []
    /// Headers of our mail, as the server quotes them.
    private(set) var quoted: MailFields?

    // No server nests deeper, or tells of more.
    private static let deepest = 6, mostGroups = 1_000
    private var partsLeft = MailFile.mostParts

    mutating func read(_ part: ArraySlice<UInt8>, depth: Int = 0) {
        guard depth <= Self.deepest, partsLeft > 0 else { return }
        partsLeft -= 1
        let fields = MailFields(part), content = part[fields.body...], type = ContentType(fields.first("content-type") ?? "")
        switch type.name {
        case _ where type.name.hasPrefix("multipart/"):
            guard let boundary = type.boundary else { return }
            for part in MailFile.parts(of: content, boundary: boundary) { read(part, depth: depth + 1) }
        case "message/delivery-status", "message/global-delivery-status":
            readGroups(Self.decoded(content, fields.first("content-transfer-encoding"))[...])
        case "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers":
            if quoted == nil { quoted = MailFields(Self.decoded(content, fields.first("content-transfer-encoding"))[...]) }
        default: break
        }
    }

    /// Groups of headers with empty lines between them; the first is about the server (RFC 3464, section 2.1).
    private mutating func readGroups(_ text: ArraySlice<UInt8>) {
        var rest = text
        for _ in 0..<Self.mostGroups where !rest.isEmpty {
            let group = MailFields(rest)
            rest = rest[group.body...]
            if let recipient = ReportedRecipient(group) { recipients.append(recipient) }
        }
    }

    private static func decoded(_ content: ArraySlice<UInt8>, _ encoding: String?) -> [UInt8] {
        switch encoding?.trimmingCharacters(in: .whitespaces).lowercased() {
        case "base64": Data(base64Encoded: Data(content), options: .ignoreUnknownCharacters).map { [UInt8]($0) } ?? []
        case "quoted-printable": QuotedPrintable.decoded(content)
        default: Array(content)
        }
    }
}

/// `multipart/report; boundary="…"` (RFC 2045, section 5.1), as far as reports need it.
struct ContentType: Equatable {
    /// Lower case.
    var name: String
    var boundary: [UInt8]?

    init(_ text: String) {
        let text = String(decoding: text.utf8.prefix(2_000), as: UTF8.self)
        let fields = text.split(separator: ";", maxSplits: 1)
        name = fields.first.map { $0.trimmingCharacters(in: .whitespaces).lowercased() } ?? ""
        guard fields.count > 1, let sign = fields[1].range(of: "boundary", options: .caseInsensitive) else { return }
        let rest = fields[1][sign.upperBound...].drop { $0 == " " || $0 == "\t" }
        guard rest.first == "=" else { return }
        let value = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
        let letters = value.first == "\"" ? value.dropFirst().prefix { $0 != "\"" } : value.prefix { !"; \t(".contains($0) }
        if (1...100).contains(letters.utf8.count) { boundary = Array(letters.utf8) }
    }
}
