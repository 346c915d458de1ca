// SPDX-License-Identifier: EUPL-1.2

/// An instance as numbers: units with the options open to them, and shared limits. Documentation/Draw.md, section 1.
struct Problem: Sendable {
    let instance: Instance
    /// Most places that can be given, at least 1; ranks of the longest list; levels of priority.
    let places: Int, ranks: Int, levels: Int
    var units: [Unit] = []
    /// People of the units, one unit after the other.
    var members: [Int] = []
    var entries: [Entry] = []
    /// The rank of each entry for each member, one entry after the other.
    var entryRanks: [Int32] = []
    var limits: [SharedLimit] = []
    /// For each entry the limits that hold it, from `entries[e].uses` on.
    var uses: [Use] = []
    let clashes: OptionClashes

    /// People who get the same, or one person.
    struct Unit: Sendable {
        var members: Range<Int>
        var entries: Range<Int>
        var max: Int
        var level: Int
    }

    /// A unit and an option it may get.
    struct Entry: Sendable {
        var unit: Int32, option: Int32
        var ranks: Int
        var uses: Range<Int>
    }

    /// How many places an entry takes of a limit.
    struct Use: Sendable {
        var limit: Int32, places: Int32
    }

    func level(of person: Int) -> Int { instance.people[person].priority ?? instance.priorities.count }

    func ranks(of entry: Int) -> ArraySlice<Int32> {
        let start = entries[entry].ranks
        return entryRanks[start..<start + units[Int(entries[entry].unit)].members.count]
    }
}

/// A shared limit: the greatest number of places in a set of pairs.
struct SharedLimit: Sendable, Equatable {
    var key: Key
    var most: Int

    /// How certificates name it; the parts are indices of the instance.
    enum Key: Sendable, Hashable {
        case option(Int)
        case delegation(String, option: Int)
        case delegationOnVisit(String, visit: String)
        case limit(Int)
        case reserved(option: Int, [Int])
    }
}

/// Which options one person cannot have both.
struct OptionClashes: Sendable {
    private let slots: [Int], visits: [Int]
    private let exclusive: Set<[Int]>

    init(_ instance: Instance) {
        var numbers = Numbers()
        slots = instance.options.map { numbers.number($0.slot) }
        visits = instance.options.map { numbers.number($0.visit) }
        exclusive = Set(instance.exclusive.flatMap { [$0, [$0[1], $0[0]]] })
    }

    func clash(_ one: Int, _ other: Int) -> Bool {
        one == other || (slots[one] >= 0 && slots[one] == slots[other]) || (visits[one] >= 0 && visits[one] == visits[other])
            || (!exclusive.isEmpty && exclusive.contains([one, other]))
    }
}

/// Numbers for texts, by their bytes, -1 for none.
struct Numbers {
    private var known: [Bytes: Int] = [:]

    mutating func number(_ text: String?) -> Int {
        guard let text else { return -1 }
        let key = Bytes(text)
        if let number = known[key] { return number }
        known[key] = known.count
        return known.count - 1
    }
}
