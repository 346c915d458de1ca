// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Where mail is handed over: `smtp://USER:PASSWORD@HOST:587` or `smtps://…:465`.
///
/// After `?`, joined by `&`: `tls=required|opportunistic|no`, `ca=/PATH/OF/CA.pem`, `hello=NAME` (how this machine names itself).
/// User and password are percent-encoded.
package struct SMTPServer: Sendable, Equatable {
    /// How the connection is encrypted.
    package enum Encryption: String, Sendable {
        /// From the first byte: `smtps`, RFC 8314 section 3.3.
        case implicit
        /// By STARTTLS, or nothing is sent: RFC 3207.
        case required
        /// By STARTTLS if the server offers it; its certificate is then checked only against a CA that is named (RFC 7435).
        case opportunistic
        /// Not at all, which suits a server on this machine.
        case no
    }

    package let host: String
    package let port: Int
    package let encryption: Encryption
    package let user: String?
    let password: String?
    /// A file of certificates that are trusted instead of the system's.
    package let authorities: String?
    /// What EHLO says; the name of this machine if nothing is said here.
    package let hello: String?

    package init(_ text: String) throws(SMTPServerRefusal) {
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }),
            let parts = URLComponents(string: text, encodingInvalidCharacters: false)
        else { throw .notAnAddress }
        guard parts.scheme == "smtp" || parts.scheme == "smtps" else { throw .wrongScheme }
        guard parts.path.isEmpty || parts.path == "/", parts.fragment == nil else { throw .notAnAddress }
        // A path would be taken for the name said in EHLO, and a name with an escape for another host.
        guard let host = parts.host.map(Self.bare), !host.isEmpty, host.utf8.allSatisfy(Self.isOfHost) else { throw .noHost }
        let isSecure = parts.scheme == "smtps"
        let options = try Self.options(parts.queryItems ?? [])
        self.host = host
        port = parts.port ?? (isSecure ? 465 : 587)
        guard 1...65_535 ~= port else { throw .wrongPort }
        authorities = options["ca"]
        hello = options["hello"]
        if let hello, !hello.utf8.allSatisfy(Self.isOfHost) { throw .wrongOption("hello") }
        encryption = try Self.encryption(isSecure: isSecure, option: options["tls"], isLocal: Self.isLoopback(host))
        (user, password) = try Self.account(parts)
        if password != nil, encryption == .opportunistic, !Self.isLoopback(host) { throw .passwordMayBeSeen }
    }

    private static func account(_ parts: URLComponents) throws(SMTPServerRefusal) -> (String?, String?) {
        guard let user = parts.user, !user.isEmpty else {
            guard parts.password == nil else { throw .halfAnAccount }
            return (nil, nil)
        }
        guard let password = parts.password, !password.isEmpty else { throw .halfAnAccount }
        // The account is handed to C, where such a byte would end it, and is one line of the protocol.
        guard !(user + password).utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) else { throw .notAnAddress }
        return (user, password)
    }

    private static func options(_ items: [URLQueryItem]) throws(SMTPServerRefusal) -> [String: String] {
        var options: [String: String] = [:]
        for item in items {
            guard ["tls", "ca", "hello"].contains(item.name), options[item.name] == nil, let value = item.value, !value.isEmpty,
                !value.utf8.contains(0)
            else { throw .wrongOption(item.name) }
            options[item.name] = value
        }
        return options
    }

    private static func encryption(isSecure: Bool, option: String?, isLocal: Bool) throws(SMTPServerRefusal) -> Encryption {
        switch option {
        case nil: isSecure ? .implicit : isLocal ? .no : .required
        case "required": isSecure ? .implicit : .required
        case "opportunistic" where !isSecure: .opportunistic
        case "no" where !isSecure: .no
        default: throw .wrongOption("tls")
        }
    }

    private static func bare(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        host.lowercased() == "localhost" || IPAddress(host)?.isLoopback == true
    }

    /// The address as it is connected to, without account.
    var url: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(encryption == .implicit ? "smtps" : "smtp")://\(name):\(port)/\(hello ?? "")"
    }
}

extension SMTPServer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The server in words, without password.
    package var description: String {
        let encrypted =
            switch encryption {
            case .implicit: "TLS"
            case .required: "STARTTLS"
            case .opportunistic: "STARTTLS if offered"
            case .no: "not encrypted"
            }
        return "\(host) port \(port), \(encrypted)" + (user.map { ", as \($0)" } ?? "")
    }
    package var debugDescription: String { description }
    // `dump` would show every property.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Why a text is no address of a mail server; never repeats the text, which may hold a password.
package enum SMTPServerRefusal: Error, Equatable, CustomStringConvertible {
    case notAnAddress, wrongScheme, noHost, wrongPort, halfAnAccount, passwordMayBeSeen
    case wrongOption(String)

    package var description: String {
        switch self {
        case .notAnAddress:
            "this is no address of a mail server. Write smtp://USER:PASSWORD@HOST:587, in user and password %40 for @ and so on."
        case .wrongScheme: "the address of a mail server begins with smtp:// or smtps://."
        case .noHost: "the address of the mail server names no host, or not in the letters of host names."
        case .wrongPort: "the port of the mail server is not between 1 and 65535."
        case .halfAnAccount: "the mail server needs both user and password, or neither."
        case .passwordMayBeSeen:
            "a password is not sent where TLS is only opportunistic. Write tls=required, or tls=no in a network of your own."
        case .wrongOption(let name):
            """
            the option \"\(name)\" of the mail server's address is unknown, there twice, or has no such value. \
            There are tls=required|opportunistic|no (with smtps none of the latter two), ca=FILE and hello=NAME.
            """
        }
    }
}
