// SPDX-License-Identifier: EUPL-1.2

// Ways among hubs.
extension Flow {
    /// The cheapest way from every hub to the root.
    mutating func findWays() {
        looks += 1
        (ways[0], toRoot[0], changedAt[0]) = (.end, .zero, looks)
        var full: [Int] = []
        // A hub is numbered after the one it stands in.
        for hub in ways.indices.dropFirst() {
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
            changedAt[hub] = looks
        }
        // The order of the last time is nearly right this time: most ways are found at the first look.
        full.sort { toRoot[$0] < toRoot[$1] }
        hasChanged = true
        while hasChanged {
            hasChanged = false
            for hub in full { improveWay(from: hub) }
        }
    }

    private mutating func improveWay(from hub: Int) {
        let last = lookedAt[hub], parent = network.hubParents[hub]
        looks += 1
        lookedAt[hub] = looks
        if hubFlow[hub] < network.hubMost[hub] { offer(hub, .up, over: parent, .zero) }
        for child in network.hubChildren[hub] where hubFlow[child] > 0 { offer(hub, .down(child), over: child, .zero) }
        for index in moves.leaving(hub) where changedAt[moves.target(index)] > last {
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
        changedAt[hub] = looks
        hasChanged = true
    }
}
