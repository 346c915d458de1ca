// SPDX-License-Identifier: EUPL-1.2

/// What a provider is asked for.
package enum ProviderDocument: Sendable, Equatable {
    case description, keys, token
}

/// Why what a provider answered cannot be used. The operator and the provider can help, the reader cannot.
package enum ProviderRefusal: Error, Equatable {
    case unreachable(ProviderDocument)
    case answered(status: Int, ProviderDocument)
    case tooLarge(ProviderDocument, limit: Int)
    case unreadable(ProviderDocument)
    /// The description is that of another issuer than the one it was asked of.
    case otherIssuer
    case missing(field: String)
    case wrong(field: String)
    /// What we need is not among what this field lists.
    case unsupported(field: String)
    /// The error code of RFC 6749, section 5.2, such as `invalid_grant`.
    case tokenRefused(code: String)
}
