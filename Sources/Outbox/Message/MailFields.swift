// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// The headers of a mail or of a part, and where they end. Reads anything; what is no header is passed over.
struct MailFields {
    struct Field: Equatable {
        /// Lower case.
        var name: String
        /// Unfolded: without the ends of its lines (RFC 5322, section 2.2.3).
        var value: [UInt8]

        var text: String { String(decoding: value, as: UTF8.self) }
    }

    /// More is no mail that anybody reads.
    private static let most = 1_000

    private(set) var fields: [Field] = []
    /// Where what follows the empty line begins.
    private(set) var body: Int

    /// Reads up to the first empty line, or to the end.
    init(_ bytes: ArraySlice<UInt8>) {
        body = bytes.startIndex
        var isWithinField = false
        while body < bytes.endIndex {
            let (line, next) = bytes.line(at: body)
            body = next
            guard let first = line.first else { return }
            if first == 32 || first == 9 {
                if isWithinField { fields[fields.count - 1].value += line }
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), fields.count < Self.most, colon > line.startIndex,
                colon - line.startIndex <= 200
            {
                let name = String(decoding: line[..<colon], as: UTF8.self).trimmingCharacters(in: .whitespaces).lowercased()
                fields.append(Field(name: name, value: Array(line[(colon + 1)...])))
                isWithinField = true
            } else {
                isWithinField = false
            }
        }
    }

    /// The texts of all headers of this name, in their order.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.text) }

    func first(_ name: String) -> String? { fields.first { $0.name == name }?.text }
}

extension ArraySlice<UInt8> {
    /// Returns the line that begins here without its end, LF or CRLF, and where the next one begins.
    func line(at start: Int) -> (line: ArraySlice<UInt8>, next: Int) {
        guard let end = self[start...].firstIndex(of: 10) else { return (self[start...], endIndex) }
        let isCRLF = end > start && self[end - 1] == 13
        return (self[start..<(isCRLF ? end - 1 : end)], end + 1)
    }
}
