// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Vocabulary

/// What translations were made from, in the database.
struct TextStore {
    let tx: Transaction

    func bases(of edition: ID<Edition>) throws -> [SessionCode: [SessionTexts.Key: String]] {
        try tx.rows("SELECT session, field, language, digest FROM session_text_basis WHERE edition = \(edition)").reduce(into: [:]
        ) {
            all, row in
            guard let code = SessionCode(row["session"]), let field = SessionTextField(rawValue: row["field"]),
                let language = Language(rawValue: row["language"])
            else { return }
            all[code, default: [:]][SessionTexts.Key(field: field, language: language)] = row["digest"]
        }
    }

    /// Keeps what follows for translations when these sessions change.
    func keep(_ changes: [(before: Session?, after: Session)], in edition: ID<Edition>) throws {
        let all = changes.flatMap { change in
            SessionTexts.bases(from: change.before, to: change.after).map { (code: change.after.code, basis: $0) }
        }
        for replaces in [true, false] {
            let rows = all.filter { $0.basis.replaces == replaces }.map { one -> SQL in
                """
                (\(edition), \(one.code.description), \(one.basis.key.field.rawValue), \(one.basis.key.language.rawValue),
                \(one.basis.digest))
                """
            }
            let end: SQL = replaces ? "DO UPDATE SET digest = excluded.digest" : "DO NOTHING"
            try tx.run(inBatchesOf: rows) {
                """
                INSERT INTO session_text_basis (edition, session, field, language, digest) VALUES \(SQL.joined($0, by: ", "))
                ON CONFLICT (edition, session, field, language) \(end)
                """
            }
        }
    }

    /// A translation was looked at, and fits the source as it is.
    func align(_ session: Session, _ language: Language, in edition: ID<Edition>) throws {
        guard let source = SessionTexts(session: session, bases: [:]).source, source != language else { return }
        for field in SessionTextField.allCases {
            guard let original = session[keyPath: field.path].values[source], session[keyPath: field.path].values[language] != nil
            else {
                continue
            }
            try tx.run(
                """
                INSERT INTO session_text_basis (edition, session, field, language, digest)
                VALUES (\(edition), \(session.code.description), \(field.rawValue), \(language.rawValue),
                    \(SessionTexts.digest(original.text)))
                ON CONFLICT (edition, session, field, language) DO UPDATE SET digest = excluded.digest
                """)
        }
    }
}
