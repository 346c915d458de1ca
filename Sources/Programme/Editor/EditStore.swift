// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Vocabulary

/// Edits of the programme in the database: kept with what was before, so that each can be undone.
struct EditStore {
    let tx: Transaction

    /// Keeps edits that the rules let through, as one step; returns its number.
    ///
    /// - Parameter facts: as they were before.
    @discardableResult
    func keep(_ edits: [SessionEdit], _ kind: EditKind, facts: EditFacts, undoes: Int? = nil) throws -> Int {
        let edition = facts.draft.edition.id
        let after = try facts.keeping(edits)
        let changed = edits.filter { facts.draft.draft($0.code) != after.draft($0.code) }
        guard !changed.isEmpty else { throw EditRefusal.nothing }
        try put(changed, facts.draft, after, in: edition)
        for case .remove(let code, _) in changed {
            try tx.run("DELETE FROM session WHERE edition = \(edition) AND code = \(code.description)")
        }
        let number = try keepRow(kind, undoes, in: edition)
        let parts = changed.map { edit in
            part(facts.draft.draft(edit.code), after.draft(edit.code), edit.code, facts.draft.versions[edit.code] ?? 0)
        }
        try keep(parts, of: number, in: edition)
        ProgrammeStore(tx: tx).record(
            "programme.edited", changed.map { Noun("session", ID<Session>("\(edition):\($0.code)")) }, in: edition)
        return number
    }

    /// Keeps as one step what was done to sessions in another way, such as by a file; nothing where none became another.
    func note(_ kind: EditKind, from before: ProgrammeDraft, to after: ProgrammeDraft) throws {
        let edition = after.edition.id
        let changed = after.content.sessions.map(\.code).filter { before.draft($0) != after.draft($0) }
        guard !changed.isEmpty else { return }
        try TextStore(tx: tx).keep(
            changed.compactMap { code in
                after.draft(code).map { (before: before.draft(code)?.session, after: $0.session) }
            }, in: edition)
        let number = try keepRow(kind, nil, in: edition)
        let parts = changed.map {
            StoredEdit.Part(code: $0, before: before.draft($0), after: after.draft($0), version: after.versions[$0] ?? 1)
        }
        try keep(parts, of: number, in: edition)
    }

    private func put(_ edits: [SessionEdit], _ before: ProgrammeDraft, _ after: ProgrammeDraft, in edition: ID<Edition>) throws {
        let store = ProgrammeStore(tx: tx)
        var identities = try store.identities(of: edition)
        let codes = Set(edits.map(\.code))
        let kept = after.content.sessions.enumerated().filter { codes.contains($0.element.code) }
        for (_, session) in kept where identities[session.code] == nil {
            identities[session.code] = ProgrammeImport.identity(of: session.code, in: edition, beside: identities)
        }
        try store.keep(kept.map { (position: $0.offset, session: $0.element) }, in: edition, identities: identities)
        try TextStore(tx: tx).keep(
            kept.map { (before: before.draft($0.element.code)?.session, after: $0.element) }, in: edition)
        try DraftStore(tx: tx).keep(
            kept.map { SessionDraft($0.element, after.plans[$0.element.code] ?? SessionPlan()) }, in: edition)
    }

    private func part(_ before: SessionDraft?, _ after: SessionDraft?, _ code: SessionCode, _ version: Int) -> StoredEdit.Part {
        StoredEdit.Part(code: code, before: before, after: after, version: after == nil ? version : version + 1)
    }

    private func keepRow(_ kind: EditKind, _ undoes: Int?, in edition: ID<Edition>) throws -> Int {
        let last: Int = try tx.rows("SELECT coalesce(max(number), 0) AS n FROM programme_edit WHERE edition = \(edition)")[0]["n"]
        try tx.run(
            """
            INSERT INTO programme_edit (edition, number, kind, at, person, undoes)
            VALUES (\(edition), \(last + 1), \(kind.rawValue), \(tx.now.milliseconds), \(tx.actor.person), \(undoes))
            """)
        return last + 1
    }

    private func keep(_ parts: [StoredEdit.Part], of number: Int, in edition: ID<Edition>) throws {
        let rows = try parts.map { part in
            """
            (\(edition), \(number), \(part.code.description), \(try Self.text(part.before)), \(try Self.text(part.after)),
            \(part.version))
            """ as SQL
        }
        try tx.run(inBatchesOf: rows) {
            """
            INSERT INTO programme_edit_session (edition, edit, session, before, after, version)
            VALUES \(SQL.joined($0, by: ", "))
            """
        }
    }

    private static func text(_ draft: SessionDraft?) throws -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return try draft.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    }

    private static func draft(_ text: String?) -> SessionDraft? {
        text.flatMap { try? JSONDecoder().decode(SessionDraft.self, from: Data($0.utf8)) }
    }

    // MARK: Reading

    /// The newest edits, of one session or of all; two statements.
    func edits(of edition: ID<Edition>, about session: SessionCode? = nil, most: Int, page: Int = 1) throws -> [StoredEdit] {
        let about: SQL =
            session.map {
                """
                AND EXISTS (SELECT 1 FROM programme_edit_session s WHERE s.edition = e.edition AND s.edit = e.number
                    AND s.session = \($0.description))
                """
            } ?? ""
        return try read(
            """
            SELECT e.number, e.kind, e.at, e.person, e.undoes,
                EXISTS (SELECT 1 FROM programme_edit u WHERE u.edition = e.edition AND u.undoes = e.number) AS undone
            FROM programme_edit e WHERE e.edition = \(edition) \(about)
            ORDER BY e.number DESC LIMIT \(most) OFFSET \((page - 1) * most)
            """, of: edition)
    }

    func number(of edition: ID<Edition>) throws -> Int {
        try tx.rows("SELECT count(*) AS n FROM programme_edit WHERE edition = \(edition)")[0]["n"]
    }

    func edit(_ number: Int, of edition: ID<Edition>) throws -> StoredEdit? {
        try read(
            """
            SELECT e.number, e.kind, e.at, e.person, e.undoes,
                EXISTS (SELECT 1 FROM programme_edit u WHERE u.edition = e.edition AND u.undoes = e.number) AS undone
            FROM programme_edit e WHERE e.edition = \(edition) AND e.number = \(number)
            """, of: edition
        ).first
    }

    private func read(_ statement: SQL, of edition: ID<Edition>) throws -> [StoredEdit] {
        let rows = try tx.rows(statement)
        let numbers = rows.map { $0["number"] as Int }
        let parts = Dictionary(
            grouping: try tx.rows(
                """
                SELECT edit, session, before, after, version FROM programme_edit_session
                WHERE edition = \(edition) AND edit IN \(list: numbers) ORDER BY session
                """)
        ) { $0["edit"] as Int }
        return rows.map { row in
            StoredEdit(
                number: row["number"], kind: EditKind(rawValue: row["kind"]) ?? .changed, at: Date(milliseconds: row["at"]),
                person: row["person"], undoes: row["undoes"], isUndone: row["undone"],
                parts: (parts[row["number"]] ?? []).compactMap { part in
                    SessionCode(part["session"]).map {
                        StoredEdit.Part(
                            code: $0, before: Self.draft(part["before"]), after: Self.draft(part["after"]),
                            version: part["version"])
                    }
                })
        }
    }
}
