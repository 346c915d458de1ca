// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import ArgumentParser
import Database
import Foundation
import HTTPTypes
import Logging
import Server

/// `hemicycle measure pages TARGET …`: renders pages anew, without a network and without compression.
struct MeasurePages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages", abstract: "Render pages again and again: address, policy, database, mark-up.", shouldDisplay: false)
    @OptionGroup var database: DatabaseOption
    @Option(help: "rounds, of which the median counts") var rounds = 7
    @Option(help: "pages in a round") var count = 100
    @Option(help: "the role of who asks, for pages that are not everybody's") var role: String?
    @Argument(help: "paths with their query") var targets: [String]

    private struct Result: Encodable {
        let target: String, bytes: Int, processorMicroseconds: Double, wallMicroseconds: Double
    }

    func run() async throws {
        let configuration = try database.configuration()
        let database = try database.existing()
        defer { database.close() }
        let actor = role.flatMap(Role.init(rawValue:)).map {
            Actor(kind: .account, grants: [Grant($0, in: .server)], person: "measured", key: "measured")
        }
        let site = Site(
            settings: configuration.site, database: database, access: Features.access, routes: Features.routes(),
            navigation: Features.navigation, organising: Features.organising,
            signIn: SignIn(stay: { _, _ in actor }, token: { _, _ in nil }))
        let dispatcher = Dispatcher(site: site, logger: Logger(label: Program.name))
        for target in targets { try Say.json(try await measured(target, by: dispatcher)) }
    }

    private func measured(_ target: String, by dispatcher: Dispatcher) async throws -> Result {
        // Whoever has a role shows a stay, whatever its value.
        var headers: HTTPFields = [:]
        if role != nil { headers[.cookie] = "\(SignIn.cookie(dispatcher.site.settings))=measured" }
        let shown = headers
        func render() async -> Response {
            await dispatcher.respond(
                to: Request(
                    id: "measured", method: .get, target: target, headers: shown, peer: "127.0.0.1", now: .now, actor: .public,
                    site: dispatcher.site))
        }
        // The first one fills what is kept of names and statements.
        let first = await render()
        guard first.status == .ok else { throw ValidationError("\(target) is answered with \(first.status.code).") }
        var processor: [Double] = []
        var wall: [Double] = []
        for _ in 0..<rounds {
            let watch = Stopwatch()
            for _ in 0..<count { _ = await render() }
            processor.append(watch.processorSeconds * 1e6 / Double(count))
            wall.append(watch.seconds * 1e6 / Double(count))
        }
        return Result(
            target: target, bytes: first.body.count, processorMicroseconds: processor.sorted().quantile(0.5),
            wallMicroseconds: wall.sorted().quantile(0.5))
    }
}
