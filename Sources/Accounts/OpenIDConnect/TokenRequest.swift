// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// The exchange of a code for a token. RFC 6749, section 4.1.3; RFC 7636, section 4.5.
package struct TokenRequest: Sendable, Equatable {
    package let address: String
    package let headers: [String: String]
    package let body: [UInt8]

    package init(
        code: String, of attempt: SignInAttempt, as client: IdentityProviderSettings, to description: ProviderDescription
    ) {
        var fields: [FormText.Field] = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", attempt.returnAddress),
            ("code_verifier", attempt.codeVerifier),
        ]
        var headers = ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"]
        switch (client.clientSecret, description.clientAuthentication) {
        case (let secret?, .post):
            fields += [("client_id", client.clientID), ("client_secret", secret.text)]
        case (let secret?, _):
            // RFC 6749, section 2.3.1: both are encoded as in forms before they are joined.
            let pair = "\(FormText.encoded(client.clientID)):\(FormText.encoded(secret.text))"
            headers["Authorization"] = "Basic \(Data(pair.utf8).base64EncodedString())"
        case (nil, _):
            fields.append(("client_id", client.clientID))
        }
        address = description.tokenEndpoint.text
        self.headers = headers
        body = Array(FormText.encoded(fields).utf8)
    }
}

/// What the token endpoint says.
package struct TokenAnswer: Sendable, Equatable {
    package let idToken: String

    /// Tokens of people with many groups are long.
    static let limit = 262_144

    package init(status: Int, body: [UInt8]) throws(ProviderRefusal) {
        guard body.count <= Self.limit else { throw .tooLarge(.token, limit: Self.limit) }
        let object = JSONObject(body)
        // RFC 6749, section 5.2: an error is 400 or 401 with a code.
        if (400..<500).contains(status), let code = object?.text("error") { throw .tokenRefused(code: ErrorCode.shown(code)) }
        guard status == 200 else { throw .answered(status: status, .token) }
        guard let object else { throw .unreadable(.token) }
        // OpenID Connect Core, section 3.1.3.3.
        guard object.has("token_type") else { throw .missing(field: "token_type") }
        guard object.text("token_type")?.lowercased() == "bearer" else { throw .wrong(field: "token_type") }
        guard object.has("id_token") else { throw .missing(field: "id_token") }
        guard let token = object.text("id_token") else { throw .wrong(field: "id_token") }
        idToken = token
    }
}
