// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// How the token endpoint is told who asks. RFC 6749, section 2.3.1.
enum ClientAuthentication: String, Sendable, Equatable {
    case basic = "client_secret_basic"
    case post = "client_secret_post"
    /// Only the client's id: for public clients.
    case none
}

/// What a provider says of itself under `/.well-known/openid-configuration`. OpenID Connect Discovery 1.0, section 3.
package struct ProviderDescription: Sendable, Equatable {
    package let issuer: EndpointAddress
    let authorizationEndpoint: EndpointAddress
    let tokenEndpoint: EndpointAddress
    let keysAddress: EndpointAddress
    let clientAuthentication: ClientAuthentication
    let algorithms: Set<SigningAlgorithm>
    /// RFC 9207, section 3: the answer must name the issuer.
    let answersNameIssuer: Bool

    static let limit = 65_536

    /// Discovery, section 4.1: a slash at the end of the issuer is left out first.
    package static func address(of issuer: EndpointAddress) -> String {
        (issuer.text.hasSuffix("/") ? String(issuer.text.dropLast()) : issuer.text) + "/.well-known/openid-configuration"
    }

    package init(_ bytes: [UInt8], of provider: IdentityProviderSettings) throws(ProviderRefusal) {
        guard bytes.count <= Self.limit else { throw .tooLarge(.description, limit: Self.limit) }
        guard let object = JSONObject(bytes) else { throw .unreadable(.description) }
        // Section 4.3: identical, character by character, or another provider could speak for this one.
        guard object.text("issuer") == provider.issuer.text else { throw .otherIssuer }
        issuer = provider.issuer
        authorizationEndpoint = try Self.endpoint("authorization_endpoint", in: object, of: issuer)
        tokenEndpoint = try Self.endpoint("token_endpoint", in: object, of: issuer)
        keysAddress = try Self.endpoint("jwks_uri", in: object, of: issuer)
        try Self.demand("code", in: "response_types_supported", of: object, isRequired: true)
        try Self.demand("authorization_code", in: "grant_types_supported", of: object)
        try Self.demand("query", in: "response_modes_supported", of: object)
        try Self.demand("openid", in: "scopes_supported", of: object)
        // RFC 9700, section 2.1.1: PKCE by S256, unless the provider is silent and simply ignores it.
        try Self.demand("S256", in: "code_challenge_methods_supported", of: object)
        algorithms = try Self.algorithms(of: object)
        clientAuthentication = try Self.authentication(of: object, hasSecret: provider.clientSecret != nil)
        answersNameIssuer = object.truth("authorization_response_iss_parameter_supported") ?? false
    }

    private static func endpoint(
        _ field: String, in object: JSONObject, of issuer: EndpointAddress
    ) throws(ProviderRefusal) -> EndpointAddress {
        guard object.has(field) else { throw .missing(field: field) }
        guard let address = object.text(field).flatMap({ EndpointAddress($0, mayHaveQuery: true) }),
            // A provider elsewhere must not make us speak to this machine.
            !address.isPlain || issuer.isPlain
        else { throw .wrong(field: field) }
        return address
    }

    private static func demand(
        _ value: String, in field: String, of object: JSONObject, isRequired: Bool = false
    ) throws(ProviderRefusal) {
        guard object.has(field) else {
            if isRequired { throw .missing(field: field) }
            return
        }
        guard let listed = object.texts(field) else { throw .wrong(field: field) }
        guard listed.contains(value) else { throw .unsupported(field: field) }
    }

    private static func algorithms(of object: JSONObject) throws(ProviderRefusal) -> Set<SigningAlgorithm> {
        let field = "id_token_signing_alg_values_supported"
        guard object.has(field) else { throw .missing(field: field) }
        guard let listed = object.texts(field) else { throw .wrong(field: field) }
        let ours = Set(listed.compactMap(SigningAlgorithm.init(name:)))
        guard !ours.isEmpty else { throw .unsupported(field: field) }
        return ours
    }

    /// What is not listed means `client_secret_basic` (Discovery, section 3), which is also what we prefer.
    private static func authentication(of object: JSONObject, hasSecret: Bool) throws(ProviderRefusal) -> ClientAuthentication {
        guard hasSecret else { return .none }
        let field = "token_endpoint_auth_methods_supported"
        guard object.has(field) else { return .basic }
        guard let listed = object.texts(field) else { throw .wrong(field: field) }
        if listed.contains(ClientAuthentication.basic.rawValue) { return .basic }
        guard listed.contains(ClientAuthentication.post.rawValue) else { throw .unsupported(field: field) }
        return .post
    }
}
