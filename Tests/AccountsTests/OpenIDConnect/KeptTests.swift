// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization
import Testing

@testable import Accounts

@Suite struct `What a provider publishes is kept` {
    /// Counts how often it is asked, and says so.
    private final class Counter: Sendable {
        private let count = Mutex(0)
        func next() -> Int {
            count.withLock {
                $0 += 1; return $0
            }
        }
    }

    private func kept() -> Kept<Int> {
        let counter = Counter()
        return Kept { (_) async throws(ProviderRefusal) in counter.next() }
    }

    /// Who waited for the answer came a moment before the answer is dated, or the clock was set back.
    @Test(arguments: [(-1.0, 1), (0, 1), (3_599, 1), (3_600, 2), (-3_600, 2)])
    func `for an hour, from either side`(seconds: Double, value: Int) async throws {
        let kept = kept()
        _ = try await kept.version(at: TokenMint.now)
        #expect(try await kept.version(at: TokenMint.now + seconds).value == value)
    }

    @Test func `and renewed for all who hold what is old`() async throws {
        let kept = kept()
        let old = try await kept.version(at: TokenMint.now)
        let newer = try #require(try await kept.newer(than: old.number, at: TokenMint.now + 1))
        #expect(newer.value == 2)
        // Within the minute: the second to find the old one wanting is given what the first was, without asking.
        let same = try #require(try await kept.newer(than: old.number, at: TokenMint.now + 2))
        #expect(same.value == 2)
        #expect(try await kept.newer(than: newer.number, at: TokenMint.now + 60) == nil)
        #expect(try await kept.newer(than: newer.number, at: TokenMint.now + 61)?.value == 3)
    }
}
