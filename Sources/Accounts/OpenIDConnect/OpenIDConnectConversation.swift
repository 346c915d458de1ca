// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Sends people to their providers and hears who they are when they return.
package struct OpenIDConnectConversation: Sendable {
    /// In the order of the file.
    package let providers: [IdentityProviderSettings]
    private let published: [String: Published]
    private let connection: any ProviderConnection

    /// What one provider makes public.
    private struct Published: Sendable {
        let description: Kept<ProviderDescription>
        let keys: Kept<SigningKeys>

        init(of provider: IdentityProviderSettings, over connection: any ProviderConnection) {
            let description = Kept<ProviderDescription> { (_) async throws(ProviderRefusal) in
                let address = ProviderDescription.address(of: provider.issuer)
                return try ProviderDescription(try await connection.read(address, .description), of: provider)
            }
            self.description = description
            keys = Kept { (now) async throws(ProviderRefusal) in
                let address = try await description.version(at: now).value.keysAddress.text
                return try SigningKeys(try await connection.read(address, .keys))
            }
        }
    }

    /// - Parameter providers: No two with the same id, as `IdentityProviderSettings.read` returns them.
    package init(_ providers: [IdentityProviderSettings], over connection: any ProviderConnection) {
        self.providers = providers
        self.connection = connection
        published = Dictionary(
            providers.map { ($0.id, Published(of: $0, over: connection)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Returns where to send the browser, and what to keep until it returns.
    package func begin(
        _ attempt: SignInAttempt, language: String, prompt: SignInPrompt? = nil, hint: String? = nil
    ) async throws(SignInRefusal) -> AuthorizationRequest {
        let (provider, published) = try known(attempt.provider)
        let description = try await Self.described(published, at: attempt.began)
        return AuthorizationRequest(attempt, as: provider, to: description, language: language, prompt: prompt, hint: hint)
    }

    /// Returns who came back. The attempt must be forgotten before this is called: it serves once, whatever comes of it.
    /// - Parameter query: What stands behind `?` in the address of the return, as it came.
    package func finish(_ attempt: SignInAttempt, query: String, at now: Date) async throws(SignInRefusal) -> ProvenIdentity {
        let (provider, published) = try known(attempt.provider)
        let answer = try AuthorizationAnswer(query, of: attempt, at: now)
        let description = try await Self.described(published, at: now)
        let code = try answer.code(from: description)
        let request = TokenRequest(code: code, of: attempt, as: provider, to: description)
        let check = IDTokenCheck(of: attempt, as: provider, by: description)
        let outcome: Result<ProvenIdentity, IDTokenRefusal>
        do throws(ProviderRefusal) {
            let token = try await connection.exchange(request).idToken
            outcome = try await Self.outcome(of: check, on: token, published.keys, at: now)
        } catch {
            throw .provider(error)
        }
        switch outcome {
        case .success(let identity): return identity
        case .failure(let refusal): throw .token(refusal)
        }
    }

    /// A provider may have changed its keys since we asked for them: OpenID Connect Core, section 10.1.1.
    private static func outcome(
        of check: IDTokenCheck, on token: String, _ keys: Kept<SigningKeys>, at now: Date
    ) async throws(ProviderRefusal) -> Result<ProvenIdentity, IDTokenRefusal> {
        let known = try await keys.version(at: now)
        do throws(IDTokenRefusal) {
            return .success(try await check.identity(in: token, signedBy: known.value, at: now))
        } catch {
            guard error.mayBeHealedByNewKeys, let newer = try await keys.newer(than: known.number, at: now) else {
                return .failure(error)
            }
            do throws(IDTokenRefusal) {
                return .success(try await check.identity(in: token, signedBy: newer.value, at: now))
            } catch {
                return .failure(error)
            }
        }
    }

    private func known(_ id: String) throws(SignInRefusal) -> (IdentityProviderSettings, Published) {
        guard let provider = providers.first(where: { $0.id == id }), let published = published[id] else {
            throw .unknownProvider
        }
        return (provider, published)
    }

    private static func described(_ published: Published, at now: Date) async throws(SignInRefusal) -> ProviderDescription {
        do throws(ProviderRefusal) {
            return try await published.description.version(at: now).value
        } catch {
            throw .provider(error)
        }
    }
}
