// SPDX-License-Identifier: EUPL-1.2
import People

extension AccountsFeature {
    /// Accounts are kept while they are used; what is about one sign-in alone goes within days.
    package static let privacy = DataDeclaration(
        personal: [
            PersonalField(
                table: "sign_in", column: "address", purpose: "privacy.purpose.sign-in", basis: .contract, retentionDays: 8),
            PersonalField(
                table: "sign_in", column: "folded", purpose: "privacy.purpose.sign-in", basis: .contract, retentionDays: 8),
            PersonalField(table: "stay", column: "device", purpose: "privacy.purpose.stay", basis: .contract, retentionDays: 90),
            PersonalField(
                table: "role_grant", column: "role", purpose: "privacy.purpose.role", basis: .legitimateInterest,
                retentionDays: 1095),
            PersonalField(
                table: "passkey", column: "name", purpose: "privacy.purpose.factor", basis: .contract, retentionDays: 0),
            PersonalField(
                table: "api_token", column: "name", purpose: "privacy.purpose.token", basis: .contract, retentionDays: 365),
            PersonalField(
                table: "address_check", column: "address", purpose: "privacy.purpose.address-check", basis: .contract,
                retentionDays: 1),
            PersonalField(
                table: "identity", column: "subject", purpose: "privacy.purpose.identity", basis: .contract, retentionDays: 0),
        ],
        impersonal: [
            "account.person", "role_grant.id", "role_grant.person", "role_grant.scope", "role_grant.given_by",
            "role_grant.ended_by",
            "role_requirement.role", "role_requirement.required_by", "sign_in.id", "sign_in.language", "sign_in.next",
            "sign_in.link_hash", "sign_in.code_hash", "sign_in.choice_hash", "sign_in.person", "stay.id", "stay.token_hash",
            "stay.person", "passkey.id", "passkey.person", "passkey.transports", "totp.person", "recovery_code.person",
            "recovery_code.hash", "factor_try.person", "factor_reset.id", "factor_reset.person", "factor_reset.asked_by",
            "factor_reset.confirmed_by", "challenge.id", "challenge.person", "api_token.id", "api_token.hash", "api_token.person",
            "api_token.permissions", "paper_code.hash", "paper_code.person", "paper_code.given_by", "address_check.hash",
            "address_check.person", "identity.provider", "identity.person", "identity_request.state_hash",
            "identity_request.attempt", "identity_request.browser_hash", "identity_request.language", "identity_request.next",
        ])
}
