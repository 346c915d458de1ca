// SPDX-License-Identifier: EUPL-1.2
import Synchronization

/// Values made of rows and kept in memory as long as no act concerns what they are about.
///
/// The number of the newest act about a noun is read in the same transaction, so that what is returned is always what the
/// transaction would read: also when another process wrote, and while this one still answers from an older snapshot.
final class KeptValues: Sendable {
    private struct Kept {
        let act: Int
        let value: any Sendable
    }
    private let values = Mutex<[String: Kept]>([:])

    func value<Value: Sendable>(_ name: String, of act: Int, _ make: () throws -> Value) rethrows -> Value {
        if let kept = values.withLock({ $0[name] }), kept.act == act, let value = kept.value as? Value { return value }
        let made = try make()
        values.withLock { values in
            if values[name]?.act ?? -1 < act { values[name] = Kept(act: act, value: made) }
        }
        return made
    }
}

extension Transaction {
    /// Returns what `make` reads, from memory if nothing about the noun changed since; names the noun as seen.
    ///
    /// - Parameters:
    ///   - name: tells kept values apart; one name always stands for the same reading.
    ///   - noun: what every act that can change the value is recorded under.
    package func keeping<Value: Sendable>(
        _ name: String, about noun: Noun, _ make: () throws -> Value
    ) throws -> Value {
        saw(noun)
        // What this transaction wrote itself has no act yet.
        guard let kept else { return try make() }
        let newest = try rows("SELECT coalesce(max(act), 0) AS act FROM act_noun WHERE noun = \(noun.description)")
        return try kept.value(name, of: newest[0]["act"], make)
    }
}
