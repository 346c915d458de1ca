// SPDX-License-Identifier: EUPL-1.2

/// The arcs at each node of a cluster: first those that leave it, twice their index; then those that come in, one more.
struct NodeLinks: Sendable {
    private(set) var all: [Int32] = []
    /// Those of a node stand from `starts[node]` up to `starts[node + 1]`.
    private(set) var starts: [Int32] = []

    init() {}

    init(of arcs: [FlowNetwork.Arc], hubs: Int, nodes: Int) {
        starts = Array(repeating: 0, count: nodes + 1)
        for arc in arcs {
            starts[Int(arc.tail) + 1] += 1
            if Int(arc.head) >= hubs { starts[Int(arc.head) + 1] += 1 }
        }
        for node in 0..<nodes { starts[node + 1] += starts[node] }
        all = Array(repeating: 0, count: Int(starts[nodes]))
        var next = starts
        for (index, arc) in arcs.enumerated() { add(index << 1, to: arc.tail, &next) }
        for (index, arc) in arcs.enumerated() where Int(arc.head) >= hubs { add(index << 1 | 1, to: arc.head, &next) }
    }

    private mutating func add(_ link: Int, to node: Int32, _ next: inout [Int32]) {
        all[Int(next[Int(node)])] = Int32(link)
        next[Int(node)] += 1
    }
}
