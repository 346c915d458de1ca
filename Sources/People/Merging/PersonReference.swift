// SPDX-License-Identifier: EUPL-1.2
import Database

/// A column that refers to a person, and what becomes of its rows when that person turns out to be another one.
package struct PersonReference: Sendable, Hashable {
    package enum Policy: Sendable, Hashable {
        /// The rows go to the person who is kept.
        case move
        /// A row goes over unless the kept person has one with the same values in these columns (with no columns: has one at
        /// all). What would stand twice stays with the person who is gone. With `whileNull` only rows count in which that
        /// column is empty, as in a unique index of what has not ended.
        case moveUnlessThere([String], whileNull: String? = nil)
        /// The rows stay: they say who did something once, or serve for moments.
        case stay
    }

    package let table: String, column: String
    /// What tells the rows of one person apart, or the column itself where there is one row at most.
    package let key: [String]
    package let policy: Policy
    /// A column of truth that holds for one row of a person at most: it is taken from rows that go to somebody who has one.
    package let single: String?
    /// Columns that a row which is there takes over from one that stays, where its own are empty.
    package let fills: [String]
    /// What the act of merging is about as well, so that what is kept in memory falls.
    package let nouns: [Noun]

    package init(
        table: String, column: String, key: String..., policy: Policy = .move, single: String? = nil, fills: [String] = [],
        nouns: [Noun] = []
    ) {
        self.table = table
        self.column = column
        self.key = key
        self.policy = policy
        self.single = single
        self.fills = fills
        self.nouns = nouns
    }

    /// As the journal and the schema call it.
    package var spot: String { "\(table).\(column)" }
}

extension PeopleFeature {
    /// Those merged into somebody who is merged lead to where that one leads: one step always finds the person who is there.
    package static let personReferences = [
        PersonReference(
            table: "person_address", column: "person", key: "folded", policy: .moveUnlessThere(["folded"]), single: "preferred",
            fills: ["verified_at"]),
        PersonReference(table: "person", column: "merged_into", key: "id"),
        PersonReference(table: "person_merge", column: "kept", key: "id", policy: .stay),
        PersonReference(table: "person_merge", column: "gone", key: "id", policy: .stay),
        PersonReference(table: "person_merge", column: "merged_by", key: "id", policy: .stay),
        PersonReference(table: "person_merge", column: "undone_by", key: "id", policy: .stay),
        PersonReference(table: "person_distinct", column: "one", key: "other", policy: .stay),
        PersonReference(table: "person_distinct", column: "other", key: "one", policy: .stay),
        PersonReference(table: "person_distinct", column: "said_by", key: "one", "other", policy: .stay),
    ]
}
