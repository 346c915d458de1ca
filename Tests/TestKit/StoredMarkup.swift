// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Markup that was reviewed and stored; a difference is written beside it, to be reviewed like code.
package enum StoredMarkup {
    /// Reads `Stored/NAME.html` beside the test; when it differs from `made`, writes that to `NAME.made.html`.
    package static func read(_ name: String, besides made: String, file: String = #filePath) throws -> String {
        let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Stored")
        let stored = (try? String(contentsOf: folder.appending(path: "\(name).html"), encoding: .utf8)) ?? ""
        if stored != made {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try made.write(to: folder.appending(path: "\(name).made.html"), atomically: true, encoding: .utf8)
        }
        return stored
    }
}
