// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation

/// Codes of six digits that a telephone makes from a shared secret and the time. RFC 6238, RFC 4226.
package struct TOTP: Sendable, Equatable {
    /// RFC 4226, section 4, R6 recommends 160 bits.
    package static let lengthOfSecret = 20
    /// What every code generator can do; many ignore other wishes.
    package static let digits = 6, secondsOfStep = 30
    /// RFC 6238, section 5.2: one step for slow fingers, and as much for a clock that runs ahead.
    static let stepsAround = 1

    package let secret: [UInt8]

    /// The secret is drawn at random, once.
    package init(secret: [UInt8]) {
        precondition(secret.count == Self.lengthOfSecret, "a secret has 160 bits")
        self.secret = secret
    }

    /// Returns the step that the code belongs to, to be kept as the last one; nil for a wrong code or one of a step used before.
    ///
    /// RFC 6238, section 5.2: a code is accepted once.
    package func accepts(_ code: String, at now: Date, lastStep: Int?) -> Int? {
        let typed = Array(code.utf8).filter { $0 != UInt8(ascii: " ") }
        guard typed.count == Self.digits, let present = Self.step(at: now) else { return nil }
        var accepted: Int?
        // Every step is compared to the end, so that the time taken says nothing; the last one that fits is used up.
        for step in present - Self.stepsAround...present + Self.stepsAround where step >= 0 && step > lastStep ?? -1 {
            if Self.isSame(Array(self.code(of: step).utf8), typed) { accepted = step }
        }
        return accepted
    }

    /// Returns the code of a step. RFC 4226, section 5.3.
    func code(of step: Int) -> String {
        let counter = withUnsafeBytes(of: UInt64(step).bigEndian) { Array($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let start = Int(mac[mac.count - 1] & 15)
        let number = mac[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let code = String(number % 1_000_000)
        return String(repeating: "0", count: Self.digits - code.count) + code
    }

    /// Nil before 1970 and for times that no clock shows.
    static func step(at time: Date) -> Int? {
        let steps = (time.timeIntervalSince1970 / Double(secondsOfStep)).rounded(.down)
        return (0..<0x1_0000_0000_0000).contains(steps) ? Int(steps) : nil
    }

    private static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.count == other.count && zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension TOTP {
    /// The secret as people type it where no camera is.
    package var typedSecret: String { ByteAlphabet.base32.text(of: secret) }

    /// What a code generator reads from the picture. The form that they share is Google Authenticator's "Key URI Format".
    ///
    /// It has no colon in names, since one parts them.
    package func address(issuer: String, account: String) -> String {
        let (issuer, account) = (Self.escaped(issuer), Self.escaped(account))
        return "otpauth://totp/\(issuer):\(account)?secret=\(typedSecret)&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.secondsOfStep)"
    }

    /// RFC 3986, section 2.3: what is not unreserved is escaped.
    private static func escaped(_ name: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var escaped: [UInt8] = []
        for byte in name.utf8 where byte != UInt8(ascii: ":") {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                escaped.append(byte)
            default: escaped += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
