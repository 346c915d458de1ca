// SPDX-License-Identifier: EUPL-1.2

// What can be moved within one cluster.
extension Flow {
    /// The cheapest ways within a cluster from one of its nodes to hubs.
    mutating func search(fromNode node: Int32) {
        begin()
        reach(Int(node), .zero, by: Self.start)
        spread(besides: -1)
    }

    /// The cheapest ways within a cluster that begin with a place less at a hub.
    mutating func search(_ cluster: Int, fromHub hub: Int) {
        list(cluster)
        search(fromListedAt: hub)
    }

    /// Lists by which arcs a cluster has places.
    private mutating func list(_ cluster: Int) {
        listedCount = 0
        for arc in network.clusters[cluster].outer where flow[arc] > 0 {
            listed[listedCount] = Int32(arc)
            listedCount += 1
        }
    }

    private mutating func search(fromListedAt hub: Int) {
        begin()
        for index in 0..<listedCount {
            let arc = Int(listed[index])
            if Int(arcs[arc].head) == hub { reach(Int(arcs[arc].tail), -costs[arc], by: Int32(arc) << 1 | 1) }
        }
        spread(besides: hub)
    }

    private mutating func begin() {
        searches += 1
        exitCount = 0
        waitingCount = 0
    }

    /// Nodes whose way became cheaper wait to be looked at, again if need be.
    private mutating func spread(besides origin: Int) {
        while waitingCount > 0 {
            waitingCount -= 1
            look(from: Int(waiting[waitingCount]), besides: origin)
        }
    }

    private mutating func look(from node: Int, besides origin: Int) {
        labels[node].isWaiting = false
        let distance = labels[node].distance
        var hasWayOut = false
        for place in Int(linkStarts[node])..<Int(linkStarts[node + 1]) {
            let link = links[place], index = Int(link >> 1), arc = arcs[index]
            if link & 1 == 0 {
                guard flow[index] < arc.most else { continue }
                if Int(arc.head) < hubMost.count { hasWayOut = true }
                if Int(arc.head) != origin { reach(Int(arc.head), distance + costs[index], by: link) }
            } else {
                // Whoever can go on to a hub takes nobody's place: the way over the hub says the same.
                guard !hasWayOut || labels[node].arc & 1 == 1 else { return }
                if flow[index] > 0 { reach(Int(arc.tail), distance - costs[index], by: link) }
            }
        }
    }

    @inline(__always) private mutating func reach(_ node: Int, _ cost: Cost, by link: Int32) {
        let known = labels[node]
        let isNew = known.search != searches
        guard isNew || cost < known.distance else { return }
        let isHub = node < hubMost.count
        labels[node] = Label(distance: cost, arc: link, search: searches, isWaiting: !isHub)
        if isHub {
            if isNew {
                exits[exitCount] = Int32(node)
                exitCount += 1
            }
        } else if isNew || !known.isWaiting {
            waiting[waitingCount] = Int32(node)
            waitingCount += 1
        }
    }

    /// The arcs by which the last search in a cluster reached one of its exits, the last first.
    func eachArc(to exit: Int, _ say: (_ arc: Int32, _ isBack: Bool) -> Void) {
        var node = exit
        while true {
            let by = labels[node].arc
            if by == Self.start { return }
            let isBack = by & 1 == 1
            say(by >> 1, isBack)
            let arc = arcs[Int(by >> 1)]
            node = Int(isBack ? arc.head : arc.tail)
            if node < network.hubCount { return }
        }
    }

    /// Counts a cluster's moves between hubs anew.
    mutating func refresh(_ cluster: Int) {
        moves.forget(cluster)
        list(cluster)
        hubSearches += 1
        for index in 0..<listedCount {
            let hub = Int(arcs[Int(listed[index])].head)
            guard isCounted[hub], hubLabels[hub].search != hubSearches else { continue }
            hubLabels[hub].search = hubSearches
            addMoves(of: cluster, from: hub)
        }
    }

    private mutating func addMoves(of cluster: Int, from hub: Int) {
        search(fromListedAt: hub)
        for index in 0..<exitCount {
            let exit = Int(exits[index])
            moves.add(from: hub, to: exit, cost: labels[exit].distance, of: cluster)
        }
    }

    /// Nobody has to leave a hub before a way leads over it: until then its moves are not counted.
    mutating func count(_ hub: Int) {
        isCounted[hub] = true
        for cluster in network.hubClusters[hub] {
            list(Int(cluster))
            addMoves(of: Int(cluster), from: hub)
        }
    }
}
