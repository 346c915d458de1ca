// SPDX-License-Identifier: EUPL-1.2

/// Writes an XML document, element by element; what is written as text or as the value of an attribute is escaped.
/// XML 1.0, fifth edition.
package struct XMLWriter: Sendable {
    package private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var open: [String] = []

    package init() {}

    package var bytes: [UInt8] {
        precondition(open.isEmpty, "every element that was begun is ended")
        return Array(text.utf8)
    }

    /// An element with what `content` writes into it.
    package mutating func element(
        _ name: String, _ attributes: [(String, String)] = [], _ content: (inout XMLWriter) -> Void
    ) {
        begin(name, attributes)
        text += ">\n"
        open.append(name)
        content(&self)
        open.removeLast()
        text += String(repeating: " ", count: open.count) + "</\(name)>\n"
    }

    /// An element that holds only text.
    package mutating func element(_ name: String, _ attributes: [(String, String)] = [], text value: String) {
        begin(name, attributes)
        text += value.isEmpty ? "/>\n" : ">\(Self.escaped(value))</\(name)>\n"
    }

    private mutating func begin(_ name: String, _ attributes: [(String, String)]) {
        text += String(repeating: " ", count: open.count) + "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
    }

    /// Signs that no XML document can hold are left out (section 2.2).
    package static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\r": text += "&#13;"
            case "\t", "\n": text.unicodeScalars.append(scalar)
            default:
                let value = scalar.value
                if value >= 0x20, value != 0xFFFE, value != 0xFFFF { text.unicodeScalars.append(scalar) }
            }
        }
        return text
    }
}
