// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Accounts

@Suite struct `Signing in with a passkey` {
    func verified(
        _ json: String, stored: PasskeyCredential = SoftAuthenticator().credential, isKnown: Bool = false
    ) throws(PasskeyRefusal) -> PasskeyCredential {
        try PasskeyAssertion(json: json)
            .verified(
                challenge: SoftAuthenticator.challenge, site: SoftAuthenticator.site, stored: stored,
                account: SoftAuthenticator.handle, isKnown: isKnown)
    }

    func refusal(
        stored: PasskeyCredential = SoftAuthenticator().credential, isKnown: Bool = false,
        _ change: (inout SoftAuthenticator) -> Void
    ) throws -> PasskeyRefusal? {
        var authenticator = SoftAuthenticator()
        change(&authenticator)
        do {
            _ = try verified(authenticator.assertion(), stored: stored, isKnown: isKnown)
            return nil
        } catch let error as PasskeyRefusal { return error }
    }

    static let accepted: [(PasskeyVector, counter: UInt32, isBackedUp: Bool)] = [
        (.backedUp, 0, true), (.onKey, 8, false), (.onComputer, 1, true), (.attested, .max, false),
    ]

    @Test(arguments: accepted)
    func `what other programs made signs in`(vector: PasskeyVector, counter: UInt32, isBackedUp: Bool) throws {
        let stored = try PasskeyRegistration(json: vector.registration)
            .verified(challenge: SoftAuthenticator.challenge, site: SoftAuthenticator.site)
        var expected = stored
        (expected.counter, expected.isBackedUp) = (counter, isBackedUp)
        #expect(try verified(vector.assertion, stored: stored) == expected)
        #expect(try PasskeyAssertion(json: vector.assertion).id == stored.id)
        #expect(try PasskeyAssertion(json: vector.assertion).userHandle == SoftAuthenticator.handle)
    }

    @Test func `an authenticator that verifies nobody is refused`() throws {
        let vector = PasskeyVector.unverified
        var stored = SoftAuthenticator().credential
        (stored.id, stored.publicKey) = (bytes(vector.id), bytes(vector.publicKey))
        #expect(throws: PasskeyRefusal.notVerified) { try verified(vector.assertion, stored: stored) }
        #expect(try refusal { $0.flags = 0x01 } == .notVerified)
    }

    @Test func `nobody there is refused`() throws { #expect(try refusal { $0.flags = 0x04 } == .notPresent) }

    @Test func `an answer to something else is refused`() throws {
        #expect(try refusal { $0.type = "webauthn.create" } == .otherCeremony)
        #expect(try refusal { $0.challenge = Array(1..<33) } == .otherChallenge)
        #expect(try refusal { $0.origin = "https://evil.example" } == .otherOrigin)
        #expect(try refusal { $0.more = #","topOrigin":"https://evil.example""# } == .framed)
        #expect(try refusal { $0.relyingParty = "evil.example" } == .otherRelyingParty)
    }

    @Test func `another credential is refused`() throws {
        #expect(try refusal { $0.id = [9] } == .otherCredential)
    }

    @Test func `a passkey of another account is refused`() throws {
        #expect(try refusal { $0.userHandle = [1] } == .otherAccount)
        #expect(try refusal(isKnown: true) { $0.userHandle = [1] } == .otherAccount)
        #expect(try refusal { $0.userHandle = [] } == .otherAccount)
    }

    @Test func `whom it signs in may be left out only when that is known`() throws {
        #expect(try refusal { $0.userHandle = nil } == .otherAccount)
        #expect(try refusal(isKnown: true) { $0.userHandle = nil } == nil)
    }

    @Test func `a backup that cannot be is refused`() throws {
        #expect(try refusal { $0.flags = 0x15 } == .inconsistentBackup)
        #expect(try refusal { $0.flags = 0x0D } == .inconsistentBackup)
        #expect(try refusal(stored: SoftAuthenticator(flags: 0x0D).credential) { _ in } == .inconsistentBackup)
    }

    @Test func `a backup made since is kept`() throws {
        let stored = SoftAuthenticator(flags: 0x0D).credential
        #expect(try verified(SoftAuthenticator(flags: 0x1D).assertion(), stored: stored).isBackedUp)
    }

    @Test(arguments: [(0, 0), (0, 1), (1, 2), (7, 4_294_967_295)] as [(UInt32, UInt32)])
    func `a counter that grows is kept, and one that is not used`(stored: UInt32, sent: UInt32) throws {
        #expect(
            try verified(SoftAuthenticator(counter: sent).assertion(), stored: SoftAuthenticator(counter: stored).credential)
                == SoftAuthenticator(counter: sent).credential)
    }

    @Test(arguments: [(1, 0), (1, 1), (2, 1), (4_294_967_295, 4_294_967_295)] as [(UInt32, UInt32)])
    func `a counter that does not grow is refused`(stored: UInt32, sent: UInt32) throws {
        #expect(
            try refusal(stored: SoftAuthenticator(counter: stored).credential) { $0.counter = sent }
                == .cloned(counter: sent, stored: stored))
    }

    @Test func `a signature of something else is refused`() throws {
        let authenticator = SoftAuthenticator()
        let other = PasskeyVector.backedUp.registration
        var stored = authenticator.credential
        stored.publicKey = bytes(PasskeyVector.backedUp.publicKey)
        #expect(throws: PasskeyRefusal.wrongSignature) { try verified(authenticator.assertion(), stored: stored) }
        #expect(throws: PasskeyRefusal.wrongSignature) { try verified(authenticator.assertion(signature: [])) }
        #expect(throws: PasskeyRefusal.wrongSignature) { try verified(authenticator.assertion(signature: Array(other.utf8))) }
    }

    @Test(arguments: [PasskeyVector.backedUp, .onKey, .onComputer])
    func `every bit of the signature counts`(vector: PasskeyVector) throws {
        let stored = try PasskeyRegistration(json: vector.registration)
            .verified(challenge: SoftAuthenticator.challenge, site: SoftAuthenticator.site)
        let part = try #require(vector.assertion.range(of: #""signature":""#))
        let end = try #require(vector.assertion[part.upperBound...].firstIndex(of: "\""))
        let signature = try #require(ByteAlphabet.base64URL.bytes(of: String(vector.assertion[part.upperBound..<end])))
        for place in stride(from: 0, to: signature.count, by: 7) {
            var changed = signature
            changed[place] ^= 1 << UInt8(place % 8)
            let text = vector.assertion.replacingCharacters(
                in: part.upperBound..<end, with: ByteAlphabet.base64URL.text(of: changed))
            #expect(throws: PasskeyRefusal.wrongSignature) { try verified(text, stored: stored) }
        }
    }

    @Test func `authenticator data that end early or late, or bring a key, are refused`() throws {
        let authenticator = SoftAuthenticator()
        let data = authenticator.authenticatorData()
        let wrong =
            (0..<data.count).map { Array(data[..<$0]) } + [data + [0], authenticator.authenticatorData(authenticator.attested)]
        for data in wrong {
            #expect(throws: PasskeyRefusal.unreadable(.authenticatorData)) {
                try verified(authenticator.assertion(authenticatorData: data))
            }
        }
    }

    @Test func `a stored key that cannot be read signs nobody in`() {
        var stored = SoftAuthenticator().credential
        stored.publicKey = [0xA0]
        #expect(throws: PasskeyRefusal.unreadable(.publicKey)) { try verified(SoftAuthenticator().assertion(), stored: stored) }
    }

    @Test func `what the script does not post is refused`() throws {
        for json in ["", "{}", SoftAuthenticator().registration(), try SoftAuthenticator(rawID: [1]).assertion()] {
            #expect(throws: PasskeyRefusal.unreadable(.answer)) { try PasskeyAssertion(json: json) }
        }
    }
}
