// SPDX-License-Identifier: EUPL-1.2

/// Writes an XML document, element by element; what is written as text or as the value of an attribute is escaped.
/// XML 1.0, fifth edition.
package struct XMLWriter: Sendable {
    private var written = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    private var open: [String] = []

    package init() {}

    package var bytes: [UInt8] {
        precondition(open.isEmpty, "every element that was begun is ended")
        return written
    }

    /// An element with what `content` writes into it.
    package mutating func element(
        _ name: String, _ attributes: [(String, String)] = [], _ content: (inout XMLWriter) -> Void
    ) {
        begin(name, attributes)
        add(">\n")
        open.append(name)
        content(&self)
        open.removeLast()
        indent()
        end(name)
    }

    /// An element that holds only text.
    package mutating func element(_ name: String, _ attributes: [(String, String)] = [], text value: String) {
        begin(name, attributes)
        guard !value.isEmpty else { return add("/>\n") }
        add(">")
        Self.escape(value, to: &written)
        end(name)
    }

    private mutating func add(_ text: String) { written.append(contentsOf: text.utf8) }
    private mutating func indent() { written.append(contentsOf: repeatElement(32, count: open.count)) }

    private mutating func begin(_ name: String, _ attributes: [(String, String)]) {
        indent()
        add("<")
        add(name)
        for (key, value) in attributes {
            add(" ")
            add(key)
            add("=\"")
            Self.escape(value, to: &written)
            add("\"")
        }
    }

    private mutating func end(_ name: String) {
        add("</")
        add(name)
        add(">\n")
    }

    /// Signs that no XML document can hold are left out (section 2.2).
    package static func escaped(_ value: String) -> String {
        var bytes: [UInt8] = []
        escape(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escape(_ value: String, to bytes: inout [UInt8]) {
        var value = value
        value.withUTF8 { text in
            var start = 0
            func flush(_ end: Int) { bytes.append(contentsOf: text[start..<end]) }
            for (place, byte) in text.enumerated() where byte < 64 || byte == 0xEF {
                guard let (replacement, length) = replacement(at: place, in: text) else { continue }
                flush(place)
                bytes.append(contentsOf: replacement.utf8)
                start = place + length
            }
            flush(text.count)
        }
    }

    /// What stands for the sign that begins here, and how many bytes it has; nil when it stands for itself.
    private static func replacement(at place: Int, in text: UnsafeBufferPointer<UInt8>) -> (String, length: Int)? {
        switch text[place] {
        case UInt8(ascii: "&"): ("&amp;", 1)
        case UInt8(ascii: "<"): ("&lt;", 1)
        case UInt8(ascii: ">"): ("&gt;", 1)
        case UInt8(ascii: "\""): ("&quot;", 1)
        case 13: ("&#13;", 1)
        case 9, 10: nil
        case 0..<32: ("", 1)
        // U+FFFE and U+FFFF.
        case 0xEF where text[place + 1] == 0xBF && text[place + 2] >= 0xBE: ("", 3)
        default: nil
        }
    }
}
