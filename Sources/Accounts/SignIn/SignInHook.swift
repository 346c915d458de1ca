// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Server
import Vocabulary

extension AccountsFeature {
    /// Who asks, by the cookie of a stay or by a token.
    package static let signIn = SignIn(stay: stay, token: token)

    private static func stay(_ cookie: String, _ request: Request) async throws -> Actor? {
        guard isWellFormed(cookie) else { return nil }
        let hash = Hash.of(cookie)
        let (site, now) = (request.site, request.now)
        guard let facts = try await site.database.read(by: .public, at: now, { try StayStore(tx: $0).holder(token: hash) }),
            let actor = facts.actor(at: now)
        else { return nil }
        if now > facts.stay.lastUsed.addingTimeInterval(Stay.written) {
            // That the stay was used is worth a line, but not a failed page.
            _ = try? await site.database.write(by: .public, at: now) { try StayStore(tx: $0).touch(facts.stay.id) }
        }
        return actor
    }

    private static func token(_ text: String, _ request: Request) async throws -> Actor? {
        guard text.hasPrefix(APIToken.prefix), isWellFormed(String(text.dropFirst(APIToken.prefix.count))) else { return nil }
        let hash = Hash.of(text)
        let (site, now) = (request.site, request.now)
        guard let facts = try await site.database.read(by: .public, at: now, { try TokenStore(tx: $0).facts(hash) }),
            let actor = facts.actor(at: now)
        else { return nil }
        if now > (facts.token.lastUsed ?? .distantPast).addingTimeInterval(Stay.written) {
            _ = try? await site.database.write(by: .public, at: now) { try TokenStore(tx: $0).touch(facts.token.id) }
        }
        return actor
    }

    private static func isWellFormed(_ text: String) -> Bool { text.utf8.count >= 26 && ID<Stay>.isWellFormed(text) }
}
