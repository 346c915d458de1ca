// SPDX-License-Identifier: EUPL-1.2

/// The folder of a path.
package enum Folder {
    /// `a/b` is in `a`, `/b` in `/`, `b` in `.`. (Foundation's own, in Swift 6.3 on Linux, crashes on a path of one sign.)
    package static func of(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
