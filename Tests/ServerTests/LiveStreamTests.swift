// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Synchronization
import TestKit
import Testing
import Vocabulary

@testable import Server

private let signedIn: HTTPFields = [.cookie: "stay=known"]

@Suite(.timeLimit(.minutes(1))) struct `A live stream` {
    @Test func `is an answer that goes on, never kept, never compressed`() async throws {
        let response = try await LiveTrial().ask()
        #expect(response.status == .ok)
        #expect(
            response.headers == [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store", .accelBuffering: "no",
            ])
        #expect(response.body.isEmpty)
        #expect(response.ready == nil)
    }

    @Test(arguments: TestEngine.available)
    func `tells of acts about its nouns, with their number, and of no others`(engine: TestEngine) async throws {
        let trial = try LiveTrial(engine)
        let stream = try await trial.stream()
        try await trial.act("hall:2", "seats")
        try await trial.act("hall:1", "person:ada")
        #expect(await stream.next() == .change(["hall:1"], 2))
        try await trial.act("halls", "hall:1")
        #expect(await stream.next() == .change(["halls", "hall:1"], 3))
    }

    @Test(arguments: TestEngine.available)
    func `tells of what another process did`(engine: TestEngine) async throws {
        let trial = try LiveTrial(engine)
        let other = try Database.open(trial.place.url, steps: [], migrating: false)
        defer { other.close() }
        trial.database.watchOtherProcesses()
        let stream = try await trial.stream()
        // The watcher first learns where it stands: keep telling until it hears.
        let teller = Task {
            while !Task.isCancelled {
                try await other.write(by: .commandLine, at: LiveTrial.now) { $0.record("hall.changed", "hall:1") }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        defer { teller.cancel() }
        guard case .change(let nouns, let number) = await stream.next() else { throw TestFault(text: "nothing is told") }
        #expect(nouns == ["hall:1"])
        #expect(number > 0)
    }

    @Test func `tells several changes that nobody took yet as one`() async throws {
        let trial = try LiveTrial()
        let stream = try #require(await trial.ask().stream)
        #expect(stream.mailbox.tell(["hall:1"], upTo: 7))
        #expect(stream.mailbox.tell(["halls", "seats"], upTo: 9))
        #expect(!stream.mailbox.tell(["seats"], upTo: 10))
        #expect(await stream.next() == .opening(0))
        #expect(await stream.next() == .change(["hall:1", "halls"], 9))
    }

    @Test func `says that anything may have changed when something was missed`() async throws {
        let trial = try LiveTrial()
        let stream = try await trial.stream()
        trial.site.live.changed(nil, upTo: 4)
        #expect(await stream.next() == .change(["hall:1", "halls"], 4))
    }

    @Test(
        arguments: [
            (nil, nil, []), ("0", nil, ["hall:1", "halls"]), ("1", nil, ["halls"]), ("3", nil, []),
            ("4", nil, ["hall:1", "halls"]),
            (nil, "1", ["halls"]), ("1", "2", []), ("2", "1", []), ("1", "x", ["halls"]), ("x", nil, ["hall:1", "halls"]),
            ("-1", nil, ["hall:1", "halls"]), ("", "", []),
        ] as [(String?, String?, Set<Noun>)])
    func `tells first what changed since the act a client knows`(since: String?, event: String?, missed: Set<Noun>) async throws {
        let trial = try LiveTrial()
        try await trial.act("hall:1")
        try await trial.act("halls")
        try await trial.act("seats")
        var headers = HTTPFields()
        headers[.lastEventID] = event
        let stream = try #require(await trial.ask("/halls/live" + (since.map { "?since=\($0)" } ?? ""), headers).stream)
        #expect(await stream.next() == .opening(3))
        // Where nothing was missed, the sign of life is next.
        _ = stream.mailbox.beat()
        #expect(await stream.next() == (missed.isEmpty ? .beat : .change(missed, 3)))
    }

    @Test func `ends with the task that reads it`() async throws {
        let stream = try await LiveTrial().stream()
        let reader = Task { await stream.next() }
        reader.cancel()
        #expect(await reader.value == nil)
        #expect(await stream.next() == nil)
    }

    @Test(arguments: [
        (LiveMessage.opening(12), "retry: 3000\nid: 12\n\n"),
        (.change(["halls", "hall:1"], 13), "id: 13\nevent: change\ndata: hall:1 halls\n\n"), (.beat, ":\n\n"),
    ])
    func `is written as the standard has it`(message: LiveMessage, text: String) {
        #expect(message.text == text)
    }
}

@Suite(.timeLimit(.minutes(1))) struct `A live stream that is somebody's` {
    @Test func `tells as long as they may read it, and not what comes after`() async throws {
        let trial = try LiveTrial()
        let stream = try await trial.stream("/halls/manage/live", signedIn)
        try await trial.act("halls")
        #expect(await stream.next() == .change(["halls"], 1))
        trial.gate.isOpen.store(false, ordering: .relaxed)
        try await trial.act("halls")
        #expect(await stream.next() == nil)
    }

    @Test func `ends at a sign of life when they may not read it any more`() async throws {
        let trial = try LiveTrial()
        let stream = try await trial.stream("/halls/manage/live", signedIn)
        #expect(stream.mailbox.beat())
        #expect(await stream.next() == .beat)
        trial.gate.isOpen.store(false, ordering: .relaxed)
        #expect(stream.mailbox.beat())
        #expect(await stream.next() == nil)
    }

    @Test func `is not found by whoever may not`() async throws {
        let trial = try LiveTrial()
        #expect(await trial.ask("/halls/manage/live").status == .notFound)
        #expect(trial.site.live.count == 0)
    }
}

@Suite(.timeLimit(.minutes(1))) struct `All live streams` {
    @Test func `are limited, in all and for one address, and one that is gone makes room`() async throws {
        let trial = try LiveTrial {
            $0.liveStreams = 3
            $0.liveStreamsPerPeer = 2
        }
        var held = [await trial.ask(), await trial.ask()]
        let beyond = await trial.ask()
        #expect(beyond.status == .serviceUnavailable)
        #expect(beyond.headers[.retryAfter] == "60")
        held.append(await trial.ask(peer: "192.0.2.2"))
        #expect(held.map(\.status) == [.ok, .ok, .ok])
        #expect(await trial.ask(peer: "192.0.2.3").status == .serviceUnavailable)
        #expect(trial.site.live.count == 3)
        held.removeFirst()
        #expect(trial.site.live.count == 2)
        #expect(await trial.ask().status == .ok)
    }

    @Test func `get a sign of life each, once in twenty ticks`() async throws {
        let trial = try LiveTrial()
        var streams: [LiveStream] = []
        for _ in 0..<50 { streams.append(try await trial.stream()) }
        for tick in 100..<120 { trial.site.live.beat(tick) }
        for stream in streams { #expect(await stream.next() == .beat) }
    }

    @Test func `are cut when their clients took nothing between two signs of life`() async throws {
        let trial = try LiveTrial()
        let (slow, quick) = (try await trial.stream(), try await trial.stream())
        let hungUp = Atomic<Int>(0)
        slow.mailbox.connect { hungUp.add(1, ordering: .relaxed) }
        for tick in 0..<20 { trial.site.live.beat(tick) }
        #expect(await quick.next() == .beat)
        try await trial.act("halls")
        for tick in 20..<40 { trial.site.live.beat(tick) }
        #expect(hungUp.load(ordering: .relaxed) == 1)
        #expect(await slow.next() == nil)
        #expect(await quick.next() != nil)
        #expect(trial.site.live.metrics.contains("hemicycle_live_cut_total 1.0"))
    }

    @Test func `end when the server stops, and none is opened then`() async throws {
        let trial = try LiveTrial()
        let stream = try await trial.stream()
        let reader = Task { await stream.next() }
        trial.site.live.stop()
        #expect(await reader.value == nil)
        #expect(await trial.ask().status == .serviceUnavailable)
    }

    @Test func `are counted`() async throws {
        let trial = try LiveTrial()
        let streams = [try await trial.stream(), try await trial.stream()]
        try await trial.act("halls")
        for stream in streams { #expect(await stream.next() == .change(["halls"], 1)) }
        let metrics = trial.site.live.metrics.filter { !$0.hasPrefix("#") }
        #expect(metrics == ["hemicycle_live_streams 2.0", "hemicycle_live_events_total 2.0", "hemicycle_live_cut_total 0.0"])
    }
}
