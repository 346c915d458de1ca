// SPDX-License-Identifier: EUPL-1.2
import Database

/// What a live stream says at a time. WHATWG HTML, section 9.2: server-sent events.
package enum LiveMessage: Sendable, Equatable {
    /// The first words: when to come again, and up to which act everything is known.
    case opening(Int)
    /// Something changed, about these of the nouns asked for; all acts up to the number are told.
    case change(Set<Noun>, Int)
    /// A comment that nobody sees: it keeps the connection open, and finds out whether it is.
    case beat

    /// Milliseconds after which a client whose connection was lost comes again.
    private static let retry = 3_000

    package var text: String {
        switch self {
        case .opening(let number): "retry: \(Self.retry)\nid: \(number)\n\n"
        case .change(let nouns, let number):
            "id: \(number)\nevent: change\ndata: \(nouns.map(\.description).sorted().joined(separator: " "))\n\n"
        case .beat: ":\n\n"
        }
    }
}
