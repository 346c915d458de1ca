// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Vocabulary

/// What participants answered, in the database.
package struct AnswersStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// The answers of a person, and the kind of actor whose form they answered.
    package func answers(of person: ID<Person>, in edition: ID<Edition>) throws -> (kind: ActorKind, answers: Answers)? {
        guard let row = try tx.first("SELECT kind, document FROM answers WHERE edition = \(edition) AND person = \(person)"),
            let kind = ActorKind(rawValue: row["kind"])
        else { return nil }
        return (kind, try FormDocument.answers(from: Data((row["document"] as String).utf8)))
    }

    /// What a person answered to a form. Answers to the form of another kind do not count; the consents do.
    func answers(of person: ID<Person>, to form: RegistrationForm) throws -> Answers? {
        guard let found = try answers(of: person, in: form.edition) else { return nil }
        if found.kind == form.kind { return found.answers }
        return Answers(version: form.current.number, isDraft: true, consents: found.answers.consents)
    }

    /// Stores answers, and the form they were given to.
    package func keep(_ answers: Answers, of person: ID<Person>, to form: RegistrationForm) throws {
        try FormStore(tx: tx).keep(form)
        let document = String(decoding: FormDocument.data(of: answers), as: UTF8.self)
        try tx.run(
            """
            INSERT INTO answers (edition, person, kind, document, draft, updated)
            VALUES (\(form.edition), \(person), \(form.kind.rawValue), \(document), \(answers.isDraft), \(tx.now.milliseconds))
            ON CONFLICT (edition, person) DO UPDATE SET kind = excluded.kind, document = excluded.document, draft = excluded.draft,
                updated = excluded.updated
            """)
        tx.record(
            answers.isDraft ? "answers.saved" : "answers.given", Noun("person", person), RegistrationStore.noun(form.edition))
    }

    /// Those of some persons who have sent their answers, and those of them who have answered all that is asked now: not who is asked again.
    package func answered(
        _ persons: [ID<Person>], in edition: ID<Edition>
    ) throws -> (sent: Set<ID<Person>>, all: Set<ID<Person>>) {
        guard !persons.isEmpty else { return ([], []) }
        let rows = try tx.rows(
            """
            SELECT person, kind, document FROM answers
            WHERE edition = \(edition) AND draft = \(false) AND person IN \(list: persons)
            """)
        let all = try rows.filter { row in
            // What cannot be read is asked again.
            guard let kind = ActorKind(rawValue: row["kind"]),
                let answers = try? FormDocument.answers(from: Data((row["document"] as String).utf8))
            else { return false }
            return try FormStore(tx: tx).form(edition, kind).questionsToAskAgain(answers).isEmpty
        }
        return (Set(rows.map { $0["person"] }), Set(all.map { $0["person"] }))
    }

    /// How many people have agreed to a version of the terms.
    func agreed(toTerms number: Int, of edition: ID<Edition>) throws -> Int {
        try tx.rows("SELECT document FROM answers WHERE edition = \(edition)").count { row in
            let answers = try? FormDocument.answers(from: Data((row["document"] as String).utf8))
            return answers?.consent(to: Question.terms)?.textVersion == number
        }
    }

    /// How many people answered the form of each kind.
    func counts(of edition: ID<Edition>) throws -> [ActorKind: Int] {
        try tx.rows("SELECT kind, count(*) AS n FROM answers WHERE edition = \(edition) GROUP BY kind").reduce(into: [:]) {
            if let kind = ActorKind(rawValue: $1["kind"]) { $0[kind] = $1["n"] }
        }
    }
}
