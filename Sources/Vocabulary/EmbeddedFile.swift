// SPDX-License-Identifier: EUPL-1.2
import CAssets
import Foundation

/// A file that is part of the program.
package struct EmbeddedFile: Sendable {
    package let name: String
    let position: Int

    /// The bytes, which live as long as the program.
    package var bytes: UnsafeRawBufferPointer {
        let file = cassets_files[position]
        return UnsafeRawBufferPointer(start: file.bytes, count: file.count)
    }
    package var data: Data { Data(bytes) }

    package static let all: [EmbeddedFile] = (0..<cassets_files_count).map {
        EmbeddedFile(name: String(cString: cassets_files[$0].name), position: $0)
    }

    /// Returns the file by its path in the repository, such as `Resources/Data/editions.csv`.
    package static func named(_ name: String) -> EmbeddedFile? { all.first { $0.name == name } }
}
