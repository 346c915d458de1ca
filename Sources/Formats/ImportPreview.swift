// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// What taking a file would change, line by line.
package enum ImportPreview {
    /// What a line adds, or in which columns it differs from what is known; nothing when it says the same.
    ///
    /// - Parameters:
    ///   - name: what the line is about.
    ///   - old: the cells as they would be exported now; nil when it is new.
    package static func line(
        _ line: Int, _ name: some CustomStringConvertible, _ columns: [String], _ old: [String]?, _ new: [String]
    ) -> [Phrase] {
        let about: [String: Phrase.Value] = ["line": .text(String(line)), "name": .text(name.description)]
        guard let old else { return [Phrase("import.line.added", about)] }
        let differing = zip(columns, zip(old, new)).filter { $0.1.0 != $0.1.1 }.map(\.0)
        guard !differing.isEmpty else { return [] }
        return [Phrase("import.line.changed", about.merging(["columns": .text(differing.joined(separator: ", "))]) { $1 })]
    }
}
