// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Accounts

@Suite struct `What a new passkey is made of` {
    func refusal(_ json: String) -> PasskeyRefusal? {
        do {
            _ = try PasskeyRegistration(json: json).verified(challenge: SoftAuthenticator.challenge, site: SoftAuthenticator.site)
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        "", "null", "[]", "{}", "\u{0}", #"{"type":"public-key"}"#,
        #"{"type":"password","id":"AQ","rawId":"AQ","response":{"clientDataJSON":"","attestationObject":""}}"#,
        #"{"type":"public-key","id":"AQ","rawId":"Ag","response":{"clientDataJSON":"","attestationObject":""}}"#,
        #"{"type":"public-key","id":"AR","rawId":"AR","response":{"clientDataJSON":"","attestationObject":""}}"#,
        #"{"type":"public-key","id":"AQ==","rawId":"AQ==","response":{"clientDataJSON":"","attestationObject":""}}"#,
        #"{"type":"public-key","id":"","rawId":"","response":{"clientDataJSON":"","attestationObject":""}}"#,
        #"{"type":"public-key","id":"AQ","rawId":"AQ","response":{"clientDataJSON":"","attestationObject":null}}"#,
        #"{"type":"public-key","id":"AQ","rawId":"AQ","response":{"attestationObject":""}}"#,
        String(repeating: "[", count: 60_000),
    ])
    func `what the script does not post is refused`(json: String) {
        #expect(refusal(json) == .unreadable(.answer))
    }

    @Test func `an answer has at most 64 KiB`() throws {
        let answer = SoftAuthenticator().registration()
        let room = 65_536 - answer.utf8.count
        #expect(refusal(answer + String(repeating: " ", count: room)) == nil)
        #expect(refusal(answer + String(repeating: " ", count: room + 1)) == .unreadable(.answer))
    }

    @Test(arguments: [
        "", "{", "{}", "[]", "null", #"{"type":1,"challenge":"AA","origin":""}"#, #"{"challenge":"AA","origin":""}"#,
        #"{"type":"webauthn.create","origin":""}"#, #"{"type":"webauthn.create","challenge":"AA"}"#,
        #"{"type":"webauthn.create","challenge":"AA","origin":"","crossOrigin":"no"}"#,
    ])
    func `what browsers do not say is refused`(text: String) {
        #expect(refusal(SoftAuthenticator().registration(clientData: Array(text.utf8))) == .unreadable(.clientData))
    }

    @Test func `what browsers say is UTF-8`() {
        var data = SoftAuthenticator(more: #","x":"?""#).clientData("webauthn.create")
        #expect(refusal(SoftAuthenticator().registration(clientData: data)) == nil)
        data[data.count - 3] = 0xFF
        #expect(refusal(SoftAuthenticator().registration(clientData: data)) == .unreadable(.clientData))
    }

    @Test(arguments: ["", "00", "f6", "80", "a0"])
    func `an attestation is a map with three fields`(hex: String) {
        #expect(refusal(SoftAuthenticator().registration(bytes(hex))) == .unreadable(.attestation))
    }

    @Test(arguments: ["fmt", "attStmt", "authData"]) func `no field of an attestation is left out`(name: String) {
        guard case .map(var fields) = SoftAuthenticator().attestation else { return #expect(Bool(false)) }
        fields[.text(name)] = nil
        #expect(refusal(SoftAuthenticator().registration(CBORValue.map(fields).written)) == .unreadable(.attestation))
        fields[.text(name)] = 1
        #expect(refusal(SoftAuthenticator().registration(CBORValue.map(fields).written)) == .unreadable(.attestation))
    }

    @Test func `no attestation comes with a statement, every other may`() {
        let statement = CBORValue.map([.text("alg"): -7, .text("x5c"): [.bytes([1])]])
        #expect(refusal(SoftAuthenticator(statement: statement).registration()) == .unreadable(.attestation))
        #expect(refusal(SoftAuthenticator(format: "packed", statement: statement).registration()) == nil)
        #expect(refusal(SoftAuthenticator(format: "compound", statement: [statement, statement]).registration()) == nil)
    }

    @Test func `nothing follows the attestation`() {
        #expect(
            refusal(SoftAuthenticator().registration(SoftAuthenticator().attestation.written + [0])) == .unreadable(.attestation))
    }

    func refusal(authenticatorData: [UInt8]) -> PasskeyRefusal? {
        let fields: [CBORKey: CBORValue] = [
            .text("fmt"): .text("none"), .text("attStmt"): .map([:]), .text("authData"): .bytes(authenticatorData),
        ]
        return refusal(SoftAuthenticator().registration(CBORValue.map(fields).written))
    }

    @Test func `authenticator data that end early or late are refused`() {
        let authenticator = SoftAuthenticator()
        let data = authenticator.authenticatorData(authenticator.attested)
        let start = data.count - authenticator.publicKey.count
        #expect(refusal(authenticatorData: data) == nil)
        for end in 0..<start { #expect(refusal(authenticatorData: Array(data[..<end])) == .unreadable(.authenticatorData)) }
        for end in start..<data.count { #expect(refusal(authenticatorData: Array(data[..<end])) == .unreadable(.publicKey)) }
        #expect(refusal(authenticatorData: data + [0]) == .unreadable(.authenticatorData))
    }

    @Test func `authenticator data without a credential are refused`() {
        #expect(refusal(authenticatorData: SoftAuthenticator().authenticatorData()) == .unreadable(.authenticatorData))
    }

    @Test(arguments: [("", false), ("a0", true), ("a163666f6ff5", true), ("00", false), ("a1", false), ("a0a0", false)])
    func `extensions are one map`(hex: String, isRead: Bool) {
        let authenticator = SoftAuthenticator(flags: 0x85, extensions: bytes(hex))
        #expect(refusal(authenticator.registration()) == (isRead ? nil : .unreadable(.authenticatorData)))
    }

    @Test func `extensions are announced`() {
        #expect(refusal(SoftAuthenticator(extensions: [0xA0]).registration()) == .unreadable(.authenticatorData))
    }
}
