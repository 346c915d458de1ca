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
    /// When each hub was last looked at, and its way last became cheaper, counted in looks.
    var lookedAt: [Int], changedAt: [Int], looks = 0
    // Inside one cluster.
    var distance: [Cost], cameBy: [Int32], seen: [Int32], seenNow: Int32 = 0
    var exits: [Int32] = []
    var moves: HubMoves<Cost>
    private var path: [(arc: Int32, isBack: Bool)] = []
    var hasChanged = false
    var isFree: [Bool], wasFull: [Bool]
    var hubSeen: [Int32], refreshed: Int32 = 0

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
        lookedAt = Array(repeating: 0, count: network.hubCount)
        changedAt = lookedAt
        distance = Array(repeating: .zero, count: network.nodeCount)
        cameBy = Array(repeating: -1, count: network.nodeCount)
        seen = Array(repeating: 0, count: network.nodeCount)
        moves = HubMoves(hubs: network.hubCount, clusters: network.clusters.count)
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

    static var start: Int32 { -1 }
}
