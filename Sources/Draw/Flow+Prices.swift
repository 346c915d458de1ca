// SPDX-License-Identifier: EUPL-1.2

extension Flow {
    /// The chosen entries, in order.
    var chosen: [Int] {
        network.arcs.indices.filter { network.arcs[$0].entry >= 0 && flow[$0] > 0 }.map { Int(network.arcs[$0].entry) }.sorted()
    }

    /// Dual values: how much cheaper everything would become if one more could pass each node on its way to the root.
    mutating func potentials() -> [Cost] {
        findWays()
        // The steps beneath the costs go: what is left is a multiple again.
        var potentials = toRoot.map { $0.shifted(right: stepBits).shifted(left: stepBits) }
        potentials += Array(repeating: .zero, count: network.nodeCount - network.hubCount)
        var isKnown = ways.map { if case .none = $0 { false } else { true } }
        isKnown += Array(repeating: false, count: network.nodeCount - network.hubCount)
        for cluster in network.clusters { settle(cluster, &potentials, &isKnown) }
        return potentials
    }

    private func settle(_ cluster: FlowNetwork.Cluster, _ potentials: inout [Cost], _ isKnown: inout [Bool]) {
        func improve(_ node: Int, over next: Int, _ cost: Cost) -> Bool {
            guard isKnown[next] else { return false }
            let value = potentials[next] + cost
            guard !isKnown[node] || value < potentials[node] else { return false }
            potentials[node] = value
            isKnown[node] = true
            return true
        }
        for index in cluster.outer where flow[index] < network.arcs[index].most {
            _ = improve(Int(network.arcs[index].tail), over: Int(network.arcs[index].head), costs[index])
        }
        var hasChanged = !cluster.inner.isEmpty
        while hasChanged {
            hasChanged = false
            for index in cluster.inner {
                let arc = network.arcs[index]
                if flow[index] < arc.most, improve(Int(arc.tail), over: Int(arc.head), costs[index]) { hasChanged = true }
                if flow[index] > 0, improve(Int(arc.head), over: Int(arc.tail), -costs[index]) { hasChanged = true }
            }
        }
    }

    /// The price of each limit of the tree: what its arc keeps apart.
    func prices(_ potentials: [Cost], limits: Int) -> [Cost] {
        var prices = Array(repeating: Cost.zero, count: limits)
        for limit in 0..<limits where network.limitNodes[limit] >= 0 {
            let parent = network.tree.parents[limit]
            let above = parent >= 0 ? Int(network.limitNodes[Int(parent)]) : 0
            let difference = potentials[Int(network.limitNodes[limit])] - potentials[above]
            if !difference.isNegative { prices[limit] = difference.shifted(right: stepBits) }
        }
        return prices
    }

    /// Whether another assignment costs exactly as much: a circle of arcs in which flow can be moved for nothing.
    func isTied(_ potentials: [Cost]) -> Bool {
        var sets = DisjointSets(count: network.nodeCount)
        var oneWay: [(tail: Int, head: Int)] = []
        func look(_ tail: Int, _ head: Int, _ cost: Cost, _ flow: Int32, _ most: Int32) {
            guard cost + potentials[head] == potentials[tail] else { return }
            if flow > 0 && flow < most {
                sets.join(tail, head)
            } else {
                oneWay.append(flow > 0 ? (head, tail) : (tail, head))
            }
        }
        for index in network.arcs.indices {
            let arc = network.arcs[index]
            look(Int(arc.tail), Int(arc.head), costs[index], flow[index], arc.most)
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
