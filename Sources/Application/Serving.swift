// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import Logging
import Outbox
import Server

/// A running server: a database, the site on it, and the network side.
package struct Serving: Sendable {
    let configuration: Configuration
    let logger: Logger

    package init(_ configuration: Configuration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Serves until a signal asks to stop; what was begun is finished and the database let go of before it returns.
    ///
    /// - Parameter say: prints a line for whoever started it.
    package func run(say: @escaping @Sendable (String) -> Void) async throws {
        try checkCertificate()
        OpenFiles.takeAll()
        let database = try Database.open(configuration.database)
        defer { database.close() }
        let configuration =
            configuration.listen.port == 0
            ? configuration.listening(on: try FreePort.find(on: configuration.listen.host)) : configuration
        database.watchOtherProcesses()
        let isEmpty = try await database.isEmpty(at: .now)
        let erasures = Erasures(configuration, database)
        if let count = try await erasures?.settle(at: .now), count > 0 { say(Erasures.sentence(count)) }
        let site = Site(
            settings: configuration.site, database: database, access: Features.access,
            routes: Features.routes(providers: try identities()), navigation: Features.navigation,
            organising: Features.organising, panels: Panels.pages, metricLines: Features.metrics, signIn: AccountsFeature.signIn)
        let worker = try Mailing(configuration).worker(on: database, logger: logger)
        let server = HTTPServer(
            dispatcher: Dispatcher(site: site, logger: logger), host: configuration.listen.host, port: configuration.listen.port,
            certificate: configuration.certificate, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await worker.run { .now } }
            if let erasures { group.addTask { await erasures.keep(logger: logger) } }
            // What is being sent when the server stops is finished before the database is let go of.
            defer { group.cancelAll() }
            try await naming {
                try await server.run { _ in
                    for line in Greeting(configuration: configuration, isEmpty: isEmpty).lines { say(line) }
                }
            }
        }
        say("Stopped.")
    }

    /// The providers of identities that the operator named, if any.
    private func identities() throws -> Providers {
        guard let path = configuration.identityProviders else { return Providers() }
        let read = try IdentityProviderSettings.read(try Files.read(path)) { try Files.read($0) }
        return Providers(OpenIDConnectConversation(read, over: ProviderWay()))
    }

    /// The files of TLS are read before anything is opened, so that a wrong path is said by its name.
    private func checkCertificate() throws {
        guard let certificate = configuration.certificate else { return }
        for path in [certificate.chain, certificate.key] {
            let text = String(decoding: try Files.read(path), as: UTF8.self)
            guard text.contains("-----BEGIN ") else { throw ServingRefusal.noPEM(path) }
        }
    }

    /// What the network side throws and is no refusal of ours came from the certificate or from the system.
    private func naming(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let told as any Told {
            throw told
        } catch {
            let kind = String(reflecting: type(of: error))
            if let certificate = configuration.certificate, kind.hasPrefix("NIOSSL") {
                throw ServingRefusal.certificate(certificate.chain, key: certificate.key)
            }
            throw ServingRefusal.listening("\(configuration.listen)", kind: kind)
        }
    }
}

/// Why the server does not run, in words.
package enum ServingRefusal: Told, Equatable {
    case noPEM(String)
    case certificate(String, key: String)
    case listening(String, kind: String)
    case noFreePort(String)

    package var description: String {
        switch self {
        case .noPEM(let path):
            "\(path) is no PEM file. Name the chain with HEMICYCLE_TLS_CERTIFICATE and its key with HEMICYCLE_TLS_KEY."
        case .certificate(let chain, let key):
            "\(chain) and \(key) cannot be used for TLS: they are damaged or do not belong together."
        case .listening(let address, let kind):
            "cannot listen on \(address). See that it is an address of this machine, or choose another with --listen "
                + "HOST:PORT. (\(kind))"
        case .noFreePort(let host): "\(host) is not an address of this machine. Choose another with --listen HOST:PORT."
        }
    }
}

/// What whoever starts the server reads first.
struct Greeting {
    let configuration: Configuration
    let isEmpty: Bool

    var lines: [String] {
        var lines = [
            "Hemicycle \(Program.version) serves \(configuration.database) at \(configuration.site.publicURL) "
                + "(listening on \(configuration.listen))."
        ]
        if isEmpty { lines += next }
        if configuration.site.isDemo {
            lines.append(
                "Sign in as secretariat@demo.example at \(configuration.site.publicURL)/en/account; mail of the demonstration can be "
                    + "read at \(configuration.site.publicURL)/en/demo/mail")
        }
        if !configuration.isPublicURLSet, !configuration.listen.isLocal {
            lines.append(
                "Links are built from \(configuration.site.publicURL). Set HEMICYCLE_PUBLIC_URL to the address that people use.")
        }
        return lines
    }

    private var next: [String] {
        [
            "The database is empty. Invite the first secretariat, in another window; the command prints the link that lets them in:",
            "  hemicycle account invite --role secretariat MAIL\(option)", "Fill it from files of your own:",
        ]
            + ["authorities", "editions"].map { "  hemicycle import \($0) FILE\(option)" }
            + ["The other kinds of files: hemicycle help import"]
            + ["Or look around in a demonstration, which never touches this database: hemicycle demo"]
    }

    /// The address of the database, where the commands would not find it by themselves. One of PostgreSQL may hold a password.
    private var option: String {
        switch configuration.database {
        case .sqlite("hemicycle.db"): ""
        case .sqlite(let path): " --database sqlite:\(path)"
        case .postgres: " --database URL"
        }
    }
}
