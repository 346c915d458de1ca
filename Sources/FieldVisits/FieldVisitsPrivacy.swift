// SPDX-License-Identifier: EUPL-1.2
import Database
import People
import Vocabulary

extension FieldVisitsFeature {
    /// How long wishes are kept once an edition is over: as long as a draw may be asked about.
    static let wishesKept = 180
    /// How long it stays known who was on which departure, in days.
    static let placesKept = 730

    package static let privacy = DataDeclaration(
        personal: [
            PersonalField(
                table: "wish_list", column: "person", purpose: "privacy.purpose.wishes", basis: .contract,
                retentionDays: wishesKept),
            PersonalField(
                table: "wish", column: "visit", purpose: "privacy.purpose.wishes", basis: .contract, retentionDays: wishesKept),
            PersonalField(
                table: "place", column: "person", purpose: "privacy.purpose.visit-place", basis: .contract,
                retentionDays: placesKept),
            PersonalField(
                table: "place", column: "reason", purpose: "privacy.purpose.visit-place", basis: .contract,
                retentionDays: placesKept),
            PersonalField(
                table: "departure", column: "leader", purpose: "privacy.purpose.visit-leader", basis: .legitimateInterest,
                retentionDays: wishesKept),
        ],
        impersonal: [
            "field_visits.edition", "field_visits.rule", "visit.edition", "visit.code", "visit.kind", "visit.topic",
            "visit.host",
            "visit.photos", "visit.identity", "visit_text.edition", "visit_text.visit", "visit_text.field",
            "visit_text.language", "visit_text.value", "visit_text.state", "visit_condition.edition", "visit_condition.visit",
            "visit_condition.condition", "departure.edition", "departure.id", "departure.visit", "departure.day",
            "departure.starts", "departure.ends", "departure.bus", "departure.meeting", "departure_language.edition",
            "departure_language.departure", "departure_language.language", "departure_reserved.edition",
            "departure_reserved.departure", "departure_reserved.kind", "wish_list.seat", "wish_list.edition",
            "wish_list.saved_by", "wish.seat", "wish.edition", "place.id", "place.edition", "place.departure", "place.seat",
            "place.source", "place.end_reason", "visit_upload.edition", "visit_upload.person", "visit_upload.kind",
        ])

    /// Wishes and places belong to seats; whose they were follows the person.
    package static let personReferences = [
        PersonReference(table: "wish_list", column: "person", key: "seat"),
        PersonReference(table: "place", column: "person", key: "id"),
        PersonReference(table: "visit_upload", column: "person", key: "edition", policy: .moveUnlessThere(["edition"])),
    ]
}
