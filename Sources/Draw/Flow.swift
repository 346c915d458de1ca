// SPDX-License-Identifier: EUPL-1.2

/// A flow of least cost: units enter one after the other, each along the cheapest way, which may move others.
///
/// Ways lead over hubs. How cheaply a cluster can take a place less at one hub and one more at another is kept in a heap for each
/// pair of hubs, so that a way is found among a few dozen hubs, whatever the number of people. Costs are multiplied so that each
/// step adds one beneath them: then the cheapest way never walks in a circle, not even where a circle costs nothing.
struct Flow<Cost: ExactInteger> {
    let network: FlowNetwork
    private(set) var flow: [Int32]
    private(set) var hubFlow: [Int32]
    /// Of each arc, shifted to the left by `stepBits`.
    let costs: [Cost]
    let stepBits: Int

    // From hubs to the root.
    var toRoot: [Cost]
    var ways: [Way]
    // Inside one cluster.
    private var distance: [Cost], cameBy: [Int32], seen: [Int32], seenNow: Int32 = 0
    private var exits: [Int32] = []
    private let hubOrder: [Int]
    private(set) var moves: HubMoves<Cost>
    private var path: [(arc: Int32, isBack: Bool)] = []
    private var hasChanged = false
    private var isFree: [Bool], wasFull: [Bool]
    private var hubSeen: [Int32], refreshed: Int32 = 0

    enum Way: Sendable { case none, end, up, down(Int), across(Int) }

    init(_ network: FlowNetwork, _ entryCosts: [Cost]) {
        self.network = network
        let bits = Int.bitWidth - (network.nodeCount + 4).leadingZeroBitCount
        stepBits = bits
        costs = network.arcs.map { $0.entry < 0 ? .zero : entryCosts[Int($0.entry)].shifted(left: bits) }
        flow = Array(repeating: 0, count: network.arcs.count)
        hubFlow = Array(repeating: 0, count: network.hubCount)
        toRoot = Array(repeating: .zero, count: network.hubCount)
        ways = Array(repeating: .none, count: network.hubCount)
        distance = Array(repeating: .zero, count: network.nodeCount)
        cameBy = Array(repeating: -1, count: network.nodeCount)
        seen = Array(repeating: 0, count: network.nodeCount)
        moves = HubMoves(hubs: network.hubCount, clusters: network.clusters.count)
        // A hub is numbered after the one it stands in.
        hubOrder = Array(0..<network.hubCount)
        isFree = Array(repeating: true, count: network.hubCount)
        wasFull = Array(repeating: false, count: network.hubCount)
        hubSeen = Array(repeating: 0, count: network.hubCount)
    }

    static func bits(_ network: FlowNetwork) -> Int { Int.bitWidth - (network.nodeCount + 4).leadingZeroBitCount + 3 }

    /// Lets a unit in, once for each option it may have.
    mutating func insert(_ unit: Int, times: Int) {
        for _ in 0..<times {
            findWays()
            let cluster = Int(network.clusterOfUnit[unit])
            search(cluster, fromNode: network.unitNodes[unit])
            guard let exit = cheapestExit() else { return }
            push(cluster, to: exit)
        }
    }

    private func cheapestExit() -> Int? {
        var best: (hub: Int, cost: Cost)?
        for exit in exits {
            let hub = Int(exit)
            if case .none = ways[hub] { continue }
            let cost = distance[hub] + toRoot[hub]
            if let known = best, !(cost < known.cost) { continue }
            best = (hub, cost)
        }
        return best?.hub
    }

    /// Moves one along the way found last: from where `search` began to a hub, and on to the root.
    private mutating func push(_ cluster: Int, to exit: Int) {
        path.removeAll(keepingCapacity: true)
        trace(from: exit)
        var changed = [cluster]
        var hub = exit
        while hub != 0 {
            switch ways[hub] {
            case .none, .end: preconditionFailure("a way leads to the root")
            case .up:
                hubFlow[hub] += 1
                hub = network.hubParents[hub]
            case .down(let child):
                hubFlow[child] -= 1
                hub = child
            case .across(let move):
                let (other, target) = moves.best(move)
                search(other, fromHub: hub)
                trace(from: target)
                changed.append(other)
                hub = target
            }
        }
        for step in path { flow[Int(step.arc)] += step.isBack ? -1 : 1 }
        for cluster in changed { refresh(cluster) }
    }

    private mutating func trace(from exit: Int) {
        var node = exit
        while true {
            let by = cameBy[node]
            if by == Self.start { return }
            let arc = network.arcs[Int(by >> 1)]
            let isBack = by & 1 == 1
            path.append((by >> 1, isBack))
            let next = Int(isBack ? arc.head : arc.tail)
            if next < network.hubCount { return }
            node = next
        }
    }

    private static var start: Int32 { -1 }
}

extension Flow {
    /// The cheapest ways within a cluster from one of its nodes to hubs.
    private mutating func search(_ cluster: Int, fromNode node: Int32) {
        begin()
        seen[Int(node)] = seenNow
        distance[Int(node)] = .zero
        cameBy[Int(node)] = Self.start
        spread(network.clusters[cluster], besides: -1)
    }

    /// The cheapest ways within a cluster that begin with a place less at a hub.
    private mutating func search(_ cluster: Int, fromHub hub: Int) {
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

    private mutating func spread(_ cluster: FlowNetwork.Cluster, besides origin: Int) {
        hasChanged = !cluster.inner.isEmpty
        while hasChanged {
            hasChanged = false
            for index in cluster.inner {
                let arc = network.arcs[index]
                let (tail, head) = (Int(arc.tail), Int(arc.head))
                if flow[index] < arc.most, seen[tail] == seenNow {
                    reach(head, distance[tail] + costs[index], by: Int32(index) << 1)
                }
                if flow[index] > 0, seen[head] == seenNow {
                    reach(tail, distance[head] - costs[index], by: Int32(index) << 1 | 1)
                }
            }
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
    private mutating func refresh(_ cluster: Int) {
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
    private mutating func becomeFull(_ hub: Int) {
        wasFull[hub] = true
        for cluster in network.hubClusters[hub] {
            let isHere = network.clusters[Int(cluster)].outer.contains {
                flow[$0] > 0 && Int(network.arcs[$0].head) == hub
            }
            if isHere { addMoves(of: Int(cluster), from: hub) }
        }
    }

    /// The cheapest way from every hub to the root.
    mutating func findWays() {
        (ways[0], toRoot[0]) = (.end, .zero)
        var full: [Int] = []
        for hub in hubOrder.dropFirst() {
            let parent = network.hubParents[hub]
            ways[hub] = .none
            guard hubFlow[hub] < network.hubMost[hub], isFree[parent] else {
                isFree[hub] = false
                if !wasFull[hub] { becomeFull(hub) }
                full.append(hub)
                continue
            }
            isFree[hub] = true
            ways[hub] = .up
            toRoot[hub] = toRoot[parent] + Cost(1)
        }
        hasChanged = true
        while hasChanged {
            hasChanged = false
            for hub in full { improveWay(from: hub) }
        }
    }

    private mutating func improveWay(from hub: Int) {
        let parent = network.hubParents[hub]
        if hubFlow[hub] < network.hubMost[hub] { offer(hub, .up, over: parent, .zero) }
        for child in network.hubChildren[hub] where hubFlow[child] > 0 { offer(hub, .down(child), over: child, .zero) }
        for index in moves.leaving(hub) {
            guard let cost = moves.cheapest(index) else { continue }
            offer(hub, .across(index), over: moves.target(index), cost)
        }
    }

    @inline(__always) private mutating func offer(_ hub: Int, _ way: Way, over next: Int, _ cost: Cost) {
        if case .none = ways[next] { return }
        var carry = true
        let cost = toRoot[next].adding(cost, carry: &carry)
        if case .none = ways[hub] {} else if !(cost < toRoot[hub]) { return }
        toRoot[hub] = cost
        ways[hub] = way
        hasChanged = true
    }
}
