// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Outbox
import People
import Vocabulary

/// What the outbox keeps about persons. It stands here because the outbox is above the feature of persons.
enum OutboxPrivacy {
    static let declaration = DataDeclaration(
        personal: [
            letter("address", "privacy.purpose.letter-address"), letter("folded", "privacy.purpose.letter-address"),
            letter("name", "privacy.purpose.letter-address"), letter("person", "privacy.purpose.letter-address"),
            letter("subject", "privacy.purpose.letter-text"), letter("body", "privacy.purpose.letter-text"),
            letter("html", "privacy.purpose.letter-text"), letter("calendar", "privacy.purpose.letter-text"),
            letter("detail", "privacy.purpose.letter-answer"),
            PersonalField(
                table: "suppression", column: "folded", purpose: "privacy.purpose.suppression", basis: .legalObligation,
                retentionDays: OutboxFeature.suppressionsKept),
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
            table: "letter", column: column, purpose: purpose, basis: .legitimateInterest,
            retentionDays: OutboxFeature.lettersKept)
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

extension OutboxPrivacy {
    /// Mails to the person, and the copies of what was sent that name them. That nobody writes to an address any more is kept.
    static let erasing: PersonErasing = { tx, person in
        let addresses = person.addresses
        var letters = try tx.run(
            "DELETE FROM letter WHERE person IN \(list: person.ids) OR (person IS NULL AND folded IN \(list: addresses))")
        // The plain text of a letter holds every name that its page holds.
        for name in Set(person.names) {
            let pattern = "%" + name.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
            letters += try tx.run(
                """
                DELETE FROM letter WHERE state IN ('sent', 'bounced', 'stopped', 'expired') AND (subject LIKE \(pattern) ESCAPE '\\'
                    OR body LIKE \(pattern) ESCAPE '\\')
                """)
        }
        try tx.run("DELETE FROM suppression WHERE reason = 'bounced' AND folded IN \(list: addresses)")
        let kept = try tx.rows(
            "SELECT count(*) AS n, max(since) AS last FROM suppression WHERE folded IN \(list: addresses)")[0]
        let last = (kept["last"] as Int?).map { Day(Date(milliseconds: $0), in: .gmt) }
        return [
            ErasureLine("privacy.purpose.letter-address", erased: letters),
            ErasureLine("privacy.purpose.letter-text", erased: letters),
            ErasureLine("privacy.purpose.letter-answer", erased: letters),
            ErasureLine(
                "privacy.purpose.suppression", left: kept["n"], why: "erasure.why.suppression",
                until: last?.adding(days: OutboxFeature.suppressionsKept)),
        ]
    }
}
