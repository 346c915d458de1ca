// SPDX-License-Identifier: EUPL-1.2

extension Instance {
    package static let mostPeople = 200_000, mostOptions = 1_000, mostLimits = 1_000, mostReservationsPerOption = 4
    static let mostNumber = 1_000_000

    /// An instance from a file of either format.
    package init(json bytes: [UInt8]) throws(DrawRefusal) {
        let file = JSONPlace(try JSONParser.parse(bytes))
        guard case .object = file.value else { throw file.refused(.notObject) }
        switch try file.member("format").text() {
        case "hemicycle-allocation-1": self = try FirstFormat.instance(file)
        case "hemicycle-allocation-2": self = try InstanceReader.instance(file)
        default: throw try file.member("format").refused(.unknownFormat)
        }
        try checkReservations()
    }

    /// More places cannot be reserved than there are; and combinations of reservations are counted for each option.
    func checkReservations() throws(DrawRefusal) {
        for (index, option) in options.enumerated() {
            let reserved = reservations.filter { $0.options?.contains(index) ?? true }
            guard reserved.count <= Self.mostReservationsPerOption else {
                throw DrawRefusal("$.reserved", .tooManyReservations(option: option.id))
            }
            guard reserved.reduce(0, { $0 + $1.most }) <= option.capacity else {
                throw DrawRefusal("$.reserved", .reservedMoreThanThereIs(option: option.id))
            }
        }
    }
}

/// Reads format 2, Documentation/Draw.md, section 4.
struct InstanceReader {
    private var instance = Instance()
    private var options: [Bytes: Int] = [:], people: [Bytes: Int] = [:], priorities: [Bytes: Int] = [:]
    private var maxPerPerson = 1

    static func instance(_ file: JSONPlace) throws(DrawRefusal) -> Instance {
        var reader = InstanceReader()
        try reader.read(
            file.object(of: [
                "format", "name", "ties", "longestList", "maxPerPerson", "perDelegationPerOption", "perDelegationPerVisit",
                "seedCommitment", "priorities", "options", "people", "limits", "reserved", "exclusive", "together",
            ]))
        return reader.instance
    }

    private mutating func read(_ file: JSONPlace) throws(DrawRefusal) {
        instance.name = try file.optional("name")?.text()
        instance.allowsTies = try file.optional("ties")?.bool() ?? false
        instance.longestList = try file.optional("longestList")?.number(1...Instance.mostNumber)
        maxPerPerson = try file.optional("maxPerPerson")?.number(1...Instance.mostNumber) ?? 1
        instance.perDelegationPerOption = try file.optional("perDelegationPerOption")?.number(0...Instance.mostNumber)
        instance.perDelegationPerVisit = try file.optional("perDelegationPerVisit")?.number(0...Instance.mostNumber)
        if let commitment = file.optional("seedCommitment") { instance.commitment = try Self.commitment(commitment) }
        for item in try file.items(of: "priorities", most: 100) { try addPriority(item) }
        for item in try file.member("options").items(most: Instance.mostOptions) { try addOption(item) }
        for item in try file.member("people").items(most: Instance.mostPeople) { try addPerson(item) }
        for item in try file.items(of: "limits", most: Instance.mostLimits) { instance.limits.append(try limit(item, "max")) }
        for item in try file.items(of: "reserved", most: Instance.mostLimits) {
            let limit = try limit(item, "places")
            guard limit.delegations != nil || limit.countries != nil || limit.kinds != nil else {
                throw item.refused(.nobodyNamed)
            }
            instance.reservations.append(limit)
        }
        try Self.refuseTwice(instance.limits.map(\.id), file, "limits")
        try Self.refuseTwice(instance.reservations.map(\.id), file, "reserved")
        for item in try file.items(of: "exclusive", most: 100_000) { try addExclusive(item) }
        try addTogether(file)
    }

    private static func commitment(_ place: JSONPlace) throws(DrawRefusal) -> SeedCommitment {
        let place = try place.object(of: ["sha256", "announced"]).either("sha256", or: "announced")
        if let announced = place.optional("announced") { return .announced(try announced.text(bytes: 1...1_000)) }
        return .sha256(try place.member("sha256").text(bytes: 64...64))
    }

    private static func refuseTwice(_ ids: [String], _ file: JSONPlace, _ name: String) throws(DrawRefusal) {
        var seen: Set<Bytes> = []
        for id in ids where !seen.insert(Bytes(id)).inserted { throw DrawRefusal("$.\(name)", .twice(id)) }
    }

    private mutating func addPriority(_ item: JSONPlace) throws(DrawRefusal) {
        let item = try item.object(of: ["id", "reason"])
        let priority = Instance.Priority(id: try item.member("id").id(), reason: try item.member("reason").text(bytes: 1...1_000))
        try Self.add(priority.id, to: &priorities, item)
        instance.priorities.append(priority)
    }

    private static func add(_ id: String, to known: inout [Bytes: Int], _ place: JSONPlace) throws(DrawRefusal) {
        guard known.updateValue(known.count, forKey: Bytes(id)) == nil else { throw place.refused(.twice(id)) }
    }

    private static func find(_ place: JSONPlace, in known: [Bytes: Int]) throws(DrawRefusal) -> Int {
        let id = try place.id()
        guard let index = known[Bytes(id)] else { throw place.refused(.unknown(id)) }
        return index
    }

    private mutating func addOption(_ item: JSONPlace) throws(DrawRefusal) {
        let item = try item.object(of: ["id", "name", "capacity", "minimum", "visit", "slot", "languages", "cancelled"])
        var option = Instance.Option(
            id: try item.member("id").id(), capacity: try item.member("capacity").number(0...Instance.mostNumber))
        option.name = try item.optional("name")?.text()
        option.minimum = try item.optional("minimum")?.number(0...Instance.mostNumber) ?? 0
        option.visit = try item.optional("visit")?.id()
        option.slot = try item.optional("slot")?.id()
        option.languages = try item.optional("languages")?.ids() ?? []
        option.cancelled = try item.optional("cancelled")?.text()
        try Self.add(option.id, to: &options, item)
        instance.options.append(option)
    }

    private mutating func addPerson(_ item: JSONPlace) throws(DrawRefusal) {
        let item = try item.object(
            of: ["id", "delegation", "country", "kind", "languages", "max", "priority", "clashes", "wishes"])
        var person = Instance.Person(id: try item.member("id").id())
        person.delegation = try item.optional("delegation")?.id()
        person.country = try item.optional("country")?.id()
        person.kind = try item.optional("kind")?.id()
        person.languages = try item.optional("languages")?.ids() ?? []
        person.max = try item.optional("max")?.number(1...Instance.mostNumber) ?? maxPerPerson
        if let priority = item.optional("priority") { person.priority = try Self.find(priority, in: priorities) }
        for clash in try item.items(of: "clashes", most: 10_000) { person.clashes.append(try self.clash(clash)) }
        person.wishes = try wishes(item.member("wishes"))
        try Self.add(person.id, to: &people, item)
        instance.people.append(person)
    }

    private func clash(_ item: JSONPlace) throws(DrawRefusal) -> Instance.Clash {
        let item = try item.object(of: ["option", "slot", "reason"]).either("option", or: "slot")
        let reason = try item.member("reason").text()
        if let slot = item.optional("slot") { return Instance.Clash(slot: try slot.id(), reason: reason) }
        return Instance.Clash(option: try Self.find(item.member("option"), in: options), reason: reason)
    }

    private func wishes(_ place: JSONPlace) throws(DrawRefusal) -> [[Int]] {
        var wishes: [[Int]] = []
        var seen: Set<Int> = []
        let ranks = try place.items()
        if let most = instance.longestList, ranks.count > most { throw place.refused(.listTooLong(most: most)) }
        for rank in ranks {
            let items = try rank.items()
            guard !items.isEmpty else { throw rank.refused(.emptyRank) }
            guard items.count == 1 || instance.allowsTies else { throw rank.refused(.tieNotAllowed) }
            wishes.append([])
            for item in items {
                let option = try Self.find(item, in: options)
                guard seen.insert(option).inserted else { throw item.refused(.twice(instance.options[option].id)) }
                wishes[wishes.count - 1].append(option)
            }
        }
        return wishes
    }

    private func limit(_ item: JSONPlace, _ number: StaticString) throws(DrawRefusal) -> Instance.Limit {
        let names: Set = ["id", "name", "reason", "options", "delegations", "countries", "kinds", number.description]
        let item = try item.object(of: names)
        var limit = Instance.Limit(id: try item.member("id").id(), most: try item.member(number).number(0...Instance.mostNumber))
        limit.name = try item.optional("name")?.text()
        limit.reason = try item.optional("reason")?.text()
        if let list = item.optional("options") { limit.options = try indices(list) }
        limit.delegations = try item.optional("delegations")?.ids()
        limit.countries = try item.optional("countries")?.ids()
        limit.kinds = try item.optional("kinds")?.ids()
        return limit
    }

    private func indices(_ place: JSONPlace) throws(DrawRefusal) -> [Int] {
        var indices: [Int] = []
        for item in try place.items(most: Instance.mostOptions) {
            let index = try Self.find(item, in: options)
            guard !indices.contains(index) else { throw item.refused(.twice(instance.options[index].id)) }
            indices.append(index)
        }
        return indices
    }

    private mutating func addExclusive(_ item: JSONPlace) throws(DrawRefusal) {
        let pair = try indices(item)
        guard pair.count == 2 else { throw item.refused(.lengthOutOfRange(least: 2, most: 2)) }
        instance.exclusive.append(pair)
    }

    private mutating func addTogether(_ file: JSONPlace) throws(DrawRefusal) {
        var seen: Set<Int> = []
        for item in try file.items(of: "together", most: Instance.mostPeople) {
            var members: [Int] = []
            let items = try item.items(most: 8)
            guard items.count >= 2 else { throw item.refused(.lengthOutOfRange(least: 2, most: 8)) }
            for one in items {
                let person = try Self.find(one, in: people)
                guard seen.insert(person).inserted else { throw one.refused(.twice(instance.people[person].id)) }
                members.append(person)
            }
            instance.together.append(members)
        }
    }
}
