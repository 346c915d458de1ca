// SPDX-License-Identifier: EUPL-1.2

extension PeopleFeature {
    /// Names and addresses are kept as long as somebody takes part; what was merged as long as it can be undone.
    package static let privacy = DataDeclaration(
        personal: [
            names("badge_name", "privacy.purpose.badge-name"),
            names("published_name", "privacy.purpose.published-name"),
            names("document_name", "privacy.purpose.document-name", days: 30),
            names("honorific", "privacy.purpose.honorific"),
            names("office", "privacy.purpose.office"),
            names("language", "privacy.purpose.language"),
            field("person_address", "address", "privacy.purpose.address"),
            field("person_address", "folded", "privacy.purpose.folded-address"),
            field("person_merge_move", "row_key", "privacy.purpose.merge"),
            field("person_merge_name", "before", "privacy.purpose.merge"),
            field("person_merge_name", "after", "privacy.purpose.merge"),
            field("act", "person", "privacy.purpose.act", days: actsKept),
        ],
        impersonal: [
            "person.id", "person.merged_into", "person_address.person", "person_merge.id", "person_merge.kept",
            "person_merge.gone", "person_merge.merged_by", "person_merge.undone_by", "person_merge_name.merge",
            "person_merge_name.field", "person_merge_move.merge", "person_merge_move.spot", "person_distinct.one",
            "person_distinct.other", "person_distinct.said_by",
        ])

    /// Two editions lie three years apart: who comes to both need not begin anew.
    package static let betweenEditions = 1_460

    private static func names(_ column: String, _ purpose: String, days: Int = betweenEditions) -> PersonalField {
        field("person", column, purpose, days: days)
    }

    private static func field(_ table: String, _ column: String, _ purpose: String, days: Int = betweenEditions) -> PersonalField
    {
        PersonalField(table: table, column: column, purpose: purpose, basis: .legitimateInterest, retentionDays: days)
    }
}
