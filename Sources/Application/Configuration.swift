// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Logging
import Outbox
import Server

/// Everything an operator may set, read once: options of the command line, then the environment, then defaults that work on
/// one machine.
package struct Configuration: Sendable {
    package var database = DatabaseURL.sqlite(path: "hemicycle.db")
    package var listen = ListenAddress.standard
    /// The files of the server's own TLS; without them a proxy before it has to speak https.
    package var certificate: HTTPServer.Certificate?
    package var logLevel = Logger.Level.info
    /// The file that names the providers of identities.
    package var identityProviders: String?
    package var site = SiteSettings()
    package var mail = MailSettings()
    /// False while the public address is only a guess from where the server listens.
    package var isPublicURLSet = false

    /// What was given on the command line.
    package struct Options: Sendable {
        package var database: String?
        package var listen: String?
        package init(database: String? = nil, listen: String? = nil) {
            self.database = database
            self.listen = listen
        }
    }

    /// The names of the environment that mean something.
    package static let names: Set<String> = [
        "HEMICYCLE_DATABASE", "HEMICYCLE_LISTEN", "HEMICYCLE_PUBLIC_URL", "HEMICYCLE_TRUSTED_PROXIES", "HEMICYCLE_METRICS_TOKEN",
        "HEMICYCLE_TLS_CERTIFICATE", "HEMICYCLE_TLS_KEY", "HEMICYCLE_OPERATOR", "HEMICYCLE_OPERATOR_ADDRESS", "HEMICYCLE_CONTACT",
        "HEMICYCLE_NO_INDEX", "HEMICYCLE_LOG_LEVEL", "HEMICYCLE_SMTP", "HEMICYCLE_MAIL_FROM", "HEMICYCLE_BOUNCES",
        "HEMICYCLE_DKIM", "HEMICYCLE_DKIM_ED25519", "HEMICYCLE_PRIVATE_WEBHOOKS", "HEMICYCLE_OIDC", "HEMICYCLE_ZONE",
        "HEMICYCLE_ERASURES", "HEMICYCLE_LIVE_STREAMS", "HEMICYCLE_LIVE_STREAMS_PER_ADDRESS",
    ]

    /// Throws a sentence that names the setting when one is wrong.
    package init(_ options: Options = Options(), environment: [String: String] = [:]) throws(ConfigurationRefusal) {
        let values = SettingReader(environment: environment)
        database = try values.database(option: options.database) ?? database
        listen = try values.listen(option: options.listen) ?? listen
        certificate = try values.certificate()
        logLevel = try values.logLevel() ?? logLevel
        identityProviders = try values.line("HEMICYCLE_OIDC")
        site.zone = try values.zone("HEMICYCLE_ZONE") ?? site.zone
        site.version = Program.version
        site.operatorName = try values.line("HEMICYCLE_OPERATOR") ?? ""
        site.operatorAddress = try values.line("HEMICYCLE_OPERATOR_ADDRESS") ?? ""
        site.contactMail = try values.mail("HEMICYCLE_CONTACT") ?? ""
        site.trustedProxies = try values.networks("HEMICYCLE_TRUSTED_PROXIES")
        site.metricsToken = try values.token("HEMICYCLE_METRICS_TOKEN")
        site.isIndexed = try !(values.truth("HEMICYCLE_NO_INDEX") ?? false)
        site.allowsPrivateWebhooks = try values.truth("HEMICYCLE_PRIVATE_WEBHOOKS") ?? false
        site.liveStreams = try values.count("HEMICYCLE_LIVE_STREAMS") ?? site.liveStreams
        site.liveStreamsPerPeer = try values.count("HEMICYCLE_LIVE_STREAMS_PER_ADDRESS") ?? site.liveStreamsPerPeer
        site.erasures = try values.line("HEMICYCLE_ERASURES") ?? database.erasures
        mail = try values.mailing(contact: site.contactMail, operatorName: site.operatorName)
        site.sendsMail = mail.server != nil
        let publicURL = try values.publicURL("HEMICYCLE_PUBLIC_URL")
        isPublicURLSet = publicURL != nil
        site.publicURL = publicURL ?? guessedURL
    }

    /// Names of the environment that look like settings and are none: misspelt, or of another version. Not those of tests.
    package static func unknownNames(in environment: [String: String]) -> [String] {
        environment.keys.filter { $0.hasPrefix("HEMICYCLE_") && !$0.hasPrefix("HEMICYCLE_TEST_") && !names.contains($0) }.sorted()
    }

    /// Where a browser on this machine finds the server.
    private var guessedURL: String {
        let isSecure = certificate != nil
        let port = listen.port == (isSecure ? 443 : 80) ? "" : ":\(listen.port)"
        return "\(isSecure ? "https" : "http")://\(listen.nameForBrowsers)\(port)"
    }

    /// The same for a demonstration, whose mail goes to a page whatever the environment says.
    package var forDemonstration: Configuration {
        var other = self
        other.mail = MailSettings()
        // Everybody is secretariat there: nothing may lead out.
        other.identityProviders = nil
        other.site.isDemo = true
        other.site.sendsMail = true
        return other
    }

    /// The same, listening on another port: 0 stands for any that is free, which is known only later.
    package func listening(on port: Int) -> Configuration {
        var other = self
        other.listen.port = port
        if !isPublicURLSet { other.site.publicURL = other.guessedURL }
        return other
    }
}

/// Where the server waits for requests.
package struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    package var host: String
    package var port: Int

    package static let standard = ListenAddress(host: "127.0.0.1", port: 8080)

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`; an IPv6 address stands in brackets. Port 0 is any that is free.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(digits),
            port <= 65_535
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
            guard NetworkAddress.isIPv6(host) else { return nil }
        } else {
            guard NetworkAddress.isHostName(host) else { return nil }
        }
        self.init(host: host, port: port)
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    private static let everywhere: Set<String> = ["0.0.0.0", "::"]
    private static let here: Set<String> = ["127.0.0.1", "::1", "localhost"]

    /// Whether only this machine can reach it.
    package var isLocal: Bool { Self.here.contains(host) }

    var nameForBrowsers: String {
        if isLocal || Self.everywhere.contains(host) { return "localhost" }
        return host.contains(":") ? "[\(host)]" : host
    }
}
