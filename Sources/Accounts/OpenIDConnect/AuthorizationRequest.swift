// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What the provider is asked to do at its door. OpenID Connect Core, section 3.1.2.1.
package enum SignInPrompt: String, Sendable, Equatable {
    /// Says no instead of showing anything.
    case none
    case login
    case consent
    case selectAccount = "select_account"
}

/// The way to a provider for one attempt.
package struct AuthorizationRequest: Sendable, Equatable {
    /// To be kept until the return.
    package let attempt: SignInAttempt
    /// Where to send the browser.
    package let address: String

    /// - Parameters:
    ///   - language: The language of the reader, by its tag.
    ///   - hint: Who is likely to come, such as a mail address.
    package init(
        _ attempt: SignInAttempt, as client: IdentityProviderSettings, to description: ProviderDescription, language: String,
        prompt: SignInPrompt? = nil, hint: String? = nil
    ) {
        var fields: [FormText.Field] = [
            ("response_type", "code"), ("client_id", client.clientID), ("redirect_uri", attempt.returnAddress),
            ("scope", client.scopes.joined(separator: " ")), ("state", attempt.state), ("nonce", attempt.nonce),
            ("code_challenge", attempt.codeChallenge), ("code_challenge_method", "S256"), ("ui_locales", language),
        ]
        if let prompt { fields.append(("prompt", prompt.rawValue)) }
        if let hint { fields.append(("login_hint", hint)) }
        if let age = attempt.maximumAge { fields.append(("max_age", String(age))) }
        self.attempt = attempt
        address = description.authorizationEndpoint.adding(fields)
    }
}
