// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Application
import ArgumentParser
import Database
import Foundation
import Logging
import Outbox
import Server

/// `hemicycle measure sign-ins`: people come in by a code from a mail, inside the program, as their browsers would ask.
struct MeasureSignIns: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-ins", abstract: "Come in by mail again and again: the form, the mail, the code, the account.",
        discussion: "The database gets people of its own: name no real one.", shouldDisplay: false)
    @OptionGroup var database: DatabaseOption
    @Option(help: "people who come in at the same time") var callers = 1
    @Option(help: "people in all") var count = 1_000

    private struct Result: Encodable {
        let signIns: Int, perSecond: Double, processorMicroseconds: Double
        let medianMilliseconds: Double, slowestPercentMilliseconds: Double
    }

    func run() async throws {
        let settings = try database.configuration().site
        let database = try database.existing()
        defer { database.close() }
        let people = try await MeasuredPeople.open(count, in: database)
        let site = Site(
            settings: settings, database: database, access: Features.access, routes: Features.routes(),
            navigation: Features.navigation, organising: Features.organising, signIn: AccountsFeature.signIn)
        let logger = Logger(label: Program.name, factory: { StreamLogHandler.standardError(label: $0) })
        let relay = MeasuredRelay()
        let worker = OutboxWorker(
            database: database, mail: relay, web: WebTransport(isPrivateAllowed: false), timers: Features.timers(settings),
            logger: logger, dice: Dice.system)
        let work = Task { await worker.run { .now } }
        let dispatcher = Dispatcher(site: site, logger: logger)
        let outcome = await Swift.Result { try await measured(people, at: dispatcher, relay) }
        work.cancel()
        await work.value
        try Say.json(try outcome.get())
    }

    private func measured(
        _ people: [MeasuredPeople.One], at dispatcher: Dispatcher, _ relay: MeasuredRelay
    ) async throws -> Result {
        let callers = callers
        let watch = Stopwatch()
        let times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for first in 0..<callers {
                group.addTask {
                    var times: [Double] = []
                    for number in stride(from: first, to: people.count, by: callers) {
                        let one = Stopwatch()
                        var browser = MeasuredBrowser(dispatcher, number: number)
                        try await browser.signIn(people[number].mail, relay)
                        times.append(one.seconds)
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted()
        }
        return Result(
            signIns: times.count, perSecond: Double(times.count) / watch.seconds,
            processorMicroseconds: watch.processorSeconds * 1e6 / Double(max(1, times.count)),
            medianMilliseconds: times.quantile(0.5) * 1e3, slowestPercentMilliseconds: times.quantile(0.99) * 1e3)
    }
}

extension Swift.Result where Failure == any Error {
    /// What an asynchronous body returns or throws, to be looked at after something else was ended.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
