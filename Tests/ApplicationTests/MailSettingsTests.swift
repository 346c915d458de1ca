// SPDX-License-Identifier: EUPL-1.2
import Outbox
import Server
import Testing

@testable import Application

@Suite struct `Settings of mail` {
    private static let relay = [
        "HEMICYCLE_SMTP": "smtps://us:hushhush@relay.example", "HEMICYCLE_MAIL_FROM": "Cities <us@cities.example>",
    ]

    @Test func `without any, mail waits`() throws {
        let configuration = try Configuration()
        #expect(configuration.mail.server == nil)
        #expect(!configuration.site.sendsMail)
    }

    @Test func `all of them are read`() throws {
        let configuration = try Configuration(
            environment: Self.relay.merging([
                "HEMICYCLE_BOUNCES": "bounces@back.example", "HEMICYCLE_DKIM": "a:cities.example:/k/a.pem",
                "HEMICYCLE_DKIM_ED25519": "b:cities.example:/k/b.pem", "HEMICYCLE_PRIVATE_WEBHOOKS": "1",
            ]) { $1 })
        let mail = configuration.mail
        #expect(mail.server?.description == "relay.example port 465, TLS, as us")
        #expect(mail.from == MailAddress("us@cities.example", name: "Cities"))
        #expect(mail.bounceDomain == "back.example")
        #expect(mail.keys.map(\.path) == ["/k/a.pem", "/k/b.pem"])
        #expect(configuration.site.sendsMail)
        #expect(configuration.site.allowsPrivateWebhooks)
    }

    @Test func `who writes is the contact where nothing else is said, and reports come back to its domain`() throws {
        let configuration = try Configuration(environment: [
            "HEMICYCLE_SMTP": "smtp://localhost", "HEMICYCLE_CONTACT": "hello@cities.example", "HEMICYCLE_OPERATOR": "Liège",
        ])
        #expect(configuration.mail.from == MailAddress("hello@cities.example", name: "Liège"))
        #expect(configuration.mail.bounceDomain == "cities.example")
    }

    @Test func `a demonstration sends nothing, whatever the environment says`() throws {
        let demo = try Configuration(environment: Self.relay).forDemonstration
        #expect(demo.mail.server == nil)
        #expect(demo.site.isDemo)
    }

    @Test(arguments: [
        ["HEMICYCLE_SMTP": "relay.example"], ["HEMICYCLE_SMTP": "smtp://localhost"], ["HEMICYCLE_MAIL_FROM": "nobody"],
        ["HEMICYCLE_BOUNCES": "back@back.example"], ["HEMICYCLE_DKIM": "a:cities.example"], ["HEMICYCLE_DKIM": "::/k"],
        ["HEMICYCLE_DKIM": "a:b.example:/k", "HEMICYCLE_DKIM_ED25519": "a:b.example:/l"], ["HEMICYCLE_PRIVATE_WEBHOOKS": "maybe"],
    ])
    func `a wrong one is refused with its name`(environment: [String: String]) throws {
        let refusal = #expect(throws: ConfigurationRefusal.self) { try Configuration(environment: environment) }
        let sentence = try #require(refusal).description
        #expect(environment.keys.contains { sentence.hasPrefix($0) }, "\(sentence)")
    }

    @Test func `the password is in no sentence`() throws {
        let wrong = ["HEMICYCLE_SMTP": "smtp://us:hushhush@relay example"]
        let refusal = #expect(throws: ConfigurationRefusal.self) { try Configuration(environment: wrong) }
        #expect(try !#require(refusal).description.contains("hushhush"))
        #expect(!MailAdvice.settings(try Configuration(environment: Self.relay).mail).description.contains("hushhush"))
    }

    @Test func `a key that cannot be read is a fault, and mail does not leave unsigned`() throws {
        let mail = try Configuration(
            environment: Self.relay.merging(["HEMICYCLE_DKIM": "a:cities.example:/nowhere/key.pem"]) { $1 }
        ).mail
        #expect(throws: MailingRefusal.noKey("HEMICYCLE_DKIM", path: "/nowhere/key.pem")) { try mail.signer() }
        #expect(MailAdvice.settings(mail).word == .fault)
    }
}
