// SPDX-License-Identifier: EUPL-1.2

// What can be moved within one cluster.
extension Flow {
    /// The cheapest ways within a cluster from one of its nodes to hubs.
    mutating func search(_ cluster: Int, fromNode node: Int32) {
        begin()
        seen[Int(node)] = seenNow
        distance[Int(node)] = .zero
        cameBy[Int(node)] = Self.start
        spread(network.clusters[cluster], besides: -1)
    }

    /// The cheapest ways within a cluster that begin with a place less at a hub.
    mutating func search(_ cluster: Int, fromHub hub: Int) {
        begin()
        for arc in network.clusters[cluster].outer where flow[arc] > 0 && Int(network.arcs[arc].head) == hub {
            reach(Int(network.arcs[arc].tail), -costs[arc], by: Int32(arc) << 1 | 1)
        }
        spread(network.clusters[cluster], besides: hub)
    }

    private mutating func begin() {
        seenNow += 1
        exits.removeAll(keepingCapacity: true)
    }

    @inline(__always) private mutating func reach(_ node: Int, _ cost: Cost, by arc: Int32) {
        var carry = true
        let cost = cost.adding(.zero, carry: &carry)
        if seen[node] == seenNow, !(cost < distance[node]) { return }
        seen[node] = seenNow
        distance[node] = cost
        cameBy[node] = arc
        hasChanged = true
    }

    @inline(__always) private mutating func pass(_ index: Int) {
        let arc = network.arcs[index]
        let (tail, head) = (Int(arc.tail), Int(arc.head))
        if flow[index] < arc.most, seen[tail] == seenNow { reach(head, distance[tail] + costs[index], by: Int32(index) << 1) }
        if flow[index] > 0, seen[head] == seenNow { reach(tail, distance[head] - costs[index], by: Int32(index) << 1 | 1) }
    }

    private mutating func spread(_ cluster: FlowNetwork.Cluster, besides origin: Int) {
        hasChanged = !cluster.inner.isEmpty
        while hasChanged {
            hasChanged = false
            for index in cluster.inner { pass(index) }
        }
        for index in cluster.outer {
            let arc = network.arcs[index]
            let (tail, head) = (Int(arc.tail), Int(arc.head))
            guard flow[index] < arc.most, seen[tail] == seenNow, head != origin else { continue }
            if seen[head] != seenNow { exits.append(arc.head) }
            reach(head, distance[tail] + costs[index], by: Int32(index) << 1)
        }
    }

    /// Counts a cluster's moves between hubs anew.
    mutating func refresh(_ cluster: Int) {
        moves.forget(cluster)
        let outer = network.clusters[cluster].outer
        refreshed += 1
        for index in outer where flow[index] > 0 {
            let hub = Int(network.arcs[index].head)
            guard wasFull[hub], hubSeen[hub] != refreshed else { continue }
            hubSeen[hub] = refreshed
            addMoves(of: cluster, from: hub)
        }
    }

    private mutating func addMoves(of cluster: Int, from hub: Int) {
        search(cluster, fromHub: hub)
        for exit in exits { moves.add(from: hub, to: Int(exit), cost: distance[Int(exit)], of: cluster) }
    }

    /// Nobody has to leave a hub before it is full: until then its moves are not counted.
    mutating func becomeFull(_ hub: Int) {
        wasFull[hub] = true
        for cluster in network.hubClusters[hub] {
            let isHere = network.clusters[Int(cluster)].outer.contains {
                flow[$0] > 0 && Int(network.arcs[$0].head) == hub
            }
            if isHere { addMoves(of: Int(cluster), from: hub) }
        }
    }
}
