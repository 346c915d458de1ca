// SPDX-License-Identifier: EUPL-1.2
import CExpat

/// Reads an XML document from beginning to end. XML 1.0 and namespaces, by libexpat.
///
/// Names come without their prefixes. A document with a type declaration is refused: entities of its own could make a small file
/// enormous or fetch others, and none of the formats read here has one.
package enum XMLReader {
    /// What is met, in the order of the document.
    package enum Event: Sendable, Equatable {
        case start(String, attributes: [String: String], line: Int)
        /// A piece of text; one text may come in several.
        case text(String)
        case end(String)
    }

    /// Elements inside elements, at most.
    package static let deepest = 100

    /// Tells each event; throws where the document stops being XML, or what `tell` throws.
    package static func read(_ bytes: some Collection<UInt8>, _ tell: @escaping (Event) throws -> Void) throws {
        guard let parser = XML_ParserCreateNS(nil, namespaceEnd) else { preconditionFailure("no memory for a parser") }
        defer { XML_ParserFree(parser) }
        let reading = Reading(parser: parser, tell: tell)
        try withExtendedLifetime(reading) {
            XML_SetUserData(parser, Unmanaged.passUnretained(reading).toOpaque())
            XML_SetElementHandler(
                parser, { Reading.of($0).start($1, $2) }, { Reading.of($0).end($1) })
            XML_SetCharacterDataHandler(parser) { Reading.of($0).text($1, $2) }
            XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in Reading.of(user).stop(Reading.declared(user)) }
            let isWhole =
                bytes.withContiguousStorageIfAvailable { parse(parser, $0) }
                ?? Array(bytes).withUnsafeBufferPointer {
                    parse(parser, $0)
                }
            if let reason = reading.reason { throw reason }
            guard isWhole else {
                throw XMLRefusal(
                    line: Int(XML_GetCurrentLineNumber(parser)), column: Int(XML_GetCurrentColumnNumber(parser)) + 1,
                    isTypeDeclared: false)
            }
        }
    }

    // What no name can hold.
    private static let namespaceEnd: XML_Char = 0x0A

    private static func parse(_ parser: XML_Parser, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= Int(Int32.max) else { return false }
        return bytes.withMemoryRebound(to: CChar.self) {
            XML_Parse(parser, $0.baseAddress, Int32($0.count), 1) == XML_STATUS_OK
        }
    }

    /// What the callbacks of one reading share. Used on one thread, as long as `read` runs.
    private final class Reading {
        let parser: XML_Parser
        let tell: (Event) throws -> Void
        var reason: (any Error)?
        var depth = 0

        init(parser: XML_Parser, tell: @escaping (Event) throws -> Void) {
            self.parser = parser
            self.tell = tell
        }

        static func of(_ user: UnsafeMutableRawPointer?) -> Reading {
            guard let user else { preconditionFailure("the parser has its user data") }
            return Unmanaged<Reading>.fromOpaque(user).takeUnretainedValue()
        }

        static func declared(_ user: UnsafeMutableRawPointer?) -> XMLRefusal { of(user).here(isTypeDeclared: true) }

        func here(isTypeDeclared: Bool = false) -> XMLRefusal {
            XMLRefusal(
                line: Int(XML_GetCurrentLineNumber(parser)), column: Int(XML_GetCurrentColumnNumber(parser)) + 1,
                isTypeDeclared: isTypeDeclared)
        }

        func stop(_ error: any Error) {
            guard reason == nil else { return }
            reason = error
            XML_StopParser(parser, 0)
        }

        func start(_ name: UnsafePointer<XML_Char>?, _ pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
            depth += 1
            guard depth <= XMLReader.deepest else { return stop(here()) }
            var attributes: [String: String] = [:]
            var at = 0
            while let pairs, let name = pairs[at], let value = pairs[at + 1] {
                attributes[Self.local(name)] = String(cString: value)
                at += 2
            }
            send(.start(name.map(Self.local) ?? "", attributes: attributes, line: Int(XML_GetCurrentLineNumber(parser))))
        }

        func end(_ name: UnsafePointer<XML_Char>?) {
            depth -= 1
            send(.end(name.map(Self.local) ?? ""))
        }

        func text(_ signs: UnsafePointer<XML_Char>?, _ count: Int32) {
            let bytes = UnsafeBufferPointer(start: signs, count: Int(count))
            send(.text(String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)))
        }

        private func send(_ event: Event) {
            guard reason == nil else { return }
            do { try tell(event) } catch { stop(error) }
        }

        private static func local(_ name: UnsafePointer<XML_Char>) -> String {
            let whole = String(cString: name)
            guard let end = whole.utf8.lastIndex(of: UInt8(XMLReader.namespaceEnd)) else { return whole }
            return String(whole[whole.utf8.index(after: end)...])
        }
    }
}

/// An element of an XML document with what is in it.
package struct XMLElement: Sendable, Equatable {
    package let name: String
    package let attributes: [String: String]
    /// Where it begins, from 1.
    package let line: Int
    package fileprivate(set) var children: [XMLElement] = []
    /// The text between its tags, without that of its children.
    package fileprivate(set) var text = ""

    /// The children of that name, in order.
    package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    package func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// Elements of a document, at most: they take far more memory than their bytes.
    private static let most = 500_000

    /// Reads a whole document; throws `XMLRefusal` where it stops being XML, or becomes too large.
    package static func document(_ bytes: some Collection<UInt8>) throws -> XMLElement {
        var count = 0
        var open = [XMLElement(name: "", attributes: [:], line: 0)]
        try XMLReader.read(bytes) { event in
            switch event {
            case .start(let name, let attributes, let line):
                count += 1
                guard count <= most else { throw XMLRefusal(line: line, column: 1, isTypeDeclared: false) }
                open.append(XMLElement(name: name, attributes: attributes, line: line))
            case .text(let text): open[open.count - 1].text += text
            case .end:
                let done = open.removeLast()
                open[open.count - 1].children.append(done)
            }
        }
        return open[0].children[0]
    }
}
