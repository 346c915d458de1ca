// SPDX-License-Identifier: EUPL-1.2

/// For each pair of hubs the cheapest cluster that can take a place less at one and one more at the other. Of a cluster that has
/// changed, what was said before is passed over when it comes up.
struct HubMoves<Cost: ExactInteger> {
    private struct Move {
        var cost: Cost
        var cluster: Int32, version: Int32

        static var none: Move { Move(cost: .zero, cluster: -1, version: 0) }
    }

    private let hubs: Int
    /// By pair of hubs: a table where it is small, else a dictionary.
    private var index: [Int32], sparse: [Int: Int32] = [:]
    private static var mostInTable: Int { 2_000 }
    private var heaps: [[Move]] = []
    /// The first of each heap once more, to be read without the heap.
    private var firsts: [Move] = []
    private var targets: [Int] = []
    private var out: [[Int]]
    private var versions: [Int32]
    /// A heap longer than this is cleared of what is out of date.
    private var mostLong: [Int] = []

    init(hubs: Int, clusters: Int) {
        self.hubs = hubs
        index = Array(repeating: -1, count: hubs <= Self.mostInTable ? hubs * hubs : 0)
        out = Array(repeating: [], count: hubs)
        versions = Array(repeating: 0, count: clusters)
    }

    mutating func forget(_ cluster: Int) { versions[cluster] += 1 }

    func leaving(_ hub: Int) -> [Int] { out[hub] }
    func target(_ move: Int) -> Int { targets[move] }

    mutating func add(from hub: Int, to other: Int, cost: Cost, of cluster: Int) {
        let pair = hub * hubs + other
        var heap = Int(index.isEmpty ? sparse[pair] ?? -1 : index[pair])
        if heap < 0 {
            heap = heaps.count
            if index.isEmpty { sparse[pair] = Int32(heap) } else { index[pair] = Int32(heap) }
            heaps.append([])
            firsts.append(.none)
            targets.append(other)
            out[hub].append(heap)
            mostLong.append(64)
        }
        heaps[heap].append(Move(cost: cost, cluster: Int32(cluster), version: versions[cluster]))
        Self.rise(&heaps[heap])
        if heaps[heap].count > mostLong[heap] { clear(heap) }
        firsts[heap] = heaps[heap].first ?? .none
    }

    private mutating func clear(_ heap: Int) {
        heaps[heap].removeAll { versions[Int($0.cluster)] != $0.version }
        for place in stride(from: heaps[heap].count / 2 - 1, through: 0, by: -1) { Self.sink(&heaps[heap], from: place) }
        mostLong[heap] = Swift.max(64, 3 * heaps[heap].count)
    }

    @inline(__always) mutating func cheapest(_ heap: Int) -> Cost? {
        while firsts[heap].cluster >= 0 {
            if versions[Int(firsts[heap].cluster)] == firsts[heap].version { return firsts[heap].cost }
            Self.removeFirst(&heaps[heap])
            firsts[heap] = heaps[heap].first ?? .none
        }
        return nil
    }

    /// Which cluster the cheapest move is of, and where it leads.
    func best(_ heap: Int) -> (cluster: Int, target: Int) { (Int(heaps[heap][0].cluster), targets[heap]) }

    private static func rise(_ heap: inout [Move]) {
        var place = heap.count - 1
        let move = heap[place]
        while place > 0 {
            let above = (place - 1) / 2
            guard move.cost < heap[above].cost else { break }
            heap[place] = heap[above]
            place = above
        }
        heap[place] = move
    }

    private static func removeFirst(_ heap: inout [Move]) {
        let move = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = move
        sink(&heap, from: 0)
    }

    private static func sink(_ heap: inout [Move], from start: Int) {
        var place = start
        let move = heap[place]
        while true {
            var below = 2 * place + 1
            guard below < heap.count else { break }
            if below + 1 < heap.count, heap[below + 1].cost < heap[below].cost { below += 1 }
            guard heap[below].cost < move.cost else { break }
            heap[place] = heap[below]
            place = below
        }
        heap[place] = move
    }
}
