// SPDX-License-Identifier: EUPL-1.2
import Database
import Synchronization
import Vocabulary

/// The open streams of this process, by which pages learn at once of what changed.
///
/// A stream is told *that* something changed, never what or by whom; its page is fetched again, and is a ready page mostly.
package final class LiveStreams: Sendable {
    private struct State {
        var mailboxes: [Int: LiveMailbox] = [:]
        /// How many streams there are by peer, and by noun.
        var byPeer: [String: Int] = [:]
        var byNoun: [Noun: Int] = [:]
        var opened = 0
        var due: Due?
        var isTelling = false
        var isStopped = false
    }

    /// What is told next; nil nouns stand for anything.
    private struct Due {
        var nouns: Set<Noun>?
        var number: Int
    }

    /// A stream is given a sign of life after so many ticks, which are a second apart: proxies close what is silent for a minute.
    static let ticksBetweenBeats = 20
    static let tick = Duration.seconds(1)

    private let state = Mutex(State())
    private let told = Atomic<Int>(0)
    private let cutOff = Atomic<Int>(0)
    private let limit: Int, limitPerPeer: Int
    private let pause: Duration

    init(_ settings: SiteSettings) {
        limit = settings.liveStreams
        limitPerPeer = settings.liveStreamsPerPeer
        pause = settings.livePause
    }

    /// How many streams are open.
    package var count: Int { state.withLock { $0.mailboxes.count } }

    // MARK: Coming and going

    /// Opens a stream about nouns; refused when there are too many already.
    func open(
        about nouns: Set<Noun>, peer: String, while isStillAllowed: (@Sendable () async -> Bool)?
    ) throws(LiveRefusal) -> LiveStream {
        let mailbox = LiveMailbox(nouns: nouns, peer: peer)
        let id: Int? = state.withLock { state in
            guard !state.isStopped, state.mailboxes.count < limit, state.byPeer[peer, default: 0] < limitPerPeer else {
                return nil
            }
            state.opened += 1
            state.mailboxes[state.opened] = mailbox
            state.byPeer[peer, default: 0] += 1
            for noun in nouns { state.byNoun[noun, default: 0] += 1 }
            return state.opened
        }
        guard let id else { throw .tooMany }
        return LiveStream(id: id, hub: self, mailbox: mailbox, while: isStillAllowed)
    }

    func forget(_ id: Int) {
        state.withLock { state in
            guard let mailbox = state.mailboxes.removeValue(forKey: id) else { return }
            Self.less(&state.byPeer, mailbox.peer)
            for noun in mailbox.nouns { Self.less(&state.byNoun, noun) }
        }
    }

    private static func less<Key: Hashable>(_ counts: inout [Key: Int], _ key: Key) {
        let left = (counts[key] ?? 0) - 1
        counts[key] = left > 0 ? left : nil
    }

    // MARK: Telling

    /// Tells every stream about one of the nouns, from a task of its own; what comes during the pause after it is told at once
    /// then. Nil stands for anything: something may have been missed.
    func changed(_ nouns: Set<Noun>?, upTo number: Int) {
        let begins = state.withLock { state in
            let concerned = nouns.map { $0.filter { state.byNoun[$0] != nil } }
            guard concerned?.isEmpty != true, !state.mailboxes.isEmpty else { return false }
            let before = state.due
            state.due = Due(
                nouns: before.map { due in due.nouns.flatMap { all in concerned.map(all.union) } } ?? concerned,
                number: max(before?.number ?? 0, number))
            defer { state.isTelling = true }
            return !state.isTelling
        }
        if begins { Task { await tellUntilQuiet() } }
    }

    private func tellUntilQuiet() async {
        while let (due, mailboxes) = takeDue() {
            for mailbox in mailboxes where mailbox.tell(due.nouns, upTo: due.number) { told.add(1, ordering: .relaxed) }
            try? await Task.sleep(for: pause)
        }
    }

    private func takeDue() -> (Due, [LiveMailbox])? {
        state.withLock { state in
            defer { state.due = nil }
            state.isTelling = state.due != nil
            return state.due.map { ($0, Array(state.mailboxes.values)) }
        }
    }

    // MARK: Signs of life, and the end

    /// Gives the streams whose turn it is a sign of life, and lets go of those that did not take the last one.
    func beat(_ tick: Int) {
        let turn = tick % Self.ticksBetweenBeats
        let mailboxes = state.withLock { $0.mailboxes.filter { $0.key % Self.ticksBetweenBeats == turn }.values }
        for mailbox in mailboxes where !mailbox.beat() {
            cutOff.add(1, ordering: .relaxed)
            mailbox.cut()
        }
    }

    /// Ends all streams and opens no more.
    func stop() { ending().forEach { $0.end() } }

    /// Lets go of clients that do not take the end of their streams.
    func cut() { ending().forEach { $0.cut() } }

    private func ending() -> [LiveMailbox] {
        state.withLock { state in
            state.isStopped = true
            return Array(state.mailboxes.values)
        }
    }

    /// Lines of `/metrics`.
    var metrics: [String] {
        Metrics.single("hemicycle_live_streams", "Open live streams.", "gauge", Double(count))
            + Metrics.single(
                "hemicycle_live_events_total", "Changes told to live streams.", "counter", Double(told.load(ordering: .relaxed)))
            + Metrics.single(
                "hemicycle_live_cut_total", "Live streams let go of because their clients took nothing.", "counter",
                Double(cutOff.load(ordering: .relaxed)))
    }
}

/// Why a stream is not opened.
enum LiveRefusal: Refusal, Equatable {
    case tooMany

    var kind: RefusalKind { .unavailable }
    var phrase: Phrase { "live.too-many" }
}
