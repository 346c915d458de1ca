// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// How often somebody may do what is costly or could be guessed.
///
/// A bucket per key: it holds `burst` tries and gains `perMinute`. 400 people behind one address of a congress centre
/// share a bucket, so the numbers are large; a person who is signed in will have one of their own.
package final class RateLimits: Sendable {
    package enum Kind: Hashable, Sendable {
        /// Answers that take milliseconds: spreadsheets, misspelt searches.
        case costly
        /// What could be guessed, or makes a mail: sign-in, codes, tokens.
        case guessable

        var burst: Double { self == .costly ? 600 : 120 }
        var perMinute: Double { self == .costly ? 1_200 : 60 }
    }

    private struct Bucket {
        var level: Double
        var at: Date
    }
    private struct Key: Hashable {
        let kind: Kind
        let who: String
    }

    private let buckets = Mutex<[Key: Bucket]>([:])

    /// Beyond this many keys the full buckets are forgotten, which changes nothing for anybody.
    static let most = 20_000

    /// Takes one try; false when none is left.
    func allows(_ kind: Kind, by who: String, at now: Date) -> Bool {
        buckets.withLock { buckets in
            let key = Key(kind: kind, who: who)
            var bucket = buckets[key] ?? Bucket(level: kind.burst, at: now)
            bucket.level = min(kind.burst, bucket.level + max(0, now.timeIntervalSince(bucket.at)) / 60 * kind.perMinute)
            bucket.at = now
            let isAllowed = bucket.level >= 1
            if isAllowed { bucket.level -= 1 }
            if buckets.count >= Self.most {
                buckets = buckets.filter {
                    $0.value.level + now.timeIntervalSince($0.value.at) / 60 * $0.key.kind.perMinute < $0.key.kind.burst
                }
                if buckets.count >= Self.most { buckets.removeAll() }
            }
            buckets[key] = bucket
            return isAllowed
        }
    }
}
