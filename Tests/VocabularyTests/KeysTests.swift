// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

/// Reads the sources: keys are literals there, or their stem is.
@Suite struct `Keys of phrases` {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let literals: [String] = {
        let sources = FileManager.default.enumerator(at: root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        var found: [String] = []
        while let file = sources?.nextObject() as? URL {
            guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
            found += text.matches(of: /"([a-zA-Z][a-zA-Z0-9._-]*\.[a-zA-Z0-9._-]*)(?:"|\\\()/).map { String($0.output.1) }
        }
        return found
    }()

    @Test func `every phrase is used somewhere`() throws {
        let used = Set(Self.literals)
        let stems = Self.literals.filter { $0.hasSuffix(".") }
        let unused = try #require(Translations.embedded.entries[.en]).keys.filter { key in
            !used.contains(key) && !stems.contains { key.hasPrefix($0) }
        }
        #expect(unused.sorted() == [])
    }

    @Test func `every key that is asked for exists`() throws {
        let entries = try #require(Translations.embedded.entries[.en])
        let firsts = Set(entries.keys.compactMap { $0.split(separator: ".").first.map(String.init) })
        let missing = try Self.asked().filter { key in
            firsts.contains(key.split(separator: ".").first.map(String.init) ?? "") && entries[key] == nil
        }
        #expect(missing.sorted() == [])
    }

    @Test func `every act that is recorded has words`() throws {
        let entries = try #require(Translations.embedded.entries[.en])
        var verbs: Set<String> = []
        let sources = FileManager.default.enumerator(at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        while let file = sources?.nextObject() as? URL {
            // What the measuring of writes records stays in a file that is thrown away.
            guard file.pathExtension == "swift", file.lastPathComponent != "MeasureWrites.swift",
                let text = try? String(contentsOf: file, encoding: .utf8)
            else { continue }
            verbs.formUnion(text.matches(of: /record(?:Reading)?\(\s*"([a-z-]+\.[a-z-]+)"/).map { String($0.output.1) })
        }
        #expect(verbs.count > 50)
        #expect(verbs.filter { entries["act.verb.\($0)"] == nil }.sorted() == [])
    }

    /// Literals that are given to `words(…)` or `Phrase(…)`.
    private static func asked() throws -> Set<String> {
        var found: Set<String> = []
        let sources = FileManager.default.enumerator(at: root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        while let file = sources?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            found.formUnion(text.matches(of: /(?:words|Phrase)\("([a-zA-Z0-9.-]+)"/).map { String($0.output.1) })
        }
        return found
    }
}
