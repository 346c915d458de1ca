// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Writes headers, folded before the 77th octet where a word allows it (RFC 5322, sections 2.1.1 and 2.2.3).
struct HeaderWriter {
    private static let longestLine = 76

    private(set) var bytes: [UInt8] = []
    private var column = 0
    private var isAtFirstWord = true

    /// A header whose words are ASCII without spaces.
    mutating func add(_ name: StaticString, _ words: [String]) {
        begin(name)
        for word in words { add(word) }
        end()
    }

    /// A header that is text for people.
    mutating func add(_ name: StaticString, text: String) {
        begin(name)
        addText(HeaderText.cleaned(text))
        end()
    }

    mutating func add(_ name: StaticString, _ address: MailAddress) {
        begin(name)
        if address.name.isEmpty {
            add(address.description)
        } else {
            addName(address.name)
            add("<\(address)>")
        }
        end()
    }

    mutating func endHeaders() { bytes += [13, 10] }

    private mutating func begin(_ name: StaticString) {
        let name = "\(name):"
        bytes += Array(name.utf8)
        (column, isAtFirstWord) = (name.utf8.count, true)
    }

    private mutating func end() { bytes += [13, 10] }

    private mutating func addText(_ text: String) {
        if text.isEmpty { return }
        let words =
            HeaderText.isPlain(text)
            ? text.split(separator: " ").map(String.init)
            : HeaderText.encodedWords(text, firstRoom: Self.longestLine - column - 1)
        for word in words { add(word) }
    }

    /// RFC 5322, section 3.2.5: words of atoms, one quoted string, or encoded words.
    private mutating func addName(_ name: String) {
        let isAtoms = name.utf8.allSatisfy { MailAddress.isAtom($0) || $0 == UInt8(ascii: " ") }
        let quoted = "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        if HeaderText.isPlain(name), !isAtoms, column + 1 + quoted.utf8.count <= Self.longestLine {
            add(quoted)
        } else if isAtoms {
            addText(name)
        } else {
            for word in HeaderText.encodedWords(name, firstRoom: Self.longestLine - column - 1) { add(word) }
        }
    }

    private mutating func add(_ word: String) {
        if !isAtFirstWord, column + 1 + word.utf8.count > Self.longestLine {
            bytes += [13, 10]
            column = 0
        }
        bytes += [32] + Array(word.utf8)
        column += 1 + word.utf8.count
        isAtFirstWord = false
    }
}
