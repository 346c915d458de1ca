// SPDX-License-Identifier: EUPL-1.2

/// Where mails begin in a file, and parts in a mail.
enum MailFile {
    /// Shows each mail of an mbox file, or the one mail that the file is.
    static func forEachMail(in file: [UInt8], _ show: (ArraySlice<UInt8>) -> Void) {
        let all = file[...]
        guard isStart(0, of: all) else { return show(all) }
        var mailStart = 0, lineStart = 0, isAfterEmptyLine = true
        while lineStart < all.endIndex {
            let (line, next) = all.line(at: lineStart)
            if isAfterEmptyLine, isStart(lineStart, of: all) {
                if lineStart > mailStart { show(all[mailStart..<lineStart]) }
                mailStart = next
            }
            (isAfterEmptyLine, lineStart) = (line.isEmpty, next)
        }
        if mailStart < all.endIndex { show(all[mailStart...]) }
    }

    /// A line that begins with "From " and has a header below it: sentences begin with that word too (RFC 4155, appendix A).
    private static func isStart(_ start: Int, of all: ArraySlice<UInt8>) -> Bool {
        guard all[start...].starts(with: "From ".utf8) else { return false }
        let below = all.line(at: all.line(at: start).next).line
        guard let colon = below.prefix(100).firstIndex(of: UInt8(ascii: ":")) else { return false }
        return colon > below.startIndex && below[..<colon].allSatisfy { (33..<127).contains($0) }
    }

    /// No server makes more.
    static let mostParts = 200

    /// Returns the parts of a multipart (RFC 2046, section 5.1.1); of one that was cut off, what there is.
    static func parts(of content: ArraySlice<UInt8>, boundary: [UInt8]) -> [ArraySlice<UInt8>] {
        let sign = Array("--".utf8) + boundary
        var parts: [ArraySlice<UInt8>] = [], partStart: Int?, lineStart = content.startIndex
        while lineStart < content.endIndex, parts.count < mostParts {
            let (line, next) = content.line(at: lineStart)
            if line.starts(with: sign) {
                let rest = line.dropFirst(sign.count), isLast = rest.starts(with: "--".utf8)
                if rest.dropFirst(isLast ? 2 : 0).allSatisfy({ $0 == 32 || $0 == 9 }) {
                    if let partStart { parts.append(content[partStart..<lineStart]) }
                    if isLast { return parts }
                    partStart = next
                }
            }
            lineStart = next
        }
        if let partStart, partStart < content.endIndex { parts.append(content[partStart...]) }
        return parts
    }
}
