// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Accounts

@Suite struct `Adding a passkey` {
    func verified(
        _ json: String, offered: [PasskeyAlgorithm] = PasskeyAlgorithm.allCases
    ) throws(PasskeyRefusal) -> PasskeyCredential {
        try PasskeyRegistration(json: json)
            .verified(challenge: SoftAuthenticator.challenge, site: SoftAuthenticator.site, offered: offered)
    }

    func verified(_ change: (inout SoftAuthenticator) -> Void) throws(PasskeyRefusal) -> PasskeyCredential {
        var authenticator = SoftAuthenticator()
        change(&authenticator)
        return try verified(authenticator.registration())
    }

    static let accepted: [(PasskeyVector, PasskeyAlgorithm, counter: UInt32, canBeBackedUp: Bool, isBackedUp: Bool)] = [
        (.backedUp, .es256, 0, true, true), (.onKey, .edDSA, 7, false, false), (.onComputer, .rs256, 0, true, false),
        (.attested, .es256, 1, false, false),
    ]

    @Test(arguments: accepted)
    func `what other programs made is taken`(
        vector: PasskeyVector, algorithm: PasskeyAlgorithm, counter: UInt32, canBeBackedUp: Bool, isBackedUp: Bool
    ) throws {
        #expect(
            try verified(vector.registration)
                == PasskeyCredential(
                    id: bytes(vector.id), publicKey: bytes(vector.publicKey), algorithm: algorithm, counter: counter,
                    canBeBackedUp: canBeBackedUp, isBackedUp: isBackedUp, transports: ["hybrid", "internal"]))
    }

    @Test func `that of the soft authenticator is taken, from each origin`() throws {
        let expected = SoftAuthenticator().credential
        for origin in SoftAuthenticator.site.origins { #expect(try verified { $0.origin = origin } == expected) }
    }

    @Test func `an authenticator that verifies nobody is refused`() {
        #expect(throws: PasskeyRefusal.notVerified) { try verified(PasskeyVector.unverified.registration) }
        #expect(throws: PasskeyRefusal.notVerified) { try verified { $0.flags = 0x01 } }
    }

    @Test func `nobody there is refused`() {
        #expect(throws: PasskeyRefusal.notPresent) { try verified { $0.flags = 0x04 } }
    }

    @Test(arguments: ["webauthn.get", "webauthn.Create", "webauthn.create ", "", "payment.get"])
    func `an answer to something else is refused`(type: String) {
        #expect(throws: PasskeyRefusal.otherCeremony) { try verified { $0.type = type } }
    }

    @Test(arguments: [[], Array(0..<31), Array(0..<33), Array(1..<33)])
    func `an answer to another challenge is refused`(challenge: [UInt8]) {
        #expect(throws: PasskeyRefusal.otherChallenge) { try verified { $0.challenge = challenge } }
    }

    @Test(arguments: [
        "http://conference.example", "https://conference.example/", "https://conference.example:8443",
        "https://www.conference.example",
        "https://conference.example.org", "https://evil.conference.example", "https://CONFERENCE.example", "", "null",
        "https://\u{212A}onference.example",
    ])
    func `another origin is refused`(origin: String) {
        #expect(throws: PasskeyRefusal.otherOrigin) { try verified { $0.origin = origin } }
    }

    @Test func `origins are compared by their bytes`() throws {
        let kelvin = PasskeySite(relyingParty: "conference.example", name: "", origins: ["https://K.example"])
        let registration = try PasskeyRegistration(json: SoftAuthenticator(origin: "https://\u{212A}.example").registration())
        #expect(throws: PasskeyRefusal.otherOrigin) {
            try registration.verified(challenge: SoftAuthenticator.challenge, site: kelvin)
        }
    }

    @Test(arguments: [#","crossOrigin":true"#, #","topOrigin":"https://evil.example""#])
    func `a page inside that of another site is refused`(more: String) {
        let usual = #"{"type":"webauthn.create","challenge":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","#
        let data = Array((usual + #""origin":"https://conference.example"\#(more)}"#).utf8)
        #expect(throws: PasskeyRefusal.framed) { try verified(SoftAuthenticator().registration(clientData: data)) }
    }

    @Test(arguments: ["conference.example.", "www.conference.example", "example", "Conference.example", ""])
    func `another relying party is refused`(relyingParty: String) {
        #expect(throws: PasskeyRefusal.otherRelyingParty) { try verified { $0.relyingParty = relyingParty } }
    }

    @Test func `backed up though it cannot be is refused`() throws {
        #expect(throws: PasskeyRefusal.inconsistentBackup) { try verified { $0.flags = 0x15 } }
        #expect(try verified { $0.flags = 0x0D }.canBeBackedUp)
    }

    @Test func `an algorithm that was not offered is refused`() {
        #expect(throws: PasskeyRefusal.algorithmNotOffered(-7)) {
            try verified(SoftAuthenticator().registration(), offered: [.edDSA, .rs256])
        }
        #expect(throws: PasskeyRefusal.algorithmNotOffered(-35)) {
            try verified { $0.publicKey = SoftAuthenticator.publicKey { $0[.integer(3)] = .integer(-35) } }
        }
    }

    @Test func `the id is that of the credential`() {
        let attestation = SoftAuthenticator(id: [1]).attestation.written
        #expect(throws: PasskeyRefusal.otherCredential) { try verified(SoftAuthenticator(id: [2]).registration(attestation)) }
    }

    @Test func `ids have one to 1,023 bytes`() throws {
        let longest = (0..<1_023).map { UInt8($0 & 255) }
        #expect(try verified { $0.id = longest }.id == longest)
        #expect(throws: PasskeyRefusal.unreadable(.authenticatorData)) { try verified { $0.id = longest + [0] } }
        #expect(throws: PasskeyRefusal.unreadable(.answer)) { try verified { $0.id = [] } }
        let none = SoftAuthenticator(id: []).attestation.written
        #expect(throws: PasskeyRefusal.unreadable(.authenticatorData)) { try verified(SoftAuthenticator().registration(none)) }
    }

    @Test func `transports are kept as far as they are names`() throws {
        let transports = #"["usb","usb","smart-card","<b>","","NFC","abcdefghijklmnopqrstuvwxyzabcdefg","ble"]"#
        #expect(try verified { $0.transports = transports }.transports == ["ble", "smart-card", "usb"])
        #expect(try verified { $0.transports = "null" }.transports == [])
        let many = (0..<20).map { "\"a\(String(repeating: "b", count: $0))\"" }.joined(separator: ",")
        #expect(try verified { $0.transports = "[\(many)]" }.transports.count == 8)
    }
}
