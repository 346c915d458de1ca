// SPDX-License-Identifier: EUPL-1.2
import Synchronization
import Vocabulary

/// Tells listeners which nouns changed, once each, whether this process or another committed it.
final class ActFeed: Sendable {
    private struct State {
        /// All acts up to this number have been told.
        var last: Int
        var listeners: [Listener] = []
    }
    /// Hears nouns, nil when some may have been missed, and up to which number all acts were told.
    typealias Listener = @Sendable (Set<Noun>?, Int) -> Void
    private let state: Mutex<State>

    init(last: Int) { state = Mutex(State(last: last)) }

    func listen(_ listener: @escaping Listener) { state.withLock { $0.listeners.append(listener) } }

    /// Acts are gapless: when ours follow what was told, nobody else's are between.
    func committedHere(_ acts: [Act]) {
        guard let first = acts.first, let last = acts.last else { return }
        let (listeners, number) = state.withLock { state in
            if first.number == state.last + 1 { state.last = last.number }
            return (state.listeners, state.last)
        }
        let nouns = Set(acts.flatMap(\.nouns))
        for listener in listeners { listener(nouns, number) }
    }

    /// Reads what was committed since the last number told, and tells it.
    func catchUp(_ read: @Sendable (_ after: Int) async throws -> (last: Int, nouns: Set<Noun>)) async {
        let after = state.withLock { $0.last }
        guard let (last, nouns) = try? await read(after) else { return lost() }
        let (listeners, number) = state.withLock { state in
            state.last = max(state.last, last)
            return (state.listeners, state.last)
        }
        if !nouns.isEmpty { for listener in listeners { listener(nouns, number) } }
    }

    /// Something may have been missed.
    func lost() {
        let (listeners, number) = state.withLock { ($0.listeners, $0.last) }
        for listener in listeners { listener(nil, number) }
    }
}
