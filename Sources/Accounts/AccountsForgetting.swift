// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation

extension AccountsFeature {
    /// How long what has ended is kept: as the declaration of personal data says.
    private static let staysKept: TimeInterval = 90 * 86_400, tokensKept: TimeInterval = 365 * 86_400
    private static let rolesKept: TimeInterval = 1_095 * 86_400

    /// Erases what is over: once a day.
    package static let forget: @Sendable (Transaction) throws -> Void = { tx in
        let now = tx.now.milliseconds
        func before(_ kept: TimeInterval) -> Int { (tx.now - kept).milliseconds }
        try tx.run("DELETE FROM sign_in WHERE expires < \(before(86_400))")
        try tx.run("DELETE FROM address_check WHERE expires < \(now)")
        try tx.run("DELETE FROM challenge WHERE expires < \(now)")
        try tx.run("DELETE FROM identity_request WHERE expires < \(now)")
        try tx.run("DELETE FROM paper_code WHERE expires < \(before(staysKept))")
        try tx.run("DELETE FROM stay WHERE expires < \(before(staysKept)) OR ended_at < \(before(staysKept))")
        try tx.run("DELETE FROM api_token WHERE expires < \(before(tokensKept)) OR ended_at < \(before(tokensKept))")
        try tx.run("DELETE FROM role_grant WHERE ended_at < \(before(rolesKept))")
    }
}
