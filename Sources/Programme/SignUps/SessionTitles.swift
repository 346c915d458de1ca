// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Vocabulary

/// What the organisers call their sessions, published or not.
package struct SessionTitles {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// One statement; sessions that were not planned are left out.
    package func titles(
        of codes: [SessionCode], in edition: ID<Edition>, _ words: Words
    ) throws -> [SessionCode: String] {
        let rows = try tx.rows(
            """
            SELECT s.code, t.language, t.value, t.state FROM session s
            LEFT JOIN session_text t ON t.edition = s.edition AND t.session = s.code AND t.field = 'title'
            WHERE s.edition = \(edition) AND s.code IN \(list: codes.map(\.description).sorted())
            """)
        let texts = rows.reduce(into: [SessionCode: LocalizedText]()) { all, row in
            guard let code = SessionCode(row["code"]) else { return }
            var text = all[code] ?? LocalizedText()
            if let language = (row["language"] as String?).flatMap(Language.init(rawValue:)) {
                text.values[language] = .init(row["value"], TextState(rawValue: row["state"]) ?? .draft)
            }
            all[code] = text
        }
        return texts.mapValues { $0.best(orDraft: words.language) }
    }

    package func title(of code: SessionCode, in edition: ID<Edition>, _ words: Words) throws -> String? {
        try titles(of: [code], in: edition, words)[code]
    }
}
