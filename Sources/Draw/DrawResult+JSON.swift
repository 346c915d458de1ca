// SPDX-License-Identifier: EUPL-1.2

extension DrawResult {
    /// The result as a file. Documentation/Draw.md, section 5.
    package func json(of instance: Instance, fingerprint: String? = nil) -> [UInt8] {
        func option(_ index: Int) -> JSON { instance.hasIndices ? .number(index) : .text(instance.options[index].id) }
        var members: [JSON.Member] = [
            JSON.Member(name: "rule", value: .text(rule.rawValue)),
            JSON.Member(name: "seed", value: .text(seed)),
            JSON.Member(name: "profile", value: .list(profile.map { .number($0) })),
            JSON.Member(name: "unplaced", value: .number(unplaced)),
            JSON.Member(name: "rankSum", value: .number(rankSum)),
            JSON.Member(name: "assignment", value: .list(assignment.map { .list($0.map(option)) })),
            JSON.Member(name: "certificate", value: certificate),
            JSON.Member(name: "proven", value: .bool(isProven)),
            JSON.Member(
                name: "underMinimum",
                value: .list(
                    underMinimum.map { one in
                        .object([
                            JSON.Member(name: "option", value: option(one.option)),
                            JSON.Member(name: "places", value: .number(one.places)),
                            JSON.Member(name: "minimum", value: .number(one.minimum)),
                        ])
                    })),
        ]
        if let fingerprint { members.append(JSON.Member(name: "instance", value: .text(fingerprint))) }
        return JSON.object(members).bytes()
    }
}

/// A result as someone published it: nothing in it is believed.
struct PublishedResult {
    var rule: Rule
    var seed: String
    var profile: [Int]
    var unplaced: Int
    var rankSum: Int
    var assignment: [[Int]]
    var certificate: JSONPlace
    var isProven: Bool?
    var underMinimum: [DrawResult.UnderMinimum]?
    var fingerprint: String?

    init(_ bytes: [UInt8], _ instance: Instance) throws(DrawRefusal) {
        let file = try JSONPlace(JSONParser.parse(bytes)).object(of: [
            "rule", "seed", "profile", "unplaced", "rankSum", "assignment", "certificate", "proven", "underMinimum", "instance",
        ])
        var options: [Bytes: Int] = [:]
        for (index, option) in instance.options.enumerated() { options[Bytes(option.id)] = index }
        func option(_ place: JSONPlace) throws(DrawRefusal) -> Int {
            if instance.hasIndices {
                let index = try place.number(0...Instance.mostNumber)
                guard index < instance.options.count else { throw place.refused(.unknown(String(index))) }
                return index
            }
            let id = try place.id()
            guard let index = options[Bytes(id)] else { throw place.refused(.unknown(id)) }
            return index
        }
        let name = try file.member("rule").text()
        guard let rule = Rule(rawValue: name) else { throw try file.member("rule").refused(.unknown(name)) }
        self.rule = rule
        seed = try file.member("seed").text(bytes: 1...1_000)
        profile = []
        for item in try file.member("profile").items() { profile.append(try item.number(0...Int.max)) }
        unplaced = try file.member("unplaced").number(0...Int.max)
        rankSum = try file.member("rankSum").number(0...Int.max)
        assignment = []
        for person in try file.member("assignment").items() {
            assignment.append([])
            for item in try person.items() { assignment[assignment.count - 1].append(try option(item)) }
        }
        certificate = try file.member("certificate")
        isProven = try file.optional("proven")?.bool()
        fingerprint = try file.optional("instance")?.text()
        guard let list = file.optional("underMinimum") else { return }
        var under: [DrawResult.UnderMinimum] = []
        for item in try list.items() {
            let item = try item.object(of: ["option", "places", "minimum"])
            under.append(
                DrawResult.UnderMinimum(
                    option: try option(item.member("option")), places: try item.member("places").number(0...Int.max),
                    minimum: try item.member("minimum").number(0...Int.max)))
        }
        underMinimum = under
    }
}

extension DrawResult {
    /// A result that was published or kept as a file. It is read, not checked: `Draw.verdict` does that.
    package init(json bytes: [UInt8], of instance: Instance) throws(DrawRefusal) {
        let file = try PublishedResult(bytes, instance)
        self.init(
            rule: file.rule, seed: file.seed, profile: file.profile, unplaced: file.unplaced, rankSum: file.rankSum,
            assignment: file.assignment, isProven: file.isProven ?? true, underMinimum: file.underMinimum ?? [],
            certificate: file.certificate.value)
    }
}
