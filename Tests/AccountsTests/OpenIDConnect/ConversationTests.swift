// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization
import Testing

@testable import Accounts

/// A provider that answers from a table, and counts what it was asked.
private final class TableOfAnswers: ProviderConnection {
    struct Unreachable: Error {}
    typealias Answer = (status: Int, body: [UInt8])

    private let state = Mutex<(answers: [String: Answer], asked: [String])>(([:], []))

    init(token: String, keys: [[String: JSONValue]] = [TokenMint.p256Key()]) {
        answer("/.well-known/openid-configuration", JSONValue.object(TestAttempt.description).bytes)
        answer("/keys", TokenMint.document(keys))
        answer("/token", JSONValue.object(["token_type": .text("Bearer"), "id_token": .text(token)]).bytes)
    }

    /// Nil takes the answer away.
    func answer(_ path: String, _ body: [UInt8]?, status: Int = 200) {
        state.withLock { $0.answers["https://id.city.example\(path)"] = body.map { (status, $0) } }
    }

    /// How often each path was asked for.
    var asked: [String: Int] { state.withLock { $0.asked.reduce(into: [:]) { $0[$1, default: 0] += 1 } } }

    func fetch(method: String, url: String, headers: [String: String], body: [UInt8]) async throws -> Answer {
        await Task.yield()
        return try state.withLock { state in
            state.asked.append("\(method) \(url.dropFirst("https://id.city.example".count))")
            guard let answer = state.answers[url] else { throw Unreachable() }
            return answer
        }
    }
}

@Suite struct `A conversation with a provider` {
    private static let about = "GET /.well-known/openid-configuration"
    private let query = "code=x&state=\(TestAttempt.attempt.state)"

    private func conversation(_ table: TableOfAnswers) throws -> OpenIDConnectConversation {
        OpenIDConnectConversation([try TestAttempt.provider()], over: table)
    }

    private func finish(_ conversation: OpenIDConnectConversation, at now: Date = TokenMint.now) async throws -> String {
        try await conversation.finish(TestAttempt.attempt, query: query, at: now).subject
    }

    @Test func `sends somebody there and hears who they are`() async throws {
        let table = TableOfAnswers(token: try TokenMint.token())
        let conversation = try conversation(table)
        let request = try await conversation.begin(TestAttempt.attempt, language: "fr", prompt: .login)
        #expect(request.address.hasPrefix("https://id.city.example/authorize?response_type=code&"))
        #expect(try await finish(conversation) == "s-1")
        #expect(table.asked == [Self.about: 1, "GET /keys": 1, "POST /token": 1])
    }

    @Test func `asks once for what many need`() async throws {
        let table = TableOfAnswers(token: try TokenMint.token())
        let conversation = try conversation(table)
        let subjects = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<100 { group.addTask { try await finish(conversation, at: TokenMint.now + Double(number % 3)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(subjects == Array(repeating: "s-1", count: 100))
        #expect(table.asked == [Self.about: 1, "GET /keys": 1, "POST /token": 100])
    }

    @Test func `asks again after an hour`() async throws {
        let table = TableOfAnswers(token: "")
        let conversation = try conversation(table)
        for seconds in [0.0, 3_599, 3_600, 7_199] {
            let attempt = SignInAttempt(
                with: "city-x", returnAddress: "", random: Array(0..<96), at: TokenMint.now + seconds)
            _ = try await conversation.begin(attempt, language: "en")
        }
        #expect(table.asked == [Self.about: 2])
    }

    @Test func `asks for new keys when a token names one it does not know`() async throws {
        let table = TableOfAnswers(token: try TokenMint.token())
        let conversation = try conversation(table)
        #expect(try await finish(conversation) == "s-1")
        table.answer("/keys", TokenMint.document([TokenMint.p256Key(["kid": .text("new")])]))
        let token = JSONValue.text(try TokenMint.token(header: ["kid": .text("new")]))
        table.answer("/token", JSONValue.object(["token_type": .text("Bearer"), "id_token": token]).bytes)
        #expect(try await finish(conversation) == "s-1")
        #expect(table.asked["GET /keys"] == 2)
    }

    @Test func `asks for new keys once a minute, however many tokens name one that is nowhere`() async throws {
        let table = TableOfAnswers(token: try TokenMint.token(header: ["kid": .text("nowhere")]))
        let conversation = try conversation(table)
        for (seconds, times) in [(0.0, 2), (1, 2), (59, 2), (60, 3), (119, 3)] {
            await #expect(throws: SignInRefusal.token(.unknownKey("nowhere"))) {
                try await finish(conversation, at: TokenMint.now + seconds)
            }
            #expect(table.asked["GET /keys"] == times)
        }
    }

    @Test func `a wrong signature of a known key asks for nothing`() async throws {
        let table = TableOfAnswers(token: try TokenMint.token().dropLast(8) + "AAAAAAAA")
        let conversation = try conversation(table)
        await #expect(throws: SignInRefusal.token(.wrongSignature(keyID: "p"))) { try await finish(conversation) }
        #expect(table.asked["GET /keys"] == 1)
    }

    @Test(arguments: [
        ("/.well-known/openid-configuration", ProviderDocument.description), ("/keys", .keys), ("/token", .token),
    ])
    func `what fails is told, and not kept`(path: String, document: ProviderDocument) async throws {
        let table = TableOfAnswers(token: try TokenMint.token())
        let good = TableOfAnswers(token: try TokenMint.token())
        let conversation = try conversation(table)
        table.answer(path, nil)
        await #expect(throws: SignInRefusal.provider(.unreachable(document))) { try await finish(conversation) }
        table.answer(path, Array("moved".utf8), status: 302)
        await #expect(throws: SignInRefusal.provider(.answered(status: 302, document))) { try await finish(conversation) }
        table.answer(path, try await good.fetch(method: "", url: "https://id.city.example\(path)", headers: [:], body: []).body)
        #expect(try await finish(conversation) == "s-1")
    }

    @Test func `a forged return asks the provider for nothing`() async throws {
        let table = TableOfAnswers(token: try TokenMint.token())
        let conversation = try conversation(table)
        await #expect(throws: SignInRefusal.wrongState) {
            try await conversation.finish(TestAttempt.attempt, query: "code=x&state=y", at: TokenMint.now)
        }
        #expect(table.asked == [:])
    }

    @Test func `a provider nobody wrote down is unknown`() async throws {
        let conversation = try conversation(TableOfAnswers(token: ""))
        let attempt = SignInAttempt(with: "other", returnAddress: "", random: Array(0..<96), at: TokenMint.now)
        await #expect(throws: SignInRefusal.unknownProvider) { try await conversation.begin(attempt, language: "en") }
        await #expect(throws: SignInRefusal.unknownProvider) {
            try await conversation.finish(attempt, query: "", at: TokenMint.now)
        }
    }
}
