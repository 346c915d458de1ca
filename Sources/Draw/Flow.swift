// SPDX-License-Identifier: EUPL-1.2

/// A flow of least cost. First every cluster gets what is best for it, as if hubs had no limit; then the units that are too many
/// at a hub go on from it, one after the other, each along the cheapest way, which may move others.
///
/// Ways lead over hubs. How cheaply a cluster can take a place less at one hub and one more at another is kept in a heap for each
/// pair of hubs, so that a way is found among a few dozen hubs, whatever the number of people.
struct Flow<Cost: ExactInteger>: ~Copyable {
    let network: FlowNetwork
    let arcs: Cells<FlowNetwork.Arc>
    let costs: Cells<Cost>
    var flow: Cells<Int32>
    var hubFlow: Cells<Int32>
    let hubMost: Cells<Int32>
    /// How many more come to a hub than go on from it.
    private var excess: Cells<Int32>
    /// What one place less would save at each hub, never more: no way is cheaper than the difference of its ends.
    var prices: Cells<Cost>
    var moves: HubMoves<Cost>

    // Of the last search among hubs, and inside one cluster.
    var hubLabels: Cells<HubLabel>, opened: Cells<Int32>, openedCount = 0
    var labels: Cells<Label>, exits: Cells<Int32>, exitCount = 0, waiting: Cells<Int32>, waitingCount = 0
    var listed: Cells<Int32>, listedCount = 0
    let links: Cells<Int32>, linkStarts: Cells<Int32>
    var searches: Int32 = 0, hubSearches: Int32 = 0, hasChanged = false
    /// Hubs that a way once led away from: only their moves are counted.
    var isCounted: Cells<Bool>
    private var path: [(arc: Int32, isBack: Bool)] = [], changed: [Int] = []

    /// How a node of a cluster was reached: by which arc, `start` if it is where the search began.
    struct Label: BitwiseCopyable {
        var distance: Cost
        var arc: Int32, search: Int32
        var isWaiting: Bool
    }

    /// How a hub was reached.
    struct HubLabel: BitwiseCopyable {
        var distance: Cost
        var steps: Int32, from: Int32, search: Int32
        var isSettled: Bool
        var way: Way
    }

    enum Way: BitwiseCopyable { case end, up, down, across(Int32) }

    static var start: Int32 { -1 }

    init(_ network: FlowNetwork, _ entryCosts: [Cost]) {
        self.network = network
        let hubs = network.hubCount
        arcs = Cells(network.arcs)
        costs = Cells(network.arcs.map { $0.entry < 0 ? .zero : entryCosts[Int($0.entry)] })
        flow = Cells(repeating: 0, count: network.arcs.count)
        hubFlow = Cells(repeating: 0, count: hubs)
        hubMost = Cells(network.hubMost)
        excess = Cells(repeating: 0, count: hubs)
        prices = Cells(repeating: .zero, count: hubs)
        moves = HubMoves(hubs: hubs, clusters: network.clusters.count)
        let nowhere = HubLabel(distance: .zero, steps: 0, from: 0, search: 0, isSettled: false, way: .end)
        hubLabels = Cells(repeating: nowhere, count: hubs)
        opened = Cells(repeating: 0, count: hubs)
        labels = Cells(repeating: Label(distance: .zero, arc: 0, search: 0, isWaiting: false), count: network.nodeCount)
        waiting = Cells(repeating: 0, count: network.nodeCount)
        listed = Cells(repeating: 0, count: network.clusters.reduce(0) { Swift.max($0, $1.outer.count) })
        links = Cells(network.links.all)
        linkStarts = Cells(network.links.starts)
        exits = Cells(repeating: 0, count: hubs)
        isCounted = Cells(repeating: false, count: hubs)
    }

    /// Finds the flow.
    mutating func run(_ problem: Problem) {
        for unit in problem.units.indices {
            insert(unit, times: Swift.min(problem.units[unit].max, problem.units[unit].entries.count))
        }
        // A hub is numbered after the one it stands in.
        for hub in stride(from: network.hubCount - 1, to: 0, by: -1) {
            let come = hubFlow[hub]
            hubFlow[hub] = Swift.min(come, hubMost[hub])
            excess[hub] = come - hubFlow[hub]
            hubFlow[network.hubParents[hub]] += hubFlow[hub]
        }
        for hub in 1..<Swift.max(1, network.hubCount) { while excess[hub] > 0 { sendOn(from: hub) } }
    }

    /// Lets a unit in, once for each option it may have.
    private mutating func insert(_ unit: Int, times: Int) {
        for _ in 0..<times {
            search(fromNode: network.unitNodes[unit])
            var best = Int(exits[0])
            for index in 1..<exitCount where labels[Int(exits[index])].distance < labels[best].distance {
                best = Int(exits[index])
            }
            trace(from: best)
            hubFlow[best] += 1
            movePath()
        }
    }

    /// Moves one that is too many along the cheapest way.
    private mutating func sendOn(from source: Int) {
        findWay(from: source)
        changed.removeAll(keepingCapacity: true)
        var hub = 0
        while hub != source {
            let label = hubLabels[hub], from = Int(label.from)
            switch label.way {
            case .end: preconditionFailure("a way leads to the root")
            case .up: hubFlow[from] += 1
            case .down: hubFlow[hub] -= 1
            case .across(let move):
                let cluster = moves.cluster(Int(move))
                search(cluster, fromHub: from)
                trace(from: hub)
                changed.append(cluster)
            }
            hub = from
        }
        movePath()
        excess[source] -= 1
        for cluster in changed { refresh(cluster) }
    }

    private mutating func trace(from exit: Int) {
        var more: [(arc: Int32, isBack: Bool)] = []
        eachArc(to: exit) { more.append(($0, $1)) }
        path += more
    }

    private mutating func movePath() {
        for step in path { flow[Int(step.arc)] += step.isBack ? -1 : 1 }
        path.removeAll(keepingCapacity: true)
    }
}
