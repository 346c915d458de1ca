// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Logging
import Outbox
import Server
import Vocabulary

/// From the settings about mail to what sends it.
package struct Mailing: Sendable {
    let configuration: Configuration

    package init(_ configuration: Configuration) { self.configuration = configuration }

    private var settings: MailSettings { configuration.mail }

    /// The worker of a serving process. Throws when a key cannot be read: mail that should be signed does not leave unsigned.
    package func worker(on database: Database, logger: Logger) throws -> OutboxWorker {
        let isDemo = configuration.site.isDemo
        let mail: (any LetterTransport)? = isDemo ? PageTransport() : try transport()
        let web: any WebhookTransport =
            isDemo ? NoWebTransport() : WebTransport(isPrivateAllowed: configuration.site.allowsPrivateWebhooks)
        return OutboxWorker(
            database: database, mail: mail, web: web, timers: Features.timers(configuration.site), isDemo: isDemo,
            forgetting: Features.forgetting, logger: logger,
            dice: Dice.system)
    }

    private func transport() throws -> SMTPTransport? {
        guard let server = settings.server, let maker = try maker() else { return nil }
        return SMTPTransport(server, maker: maker, threads: OutboxWorker.usualLanes)
    }

    private func maker() throws -> MailMaker? {
        guard let from = settings.from, let bounces = settings.bounceDomain else { return nil }
        return MailMaker(
            from: from, bounceDomain: bounces, signer: try settings.signer(), publicURL: configuration.site.publicURL)
    }

    /// Sends one mail at once, beside the database, and says what became of it.
    package func test(_ address: String, id random: [UInt8], at now: Date) async throws -> String {
        guard let server = settings.server, let transport = try transport() else { throw MailingRefusal.notConfigured }
        guard MailAddress(address) != nil else { throw MailingRefusal.wrongAddress }
        let letter = TestLetter(
            id: .init(random: random), address: address, words: .init(.en), settings: configuration.site
        ).letter
        defer { transport.rest() }
        switch await transport.send(OutgoingLetter(letter: letter, created: now, now: now)) {
        case .accepted(let reply): return "\(server) took the mail for \(address): \(reply)"
        case .refused(let problem), .deferred(let problem): throw MailingRefusal.notTaken("\(server)", why: problem.text)
        case .unknown(let problem): throw MailingRefusal.unknown("\(server)", why: problem.text)
        }
    }
}

extension MailSettings {
    /// Nil where mail is not signed.
    package func signer() throws(MailingRefusal) -> DKIMSigner? {
        guard let domain = keys.first?.domain else { return nil }
        var read: [DKIMKey] = []
        for file in keys {
            guard let bytes = try? Files.read(file.path) else { throw .noKey(file.setting, path: file.path) }
            do {
                read.append(try DKIMKey(selector: file.selector, pem: String(decoding: bytes, as: UTF8.self)))
            } catch {
                throw .wrongKey(file.setting, why: error.description)
            }
        }
        do { return try DKIMSigner(domain: domain, keys: read) } catch {
            throw .wrongKey(keys[0].setting, why: error.description)
        }
    }
}

/// Why mail cannot be sent, in words for whoever runs the program.
package enum MailingRefusal: Told, Equatable {
    case notConfigured, wrongAddress
    case noKey(String, path: String)
    case wrongKey(String, why: String)
    case notTaken(String, why: String)
    case unknown(String, why: String)

    package var description: String {
        switch self {
        case .notConfigured:
            "this server was not told where mail goes. Set HEMICYCLE_SMTP, such as smtp://USER:PASSWORD@HOST:587, and "
                + "HEMICYCLE_MAIL_FROM."
        case .wrongAddress: "this is no address that mail can be sent to. Write one such as secretariat@example.org."
        case .noKey(let setting, let path):
            "\(setting): \(path) cannot be read. Name the file of the key, and let this user read it."
        case .wrongKey(let setting, let why): "\(setting): \(why)"
        case .notTaken(let server, let why): "\(server) did not take the mail: \(why)"
        case .unknown(let server, let why): "nobody knows whether \(server) took the mail: \(why)"
        }
    }
}
