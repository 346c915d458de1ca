// SPDX-License-Identifier: EUPL-1.2

/// Why there is no answer.
package enum HTTPRefusal: Error, Equatable, CustomStringConvertible {
    /// The address is none of the web, or has a user, a password, a zone or letters beyond ASCII.
    case wrongAddress
    /// It begins with `http:`, and only `https:` was allowed.
    case notEncrypted
    case wrongMethod
    case wrongField(String)
    case hostNotFound(String)
    /// The host stands in a private network, and only public ones were allowed.
    case addressNotPublic(String)
    /// Nothing was sent, the certificate being one of those ways.
    case notConnected(String)
    case certificateNotTrusted(String)
    case tookTooLong
    case answerTooLarge
    /// The connection was lost; the other side may have acted on the request.
    case broken(String)

    package var description: String {
        switch self {
        case .wrongAddress:
            "this is no web address. Write https://HOST/…, without user and password, and a host beyond ASCII as xn--…"
        case .notEncrypted: "the address begins with http:// and has to begin with https://"
        case .wrongMethod: "the method is not one word"
        case .wrongField(let name): "the field \"\(name)\" cannot be sent"
        case .hostNotFound(let host): "the host \(host) is not known"
        case .addressNotPublic(let host): "the host \(host) is in a private network"
        case .notConnected(let text), .certificateNotTrusted(let text), .broken(let text): text
        case .tookTooLong: "there was no answer in time"
        case .answerTooLarge: "the answer was too large"
        }
    }
}
