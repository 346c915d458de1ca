// SPDX-License-Identifier: EUPL-1.2
import Database
import People

/// What the outbox keeps about persons. It stands here because the outbox is above the feature of persons.
enum OutboxPrivacy {
    /// As `Forgetting` erases them.
    private static let lettersKept = 400

    static let declaration = DataDeclaration(
        personal: [
            letter("address", "privacy.purpose.letter-address"), letter("folded", "privacy.purpose.letter-address"),
            letter("name", "privacy.purpose.letter-address"), letter("person", "privacy.purpose.letter-address"),
            letter("subject", "privacy.purpose.letter-text"), letter("body", "privacy.purpose.letter-text"),
            letter("html", "privacy.purpose.letter-text"), letter("calendar", "privacy.purpose.letter-text"),
            letter("detail", "privacy.purpose.letter-answer"),
            PersonalField(
                table: "suppression", column: "folded", purpose: "privacy.purpose.suppression", basis: .legalObligation,
                retentionDays: 3_650),
        ],
        impersonal: [
            "letter_batch.id", "letter_batch.kind", "letter.id", "letter.kind", "letter.batch", "letter.language", "letter.state",
            "letter.lease", "letter.reason", "letter.bounce_token", "suppression.reason", "suppression.letter",
            "outbox_hold.reason", "timer.id", "timer.kind", "timer.subject", "timer.reason", "webhook.id", "webhook.address",
            "webhook.secret", "webhook.verbs", "webhook_delivery.id", "webhook_delivery.webhook", "webhook_delivery.body",
            "webhook_delivery.state", "webhook_delivery.lease", "webhook_delivery.reason", "webhook_delivery.detail",
        ])

    private static func letter(_ column: String, _ purpose: String) -> PersonalField {
        PersonalField(
            table: "letter", column: column, purpose: purpose, basis: .legitimateInterest, retentionDays: lettersKept)
    }
}

extension OutboxPrivacy {
    /// What mail was posted to a person; the text of what opened something is shown to nobody.
    static let export: PersonExport = { tx, ids in
        let rows = try tx.rows(
            """
            SELECT kind, address, CASE WHEN secret THEN NULL ELSE subject END AS subject, state, created, sent_at FROM letter
            WHERE person IN \(list: ids) ORDER BY created, id
            """)
        return [PersonExportSection(table: "letter", rows: rows, instants: ["created", "sent_at"])]
    }
}
