// SPDX-License-Identifier: EUPL-1.2

/// What is still to happen, by second; at the same second, first noted first. A binary heap.
struct DemoAgenda<Item> {
    private var entries: [(second: Int, number: Int, item: Item)] = []
    private var noted = 0

    mutating func note(_ item: Item, at second: Int) {
        entries.append((second, noted, item))
        noted += 1
        var place = entries.count - 1
        while place > 0, isBefore(place, (place - 1) / 2) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func next() -> (second: Int, item: Item)? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return (first.second, first.item) }
        entries[0] = last
        var place = 0
        while true {
            var child = 2 * place + 1
            if child + 1 < entries.count, isBefore(child + 1, child) { child += 1 }
            guard child < entries.count, isBefore(child, place) else { break }
            entries.swapAt(place, child)
            place = child
        }
        return (first.second, first.item)
    }

    private func isBefore(_ a: Int, _ b: Int) -> Bool {
        (entries[a].second, entries[a].number) < (entries[b].second, entries[b].number)
    }
}
