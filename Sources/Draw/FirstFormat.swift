// SPDX-License-Identifier: EUPL-1.2

/// Reads format 1, in which indices from 0 are the ids. Documentation/Draw.md, section 4.
enum FirstFormat {
    static func instance(_ file: JSONPlace) throws(DrawRefusal) -> Instance {
        var instance = Instance()
        instance.hasIndices = true
        instance.allowsTies = true
        instance.name = try file.optional("name")?.text()
        instance.perDelegationPerOption = try file.optional("perGroupPerOption")?.number(0...Instance.mostNumber)
        for (index, item) in try file.member("options").items(most: Instance.mostOptions).enumerated() {
            instance.options.append(
                Instance.Option(
                    id: String(index), name: try item.optional("name")?.text(),
                    capacity: try item.member("capacity").number(0...Instance.mostNumber)))
        }
        let count = instance.options.count
        for (index, item) in try file.member("participants").items(most: Instance.mostPeople).enumerated() {
            var person = Instance.Person(id: String(index))
            person.delegation = String(try item.member("group").number(0...Instance.mostNumber))
            person.max = try item.member("max").number(1...Instance.mostNumber)
            person.wishes = try wishes(item.member("prefs"), options: count)
            instance.people.append(person)
        }
        for (index, item) in try file.items(of: "quotas", most: Instance.mostLimits).enumerated() {
            instance.limits.append(
                Instance.Limit(
                    id: String(index), name: try item.optional("name")?.text(),
                    options: try indices(item.member("options"), count),
                    most: try item.member("max").number(0...Instance.mostNumber)))
        }
        for item in try file.items(of: "optionConflicts", most: 100_000) {
            let pair = try indices(item, count)
            guard pair.count == 2 else { throw item.refused(.lengthOutOfRange(least: 2, most: 2)) }
            instance.exclusive.append(pair)
        }
        return instance
    }

    private static func wishes(_ place: JSONPlace, options count: Int) throws(DrawRefusal) -> [[Int]] {
        let ranks = try place.items()
        let wishes = try ranks.lists(of: 0...Swift.max(0, count - 1), most: Instance.mostOptions)
        for (rank, tie) in wishes.enumerated() {
            guard !tie.isEmpty else { throw ranks[rank].refused(.emptyRank) }
            if tie.count > 1 || count == 0 { try check(tie, ranks[rank].items(), count) }
            for earlier in 0..<rank {
                if let option = tie.first(where: { wishes[earlier].contains($0) }) {
                    throw ranks[rank].refused(.twice(String(option)))
                }
            }
        }
        return wishes
    }

    private static func indices(_ place: JSONPlace, _ count: Int) throws(DrawRefusal) -> [Int] {
        let items = try place.items(most: Instance.mostOptions)
        let indices = try items.numbers(in: 0...Swift.max(0, count - 1))
        try check(indices, items, count)
        return indices
    }

    private static func check(_ indices: [Int], _ items: JSONPlace.Items, _ count: Int) throws(DrawRefusal) {
        for (place, index) in indices.enumerated() {
            guard index < count else { throw items[place].refused(.unknown(String(index))) }
            guard !indices[..<place].contains(index) else { throw items[place].refused(.twice(String(index))) }
        }
    }
}
