// SPDX-License-Identifier: EUPL-1.2
import Foundation
import People
import Vocabulary

/// The file that says who was erased, by ids that lead to nobody: it lies outside the database and its backups, so that a restored backup
/// of before does not bring anybody back.
///
/// One line for each erasure: the instant as RFC 3339 has it, and every id of the human. Lines that begin with `#` are for people.
package struct ErasureFile: Sendable {
    let path: String
    package init(path: String) { self.path = path }

    private static let head = """
        # Who was erased from a Hemicycle server, by ids that lead to nobody. Keep this file apart from the backups:
        # `hemicycle restore` and the start of the server erase again whom a backup of before brought back.

        """

    /// Appends to the file; what is there twice does no harm. It is on disk when this returns.
    func append(_ erasures: [Erasure]) throws(ErasureFileRefusal) {
        let isNew = !FileManager.default.fileExists(atPath: path)
        let lines = erasures.map { erasure in
            "\(erasure.at.formatted(.iso8601)) \(erasure.ids.map(\.value).joined(separator: " "))\n"
        }
        let bytes = Array(((isNew ? Self.head : "") + lines.joined()).utf8)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .writing(path, errno) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .writing(path, errno) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .writing(path, errno) }
    }

    /// Every id in the file; none where there is no file yet.
    func ids() throws(ErasureFileRefusal) -> [ID<Person>] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .reading(path) }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.flatMap { line in
            line.split(separator: " ").dropFirst().map(String.init).filter(ID<Person>.isWellFormed).map { ID($0) }
        }
    }
}

/// Why the file cannot be used, for whoever runs the server.
package enum ErasureFileRefusal: Error, Equatable, CustomStringConvertible {
    case writing(String, Int32)
    case reading(String)

    package var description: String {
        switch self {
        case .writing(let path, let code):
            "the file of erasures \(path) cannot be written: \(String(cString: strerror(code))). Set HEMICYCLE_ERASURES to a file "
                + "that the server may write."
        case .reading(let path): "the file of erasures \(path) cannot be read. Give the server the right to read it."
        }
    }
}
