// SPDX-License-Identifier: EUPL-1.2

/// Sets that are joined, and never parted.
struct DisjointSets {
    private var parents: [Int32]

    init(count: Int) { parents = (0..<Int32(count)).map { $0 } }

    mutating func root(of index: Int) -> Int {
        var index = index
        while Int(parents[index]) != index {
            parents[index] = parents[Int(parents[index])]
            index = Int(parents[index])
        }
        return index
    }

    /// Whether they were apart.
    @discardableResult mutating func join(_ one: Int, _ other: Int) -> Bool {
        let (one, other) = (root(of: one), root(of: other))
        parents[Swift.max(one, other)] = Int32(Swift.min(one, other))
        return one != other
    }
}
