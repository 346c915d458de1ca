// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Vocabulary

/// Merges of persons in the database.
struct PersonMergeStore {
    let tx: Transaction
    let references: [PersonReference]

    private static let columns: SQL = "id, number, kept, gone, at, undone_at"

    /// Stores that two entries are one: the rows of the one that goes move over, each written down, and its id leads on.
    func keep(_ id: ID<PersonMerge>, of facts: MergeFacts, taking fields: Set<MergeField>) throws {
        let (person, overwritten) = try facts.merged(taking: fields)
        let (kept, gone) = (facts.kept.id, facts.gone.id)
        let last: Int = try tx.rows("SELECT coalesce(max(number), 0) AS last FROM person_merge")[0]["last"]
        try tx.run(
            """
            INSERT INTO person_merge (id, number, kept, gone, at, merged_by)
            VALUES (\(id), \(last + 1), \(kept), \(gone), \(tx.now.milliseconds), \(try actor()))
            """)
        let rows = overwritten.map { "(\(id), \($0.field.rawValue), \($0.before), \($0.after))" as SQL }
        try tx.run(inBatchesOf: rows) {
            "INSERT INTO person_merge_name (merge, field, before, after) VALUES \(SQL.joined($0, by: ", "))"
        }
        for reference in references { try PersonMove(tx: tx, reference: reference, merge: id, kept: kept, gone: gone).over() }
        try set(person)
        try tx.run("UPDATE person SET merged_into = \(kept) WHERE id = \(gone)")
        record("person.merged", kept, gone)
    }

    /// Takes a merge back: the rows that were moved and are still there go back, and the entry that was gone is there again.
    func undo(_ id: ID<PersonMerge>) throws -> PersonMerge? {
        guard let facts = try undoFacts(id) else { return nil }
        let person = try facts.undone()
        let (kept, gone) = (facts.merge.kept, facts.merge.gone)
        try tx.run("UPDATE person SET merged_into = NULL WHERE id = \(gone)")
        for reference in references.reversed() {
            try PersonMove(tx: tx, reference: reference, merge: id, kept: kept, gone: gone).back()
        }
        try set(person)
        try tx.run(
            "UPDATE person_merge SET undone_at = \(tx.now.milliseconds), undone_by = \(try actor()) WHERE id = \(id)")
        record("person.merge-undone", kept, gone)
        return facts.merge
    }

    /// Merges that can be undone from this person's page, the newest first.
    func merges(into person: ID<Person>) throws -> [PersonMerge] {
        try tx.rows(
            "SELECT \(Self.columns) FROM person_merge WHERE kept = \(person) AND undone_at IS NULL ORDER BY number DESC"
        ).map(Self.merge)
    }

    private func undoFacts(_ id: ID<PersonMerge>) throws -> UndoFacts? {
        guard let row = try tx.first("SELECT \(Self.columns) FROM person_merge WHERE id = \(id)") else { return nil }
        let merge = Self.merge(row)
        guard let kept = try PersonStore(tx: tx).persons([merge.kept])[merge.kept] else { return nil }
        let overwritten = try tx.rows("SELECT field, before, after FROM person_merge_name WHERE merge = \(id)").compactMap {
            row in
            MergeField(rawValue: row["field"]).map { OverwrittenField(field: $0, before: row["before"], after: row["after"]) }
        }
        let later = try tx.first(
            """
            SELECT id FROM person_merge WHERE number > \(merge.number) AND undone_at IS NULL
                AND (kept IN (\(merge.kept), \(merge.gone)) OR gone IN (\(merge.kept), \(merge.gone)))
            """)
        return UndoFacts(merge: merge, kept: kept, overwritten: overwritten, isBelowAnother: later != nil)
    }

    // MARK: Not the same

    /// Remembers that two entries are two humans.
    func tellApart(_ pair: PersonPair) throws {
        try tx.run(
            """
            INSERT INTO person_distinct (one, other, since, said_by)
            VALUES (\(pair.one), \(pair.other), \(tx.now.milliseconds), \(try actor())) ON CONFLICT (one, other) DO NOTHING
            """)
        record("person.told-apart", pair.one, pair.other)
    }

    /// Who may be one human, the likeliest first; in memory until something about persons changes.
    func duplicates() throws -> [Duplicate] {
        try tx.keeping("person-duplicates", about: "persons") {
            DuplicateRules.duplicates(among: try PersonStore(tx: tx).duplicateFacts(), distinct: try distinct())
        }
    }

    /// What was said of an entry that is gone is said of the one it became.
    private func distinct() throws -> Set<PersonPair> {
        let rows = try tx.rows(
            """
            SELECT coalesce(a.merged_into, a.id) AS one, coalesce(b.merged_into, b.id) AS other
            FROM person_distinct d JOIN person a ON a.id = d.one JOIN person b ON b.id = d.other
            """)
        return Set(rows.map { PersonPair($0["one"], $0["other"]) })
    }

    // MARK: Parts

    /// The id of who does it, where they are a person of this database.
    private func actor() throws -> ID<Person>? {
        guard let person = tx.actor.person else { return nil }
        return try tx.first("SELECT id FROM person WHERE id = \(person)").map { $0["id"] }
    }

    /// The act of merging says that the person changed.
    private func set(_ person: Person) throws {
        try tx.run(
            """
            UPDATE person SET badge_name = \(person.badgeName), document_name = \(person.documentName),
                published_name = \(person.publishedName), honorific = \(person.honorific), office = \(person.office),
                language = \(person.language.rawValue)
            WHERE id = \(person.id)
            """)
    }

    private func record(_ verb: String, _ one: ID<Person>, _ other: ID<Person>) {
        let nouns = Set(references.flatMap(\.nouns)).sorted { $0.description < $1.description }
        tx.record(verb, [Noun("person", one), Noun("person", other), "persons"] + nouns)
    }

    private static func merge(_ row: Row) -> PersonMerge {
        PersonMerge(
            id: row["id"], number: row["number"], kept: row["kept"], gone: row["gone"], at: Date(milliseconds: row["at"]),
            undoneAt: (row["undone_at"] as Int?).map(Date.init(milliseconds:)))
    }
}
