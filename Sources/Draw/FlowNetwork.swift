// SPDX-License-Identifier: EUPL-1.2

/// A problem as a network: from units through limits to the root. **Hubs** are the root and the limits that many units share,
/// few of them; everything else falls into **clusters**, many and small: units that share a limit of their delegation.
struct FlowNetwork: Sendable {
    /// Hub 0 is the root.
    private(set) var hubParents: [Int] = [-1], hubMost: [Int32] = [.max], hubLimits: [Int] = [-1]
    private(set) var hubChildren: [[Int]] = [[]]
    /// The clusters with an arc to each hub but the root.
    private(set) var hubClusters: [[Int32]] = []
    var hubCount: Int { hubParents.count }

    /// Nodes after the hubs are those of clusters.
    private(set) var nodeCount = 0
    private(set) var unitNodes: [Int32] = [], limitNodes: [Int32] = []
    private(set) var clusterOfUnit: [Int32] = []
    private(set) var clusters: [Cluster] = []
    private(set) var arcs: [Arc] = []
    private(set) var links = NodeLinks()
    let tree: LimitTree
    /// Whether the flow keeps all rules of the problem.
    private(set) var isExact: Bool

    struct Cluster: Sendable {
        var nodes: Range<Int>
        /// Arcs between its nodes, and after them those to hubs.
        var inner: Range<Int>, outer: Range<Int>
    }

    struct Arc: Sendable {
        var tail: Int32, head: Int32, most: Int32
        /// The entry chosen by it, or -1.
        var entry: Int32
    }

    /// A limit of a delegation with more units than this is a hub: clusters are searched whole.
    private static let mostUnitsInCluster = 300

    init(_ problem: Problem) {
        tree = LimitTree(problem)
        isExact = tree.crossing.isEmpty
        limitNodes = Array(repeating: -1, count: problem.limits.count)
        let isLocal = localLimits(problem)
        addHubs(problem, isLocal)
        addClusters(problem, isLocal)
    }

    private func localLimits(_ problem: Problem) -> [Bool] {
        var units = Array(repeating: 0, count: problem.limits.count)
        for entry in problem.entries { for place in entry.uses { units[Int(problem.uses[place].limit)] += 1 } }
        func isLocal(_ limit: Int32) -> Bool {
            guard limit >= 0 else { return false }
            switch problem.limits[Int(limit)].key {
            case .delegation, .delegationOnVisit:
                if units[Int(limit)] <= Self.mostUnitsInCluster { return true }
            default: break
            }
            return isLocal(tree.parents[Int(limit)])
        }
        return problem.limits.indices.map { tree.parents[$0] != LimitTree.absent && isLocal(Int32($0)) }
    }

    private mutating func addHubs(_ problem: Problem, _ isLocal: [Bool]) {
        func hub(_ limit: Int, _ network: inout FlowNetwork) -> Int {
            if network.limitNodes[limit] >= 0 { return Int(network.limitNodes[limit]) }
            let above = network.tree.parents[limit]
            let parent = above >= 0 ? hub(Int(above), &network) : 0
            let index = network.hubCount
            network.hubParents.append(parent)
            network.hubMost.append(Int32(problem.limits[limit].most))
            network.hubLimits.append(limit)
            network.hubChildren.append([])
            network.hubChildren[parent].append(index)
            network.limitNodes[limit] = Int32(index)
            return index
        }
        for limit in problem.limits.indices where tree.parents[limit] != LimitTree.absent && !isLocal[limit] {
            _ = hub(limit, &self)
        }
        nodeCount = hubCount
    }

    private mutating func addClusters(_ problem: Problem, _ isLocal: [Bool]) {
        var sets = DisjointSets(count: problem.units.count)
        var firstUnit = Array(repeating: Int32(-1), count: problem.limits.count)
        for (index, entry) in problem.entries.enumerated() {
            var limit = tree.leaves[index]
            while limit >= 0, isLocal[Int(limit)] {
                if firstUnit[Int(limit)] < 0 { firstUnit[Int(limit)] = entry.unit }
                sets.join(Int(firstUnit[Int(limit)]), Int(entry.unit))
                limit = tree.parents[Int(limit)]
            }
        }
        var members: [[Int32]] = [], clusterOfRoot = Array(repeating: Int32(-1), count: problem.units.count)
        clusterOfUnit = Array(repeating: -1, count: problem.units.count)
        for unit in problem.units.indices {
            let root = sets.root(of: unit)
            if clusterOfRoot[root] < 0 {
                clusterOfRoot[root] = Int32(members.count)
                members.append([])
            }
            clusterOfUnit[unit] = clusterOfRoot[root]
            members[Int(clusterOfRoot[root])].append(Int32(unit))
        }
        unitNodes = Array(repeating: -1, count: problem.units.count)
        for units in members { addCluster(problem, units, isLocal) }
        listClusters()
        links = NodeLinks(of: arcs, hubs: hubCount, nodes: nodeCount)
    }

    private mutating func addCluster(_ problem: Problem, _ units: [Int32], _ isLocal: [Bool]) {
        let firstNode = nodeCount
        var inner: [Arc] = [], outer: [Arc] = []
        func add(_ arc: Arc, _ network: FlowNetwork) {
            if Int(arc.head) < network.hubCount { outer.append(arc) } else { inner.append(arc) }
        }
        for unit in units {
            let one = problem.units[Int(unit)]
            let node = addNode()
            unitNodes[Int(unit)] = node
            let most = Int32(Swift.min(one.max, Swift.max(1, one.entries.count)))
            add(Arc(tail: node, head: 0, most: most, entry: -1), self)
            let groups = ownGroups(problem, one)
            var groupNodes: [Int: Int32] = [:]
            for entry in one.entries {
                var tail = node
                if let group = groups[entry] {
                    if groupNodes[group] == nil {
                        groupNodes[group] = addNode()
                        add(Arc(tail: node, head: groupNodes[group] ?? node, most: 1, entry: -1), self)
                    }
                    tail = groupNodes[group] ?? node
                }
                let head = head(of: tree.leaves[entry], problem, isLocal) { add($0, $1) }
                add(Arc(tail: tail, head: head, most: 1, entry: Int32(entry)), self)
            }
            if one.members.count > 1 { isExact = false }
        }
        let start = arcs.count
        arcs += inner
        arcs += outer
        clusters.append(
            Cluster(nodes: firstNode..<nodeCount, inner: start..<start + inner.count, outer: start + inner.count..<arcs.count))
    }

    private mutating func listClusters() {
        hubClusters = Array(repeating: [], count: hubCount)
        for (index, cluster) in clusters.enumerated() {
            for arc in arcs[cluster.outer] where arc.head != 0 && hubClusters[Int(arc.head)].last != Int32(index) {
                hubClusters[Int(arc.head)].append(Int32(index))
            }
        }
    }

    private mutating func addNode() -> Int32 {
        nodeCount += 1
        return Int32(nodeCount - 1)
    }

    /// The node of a limit; those of a delegation are made with their arc when first met.
    private mutating func head(
        of limit: Int32, _ problem: Problem, _ isLocal: [Bool], _ add: (Arc, FlowNetwork) -> Void
    ) -> Int32 {
        guard limit >= 0 else { return 0 }
        if limitNodes[Int(limit)] >= 0 { return limitNodes[Int(limit)] }
        let above = head(of: tree.parents[Int(limit)], problem, isLocal, add)
        let node = addNode()
        limitNodes[Int(limit)] = node
        add(Arc(tail: node, head: above, most: Int32(problem.limits[Int(limit)].most), entry: -1), self)
        return node
    }

    /// Of a unit with several options: sets of entries of which it may have one, where such sets do not cross.
    private mutating func ownGroups(_ problem: Problem, _ unit: Problem.Unit) -> [Int: Int] {
        guard unit.max > 1, unit.entries.count > 1 else { return [:] }
        var sets = DisjointSets(count: unit.entries.count)
        let options = problem.entries[unit.entries].map { Int($0.option) }
        var clashes = 0
        for one in options.indices {
            for other in options[..<one].indices where problem.clashes.clash(options[one], options[other]) {
                sets.join(one, other)
                clashes += 1
            }
        }
        var groups: [Int: [Int]] = [:]
        for index in options.indices { groups[sets.root(of: index), default: []].append(unit.entries.lowerBound + index) }
        let all = groups.values.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
        if all != clashes { isExact = false }
        guard all == clashes else { return [:] }
        var result: [Int: Int] = [:]
        for (root, entries) in groups where entries.count > 1 { for entry in entries { result[entry] = root } }
        return result
    }
}
