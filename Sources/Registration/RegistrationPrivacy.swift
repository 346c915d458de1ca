// SPDX-License-Identifier: EUPL-1.2
import Database
import People

extension RegistrationFeature {
    /// How long it stays known who held which seat: as long as papers of the edition have to be explained.
    static let holdersKept = 3_650

    /// Who comes for whom, and as what.
    package static let privacy = DataDeclaration(
        personal: [
            PersonalField(
                table: "seat", column: "person", purpose: "privacy.purpose.seat", basis: .contract, retentionDays: holdersKept),
            PersonalField(
                table: "seat_holder", column: "person", purpose: "privacy.purpose.seat", basis: .contract,
                retentionDays: holdersKept),
            PersonalField(
                table: "delegation", column: "coordinator", purpose: "privacy.purpose.coordinator", basis: .contract,
                retentionDays: holdersKept),
        ] + participationFields,
        impersonal: [
            "terms.edition", "terms.language", "terms.body", "registration_form.edition", "registration_form.kind",
            "registration_form.document", "answers.edition",
            "answers.kind",
            "participation_link.hash", "participation_link.edition", "application.id", "application.edition", "application.kind",
            "application.authority", "application.institution", "application.country", "application.language",
            "application.state", "application.delegation", "application.waiting", "application.guardian_hash",
            "guardian_consent.edition", "guardian_consent.hash", "application_link.hash", "application_link.application",
            "registration.edition", "registration.names_due", "quota.edition", "quota.scope", "delegation.id",
            "delegation.edition",
            "delegation.authority", "delegation.institution", "delegation.body", "delegation.folded", "delegation.country",
            "delegation.language",
            "delegation.state", "delegation.order_number", "delegation_link.hash", "delegation_link.delegation", "seat.id",
            "seat.edition", "seat.delegation", "seat.kind", "seat_holder.seat", "delegation_person.person",
            "delegation_person.delegation", "waiting.id", "waiting.edition",
            "waiting.delegation", "waiting.kind", "waiting.state", "waiting.seat",
            "delegation.code", "delegation.code_day", "seat.fee", "seat.code", "seat.code_day", "fee_schedule.edition",
            "fee_schedule.document", "quote.edition", "quote.delegation", "quote.order_number", "quote.document",
            "figure_snapshot.edition", "figure_snapshot.day", "figure_snapshot.figure", "figure_snapshot.breakdown",
            "figure_snapshot.name", "registration_upload.edition", "registration_upload.person", "registration_upload.kind",
        ])

    /// What people tell of themselves, and ask for. How long an answer is kept is promised with its question; nothing is kept longer than this.
    private static let participationFields =
        [
            PersonalField(
                table: "answers", column: "person", purpose: "privacy.purpose.answers", basis: .consent,
                retentionDays: holdersKept),
            PersonalField(
                table: "answers", column: "document", purpose: "privacy.purpose.answers", basis: .consent,
                retentionDays: holdersKept),
            PersonalField(
                table: "guardian_consent", column: "person", purpose: "privacy.purpose.guardian", basis: .legalObligation,
                retentionDays: holdersKept),
            PersonalField(
                table: "participation_link", column: "person", purpose: "privacy.purpose.own-link", basis: .contract,
                retentionDays: linksKept),
            PersonalField(
                table: "participation_link", column: "address", purpose: "privacy.purpose.own-link", basis: .contract,
                retentionDays: linksKept),
        ]
        + ["name", "office", "address", "folded", "body", "person", "reason", "decided_by"].map { column in
            PersonalField(
                table: "application", column: column, purpose: "privacy.purpose.application", basis: .contract,
                retentionDays: holdersKept)
        }

    static let linksKept = 365

    /// Of two entries that are one human, the seats of both are theirs; only where both hold one of the same edition the second stays with the
    /// entry that was merged, to be given back by who organises.
    package static let personReferences = [
        PersonReference(
            table: "seat", column: "person", key: "id", policy: .moveUnlessThere(["edition"], whileNull: "given_back_at")),
        PersonReference(table: "seat_holder", column: "person", key: "seat", "position"),
        PersonReference(table: "delegation", column: "coordinator", key: "id"),
        PersonReference(table: "registration_upload", column: "person", key: "edition", policy: .moveUnlessThere(["edition"])),
        // Who a person turned out to be is not the delegation's to correct.
        PersonReference(table: "delegation_person", column: "person", key: "person", policy: .stay),
        PersonReference(table: "answers", column: "person", key: "edition", policy: .moveUnlessThere(["edition"])),
        PersonReference(table: "participation_link", column: "person", key: "hash"),
        PersonReference(table: "guardian_consent", column: "person", key: "edition", policy: .moveUnlessThere(["edition"])),
        PersonReference(table: "application", column: "person", key: "id"),
        PersonReference(table: "application", column: "decided_by", key: "id"),
    ]

    /// What people take along of what this feature keeps about them.
    package static let exports: [PersonExport] = [
        { tx, ids in
            let seats = try tx.rows(
                """
                SELECT s.edition, s.kind, h.since, h.until FROM seat_holder h JOIN seat s ON s.id = h.seat
                WHERE h.person IN \(list: ids) ORDER BY h.since, s.id
                """)
            let led = try tx.rows(
                """
                SELECT edition, authority, institution, body, state, invited_at, reserved_at, confirmed_at, withdrawn_at FROM delegation
                WHERE coordinator IN \(list: ids) ORDER BY invited_at, id
                """)
            let answers = try tx.rows(
                "SELECT edition, kind, document, draft, updated FROM answers WHERE person IN \(list: ids) ORDER BY edition")
            let links = try tx.rows(
                "SELECT edition, address, created, ended FROM participation_link WHERE person IN \(list: ids) ORDER BY created, hash"
            )
            let applications = try tx.rows(
                """
                SELECT edition, kind, authority, institution, body, state, reason, created, verified_at, asked_at, decided_at,
                    guardian_asked, guardian_agreed
                FROM application WHERE person IN \(list: ids) ORDER BY created, id
                """)
            let guardians = try tx.rows(
                "SELECT edition, asked, agreed FROM guardian_consent WHERE person IN \(list: ids) ORDER BY edition")
            return [
                PersonExportSection(table: "guardian_consent", rows: guardians, instants: ["asked", "agreed"]),
                PersonExportSection(table: "answers", rows: answers, instants: ["updated"], truths: ["draft"]),
                PersonExportSection(table: "participation_link", rows: links, instants: ["created", "ended"]),
                PersonExportSection(
                    table: "application", rows: applications,
                    instants: ["created", "verified_at", "asked_at", "decided_at", "guardian_asked", "guardian_agreed"]),
                PersonExportSection(table: "seat", rows: seats, instants: ["since", "until"]),
                PersonExportSection(
                    table: "delegation", rows: led, instants: ["invited_at", "reserved_at", "confirmed_at", "withdrawn_at"]),
            ]
        }
    ]
}
