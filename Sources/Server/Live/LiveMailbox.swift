// SPDX-License-Identifier: EUPL-1.2
import Database
import Synchronization

/// What waits to be told to one client.
///
/// Changes that come while the last words are not taken yet become one, so a slow client costs no more memory than a quick one.
final class LiveMailbox: Sendable {
    private struct State {
        var opening: Int?
        var changed: Set<Noun> = []
        var number = 0
        var isBeatDue = false
        var isEnded = false
        /// Who waits for the next words.
        var reader: CheckedContinuation<Void, Never>?
        /// Lets go of the connection, whether or not its client takes what was sent.
        var hangUp: (@Sendable () -> Void)?

        var isEmpty: Bool { opening == nil && changed.isEmpty && !isBeatDue && !isEnded }
    }

    let nouns: Set<Noun>
    let peer: String
    private let state = Mutex(State())

    init(nouns: Set<Noun>, peer: String) {
        self.nouns = nouns
        self.peer = peer
    }

    /// The first words, and what changed since the client's last.
    func begin(at number: Int, missed: Set<Noun>) {
        change { state in
            state.opening = number
            state.changed.formUnion(missed)
            state.number = max(state.number, number)
        }
    }

    /// Keeps a change until it is taken; false when it is about nothing asked for. Nil stands for anything.
    func tell(_ changed: Set<Noun>?, upTo number: Int) -> Bool {
        let concerned = changed.map(nouns.intersection) ?? nouns
        guard !concerned.isEmpty else { return false }
        change { state in
            state.changed.formUnion(concerned)
            state.number = max(state.number, number)
        }
        return true
    }

    /// Makes a sign of life due; false when the one before was not taken.
    func beat() -> Bool {
        var isTaken = true
        change { state in
            isTaken = !state.isBeatDue
            state.isBeatDue = true
        }
        return isTaken
    }

    /// No more words: whoever waits for them is told.
    func end() { change { $0.isEnded = true } }

    /// Ends, and lets go of a client that takes nothing.
    func cut() {
        end()
        state.withLock { $0.hangUp }?()
    }

    /// - Parameter hangUp: closes the connection at once.
    func connect(_ hangUp: @escaping @Sendable () -> Void) { state.withLock { $0.hangUp = hangUp } }

    /// The next words, when there are some; nil at the end, which is also that of the task. For one reader at a time.
    func next() async -> LiveMessage? {
        while true {
            let (message, isEnded) = state.withLock { (Self.take(&$0), $0.isEnded) }
            if isEnded { return nil }
            if let message { return message }
            await arrival()
        }
    }

    private static func take(_ state: inout State) -> LiveMessage? {
        if let opening = state.opening {
            state.opening = nil
            return .opening(opening)
        }
        defer { (state.changed, state.isBeatDue) = ([], false) }
        if !state.changed.isEmpty { return .change(state.changed, state.number) }
        return state.isBeatDue ? .beat : nil
    }

    private func arrival() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    guard state.isEmpty else { return false }
                    state.reader = continuation
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            end()
        }
    }

    /// Changes what waits, and wakes the reader.
    private func change(_ body: (inout State) -> Void) {
        state.withLock { state in
            body(&state)
            defer { state.reader = nil }
            return state.reader
        }?.resume()
    }
}
