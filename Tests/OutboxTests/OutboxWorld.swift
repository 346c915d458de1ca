// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import Database
import Foundation
import HTTPTypes
import Logging
import Server
import Synchronization
import TestKit
import Vocabulary

@testable import Outbox

/// The outbox on a fresh database, with a relay and receivers that do what a test says.
struct OutboxWorld: Sendable {
    let place: TestPlace
    let database: Database
    let site: Site
    let relay = TestRelay()
    let web = TestWeb()
    private let closing: OutboxClosing
    let now = Date(timeIntervalSince1970: 1_800_000_000)

    init(_ engine: TestEngine, isDemo: Bool = false) async throws {
        place = try engine.place()
        database = try Database.open(place.url, steps: Features.migrations, migrating: true)
        closing = OutboxClosing(database: database)
        var settings = SiteSettings()
        settings.publicURL = "https://cities.example"
        settings.isDemo = isDemo
        settings.sendsMail = true
        // A cookie that is the name of a role makes whoever shows it hold it.
        let signIn = SignIn(
            stay: { value, _ in
                Role(rawValue: value).map {
                    Actor(kind: .account, grants: [Grant($0, in: .server), Grant(.reader, in: .server)], person: "p-\(value)")
                }
            }, token: { _, _ in nil })
        site = Site(
            settings: settings, database: database, access: Features.access, routes: Features.routes(),
            navigation: Features.navigation, organising: Features.organising, metricLines: Features.metrics, signIn: signIn)
    }

    /// Another process on the same database would have another one.
    func worker(timers: [String: TimerHandler] = [:], isDemo: Bool = false, relay: TestRelay? = nil) -> OutboxWorker {
        OutboxWorker(
            database: database, mail: relay ?? self.relay, web: web, timers: timers, isDemo: isDemo, logger: .silent,
            dice: Dice.system)
    }

    @discardableResult
    func write<T: Sendable>(at time: Date? = nil, _ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await database.write(by: .commandLine, at: time ?? now, body)
    }

    func read<T: Sendable>(at time: Date? = nil, _ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await database.read(by: .public, at: time ?? now, body)
    }

    func post(_ letters: Letter...) async throws { try await write { try OutboxStore(tx: $0).post(letters) } }

    func stored(_ id: ID<Letter> = "one") async throws -> StoredLetter? { try await read { try LetterStore(tx: $0).letter(id) } }

    /// Verbs of all acts, in their order.
    func verbs() async throws -> [String] {
        try await read { try $0.rows("SELECT verb FROM act ORDER BY number").map { $0["verb"] } }
    }

    func ask(_ method: HTTPRequest.Method, _ target: String, as role: Role? = nil, body: String = "", at time: Date? = nil) async
        -> Answer
    {
        var headers: HTTPFields = [:]
        if let role { headers[.cookie] = "\(SignIn.cookie(site.settings))=\(role.rawValue)" }
        let before = database.statementCount
        let response = await Dispatcher(site: site, logger: .silent).respond(
            to: Request(
                id: "test", method: method, target: target, headers: headers, body: Array(body.utf8), peer: "127.0.0.1",
                now: time ?? now, actor: .public, site: site))
        return Answer(response, statements: database.statementCount - before)
    }
}

extension Logger {
    static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
}

private final class OutboxClosing: Sendable {
    let database: Database
    init(database: Database) { self.database = database }
    deinit { database.close() }
}

/// A relay that answers what it is told, and remembers what it was given.
final class TestRelay: LetterTransport {
    private struct State {
        var sent: [OutgoingLetter] = []
        var answers: [SMTPOutcome] = []
    }
    private let state = Mutex(State())

    /// Answers in this order, and takes everything after.
    func answers(_ outcomes: SMTPOutcome...) { state.withLock { $0.answers += outcomes } }
    var sent: [String] { state.withLock { $0.sent.map(\.letter.id.value) } }
    var letters: [OutgoingLetter] { state.withLock { $0.sent } }

    func send(_ letter: OutgoingLetter) async -> SMTPOutcome {
        // Lets others come between, as a network does.
        await Task.yield()
        return state.withLock { state in
            state.sent.append(letter)
            return state.answers.isEmpty ? .accepted(reply: "250 Ok") : state.answers.removeFirst()
        }
    }
    func rest() {}
}

/// Receivers of webhooks that answer what they are told.
final class TestWeb: WebhookTransport {
    private struct State {
        var orders: [OutgoingRequest] = []
        var statuses: [Int] = []
    }
    private let state = Mutex(State())

    func answers(_ statuses: Int...) { state.withLock { $0.statuses += statuses } }
    var orders: [OutgoingRequest] { state.withLock { $0.orders } }

    func send(_ order: OutgoingRequest) async throws(HTTPRefusal) -> Int {
        let status = state.withLock { state in
            state.orders.append(order)
            return state.statuses.isEmpty ? 200 : state.statuses.removeFirst()
        }
        guard status > 0 else { throw .tookTooLong }
        return status
    }
}

extension Letter {
    static func example(
        _ id: ID<Letter> = "one", to address: String = "Ada@city.example", isTransactional: Bool = true, isSecret: Bool = false,
        expires: Date? = nil, batch: ID<LetterBatch>? = nil
    ) -> Letter {
        Letter(
            id: id, kind: "test", to: address, name: "Ada", person: "p-ada", language: .en, subject: "Hello", text: "Read me.",
            html: "<p>Read me.</p><script>x</script>", isTransactional: isTransactional, isSecret: isSecret, expires: expires,
            batch: batch)
    }
}

extension SMTPProblem {
    static func later(_ text: String = "451 Later", isOurs: Bool = false) -> SMTPProblem {
        SMTPProblem(step: .recipient, code: 451, text: text, isOurs: isOurs)
    }
    static let nobody = SMTPProblem(step: .recipient, code: 550, text: "5.1.1 Nobody", isOurs: false)
    static let lost = SMTPProblem(step: .text, code: nil, text: "The connection was lost.", isOurs: false)
}
