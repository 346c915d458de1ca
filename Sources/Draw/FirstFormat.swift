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

    private static func wishes(_ place: JSONPlace, options: Int) throws(DrawRefusal) -> [[Int]] {
        var wishes: [[Int]] = []
        var seen: [Int] = []
        for rank in try place.items() {
            let tie = try indices(rank, options)
            guard !tie.isEmpty else { throw rank.refused(.emptyRank) }
            for option in tie where seen.contains(option) { throw rank.refused(.twice(String(option))) }
            seen += tie
            wishes.append(tie)
        }
        return wishes
    }

    private static func indices(_ place: JSONPlace, _ count: Int) throws(DrawRefusal) -> [Int] {
        var indices: [Int] = []
        for item in try place.items(most: Instance.mostOptions) {
            let index = try item.number(0...Swift.max(0, count - 1))
            guard index < count else { throw item.refused(.unknown(String(index))) }
            guard !indices.contains(index) else { throw item.refused(.twice(String(index))) }
            indices.append(index)
        }
        return indices
    }
}
