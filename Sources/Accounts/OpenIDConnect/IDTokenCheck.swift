// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Whether a token proves who somebody is, to us, now. OpenID Connect Core, section 3.1.3.7.
package struct IDTokenCheck: Sendable {
    let issuer: String
    let clientID: String
    let algorithms: Set<SigningAlgorithm>
    let nonce: String
    let maximumAge: Int?

    /// How far the clock of a provider may be from ours.
    static let skew: TimeInterval = 120
    /// A token of the code flow is made when it is fetched.
    static let longestWay: TimeInterval = 600

    package init(of attempt: SignInAttempt, as client: IdentityProviderSettings, by description: ProviderDescription) {
        issuer = description.issuer.text
        clientID = client.clientID
        algorithms = description.algorithms
        nonce = attempt.nonce
        maximumAge = attempt.maximumAge
    }

    /// Returns who the token says it is. On `.unknownKey` the keys should be asked for again, once.
    package func identity(in token: String, signedBy keys: SigningKeys, at now: Date) async throws(IDTokenRefusal)
        -> ProvenIdentity
    {
        let header = try IDTokenHeader(of: token, allowing: algorithms)
        let claims = try await keys.key(for: header, at: now).claims(of: token)
        guard try text("iss", in: claims) == issuer else { throw .wrongIssuer }
        try checkAudience(claims)
        try checkTimes(claims, at: now)
        guard try text("nonce", in: claims) == nonce else { throw .wrongNonce }
        let subject = try text("sub", in: claims)
        // Section 2: at most 255 characters of ASCII.
        guard (1...255).contains(subject.utf8.count), subject.utf8.allSatisfy({ $0 < 128 }) else { throw .missing(claim: "sub") }
        return ProvenIdentity(issuer: issuer, subject: subject, claims: claims)
    }

    /// Steps 3 to 5. A token that is also for others is taken only when it was made at our request.
    private func checkAudience(_ claims: JSONObject) throws(IDTokenRefusal) {
        guard let audience = claims.text("aud").map({ [$0] }) ?? claims.texts("aud") else { throw .missing(claim: "aud") }
        guard audience.contains(clientID) else { throw .wrongAudience }
        guard claims.has("azp") || audience.allSatisfy({ $0 == clientID }) else { throw .missing(claim: "azp") }
        guard !claims.has("azp") || claims.text("azp") == clientID else { throw .wrongAudience }
    }

    private func checkTimes(_ claims: JSONObject, at now: Date) throws(IDTokenRefusal) {
        guard now < (try date("exp", in: claims)) + Self.skew else { throw .expired }
        let issued = try date("iat", in: claims)
        guard issued <= now + Self.skew else { throw .issuedInFuture }
        guard now - Self.longestWay <= issued + Self.skew else { throw .issuedLongAgo }
        if claims.has("nbf") {
            guard try date("nbf", in: claims) <= now + Self.skew else { throw .notYetValid }
        }
        if let maximumAge {
            guard now <= (try date("auth_time", in: claims)) + TimeInterval(maximumAge) + Self.skew else {
                throw .signedInLongAgo
            }
        }
    }

    private func text(_ claim: String, in claims: JSONObject) throws(IDTokenRefusal) -> String {
        guard let text = claims.text(claim) else { throw .missing(claim: claim) }
        return text
    }

    private func date(_ claim: String, in claims: JSONObject) throws(IDTokenRefusal) -> Date {
        guard let date = claims.date(claim) else { throw .missing(claim: claim) }
        return date
    }
}
