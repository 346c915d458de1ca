// SPDX-License-Identifier: EUPL-1.2
import Database
import Logging
import Server
import Testing

@testable import Application

@Suite struct `Settings` {
    @Test func `with nothing set everything works on one machine`() throws {
        let configuration = try Configuration()
        #expect(configuration.database == .sqlite(path: "hemicycle.db"))
        #expect(configuration.listen == ListenAddress(host: "127.0.0.1", port: 8080))
        #expect(configuration.site.publicURL == "http://localhost:8080")
        #expect(configuration.certificate == nil)
        #expect(configuration.site.metricsToken == nil)
        #expect(configuration.site.isIndexed)
        #expect(configuration.logLevel == .info)
    }

    @Test func `an option comes before the environment`() throws {
        let environment = ["HEMICYCLE_DATABASE": "sqlite:a.db", "HEMICYCLE_LISTEN": "0.0.0.0:1"]
        let configuration = try Configuration(.init(database: "sqlite:b.db", listen: "localhost:2"), environment: environment)
        #expect(configuration.database == .sqlite(path: "b.db"))
        #expect(configuration.listen == ListenAddress(host: "localhost", port: 2))
    }

    @Test func `every setting of the environment is read`() throws {
        let configuration = try Configuration(environment: [
            "HEMICYCLE_DATABASE": "sqlite:/var/lib/x.db", "HEMICYCLE_LISTEN": "[::]:9000",
            "HEMICYCLE_PUBLIC_URL": "https://Conference.example.org/",
            "HEMICYCLE_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8,fd00::/8", "HEMICYCLE_METRICS_TOKEN": "not-so-secret-at-all",
            "HEMICYCLE_TLS_CERTIFICATE": "/c.pem", "HEMICYCLE_TLS_KEY": "/k.pem", "HEMICYCLE_OPERATOR": "City of Liège",
            "HEMICYCLE_OPERATOR_ADDRESS": "Place du Marché 2|4000 Liège", "HEMICYCLE_CONTACT": "hello@example.org",
            "HEMICYCLE_NO_INDEX": "yes", "HEMICYCLE_LIVE_STREAMS": "50", "HEMICYCLE_LIVE_STREAMS_PER_ADDRESS": "0",
            "HEMICYCLE_LOG_LEVEL": "Debug",
        ])
        #expect(configuration.database == .sqlite(path: "/var/lib/x.db"))
        #expect(configuration.listen == ListenAddress(host: "::", port: 9000))
        #expect(configuration.site.publicURL == "https://conference.example.org")
        #expect(configuration.site.trustedProxies == ["127.0.0.1", "10.0.0.0/8", "fd00::/8"])
        #expect(configuration.site.metricsToken == "not-so-secret-at-all")
        #expect(configuration.certificate?.chain == "/c.pem")
        #expect(configuration.certificate?.key == "/k.pem")
        #expect(configuration.site.operatorName == "City of Liège")
        #expect(configuration.site.operatorAddress == "Place du Marché 2|4000 Liège")
        #expect(configuration.site.contactMail == "hello@example.org")
        #expect(!configuration.site.isIndexed)
        #expect(configuration.site.liveStreams == 50)
        #expect(configuration.site.liveStreamsPerPeer == 0)
        #expect(configuration.logLevel == .debug)
    }

    @Test func `a setting that is empty is not set`() throws {
        let configuration = try Configuration(
            environment: Dictionary(uniqueKeysWithValues: Configuration.names.map { ($0, " ") }))
        #expect(configuration.listen == .standard)
        #expect(!configuration.isPublicURLSet)
    }

    @Test(arguments: [
        ("127.0.0.1:8080", "http://localhost:8080"), ("0.0.0.0:80", "http://localhost"), ("[::1]:1", "http://localhost:1"),
        ("conference.example.org:8080", "http://conference.example.org:8080"), ("[fd00::1]:8080", "http://[fd00::1]:8080"),
    ])
    func `without a public address it is guessed from where the server listens`(listen: String, url: String) throws {
        #expect(try Configuration(.init(listen: listen)).site.publicURL == url)
    }

    @Test func `a server with a certificate of its own is https`() throws {
        let environment = ["HEMICYCLE_TLS_CERTIFICATE": "c", "HEMICYCLE_TLS_KEY": "k"]
        #expect(try Configuration(.init(listen: "localhost:443"), environment: environment).site.publicURL == "https://localhost")
    }

    @Test func `a guessed public address follows the port that was found free`() throws {
        #expect(try Configuration(.init(listen: "127.0.0.1:0")).listening(on: 4711).site.publicURL == "http://localhost:4711")
        let set = try Configuration(.init(listen: "127.0.0.1:0"), environment: ["HEMICYCLE_PUBLIC_URL": "http://a.example"])
        #expect(set.listening(on: 4711).site.publicURL == "http://a.example")
    }

    @Test(arguments: [
        ("https://a.example:443", "https://a.example"), ("http://a.example:80/", "http://a.example"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("HTTPS://A.EXAMPLE:8443", "https://a.example:8443"),
    ])
    func `a public address is written as browsers write an origin`(given: String, url: String) throws {
        #expect(try Configuration(environment: ["HEMICYCLE_PUBLIC_URL": given]).site.publicURL == url)
    }

    @Test(arguments: [
        "HEMICYCLE_DATABASE=hemicycle.db", "HEMICYCLE_DATABASE=mysql://x", "HEMICYCLE_DATABASE=sqlite:",
        "HEMICYCLE_DATABASE=sqlite::memory:",
        "HEMICYCLE_DATABASE=sqlite:file:x?mode=memory", "HEMICYCLE_LISTEN=8080", "HEMICYCLE_LISTEN=:8080",
        "HEMICYCLE_LISTEN=host:",
        "HEMICYCLE_LISTEN=host:65536", "HEMICYCLE_LISTEN=host:-1", "HEMICYCLE_LISTEN=::1:8080", "HEMICYCLE_LISTEN=[::x]:8080",
        "HEMICYCLE_LISTEN=a b:8080", "HEMICYCLE_LISTEN=host:٨٠", "HEMICYCLE_PUBLIC_URL=conference.example.org",
        "HEMICYCLE_PUBLIC_URL=ftp://a.example", "HEMICYCLE_PUBLIC_URL=https://a.example/path", "HEMICYCLE_PUBLIC_URL=https://",
        "HEMICYCLE_PUBLIC_URL=https://a.example?x=1", "HEMICYCLE_PUBLIC_URL=https://a.example#x",
        "HEMICYCLE_PUBLIC_URL=https://a.example:99999",
        "HEMICYCLE_PUBLIC_URL=https://a b.example", "HEMICYCLE_TRUSTED_PROXIES=proxy", "HEMICYCLE_TRUSTED_PROXIES=10.0.0.0/33",
        "HEMICYCLE_TRUSTED_PROXIES=10.0.0.0/8/8", "HEMICYCLE_TRUSTED_PROXIES=fd00::/129", "HEMICYCLE_TRUSTED_PROXIES=10.0.0.0/08",
        "HEMICYCLE_METRICS_TOKEN=two words and some more", "HEMICYCLE_METRICS_TOKEN=short", "HEMICYCLE_TLS_CERTIFICATE=c.pem",
        "HEMICYCLE_TLS_KEY=k.pem",
        "HEMICYCLE_OPERATOR=a\nb",
        "HEMICYCLE_CONTACT=nobody", "HEMICYCLE_CONTACT=a@b@c", "HEMICYCLE_CONTACT=<a@b.example>",
        "HEMICYCLE_CONTACT=a b@c.example",
        "HEMICYCLE_CONTACT=a@b.example?subject=x", "HEMICYCLE_NO_INDEX=perhaps", "HEMICYCLE_LOG_LEVEL=loud",
    ])
    func `a wrong value is refused with a sentence that names the setting`(assignment: String) throws {
        let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
        let refusal = #expect(throws: ConfigurationRefusal.self) { try Configuration(environment: [parts[0]: parts[1]]) }
        let sentence = try #require(refusal).description
        #expect(sentence.hasPrefix(parts[0]))
        #expect(sentence.hasSuffix("."))
    }

    @Test(arguments: [
        ["HEMICYCLE_METRICS_TOKEN": "s3cret\tvalue"], ["HEMICYCLE_DATABASE": "postgre://me:s3cret@host/x"],
        ["HEMICYCLE_PUBLIC_URL": "https://me:s3cret@a.example"], ["HEMICYCLE_DATABASE": "user:s3cret@host"],
    ])
    func `a secret is never shown`(environment: [String: String]) throws {
        let refusal = #expect(throws: ConfigurationRefusal.self) { try Configuration(environment: environment) }
        #expect(try !#require(refusal).description.contains("s3cret"))
    }

    @Test func `a wrong option is named as an option`() {
        #expect(
            throws: ConfigurationRefusal.wrong(
                setting: "--listen", value: "x",
                write: "HOST:PORT, such as 127.0.0.1:8080, or 0.0.0.0:8080 for every address of this machine")
        ) {
            try Configuration(.init(listen: "x"))
        }
    }

    @Test func `names that mean nothing are found`() {
        let environment = ["HEMICYCLE_PUBLICURL": "x", "HEMICYCLE_LISTEN": "x", "PATH": "x", "HEMICYCLE_A": ""]
        #expect(Configuration.unknownNames(in: environment) == ["HEMICYCLE_A", "HEMICYCLE_PUBLICURL"])
    }
}
