// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation

/// A part of a mail, or a part of parts (RFC 2046).
struct MailPart {
    /// Headers of the part and what follows them.
    let bytes: [UInt8]

    /// Text, page and calendar are the same thing for different readers; the calendar is attached too, for those that open files.
    init(_ content: MailContent, id: MessageID) {
        let plain = MailPart(content.text, type: "text/plain"), page = content.html.map { MailPart($0, type: "text/html") }
        guard let invitation = content.invitation else {
            self = page.map { MailPart("alternative", [plain, $0], id: id) } ?? plain
            return
        }
        let entry = MailPart(
            invitation.file,
            type: ["text/calendar;", "charset=utf-8;", "method=\(invitation.method.rawValue);", "name=\"invite.ics\""])
        let file = MailPart(
            invitation.file, type: ["application/ics;", "name=\"invite.ics\""],
            disposition: ["attachment;", "filename=\"invite.ics\""])
        let shown = MailPart("alternative", [plain] + (page.map { [$0] } ?? []) + [entry], id: id)
        self = MailPart("mixed", [shown, file], id: id)
    }

    private init(_ text: String, type: String) {
        var headers = HeaderWriter()
        headers.add("Content-Type", ["\(type);", "charset=utf-8"])
        headers.add("Content-Transfer-Encoding", ["quoted-printable"])
        headers.endHeaders()
        bytes = headers.bytes + QuotedPrintable.encoded(text)
    }

    private init(_ file: [UInt8], type: [String], disposition: [String] = []) {
        var headers = HeaderWriter()
        headers.add("Content-Type", type)
        headers.add("Content-Transfer-Encoding", ["base64"])
        if !disposition.isEmpty { headers.add("Content-Disposition", disposition) }
        headers.endHeaders()
        let lines = Data(file).base64EncodedData(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        bytes = headers.bytes + lines + (file.isEmpty ? [] : [13, 10])
    }

    private init(_ kind: String, _ parts: [MailPart], id: MessageID) {
        let boundary = Self.boundary(kind, id)
        var headers = HeaderWriter()
        headers.add("Content-Type", ["multipart/\(kind);", "boundary=\"\(boundary)\""])
        headers.endHeaders()
        // The end of the line before a boundary belongs to the boundary (section 5.1.1); the parts keep their own.
        var within: [UInt8] = []
        for part in parts { within += Array("--\(boundary)\r\n".utf8) + part.bytes + [13, 10] }
        bytes = headers.bytes + within + Array("--\(boundary)--\r\n".utf8)
    }

    /// No encoded part can hold "=_" (RFC 2045, section 6.7), so it occurs nowhere else.
    private static func boundary(_ kind: String, _ id: MessageID) -> String {
        let hash = SHA256.hash(data: Data("\(kind) \(id)".utf8)).prefix(15)
        return "=_" + hash.map { (UInt16($0) + 0x100) }.map { String($0, radix: 16).dropFirst() }.joined()
    }
}
