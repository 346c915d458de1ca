// SPDX-License-Identifier: EUPL-1.2

// Ways among hubs.
extension Flow {
    /// The cheapest way from a hub to the root: Dijkstra on costs that prices make positive. Of ways that cost the same, the one
    /// of fewer steps: so none walks in a circle, not even where a circle costs nothing.
    mutating func findWay(from source: Int) {
        hubSearches += 1
        openedCount = 0
        open(source, HubLabel(distance: .zero, steps: 0, from: 0, search: hubSearches, isSettled: false, way: .end))
        while let hub = nearest(), hub != 0 {
            hubLabels[hub].isSettled = true
            spread(from: hub)
        }
        let whole = hubLabels[0].distance
        for index in 0..<openedCount {
            let hub = Int(opened[index])
            if hubLabels[hub].isSettled { prices[hub] += whole - hubLabels[hub].distance }
        }
    }

    private mutating func open(_ hub: Int, _ label: HubLabel) {
        opened[openedCount] = Int32(hub)
        openedCount += 1
        hubLabels[hub] = label
    }

    /// The hub to be looked at next; the root as soon as nothing is nearer.
    private func nearest() -> Int? {
        var best: Int?
        for index in 0..<openedCount {
            let hub = Int(opened[index])
            guard !hubLabels[hub].isSettled else { continue }
            if let known = best, !isNearer(hub, than: known) { continue }
            best = hub
        }
        return best
    }

    private func isNearer(_ hub: Int, than other: Int) -> Bool {
        let (one, other) = (hubLabels[hub], hubLabels[other])
        return one.distance == other.distance ? one.steps < other.steps : one.distance < other.distance
    }

    private mutating func spread(from hub: Int) {
        let base = hubLabels[hub].distance - prices[hub]
        if hubFlow[hub] < hubMost[hub] {
            let parent = network.hubParents[hub]
            offer(parent, from: hub, .up, base)
            // Nothing is nearer than what costs nothing.
            if parent == 0, prices[hub] == .zero { return }
        }
        for child in network.hubChildren[hub] where hubFlow[child] > 0 { offer(child, from: hub, .down, base) }
        if !isCounted[hub] { count(hub) }
        for index in 0..<moves.leaving(hub) {
            let move = moves.move(index, leaving: hub)
            guard let cost = moves.cheapest(move) else { continue }
            offer(moves.target(move), from: hub, .across(Int32(move)), base + cost)
        }
    }

    @inline(__always) private mutating func offer(_ hub: Int, from: Int, _ way: Way, _ cost: Cost) {
        let known = hubLabels[hub], distance = cost + prices[hub], steps = hubLabels[from].steps + 1
        // Nothing beyond the root is of use.
        let root = hubLabels[0]
        if root.search == hubSearches, root.distance < distance { return }
        if known.search == hubSearches {
            guard !known.isSettled, distance < known.distance || (distance == known.distance && steps < known.steps) else {
                return
            }
            hubLabels[hub] = HubLabel(
                distance: distance, steps: steps, from: Int32(from), search: hubSearches, isSettled: false, way: way)
        } else {
            open(
                hub,
                HubLabel(distance: distance, steps: steps, from: Int32(from), search: hubSearches, isSettled: false, way: way))
        }
    }
}
