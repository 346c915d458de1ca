// SPDX-License-Identifier: EUPL-1.2

// What a flow proves, in integers of any width: the search may have been made with narrower ones.
extension Flow {
    /// The chosen entries, in order.
    var chosen: [Int] {
        var chosen: [Int] = []
        for index in 0..<arcs.count where arcs[index].entry >= 0 && flow[index] > 0 { chosen.append(Int(arcs[index].entry)) }
        return chosen.sorted()
    }

    /// How much cheaper everything would become if one more could pass each hub on its way to the root.
    mutating func hubPotentials<Exact: ExactInteger>(_ entryCosts: [Exact]) -> [Exact] {
        var potentials = Array(repeating: Exact.zero, count: network.hubCount)
        for (hub, next, way) in waysToRoot() {
            potentials[hub] = potentials[next]
            guard case .across(let move) = way else { continue }
            search(moves.cluster(Int(move)), fromHub: hub)
            eachArc(to: next) { arc, isBack in
                let entry = Int(arcs[Int(arc)].entry)
                if entry >= 0 { potentials[hub] += isBack ? -entryCosts[entry] : entryCosts[entry] }
            }
        }
        return potentials
    }

    /// For each hub that has a price the first step of its cheapest way to one that has none; where a step leads comes before it.
    private mutating func waysToRoot() -> [(hub: Int, next: Int, way: Way)] {
        var first: [(next: Int, way: Way)?] = Array(repeating: nil, count: network.hubCount)
        var toRoot = Array(repeating: Cost.zero, count: network.hubCount)
        let priced = (0..<network.hubCount).filter { prices[$0] != .zero }
        func offer(_ hub: Int, _ next: Int, _ way: Way, _ cost: Cost) {
            guard first[next] != nil || prices[next] == .zero else { return }
            let cost = toRoot[next] + cost
            if first[hub] != nil, !(cost < toRoot[hub]) { return }
            (first[hub], toRoot[hub], hasChanged) = ((next, way), cost, true)
        }
        repeat {
            hasChanged = false
            for hub in priced {
                if hubFlow[hub] < hubMost[hub] { offer(hub, network.hubParents[hub], .up, .zero) }
                for child in network.hubChildren[hub] where hubFlow[child] > 0 { offer(hub, child, .down, .zero) }
                for index in 0..<moves.leaving(hub) {
                    let move = moves.move(index, leaving: hub)
                    if let cost = moves.cheapest(move) { offer(hub, moves.target(move), .across(Int32(move)), cost) }
                }
            }
        } while hasChanged
        var ways: [(hub: Int, next: Int, way: Way)] = []
        func follow(_ hub: Int) {
            guard let (next, way) = first[hub] else { return }
            first[hub] = nil
            follow(next)
            ways.append((hub, next, way))
        }
        for hub in priced { follow(hub) }
        return ways
    }
}
