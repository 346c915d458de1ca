// SPDX-License-Identifier: EUPL-1.2

/// All names of something, searched by their beginning, by the beginning of a word in them, and, when nothing is found so,
/// with one or two typing errors.
package struct NameIndex: Sendable {
    /// A folded word sequence and where it leads. A name of three words stands in here three times, from each word on.
    private struct Entry: Sendable {
        let start: Int, count: Int
        let target: Int32
        let isWholeName: Bool
    }

    /// How well a name matches; smaller is better.
    package struct Match: Sendable, Equatable {
        /// What the name leads to.
        package let target: Int
        /// 0: the whole name; 1: the name begins so; 2: a word begins so; 3 and 4: with one or two typing errors.
        package let distance: Int
    }

    private let bytes: [UInt8]
    private let entries: [Entry]

    /// - Parameter names: names and what each leads to, a number the caller knows.
    package init(_ names: [(name: String, target: Int)]) {
        var bytes: [UInt8] = []
        var entries: [Entry] = []
        for (name, target) in names {
            let start = bytes.count
            bytes += Folding.folded(name).utf8
            var position = start
            while position < bytes.count {
                if position == start || bytes[position - 1] == 32 {
                    entries.append(
                        Entry(
                            start: position, count: bytes.count - position, target: Int32(target), isWholeName: position == start)
                    )
                }
                position += 1
            }
        }
        bytes.withUnsafeBufferPointer { all in
            entries.sort { a, b in
                all[a.start..<a.start + a.count].lexicographicallyPrecedes(all[b.start..<b.start + b.count])
            }
        }
        self.bytes = bytes
        self.entries = entries
    }

    /// The best match of each target, best first; at most one typing error for words under six letters, two above.
    package func matches(_ query: String) -> [Match] {
        let pattern = Array(Folding.folded(query).utf8.prefix(60))
        guard !pattern.isEmpty else { return [] }
        var best: [Int32: Int] = [:]
        for entry in entries[beginning(with: pattern)] {
            let distance = entry.isWholeName ? (entry.count == pattern.count ? 0 : 1) : 2
            best[entry.target] = min(best[entry.target] ?? 9, distance)
        }
        if best.isEmpty { best = misspelt(pattern) }
        return best.map { Match(target: Int($0.key), distance: $0.value) }
            .sorted { ($0.distance, $0.target) < ($1.distance, $1.target) }
    }

    /// The run of entries that begin with the pattern, by two binary searches.
    private func beginning(with pattern: [UInt8]) -> Range<Int> {
        bytes.withUnsafeBufferPointer { all in
            func firstIndex(where isBeyond: (UnsafeBufferPointer<UInt8>.SubSequence) -> Bool) -> Int {
                var low = 0
                var high = entries.count
                while low < high {
                    let middle = (low + high) / 2
                    let entry = entries[middle]
                    if isBeyond(all[entry.start..<entry.start + entry.count]) { high = middle } else { low = middle + 1 }
                }
                return low
            }
            let first = firstIndex { !$0.lexicographicallyPrecedes(pattern) }
            let last = firstIndex { !$0.prefix(pattern.count).lexicographicallyPrecedes(pattern) && !$0.starts(with: pattern) }
            return first..<max(first, last)
        }
    }

    /// Entries whose beginning or whole is one or two typing errors away; only the nearest ones.
    private func misspelt(_ pattern: [UInt8]) -> [Int32: Int] {
        let limit = pattern.count < 3 ? 0 : pattern.count < 6 ? 1 : 2
        guard limit > 0 else { return [:] }
        var distance = TypingDistance(pattern: pattern)
        var best: [Int32: Int] = [:]
        var nearest = limit
        bytes.withUnsafeBufferPointer { all in
            for entry in entries where entry.count >= pattern.count - nearest {
                let errors = distance.least(
                    to: all, from: entry.start, count: min(entry.count, pattern.count + nearest), limit: nearest)
                guard errors <= nearest else { continue }
                if errors < nearest {
                    nearest = errors
                    best = [:]
                }
                best[entry.target] = 2 + max(errors, 1)
            }
        }
        return best
    }
}

/// How many typing errors lie between a word and the beginning of another: a letter more, less, other, or two exchanged.
///
/// Optimal string alignment, one row at a time. Damerau, "A technique for computer detection and correction of spelling
/// errors", Communications of the ACM 7 (3), 1964. Works on folded UTF-8: a non-Latin letter counts twice.
struct TypingDistance {
    private let pattern: [UInt8]
    private var before: [Int], last: [Int], row: [Int]

    init(pattern: [UInt8]) {
        self.pattern = pattern
        before = Array(repeating: 0, count: pattern.count + 1)
        last = before
        row = before
    }

    /// The least distance from the pattern to any beginning of `text`; more than `limit` is said as `limit + 1`.
    ///
    /// A beginning that is not followed by the end of a word counts, so that "Leig" still finds Liège while it is typed.
    mutating func least(to text: UnsafeBufferPointer<UInt8>, from start: Int, count: Int, limit: Int) -> Int {
        let width = pattern.count
        for column in 0...width { last[column] = column }
        var least = last[width]
        for line in 0..<count {
            let letter = text[start + line]
            row[0] = line + 1
            var lowest = row[0]
            for column in 1...width {
                let cost = pattern[column - 1] == letter ? 0 : 1
                var value = min(last[column] + 1, row[column - 1] + 1, last[column - 1] + cost)
                if line > 0, column > 1, letter == pattern[column - 2], text[start + line - 1] == pattern[column - 1] {
                    value = min(value, before[column - 2] + 1)
                }
                row[column] = value
                lowest = min(lowest, value)
            }
            least = min(least, row[width])
            if lowest > limit { break }
            swap(&before, &last)
            swap(&last, &row)
        }
        return min(least, limit + 1)
    }
}
