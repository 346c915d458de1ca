// SPDX-License-Identifier: EUPL-1.2

/// What an authenticator says, in the part of RFC 8949 that it may use. CTAP 2.1, section 8.
enum CBORValue: Sendable, Equatable {
    case integer(Int)
    case bytes([UInt8])
    case text(String)
    case array([CBORValue])
    case map([CBORKey: CBORValue])
    case bool(Bool)
    case null
    /// A floating-point number: nothing that is read here has one, and what an extension says is not looked at.
    case float
}

/// A name in a map: a short number in keys and extensions of authenticators, a text in what the browser wraps them in.
enum CBORKey: Sendable, Hashable {
    case integer(Int)
    case text(String)
}

/// Why bytes are not what an authenticator may send.
enum CBORRefusal: Error, Sendable, Equatable {
    case endsEarly
    case tooDeep, tooManyItems, numberTooLarge
    case indefiniteLength, reserved, tag, unknownSimpleValue
    case notText
    case keyOfOtherKind, keyTwice
    case bytesAfterEnd
}
