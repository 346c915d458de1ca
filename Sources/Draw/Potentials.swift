// SPDX-License-Identifier: EUPL-1.2

/// Dual values of a flow: how much cheaper everything would become if one more could pass each node on its way to the root.
struct Potentials<Cost: ExactInteger> {
    private let network: FlowNetwork
    private let flow: [Int32], hubFlow: [Int32]
    private let entryCosts: [Cost]
    private var values: [Cost]
    private var isKnown: [Bool]

    init<Searched: ExactInteger>(of flow: inout Flow<Searched>, _ entryCosts: [Cost]) {
        network = flow.network
        let others = network.nodeCount - network.hubCount
        values = flow.hubPotentials(entryCosts) + Array(repeating: .zero, count: others)
        isKnown = Array(repeating: true, count: network.hubCount) + Array(repeating: false, count: others)
        self.flow = (0..<flow.flow.count).map { flow.flow[$0] }
        hubFlow = (0..<flow.hubFlow.count).map { flow.hubFlow[$0] }
        self.entryCosts = entryCosts
        for cluster in network.clusters { settle(cluster) }
    }

    private func cost(_ arc: FlowNetwork.Arc) -> Cost { arc.entry < 0 ? .zero : entryCosts[Int(arc.entry)] }

    private mutating func settle(_ cluster: FlowNetwork.Cluster) {
        for index in cluster.outer {
            let arc = network.arcs[index]
            if flow[index] < arc.most { _ = improve(arc.tail, over: arc.head, cost(arc)) }
        }
        guard !cluster.inner.isEmpty else { return }
        // Without end only where the flow is not the best there is.
        for _ in cluster.nodes {
            var hasChanged = false
            for index in cluster.inner {
                let arc = network.arcs[index], cost = cost(arc)
                if flow[index] < arc.most, improve(arc.tail, over: arc.head, cost) { hasChanged = true }
                if flow[index] > 0, improve(arc.head, over: arc.tail, -cost) { hasChanged = true }
            }
            guard hasChanged else { return }
        }
    }

    private mutating func improve(_ node: Int32, over next: Int32, _ cost: Cost) -> Bool {
        guard isKnown[Int(next)] else { return false }
        let value = values[Int(next)] + cost
        guard !isKnown[Int(node)] || value < values[Int(node)] else { return false }
        values[Int(node)] = value
        isKnown[Int(node)] = true
        return true
    }

    /// The price of each limit of the tree: what its arc keeps apart.
    func prices(limits: Int) -> [Cost] {
        var prices = Array(repeating: Cost.zero, count: limits)
        for limit in 0..<limits where network.limitNodes[limit] >= 0 {
            let parent = network.tree.parents[limit]
            let above = parent >= 0 ? Int(network.limitNodes[Int(parent)]) : 0
            let difference = values[Int(network.limitNodes[limit])] - values[above]
            if !difference.isNegative { prices[limit] = difference }
        }
        return prices
    }

    /// Whether another assignment costs exactly as much: a circle of arcs in which flow can be moved for nothing.
    var isTied: Bool {
        var sets = DisjointSets(count: network.nodeCount)
        var oneWay: [(tail: Int, head: Int)] = []
        func look(_ tail: Int, _ head: Int, _ cost: Cost, _ flow: Int32, _ most: Int32) {
            guard cost + values[head] == values[tail] else { return }
            if flow > 0 && flow < most {
                sets.join(tail, head)
            } else {
                oneWay.append(flow > 0 ? (head, tail) : (tail, head))
            }
        }
        for index in network.arcs.indices {
            let arc = network.arcs[index]
            look(Int(arc.tail), Int(arc.head), cost(arc), flow[index], arc.most)
        }
        for hub in 1..<Swift.max(1, network.hubCount) {
            look(hub, network.hubParents[hub], .zero, hubFlow[hub], network.hubMost[hub])
        }
        return hasCircle(oneWay.map { (sets.root(of: $0.tail), sets.root(of: $0.head)) })
    }

    /// Kahn: nodes without an arc into them are taken away until none is left, or a circle is.
    private func hasCircle(_ arcs: [(tail: Int, head: Int)]) -> Bool {
        var into = Array(repeating: 0, count: network.nodeCount), starts = Array(repeating: 0, count: network.nodeCount + 1)
        for arc in arcs {
            into[arc.head] += 1
            starts[arc.tail + 1] += 1
        }
        for node in 0..<network.nodeCount { starts[node + 1] += starts[node] }
        var heads = Array(repeating: 0, count: arcs.count), next = starts
        for arc in arcs {
            heads[next[arc.tail]] = arc.head
            next[arc.tail] += 1
        }
        var open = (0..<network.nodeCount).filter { into[$0] == 0 }
        var taken = 0
        while let node = open.popLast() {
            taken += 1
            for head in heads[starts[node]..<starts[node + 1]] {
                into[head] -= 1
                if into[head] == 0 { open.append(head) }
            }
        }
        return taken < network.nodeCount
    }
}
