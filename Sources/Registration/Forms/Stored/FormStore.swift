// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// The forms of an edition, in the database. What the house asks is stored with the first answer or change: a later program that asks
/// otherwise leaves it as it was.
package struct FormStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    static func noun(_ edition: ID<Edition>, _ kind: ActorKind) -> Noun { Noun("form:\(edition)-\(kind.rawValue)") }

    /// The form of a kind, with all versions; that of the house where none is stored. Reading a version takes longer than all else of a page:
    /// what was read is kept in memory.
    package func form(_ edition: ID<Edition>, _ kind: ActorKind) throws -> RegistrationForm {
        try tx.keeping("form:\(edition):\(kind.rawValue)", about: Self.noun(edition, kind)) { try read(edition, kind) }
    }

    /// The form that was read before this transaction, or anew when it has changed since.
    func form(knownAs form: RegistrationForm) throws -> RegistrationForm {
        let count = try stored(form.edition, form.kind)
        // One that is not stored yet asks for agreement to whatever terms there are.
        if count == 0, try TermsStore(tx: tx).number(of: form.edition) == form.current.termsVersion { return form }
        return count == form.versions.count ? form : try read(form.edition, form.kind)
    }

    /// The forms of an edition that somebody answered or changed.
    func stored(of edition: ID<Edition>) throws -> [RegistrationForm] {
        try tx.rows("SELECT DISTINCT kind FROM registration_form WHERE edition = \(edition) ORDER BY kind").compactMap {
            try ActorKind(rawValue: $0["kind"]).map { try read(edition, $0) }
        }
    }

    private func stored(_ edition: ID<Edition>, _ kind: ActorKind) throws -> Int {
        try tx.rows(
            "SELECT count(*) AS n FROM registration_form WHERE edition = \(edition) AND kind = \(kind.rawValue)")[0]["n"]
    }

    private func read(_ edition: ID<Edition>, _ kind: ActorKind) throws -> RegistrationForm {
        let versions = try tx.rows(
            "SELECT document FROM registration_form WHERE edition = \(edition) AND kind = \(kind.rawValue) ORDER BY version"
        ).map { try FormDocument.version(from: Data(($0["document"] as String).utf8)) }
        return versions.isEmpty
            ? RegistrationForm(edition: edition, kind: kind, termsVersion: try TermsStore(tx: tx).number(of: edition))
            : try RegistrationForm(edition: edition, kind: kind, versions: versions)
    }

    /// Stores what is not stored of a form's versions.
    package func keep(_ form: RegistrationForm) throws {
        let known = try stored(form.edition, form.kind)
        guard known < form.versions.count else { return }
        for version in form.versions.dropFirst(known) {
            let document = String(decoding: FormDocument.data(of: version), as: UTF8.self)
            try tx.run(
                """
                INSERT INTO registration_form (edition, kind, version, document, created)
                VALUES (\(form.edition), \(form.kind.rawValue), \(version.number), \(document), \(tx.now.milliseconds))
                ON CONFLICT (edition, kind, version) DO NOTHING
                """)
        }
        tx.record("form.kept", Self.noun(form.edition, form.kind), RegistrationStore.noun(form.edition))
    }
}
