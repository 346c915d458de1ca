// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

extension AccountsFeature {
    /// How long what has ended is kept: as the declaration of personal data says.
    private static let staysKept: TimeInterval = 90 * 86_400, tokensKept: TimeInterval = 365 * 86_400
    static let rolesKeptDays = 1_095

    /// Erases what is over: once a day.
    package static let forget: @Sendable (Transaction) throws -> [ForgottenRows] = { tx in
        let now = tx.now.milliseconds
        func before(_ kept: TimeInterval) -> Int { (tx.now - kept).milliseconds }
        func erase(_ purpose: String, _ statements: SQL...) throws -> ForgottenRows {
            ForgottenRows("privacy.purpose.\(purpose)", try statements.reduce(0) { try $0 + tx.run("DELETE FROM \($1)") })
        }
        return [
            try erase("sign-in", "sign_in WHERE expires < \(before(86_400))"),
            try erase("address-check", "address_check WHERE expires < \(now)"),
            try erase(
                "stay", "paper_code WHERE expires < \(before(staysKept))",
                "stay WHERE expires < \(before(staysKept)) OR ended_at < \(before(staysKept))"),
            try erase("identity", "identity_request WHERE expires < \(now)"),
            try erase("factor", "challenge WHERE expires < \(now)"),
            try erase("token", "api_token WHERE expires < \(before(tokensKept)) OR ended_at < \(before(tokensKept))"),
            try erase("role", "role_grant WHERE ended_at < \(before(Double(rolesKeptDays) * 86_400))"),
        ]
    }
}
