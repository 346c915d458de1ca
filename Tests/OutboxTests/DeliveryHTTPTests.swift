// SPDX-License-Identifier: EUPL-1.2
import Synchronization
import Testing

@testable import Outbox

@Suite struct `A request to another server` {
    private let client = HTTPClient(reach: .anywhere, allowsPlain: true)
    private let loopback = IPAddress("127.0.0.1").map { [$0] }

    /// Nobody listens on port 1.
    private func refusal(_ url: String, at checked: [IPAddress]?) throws -> HTTPRefusal? {
        let address = try WebAddress(url, allowsPlain: true)
        return #expect(throws: HTTPRefusal.self) {
            try client.send(
                OutgoingRequest("GET", url), to: address, at: checked, within: HTTPLimits(whole: .seconds(5), bytes: 10))
        }
    }

    @Test func `goes to the address that was checked, whatever the name's is now`() throws {
        guard case .notConnected(let text) = try refusal("http://pinned.invalid:1/", at: loopback) else {
            Issue.record("a name that does not exist was looked up")
            return
        }
        #expect(text.contains("pinned.invalid port 1"))
        #expect(try refusal("http://pinned.invalid:1/", at: nil) == .hostNotFound("pinned.invalid"))
    }

    @Test(arguments: ["http://127.0.0.1:1/", "http://[::1]:1/"])
    func `goes to no other address, even if libcurl finds one`(url: String) throws {
        let checked = [try #require(IPAddress("192.0.2.1"))]
        #expect(try refusal(url, at: checked) == .addressNotPublic(try WebAddress(url, allowsPlain: true).host))
    }

    @Test func `does not go into the own network if only public addresses are allowed`() {
        let client = HTTPClient(reach: .publicOnly, allowsPlain: true)
        #expect(throws: HTTPRefusal.addressNotPublic("localhost")) {
            try client.send(OutgoingRequest("POST", "http://localhost:1/", body: []))
        }
    }

    @Test(arguments: ["", "GE T", "GET\r\n", "GET/"])
    func `has a method of one word`(method: String) {
        #expect(throws: HTTPRefusal.wrongMethod) { try client.send(OutgoingRequest(method, "http://127.0.0.1:1/")) }
    }

    @Test(arguments: [("a", "b\r\nc: d"), ("a", "b\0"), ("a:", "b"), ("", "b"), ("a b", "c"), ("a\n", "b"), ("å", "b")])
    func `has fields that end where they should`(name: String, value: String) {
        let request = OutgoingRequest("GET", "http://127.0.0.1:1/", fields: [HeaderField(name, value)])
        #expect(throws: HTTPRefusal.wrongField(name)) { try client.send(request) }
    }

    @Test func `an answer finds its fields by small letters`() {
        let answer = HTTPAnswer(
            status: 429, fields: [HeaderField("retry-after", "7"), HeaderField("retry-after", "8")], body: [])
        #expect(answer["retry-after"] == "7")
        #expect(answer["date"] == nil)
    }
}

@Suite struct `Threads for work that blocks` {
    private struct Broken: Error, Equatable {}

    @Test func `give back what the work returns or throws`() async throws {
        let workers = Workers(count: 2, named: "test")
        #expect(try await workers.run { 6 * 7 } == 42)
        await #expect(throws: Broken()) { try await workers.run { throw Broken() } }
    }

    @Test func `do all work, never more at once than there are threads`() async throws {
        final class Counts: Sendable {
            let state = Mutex((now: 0, most: 0, done: 0))
        }
        let workers = Workers(count: 3, named: "test")
        let counts = Counts()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3_000 {
                group.addTask {
                    try await workers.run {
                        counts.state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.done) }
                        counts.state.withLock { $0 = ($0.now - 1, $0.most, $0.done + 1) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let (now, most, done) = counts.state.withLock { $0 }
        #expect(done == 3_000)
        #expect(now == 0)
        #expect(1...3 ~= most)
    }

    @Test func `take nothing more once they are stopped`() async {
        let workers = Workers(count: 1, named: "test")
        workers.stop()
        await #expect(throws: WorkersStopped()) { try await workers.run { 1 } }
    }
}
