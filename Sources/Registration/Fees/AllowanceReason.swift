// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

extension AllowanceReason: TextCodable, Comparable {
    private static let codeMark = "code:"

    package var description: String {
        switch self {
        case .freeSeat: "free-seat"
        case .code(let text): Self.codeMark + text
        case .notCharged: "not-charged"
        }
    }

    package init?(_ text: String) {
        switch text {
        case "free-seat": self = .freeSeat
        case "not-charged": self = .notCharged
        case _ where text.hasPrefix(Self.codeMark): self = .code(String(text.dropFirst(Self.codeMark.count)))
        default: return nil
        }
    }

    /// In the order in which they are taken off.
    package static func < (a: Self, b: Self) -> Bool { (a.position, a.description) < (b.position, b.description) }

    private var position: Int {
        switch self {
        case .freeSeat: 0
        case .code: 1
        case .notCharged: 2
        }
    }
}
