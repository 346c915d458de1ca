// SPDX-License-Identifier: EUPL-1.2
import People

extension AccountsFeature {
    /// What is merged signs in as one: stays, keys and tokens go over, unless the kept person has what there is one of. Who once
    /// did something stays who did it.
    package static let personReferences = [
        PersonReference(table: "account", column: "person", key: "person", policy: .moveUnlessThere([])),
        PersonReference(
            table: "role_grant", column: "person", key: "id", policy: .moveUnlessThere(["role", "scope"], whileNull: "ended_at")),
        PersonReference(table: "role_grant", column: "given_by", key: "id", policy: .stay),
        PersonReference(table: "role_grant", column: "ended_by", key: "id", policy: .stay),
        PersonReference(table: "role_requirement", column: "required_by", key: "role", policy: .stay),
        PersonReference(table: "stay", column: "person", key: "id"),
        PersonReference(table: "passkey", column: "person", key: "id"),
        PersonReference(table: "totp", column: "person", key: "person", policy: .moveUnlessThere([])),
        PersonReference(table: "recovery_code", column: "person", key: "hash", policy: .moveUnlessThere([])),
        PersonReference(table: "factor_try", column: "person", key: "person", policy: .moveUnlessThere([])),
        PersonReference(table: "factor_reset", column: "person", key: "id"),
        PersonReference(table: "factor_reset", column: "asked_by", key: "id", policy: .stay),
        PersonReference(table: "factor_reset", column: "confirmed_by", key: "id", policy: .stay),
        PersonReference(table: "challenge", column: "person", key: "id", policy: .stay),
        PersonReference(table: "api_token", column: "person", key: "id"),
        PersonReference(table: "paper_code", column: "person", key: "hash", policy: .stay),
        PersonReference(table: "paper_code", column: "given_by", key: "hash", policy: .stay),
        PersonReference(table: "sign_in", column: "person", key: "id"),
        PersonReference(table: "address_check", column: "person", key: "hash"),
        PersonReference(table: "identity", column: "person", key: "provider", "subject"),
    ]
}
