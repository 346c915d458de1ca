// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTTPTypes
import Vocabulary

/// A form that was sent with files: RFC 7578.
package struct MultipartForm: Sendable, Equatable {
    /// One field of it, or one file.
    package struct Part: Sendable, Equatable {
        package let name: String
        /// Whether it was chosen from a device. What it was called there is not looked at: it may say more than its owner meant to.
        package let isFile: Bool
        /// Whether it has a name there: a browser sends none for what was not chosen (WHATWG HTML, section 4.10.21.4).
        package var isChosen = false
        package let bytes: [UInt8]
    }

    package let parts: [Part]

    /// What no form of ours reaches.
    enum Limit {
        static let parts = 40
        /// RFC 2046, section 5.1.1.
        static let boundary = 70
        static let head = 2_048
        static let name = 100
    }

    /// The bytes of a file that was chosen; nil where none was: browsers then send a file of no bytes.
    package func file(_ name: String) -> [UInt8]? {
        parts.first { $0.name == name && $0.isFile && !$0.bytes.isEmpty }?.bytes
    }

    /// Whether a file was chosen that holds nothing.
    package func isEmptyFile(_ name: String) -> Bool { parts.contains { $0.name == name && $0.isChosen && $0.bytes.isEmpty } }

    package subscript(name: String) -> String? {
        parts.first { $0.name == name && !$0.isFile }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Reads a body.
    ///
    /// - Parameter contentType: the field of the head, which names the boundary.
    package init(_ body: [UInt8], contentType: String?) throws {
        guard let boundary = Self.boundary(of: contentType ?? "") else { throw RequestRefusal.malformed }
        let delimiter = Array("--\(boundary)".utf8)
        var reader = MultipartReader(body)
        // The first delimiter begins the body; those after it begin a line. RFC 2046, section 5.1.1.
        guard reader.skip(delimiter) else { throw RequestRefusal.malformed }
        var parts: [Part] = []
        while !reader.skip(Array("--".utf8)) {
            guard parts.count < Limit.parts, reader.skip(Self.lineEnd), let head = reader.head(most: Limit.head),
                let part = Self.named(head), let bytes = reader.take(upTo: Self.lineEnd + delimiter)
            else { throw RequestRefusal.malformed }
            parts.append(Part(name: part.name, isFile: part.file != nil, isChosen: part.file?.isEmpty == false, bytes: bytes))
        }
        // What stands behind the end on lines of its own is not looked at.
        guard reader.isAtEnd || reader.skip(Self.lineEnd) else { throw RequestRefusal.malformed }
        self.parts = parts
    }

    private static let lineEnd: [UInt8] = [13, 10]

    /// RFC 2046, section 5.1.1, bcharsnospace; browsers make them of letters, digits and hyphens.
    static func boundary(of contentType: String) -> String? {
        let fields = contentType.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        guard fields.first?.lowercased() == "multipart/form-data" else { return nil }
        guard let field = fields.dropFirst().first(where: { $0.lowercased().hasPrefix("boundary=") }) else { return nil }
        var value = field.dropFirst("boundary=".count)
        if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count >= 2 { value = value.dropFirst().dropLast() }
        let isAllowed = value.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "'()+_,-./:=?".utf8.contains(byte)
        }
        return isAllowed && (1...Limit.boundary).contains(value.utf8.count) ? String(value) : nil
    }

    /// RFC 7578, section 4.2: every part has a Content-Disposition with a name.
    private static func named(_ head: String) -> (name: String, file: String?)? {
        let lines = head.split(separator: "\r\n")
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }) else { return nil }
        let value = line.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces)
        guard value.lowercased().hasPrefix("form-data"), let name = parameter("name", in: value), !name.isEmpty,
            name.utf8.count <= Limit.name
        else { return nil }
        return (name, parameter("filename", in: value))
    }

    /// The value of a quoted parameter. A quote in it comes as `%22` (WHATWG HTML, section 4.10.21.7), so it ends at the next one.
    private static func parameter(_ name: String, in value: String) -> String? {
        for piece in value.components(separatedBy: "; ").dropFirst() where piece.hasPrefix("\(name)=\"") {
            return piece.dropFirst(name.count + 2).prefix { $0 != "\"" }.description
        }
        return nil
    }
}

/// Goes through the bytes of a body, never beyond their end.
private struct MultipartReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    /// Goes on behind what is expected; false, and not a step, when something else stands there.
    mutating func skip(_ expected: [UInt8]) -> Bool {
        guard has(expected, at: place) else { return false }
        place += expected.count
        return true
    }

    /// The lines up to an empty one.
    mutating func head(most: Int) -> String? {
        guard let end = find([13, 10, 13, 10], before: min(bytes.count, place + most)) else { return nil }
        defer { place = end + 4 }
        return String(decoding: bytes[place..<end], as: UTF8.self)
    }

    /// What stands before the next delimiter; goes on behind it.
    mutating func take(upTo delimiter: [UInt8]) -> [UInt8]? {
        guard let end = find(delimiter, before: bytes.count) else { return nil }
        defer { place = end + delimiter.count }
        return Array(bytes[place..<end])
    }

    private func has(_ expected: [UInt8], at place: Int) -> Bool {
        place + expected.count <= bytes.count && bytes[place..<(place + expected.count)].elementsEqual(expected)
    }

    private func find(_ wanted: [UInt8], before end: Int) -> Int? {
        bytes.withUnsafeBufferPointer { all in
            guard let first = wanted.first, end - wanted.count >= place else { return nil }
            var here = place
            while here <= end - wanted.count {
                if all[here] == first, all[here..<(here + wanted.count)].elementsEqual(wanted) { return here }
                here += 1
            }
            return nil
        }
    }
}

extension Request {
    /// The form of this request, sent as `multipart/form-data`.
    package func multipart() throws -> MultipartForm { try MultipartForm(body, contentType: headers[.contentType]) }
}
