// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation

@testable import Accounts

/// A browser and an authenticator that say whatever a test wants. What it says unchanged is accepted.
struct SoftAuthenticator {
    static let challenge: [UInt8] = Array(0..<32), handle: [UInt8] = Array(64..<96)
    static let site = PasskeySite(
        relyingParty: "conference.example", name: "Conference",
        origins: ["https://conference.example", "https://www.conference.example:8443"])
    static let privateKey = try! P256.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32))

    var type: String?
    var challenge = Self.challenge
    var origin = "https://conference.example", more = ""
    var relyingParty = "conference.example"
    var flags: UInt8 = 0x05
    var counter: UInt32 = 0
    var id: [UInt8] = Array(1...16), rawID: [UInt8]?
    var publicKey = Self.publicKey()
    var extensions: [UInt8] = []
    var format = "none", statement = CBORValue.map([:])
    var transports = #"["internal"]"#
    var userHandle: [UInt8]? = Self.handle

    static func publicKey(_ change: (inout [CBORKey: CBORValue]) -> Void = { _ in }) -> [UInt8] {
        let point = Array(privateKey.publicKey.x963Representation)
        var fields: [CBORKey: CBORValue] = [
            .integer(1): .integer(2), .integer(3): .integer(-7), .integer(-1): .integer(1),
            .integer(-2): .bytes(Array(point[1..<33])), .integer(-3): .bytes(Array(point[33...])),
        ]
        change(&fields)
        return CBORValue.map(fields).written
    }

    /// What is kept of its passkey.
    var credential: PasskeyCredential {
        PasskeyCredential(
            id: id, publicKey: publicKey, algorithm: .es256, counter: counter, canBeBackedUp: flags & 8 != 0,
            isBackedUp: flags & 16 != 0, transports: ["internal"])
    }

    func clientData(_ usual: String) -> [UInt8] {
        let challenge = ByteAlphabet.base64URL.text(of: challenge)
        return Array(
            #"{"type":"\#(type ?? usual)","challenge":"\#(challenge)","origin":"\#(origin)","crossOrigin":false\#(more)}"#.utf8)
    }

    func authenticatorData(_ attested: [UInt8] = []) -> [UInt8] {
        let counter = withUnsafeBytes(of: counter.bigEndian) { Array($0) }
        return SHA256.hash(data: Array(relyingParty.utf8)) + [flags | (attested.isEmpty ? 0 : 0x40)] + counter + attested
            + extensions
    }

    var attested: [UInt8] {
        [UInt8](repeating: 0, count: 16) + [UInt8(id.count >> 8), UInt8(id.count & 255)] + id + publicKey
    }

    var attestation: CBORValue {
        .map([.text("fmt"): .text(format), .text("attStmt"): statement, .text("authData"): .bytes(authenticatorData(attested))])
    }

    /// Answers to being asked for a new passkey.
    func registration(_ attestation: [UInt8]? = nil, clientData: [UInt8]? = nil) -> String {
        answer(
            clientData ?? self.clientData("webauthn.create"),
            #""attestationObject":"\#(Self.text(attestation ?? self.attestation.written))","transports":\#(transports)"#)
    }

    /// Answers to being asked who comes.
    func assertion(authenticatorData: [UInt8]? = nil, signature: [UInt8]? = nil) throws -> String {
        let clientData = clientData("webauthn.get")
        let data = authenticatorData ?? self.authenticatorData()
        let signed = try Self.privateKey.signature(for: data + SHA256.hash(data: clientData)).derRepresentation
        return answer(
            clientData,
            #""authenticatorData":"\#(Self.text(data))","signature":"\#(Self.text(signature ?? Array(signed)))","userHandle":"#
                + (userHandle.map { "\"\(Self.text($0))\"" } ?? "null"))
    }

    private func answer(_ clientData: [UInt8], _ more: String) -> String {
        #"{"type":"public-key","id":"\#(Self.text(id))","rawId":"\#(Self.text(rawID ?? id))","#
            + #""response":{"clientDataJSON":"\#(Self.text(clientData))",\#(more)}}"#
    }

    private static func text(_ bytes: [UInt8]) -> String { ByteAlphabet.base64URL.text(of: bytes) }
}
