// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// The keys a provider signs with now. RFC 7517, section 5.
package struct SigningKeys: Sendable, Equatable {
    private let keys: [SigningKey]

    static let limit = 262_144
    /// More are no key set, but a way to keep us busy.
    private static let mostKeys = 100

    package init(_ bytes: [UInt8]) throws(ProviderRefusal) {
        guard bytes.count <= Self.limit else { throw .tooLarge(.keys, limit: Self.limit) }
        guard let object = JSONObject(bytes) else { throw .unreadable(.keys) }
        guard object.has("keys") else { throw .missing(field: "keys") }
        guard let list = object.objects("keys"), list.count <= Self.mostKeys else { throw .wrong(field: "keys") }
        keys = list.map(SigningKey.init)
    }

    /// Returns the key a token names. A token that names none is possible while only one key fits:
    /// OpenID Connect Core, section 10.1.
    func key(for header: IDTokenHeader, at now: Date) throws(IDTokenRefusal) -> SigningKey {
        let named = header.keyID.map { id in keys.filter { $0.id == id } } ?? keys.filter { $0.algorithm == header.algorithm }
        guard !named.isEmpty else { throw .unknownKey(header.keyID) }
        let fitting = named.filter { $0.algorithm == header.algorithm }
        guard !fitting.isEmpty else { throw .keyForOtherAlgorithm }
        let signing = fitting.filter(\.isForSigning)
        guard !signing.isEmpty else { throw .keyNotForSigning }
        let valid = signing.filter { $0.expires.map { now < $0 } ?? true }
        guard let key = valid.first else { throw .keyExpired }
        guard valid.count == 1 else { throw .keyNotNamed }
        return key
    }
}
