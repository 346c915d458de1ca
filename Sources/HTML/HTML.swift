// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Markup. A literal is trusted; what is interpolated into it is escaped, unless it is markup already.
///
///     let row: HTML = "<li><a href=\"\(address)\">\(authority.name)</a></li>"
///
/// Attribute values stand in double quotes in the literal. Nothing else makes markup of a text, except `HTML(raw:)`.
package struct HTML: ExpressibleByStringInterpolation, Sendable, Equatable {
    package private(set) var text: String

    package struct StringInterpolation: StringInterpolationProtocol {
        var text: String

        package init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ value: String) { HTML.escape(value, into: &text) }
        package mutating func appendInterpolation(_ value: Int) { text += String(value) }
        package mutating func appendInterpolation(_ markup: HTML) { text += markup.text }
        package mutating func appendInterpolation(_ markup: HTML?) { if let markup { text += markup.text } }
        package mutating func appendInterpolation(_ address: Address) { HTML.escape(address.text, into: &text) }

        /// One piece of markup per element.
        package mutating func appendInterpolation<S: Sequence>(each elements: S, _ markup: (S.Element) -> HTML) {
            for element in elements { text += markup(element).text }
        }

        /// Markup that is there only if the condition holds.
        package mutating func appendInterpolation(if condition: Bool, _ markup: @autoclosure () -> HTML) {
            if condition { text += markup().text }
        }

        /// A number with so many decimals, for drawings: a point, no grouping, no exponent.
        package mutating func appendInterpolation(_ number: Double, decimals: Int) { text += HTML.decimal(number, decimals) }
    }

    package init(stringLiteral literal: String) { text = literal }
    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Markup taken as it is. Only for text this program made itself: reviewed at each use.
    package init(raw: String) { text = raw }

    /// Nothing.
    package init() { text = "" }

    package static func + (a: HTML, b: HTML) -> HTML { HTML(raw: a.text + b.text) }
    package static func += (a: inout HTML, b: HTML) { a.text += b.text }
    package var isEmpty: Bool { text.isEmpty }

    /// Pieces one after the other, with markup between them.
    package static func joined(_ pieces: [HTML], by separator: HTML = "") -> HTML {
        HTML(raw: pieces.map(\.text).joined(separator: separator.text))
    }

    /// Appends the text with `< > & " '` as references; runs between them are copied whole.
    static func escape(_ value: String, into text: inout String) {
        var value = value
        let needsEscaping = value.withUTF8 { bytes in bytes.contains { reference($0) != nil } }
        guard needsEscaping else {
            text += value
            return
        }
        value.withUTF8 { bytes in
            var start = 0
            for (position, byte) in bytes.enumerated() {
                guard let reference = reference(byte) else { continue }
                text += String(decoding: bytes[start..<position], as: UTF8.self)
                text += reference
                start = position + 1
            }
            text += String(decoding: bytes[start...], as: UTF8.self)
        }
    }

    private static func reference(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }

    static func decimal(_ number: Double, _ decimals: Int) -> String {
        guard number.isFinite, abs(number) < 1e12 else { return "0" }
        let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
        let whole = Int((abs(number) * scale).rounded())
        let sign = number < 0 && whole > 0 ? "-" : ""
        let fraction = String(whole % Int(scale))
        let padded = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
        return decimals == 0 ? "\(sign)\(whole)" : "\(sign)\(whole / Int(scale)).\(padded)"
    }
}
