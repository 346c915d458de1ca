// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import People
import Server
import Vocabulary

/// Draws of places on field visits: promised, computed, published, explained.
package enum DrawFeature {
    package static let migrations = DrawSchema.migrations

    package static let permissions: [Permission: Set<Role>] = [
        // What was promised, and what was published.
        "draw.read": [.reader],
        // Whoever is signed in and holds a seat looks at their own result.
        "draw.own": [.holder],
        "draw.make": [.secretariat],
    ]

    package static let routes: [Route] = DrawRoutes.routes + PublishedDrawRoutes.routes + OwnDrawRoutes.routes

    /// How long it stays known whose pseudonym was whose, in days: as long as places are.
    private static let kept = FieldVisitsFeature.placesKept

    package static let privacy = DataDeclaration(
        personal: [
            ("draw_person", "seat"), ("draw_person", "person"), ("draw_person", "pseudonym"), ("draw_file", "instance"),
            ("draw_file", "result"), ("draw_change", "pseudonym"), ("draw_change", "from_departure"),
            ("draw_change", "to_departure"), ("draw_change", "reason"),
        ].map { table, column in
            PersonalField(
                table: table, column: column, purpose: "privacy.purpose.draw", basis: .legitimateInterest, retentionDays: kept)
        }
            + ["pseudonym", "body", "answer"].map { column in
                PersonalField(
                    table: "draw_appeal", column: column, purpose: "privacy.purpose.draw-appeal", basis: .legitimateInterest,
                    retentionDays: kept)
            },
        impersonal: [
            "draw.edition", "draw.state", "draw.rule", "draw.commitment", "draw.reason", "draw_file.edition", "draw_file.seed",
            "draw_person.edition", "draw_change.edition", "draw_appeal.edition", "draw_trial.edition", "draw_trial.document",
        ])

    package static let personReferences = [
        PersonReference(table: "draw_person", column: "person", key: "edition", "draw", "pseudonym")
    ]

    package static let exports: [PersonExport] = [
        { tx, ids in
            let drawn = try tx.rows(
                "SELECT edition, draw, pseudonym FROM draw_person WHERE person IN \(list: ids) ORDER BY edition, draw")
            let appeals = try tx.rows(
                """
                SELECT a.edition, a.draw, a.body, a.at, a.answer, a.answered_at FROM draw_appeal a
                JOIN draw_person p ON p.edition = a.edition AND p.draw = a.draw AND p.pseudonym = a.pseudonym
                WHERE p.person IN \(list: ids) ORDER BY a.edition, a.draw
                """)
            return [
                PersonExportSection(table: "draw_person", rows: drawn),
                PersonExportSection(table: "draw_appeal", rows: appeals, instants: ["at", "answered_at"]),
            ]
        }
    ]

    /// What was published stays as it is, under a pseudonym that leads to nobody any more.
    package static let erasing: PersonErasing = { tx, person in
        let appeals = try tx.run(
            """
            DELETE FROM draw_appeal WHERE EXISTS (SELECT 1 FROM draw_person p WHERE p.edition = draw_appeal.edition
                AND p.draw = draw_appeal.draw AND p.pseudonym = draw_appeal.pseudonym AND p.person IN \(list: person.ids))
            """)
        let drawn = try tx.run("UPDATE draw_person SET seat = NULL, person = NULL WHERE person IN \(list: person.ids)")
        return [
            ErasureLine("privacy.purpose.draw", erased: drawn), ErasureLine("privacy.purpose.draw-appeal", erased: appeals),
        ]
    }

    /// Those of the nouns of acts whose page this reader does not find. No statement.
    @Sendable package static func missing(_ tx: Transaction, _ request: Request, _ nouns: [Noun]) throws -> Set<Noun> {
        Set(
            nouns.filter { noun in
                let parts = noun.description.split(separator: ":").map(String.init)
                guard parts.count > 1, ["draws", "draw"].contains(parts[0]) else { return false }
                return !request.allows("draw.make", in: .edition(parts[1]))
            })
    }

    /// Forgets whose pseudonym was whose when places of the edition are forgotten.
    package static let forget: @Sendable (Transaction) throws -> [ForgottenRows] = { tx in
        let editions = try DrawForgetting.over(before: kept, tx)
        let appeals = try tx.run("DELETE FROM draw_appeal WHERE edition IN \(list: editions)")
        let drawn = try tx.run(
            "UPDATE draw_person SET seat = NULL, person = NULL WHERE person IS NOT NULL AND edition IN \(list: editions)")
        return [ForgottenRows("privacy.purpose.draw", drawn), ForgottenRows("privacy.purpose.draw-appeal", appeals)]
    }
}
