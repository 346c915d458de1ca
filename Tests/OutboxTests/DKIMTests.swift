// SPDX-License-Identifier: EUPL-1.2
import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import Outbox

/// The private key of RFC 8463, appendix A.2, in PKCS#8.
private let publishedSeed = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="

private func block(_ label: String, _ der: some Sequence<UInt8>) -> String {
    "-----BEGIN \(label)-----\n\(Data(der).base64EncodedString())\n-----END \(label)-----\n"
}

private func publishedKey(selector: String = "e") throws -> DKIMKey {
    try DKIMKey(selector: selector, pem: PEMKey.pem(ed25519: try #require(Data(base64Encoded: publishedSeed))))
}

@Suite struct `A key for signing mail` {
    private static let rsa = try! _RSA.Signing.PrivateKey(keySize: .bits2048)
    private static let der = PEMKey.pem(ed25519: Data(base64Encoded: publishedSeed)!).split(separator: "\n")[1]

    private func refusal(_ pem: String) -> DKIMKeyRefusal? {
        do throws(DKIMKeyRefusal) {
            _ = try DKIMKey(selector: "s", pem: pem)
            return nil
        } catch { return error }
    }

    @Test func `of RSA is read in both forms, whatever stands around it, and says its record`() throws {
        let text = "v=DKIM1; k=rsa; p=" + Self.rsa.publicKey.derRepresentation.base64EncodedString()
        for pem in [
            Self.rsa.pemRepresentation, Self.rsa.pkcs8PEMRepresentation,
            "A note\r\n" + Self.rsa.pkcs8PEMRepresentation.replacing("\n", with: " \r\n"),
            Self.rsa.publicKey.pemRepresentation + "\n" + Self.rsa.pemRepresentation,
        ] {
            let record = try DKIMKey(selector: "R1", pem: pem).record(domain: "x.example")
            #expect(record == DKIMKey.Record(name: "r1._domainkey.x.example", text: text))
        }
    }

    @Test func `of Ed25519 says the record that RFC 8463 has for it`() throws {
        let record = try publishedKey(selector: "brisbane").record(domain: "football.example.com")
        #expect(record.name == "brisbane._domainkey.football.example.com")
        let text = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        #expect(record.text == text)
        #expect(record.zoneLine == "brisbane._domainkey.football.example.com. IN TXT ( \"\(text)\" )")
    }

    @Test func `of Ed25519 is read with its public half beside it`() throws {
        let inner: [UInt8] = try Array(#require(Data(base64Encoded: String(Self.der))).dropFirst(2)),
            publicHalf = [0x81, 0x21] + [UInt8](repeating: 0, count: 33)
        let pem = block(
            "PRIVATE KEY", [0x30, UInt8(inner.count + publicHalf.count), 0x02, 0x01, 0x01] + inner.dropFirst(3) + publicHalf)
        #expect(try DKIMKey(selector: "e", pem: pem).record(domain: "x.example") == publishedKey().record(domain: "x.example"))
    }

    @Test func `long records stand in strings of 255 octets`() {
        let record = DKIMKey.Record(name: "s._domainkey.x.example", text: String(repeating: "a", count: 256))
        #expect(record.zoneLine == "s._domainkey.x.example. IN TXT ( \"\(String(repeating: "a", count: 255))\" \"a\" )")
    }

    @Test func `is made new, and read again`() throws {
        let (rsa, ed25519) = (try DKIMKey.newRSA(), DKIMKey.newEd25519())
        #expect(try DKIMKey(selector: "s", pem: rsa).algorithm == "rsa-sha256")
        #expect(try DKIMKey(selector: "s", pem: ed25519).algorithm == "ed25519-sha256")
        #expect(DKIMKey.newEd25519() != ed25519)
        #expect(
            [rsa, ed25519].allSatisfy {
                $0.hasPrefix("-----BEGIN PRIVATE KEY-----\n") && $0.hasSuffix("-----END PRIVATE KEY-----\n")
            })
    }

    @Test func `is refused with the reason`() throws {
        let short = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1_024))
        let elliptic = P256.Signing.PrivateKey()
        let damaged = Self.rsa.derRepresentation.prefix(400)
        let locked = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----"
        let table: [(String, DKIMKeyRefusal)] = [
            ("", .noKey), ("hello", .noKey), (String(repeating: "a", count: 20_001), .noKey),
            (Self.rsa.publicKey.pemRepresentation, .publicKey), (block("CERTIFICATE", [1]), .publicKey),
            (block("ENCRYPTED PRIVATE KEY", [1]), .encrypted), (locked, .encrypted),
            (short.pemRepresentation, .tooShort(bits: 1_024)), (short.pkcs8PEMRepresentation, .tooShort(bits: 1_024)),
            (elliptic.pemRepresentation, .otherKind), (block("EC PRIVATE KEY", [1]), .otherKind),
            (block("OPENSSH PRIVATE KEY", [1]), .otherKind), (block("RSA PRIVATE KEY", damaged), .unreadable),
            (block("RSA PRIVATE KEY", []), .unreadable), (block("PRIVATE KEY", [0x30]), .unreadable),
            (block("PRIVATE KEY", [0x30, 0xFF]), .unreadable), (block("PRIVATE KEY", [0x31, 0x03, 2, 1, 0]), .unreadable),
            (block("PRIVATE KEY", Data(base64Encoded: String(Self.der))!.dropLast()), .unreadable),
            ("-----BEGIN PRIVATE KEY-----\n\(Self.der)\n", .unreadable),
            ("-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----", .unreadable),
        ]
        for (pem, reason) in table { #expect(refusal(pem) == reason, "\(pem)") }
    }

    @Test(arguments: [
        (2_047, DKIMKeyRefusal.tooShort(bits: 2_047)), (2_048, nil), (4_096, nil), (4_097, .tooLong(bits: 4_097)),
    ])
    func `of RSA has 2048 to 4096 bits`(bits: Int, reason: DKIMKeyRefusal?) { #expect(DKIMKey.refusal(bits: bits) == reason) }

    @Test(arguments: ["", ".", "a.", "a b", "a_b", "é", "a;", String(repeating: "a.", count: 60) + "a"])
    func `has a selector that is a name`(selector: String) {
        #expect(throws: DKIMKeyRefusal.wrongSelector(selector)) { try publishedKey(selector: selector) }
    }
}

@Suite struct `A signature` {
    private let mail = Array(
        "From: A <a@x.example>\r\nX-Note: b\r\nSubject:  Hi \t\r\n  there \r\nTo:b@y.example\r\n\r\n  Body \t text \r\n\r\nend\r\n\r\n \r\n"
            .utf8)
    private let now = Date(timeIntervalSince1970: 1_800_000_000.9)

    /// Written by hand from RFC 6376, sections 3.4.2, 3.4.4 and 3.7.
    private func hash(_ algorithm: String, body: String) -> SHA256Digest {
        let bodyHash = Data(SHA256.hash(data: Data(body.utf8))).base64EncodedString()
        let head =
            "from:A <a@x.example>\r\nsubject:Hi there\r\nto:b@y.example\r\n"
            + "dkim-signature:v=1; a=\(algorithm); c=relaxed/relaxed; d=x.example; s=k; t=1800000000; bh=\(bodyHash); "
            + "h=from:subject:to:from:subject:to; b="
        return SHA256.hash(data: Data(head.utf8))
    }

    private func letters(_ signed: [UInt8]) throws -> Data {
        let value = try #require(MailFields(signed[...]).first("dkim-signature"))
        return try #require(Data(base64Encoded: value.components(separatedBy: "; b=")[1].replacing(" ", with: "")))
    }

    @Test func `of Ed25519 is about the headers, each once more than it occurs, and the body`() throws {
        let key = try publishedKey(selector: "k")
        let signed = try DKIMSigner(domain: "X.Example", keys: [key]).signed(mail, at: now)
        #expect(Array(signed.suffix(mail.count)) == mail)
        guard case .ed25519(let secret) = key.secret else { return #expect(Bool(false)) }
        let digest = Data(hash("ed25519-sha256", body: " Body text\r\n\r\nend\r\n"))
        #expect(secret.publicKey.isValidSignature(try letters(signed), for: digest))
    }

    @Test func `of RSA is the same headers and body by PKCS#1`() throws {
        let key = try DKIMKey(selector: "k", pem: DKIMKey.newRSA())
        let signed = try DKIMSigner(domain: "x.example", keys: [key]).signed(mail, at: now)
        guard case .rsa(let secret) = key.secret else { return #expect(Bool(false)) }
        let letters = _RSA.Signing.RSASignature(rawRepresentation: try letters(signed))
        let digest = hash("rsa-sha256", body: " Body text\r\n\r\nend\r\n")
        #expect(secret.publicKey.isValidSignature(letters, for: digest, padding: .insecurePKCS1v1_5))
        let other = hash("rsa-sha256", body: " Body text\r\n\r\nEnd\r\n")
        #expect(!secret.publicKey.isValidSignature(letters, for: other, padding: .insecurePKCS1v1_5))
    }

    @Test func `is one header for each key, in short lines`() throws {
        let signer = try DKIMSigner(domain: "x.example", keys: [publishedKey(selector: "k"), publishedKey(selector: "l")])
        let signed = try signer.signed(plainMail().bytes, at: now)
        let names = MailFields(signed[...]).fields.map(\.name)
        #expect(names.prefix(3) == ["dkim-signature", "dkim-signature", "from"])
        #expect(String(decoding: signed, as: UTF8.self).components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        #expect(signer.records.map(\.name) == ["k._domainkey.x.example", "l._domainkey.x.example"])
    }

    @Test func `says what it is about`() throws {
        var mail = try plainMail()
        mail.replyTo = mail.from
        mail.unsubscribe = UnsubscribeLink("https://x.example/u")
        let once = [
            "from", "to", "reply-to", "subject", "date", "message-id", "auto-submitted", "list-unsubscribe",
            "list-unsubscribe-post",
            "content-language", "mime-version", "content-type", "content-transfer-encoding",
        ]
        #expect(DKIMSigner.signedNames(MailFields(mail.bytes[...])) == once + once)
    }

    @Test(arguments: [
        ("", ""), ("\r\n\r\n", ""), (" \t\r\n", ""), ("a", "a\r\n"), ("a\r\n\r\n", "a\r\n"),
        ("\r\n\r\na\t \tb \r\n", "\r\n\r\na b\r\n"),
        (" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n"),
    ])
    func `reads a body without its spare spaces and lines`(body: String, read: String) {
        #expect(DKIMSigner.relaxed(body: Array(body.utf8)[...]) == Array(read.utf8))
    }

    /// RFC 8463, appendix A.3.
    @Test func `hashes the body that RFC 8463 signs to what it says there`() {
        let body = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n"
        let hash = Data(SHA256.hash(data: DKIMSigner.relaxed(body: Array(body.utf8)[...]))).base64EncodedString()
        #expect(hash == "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=")
    }

    @Test func `needs a domain, a key, and names that differ`() throws {
        let key = try publishedKey(selector: "k")
        #expect(throws: DKIMKeyRefusal.wrongDomain("x")) { try DKIMSigner(domain: "x", keys: [key]) }
        #expect(throws: DKIMKeyRefusal.noKey) { try DKIMSigner(domain: "x.example", keys: []) }
        #expect(throws: DKIMKeyRefusal.sameSelector("k")) {
            try DKIMSigner(domain: "x.example", keys: [key, publishedKey(selector: "K")])
        }
    }

    @Test(arguments: [-1.0, .nan, .infinity])
    func `of a time that is none says 1970`(seconds: Double) throws {
        let signed = try DKIMSigner(domain: "x.example", keys: [publishedKey()]).signed(
            mail, at: Date(timeIntervalSince1970: seconds))
        #expect(MailFields(signed[...]).first("dkim-signature")?.contains(" t=0;") == true)
    }

    @Test(arguments: ["", "\r\n", "a", ":", "a:", " a", "a:b\r\n c"])
    func `of what is no mail harms nobody`(text: String) throws {
        let signed = try DKIMSigner(domain: "x.example", keys: [publishedKey()]).signed(Array(text.utf8), at: now)
        #expect(Array(signed.suffix(text.utf8.count)) == Array(text.utf8))
    }
}
