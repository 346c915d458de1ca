// SPDX-License-Identifier: EUPL-1.2

/// For each pair of hubs the cheapest cluster that can take a place less at one and one more at the other. Of a cluster that has
/// changed, what was said before is passed over when it comes up.
struct HubMoves<Cost: ExactInteger>: ~Copyable {
    private struct Move: BitwiseCopyable {
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
    private var targets: [Int32] = []
    private var out: [[Int32]]
    private var versions: Cells<Int32>
    /// A heap longer than this is cleared of what is out of date.
    private var mostLong: [Int] = []

    init(hubs: Int, clusters: Int) {
        self.hubs = hubs
        index = Array(repeating: -1, count: hubs <= Self.mostInTable ? hubs * hubs : 0)
        out = Array(repeating: [], count: hubs)
        versions = Cells(repeating: 0, count: clusters)
    }

    mutating func forget(_ cluster: Int) { versions[cluster] += 1 }

    /// How many other hubs clusters can go to from a hub, and by which moves.
    func leaving(_ hub: Int) -> Int { out[hub].count }
    func move(_ index: Int, leaving hub: Int) -> Int { Int(out[hub][index]) }
    func target(_ move: Int) -> Int { Int(targets[move]) }

    mutating func add(from hub: Int, to other: Int, cost: Cost, of cluster: Int) {
        let heap = heap(hub, other)
        heaps[heap].append(Move(cost: cost, cluster: Int32(cluster), version: versions[cluster]))
        if Self.rise(&heaps[heap]) { firsts[heap] = heaps[heap][0] }
        if heaps[heap].count > mostLong[heap] { clear(heap) }
    }

    private mutating func heap(_ hub: Int, _ other: Int) -> Int {
        let pair = hub * hubs + other
        let known = index.isEmpty ? sparse[pair] ?? -1 : index[pair]
        if known >= 0 { return Int(known) }
        let heap = heaps.count
        if index.isEmpty { sparse[pair] = Int32(heap) } else { index[pair] = Int32(heap) }
        heaps.append([])
        firsts.append(.none)
        targets.append(Int32(other))
        out[hub].append(Int32(heap))
        mostLong.append(64)
        return heap
    }

    private mutating func clear(_ heap: Int) {
        var kept: [Move] = []
        for move in heaps[heap] where versions[Int(move.cluster)] == move.version { kept.append(move) }
        heaps[heap] = kept
        for place in stride(from: kept.count / 2 - 1, through: 0, by: -1) { Self.sink(&heaps[heap], from: place) }
        mostLong[heap] = Swift.max(64, 3 * kept.count)
        firsts[heap] = heaps[heap].first ?? .none
    }

    @inline(__always) mutating func cheapest(_ heap: Int) -> Cost? {
        while firsts[heap].cluster >= 0 {
            if versions[Int(firsts[heap].cluster)] == firsts[heap].version { return firsts[heap].cost }
            Self.removeFirst(&heaps[heap])
            firsts[heap] = heaps[heap].first ?? .none
        }
        return nil
    }

    /// Which cluster the cheapest move is of.
    func cluster(_ heap: Int) -> Int { Int(firsts[heap].cluster) }

    /// Whether the last becomes the first.
    private static func rise(_ heap: inout [Move]) -> Bool {
        heap.withUnsafeMutableBufferPointer { heap in
            var place = heap.count - 1
            let move = heap[place]
            while place > 0 {
                let above = (place - 1) / 2
                guard move.cost < heap[above].cost else { break }
                heap[place] = heap[above]
                place = above
            }
            heap[place] = move
            return place == 0
        }
    }

    private static func removeFirst(_ heap: inout [Move]) {
        let move = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = move
        sink(&heap, from: 0)
    }

    private static func sink(_ heap: inout [Move], from start: Int) {
        heap.withUnsafeMutableBufferPointer { heap in
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
}
