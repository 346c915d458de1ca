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
        ],
        impersonal: [
            "registration.edition", "registration.names_due", "quota.edition", "quota.scope", "delegation.id",
            "delegation.edition",
            "delegation.authority", "delegation.institution", "delegation.body", "delegation.country", "delegation.language",
            "delegation.state", "delegation.order_number", "delegation_link.hash", "delegation_link.delegation", "seat.id",
            "seat.edition", "seat.delegation", "seat.kind", "seat_holder.seat", "delegation_person.person",
            "delegation_person.delegation", "waiting.id", "waiting.edition",
            "waiting.delegation", "waiting.kind", "waiting.state", "waiting.seat",
            "delegation.code", "delegation.code_day", "seat.fee", "seat.code", "seat.code_day", "fee_schedule.edition",
            "fee_schedule.document", "quote.edition", "quote.delegation", "quote.order_number", "quote.document",
            "figure_snapshot.edition", "figure_snapshot.day", "figure_snapshot.figure", "figure_snapshot.breakdown",
            "figure_snapshot.name", "registration_upload.edition", "registration_upload.person", "registration_upload.kind",
        ])

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
            return [
                PersonExportSection(table: "seat", rows: seats, instants: ["since", "until"]),
                PersonExportSection(
                    table: "delegation", rows: led, instants: ["invited_at", "reserved_at", "confirmed_at", "withdrawn_at"]),
            ]
        }
    ]
}
