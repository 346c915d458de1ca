// SPDX-License-Identifier: EUPL-1.2

extension SessionCode {
    /// Words that stand in addresses where the code of a session does, without capitals: a session that was called so would have
    /// no page.
    static let reserved: Set<String> = [
        "conflicts", "copy", "edits", "files", "list", "live", "mine", "new", "release", "rooms", "settings", "speakers", "texts",
        "today",
    ]

    var isReserved: Bool { Self.reserved.contains(folded) }

    /// Without capitals: codes that differ by those alone are read out and typed wrongly.
    var folded: String { description.lowercased() }

    /// Whether it would be taken for another of these codes, without being the same.
    func resembles(_ other: SessionCode) -> Bool { self != other && folded == other.folded }
}
