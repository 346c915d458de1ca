// SPDX-License-Identifier: EUPL-1.2
import Foundation

// The schedule as it is stored: one JSON document, the same bytes for the same schedule.
extension FeeSchedule {
    private static let longest = 1_000_000

    /// Reads a document and checks it; what is no schedule is refused, whatever it is.
    package static func read(_ document: Data) throws(FeeScheduleRefusal) -> FeeSchedule {
        guard document.count <= longest, let schedule = try? JSONDecoder().decode(FeeSchedule.self, from: document) else {
            throw .unreadable
        }
        return try schedule.checked()
    }

    package func written() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
