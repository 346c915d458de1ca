// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// The terms of an edition, in the database: every version that anybody may have agreed to.
package struct TermsStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    static func noun(_ edition: ID<Edition>) -> Noun { Noun("terms", edition) }

    /// 0 where none are written: nobody is asked to agree to them.
    func number(of edition: ID<Edition>) throws -> Int {
        tx.saw(Self.noun(edition))
        return try tx.rows("SELECT coalesce(max(number), 0) AS n FROM terms WHERE edition = \(edition)")[0]["n"]
    }

    /// All versions, the newest first.
    func versions(of edition: ID<Edition>) throws -> [Terms] {
        tx.saw(Self.noun(edition))
        let rows = try tx.rows(
            "SELECT number, language, body, kept FROM terms WHERE edition = \(edition) ORDER BY number DESC, kept, language")
        return rows.reduce(into: [Terms]()) { all, row in
            let kept = Date(milliseconds: row["kept"])
            if all.last?.number != row["number"] as Int {
                all.append(Terms(edition: edition, number: row["number"], texts: [:], kept: kept))
            }
            guard let language = Language(rawValue: row["language"]), let last = all.indices.last else { return }
            all[last].texts[language] = row["body"]
            if kept > all[last].kept { all[last].added[language] = kept }
        }
    }

    func facts(of edition: ID<Edition>) throws -> TermsFacts {
        TermsFacts(
            edition: edition, current: try versions(of: edition).first,
            answered: try AnswersStore(tx: tx).counts(of: edition).values.reduce(0, +))
    }

    /// Stores a version, and lets every form of the edition that is stored ask for agreement to it.
    package func keep(_ terms: Terms) throws {
        let forms = FormStore(tx: tx)
        let stored = try forms.stored(of: terms.edition)
        try tx.run("DELETE FROM terms WHERE edition = \(terms.edition) AND number = \(terms.number)")
        for (language, body) in terms.texts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try tx.run(
                """
                INSERT INTO terms (edition, number, language, body, kept)
                VALUES (\(terms.edition), \(terms.number), \(language.rawValue), \(body),
                    \((terms.added[language] ?? terms.kept).milliseconds))
                """)
        }
        for form in stored where form.current.termsVersion < terms.number {
            try forms.keep(try FormEdit.terms(terms.number).applied(to: form).form)
        }
        tx.record(
            "terms.kept",
            [Self.noun(terms.edition), RegistrationStore.noun(terms.edition)]
                + ActorKind.allCases.map { FormStore.noun(terms.edition, $0) })
    }
}
