// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Makes people up, one after the other.
struct DemoPersonMaker {
    let names: DemoNames, nations: DemoNations
    private(set) var persons: [DemoPerson] = []
    private var dice: DemoDice
    /// Only looked up, never gone through: the order of a dictionary is not the same in every run.
    private var addresses: [String: Int] = [:], badges: Set<String> = []

    init(names: DemoNames, nations: DemoNations, dice: DemoDice) {
        (self.names, self.nations, self.dice) = (names, nations, dice)
    }

    /// What is known before somebody has a name.
    struct Wanted {
        var kind: DemoActor
        var country: String
        var languages: [String] = []
        var delegation: Int?
        /// `upper` or `joint`, where offices differ.
        var level = ""
        /// Without a top-level domain.
        var domain: String
        var leads = false
    }

    /// Returns the place of the new person.
    mutating func make(_ wanted: Wanted) -> Int {
        let nation = nations.nation(of: wanted.country, speaking: wanted.languages, &dice)
        let isWoman = dice.happens(0.48)
        let name = draw(nation, isWoman)
        badges.insert(name.badge)
        let latin = name.written(\.latin)
        let written = wanted.kind == .euOfficial ? nations.union.written : nation.written
        persons.append(
            DemoPerson(
                id: Self.id(persons.count), kind: wanted.kind, country: wanted.country,
                language: written[dice.place(in: written.map(\.1))].0, badgeName: name.badge,
                publishedName: latin == name.badge ? nil : latin,
                documentName: (name.families.map(\.document) + [name.given.document]).joined(separator: " "),
                honorific: honorific(wanted, nation, isWoman), office: office(wanted, nation, isWoman),
                mail: mail(wanted, name), delegation: wanted.delegation))
        return persons.count - 1
    }

    mutating func bind(_ place: Int, guardian: Int? = nil, accompanies: Int? = nil) {
        persons[place].guardian = guardian
        persons[place].accompanies = accompanies
    }

    private static func id(_ place: Int) -> String {
        let number = String(place + 1)
        return "invented-" + String(repeating: "0", count: max(0, 5 - number.count)) + number
    }

    private struct Drawn {
        let given: DemoName, families: [DemoName]
        let badge: String

        init(_ given: DemoName, _ families: [DemoName]) {
            (self.given, self.families) = (given, families)
            badge = ([given] + families).map(\.local).joined(separator: " ")
        }

        func written(_ way: KeyPath<DemoName, String>) -> String {
            ([given] + families).map { $0[keyPath: way] }.joined(separator: " ")
        }
    }

    /// People of the same name exist, yet each needs a careful look: rather few of them, and no name of who governs.
    private mutating func draw(_ nation: DemoNation, _ isWoman: Bool) -> Drawn {
        var (name, attempts) = (drawn(nation, isWoman), 0)
        while isRefused(name) || (attempts < 4 && badges.contains(name.badge)) {
            name = drawn(nation, isWoman)
            attempts += 1
        }
        return name
    }

    private func isRefused(_ name: Drawn) -> Bool {
        name.families.contains { names.refused.contains(name.given.document + " " + $0.document) }
    }

    private mutating func drawn(_ nation: DemoNation, _ isWoman: Bool) -> Drawn {
        guard let tradition = names.traditions[nation.tradition] ?? names.traditions["en"],
            var given = dice.one(of: isWoman ? tradition.women : tradition.men)
        else { return Drawn(DemoName("Nemo", of: ""), []) }
        if tradition.rule == "french", dice.happens(0.06) { given = double(isWoman) }
        var families = [family(of: tradition, isWoman)]
        if tradition.rule == "two-surnames" {
            var second = family(of: tradition, isWoman)
            while second == families[0] { second = family(of: tradition, isWoman) }
            families.append(second)
        }
        return Drawn(given, families)
    }

    private mutating func family(of tradition: DemoTradition, _ isWoman: Bool) -> DemoName {
        guard let family = dice.one(of: tradition.families) else { return DemoName("Nobody", of: "") }
        return isWoman ? dice.one(of: family.women) ?? family.man : family.man
    }

    /// Marie-Claire, Jean-Luc.
    private mutating func double(_ isWoman: Bool) -> DemoName {
        let seconds =
            isWoman ? ["Claire", "Sophie", "Laure", "Hélène", "Françoise"] : ["Pierre", "Philippe", "François", "Luc", "Paul"]
        let first = isWoman ? ["Marie", "Anne"][dice.below(2)] : "Jean"
        return DemoName("\(first)-\(dice.one(of: seconds) ?? "Claude")", of: "fr")
    }

    private mutating func office(_ wanted: Wanted, _ nation: DemoNation, _ isWoman: Bool) -> String? {
        var titles: [DemoNation.Title]
        switch wanted.kind {
        case .young, .accompanying: return nil
        case .elected:
            titles = nation.titles(["elected.\(wanted.level)", "elected"])
            if wanted.leads { titles = Array(titles.prefix(1)) } else if titles.count > 1 { titles.removeFirst() }
        case .euOfficial: titles = nations.union.titles(["eu"])
        case .nationalOfficial: titles = nation.titles(["national", "officer"])
        case .speaker: titles = nation.titles(dice.happens(0.5) ? ["researcher"] : ["officer"])
        case .host: titles = nation.titles(["host", "officer"])
        case .officer, .researcher, .journalist, .company, .association:
            titles = nation.titles([wanted.kind.rawValue, "officer"])
        }
        return dice.one(of: titles).map { isWoman ? $0.woman : $0.man }
    }

    private mutating func honorific(_ wanted: Wanted, _ nation: DemoNation, _ isWoman: Bool) -> String? {
        let probability: Double =
            switch wanted.kind {
            case .researcher: 0.7
            case .speaker: 0.35
            case .elected, .officer, .nationalOfficial: 0.08
            default: 0
            }
        guard dice.happens(probability) else { return nil }
        // The first of a country is its doctorate; others belong to professions and councils.
        let titles = nation.titles(["honorific"])
        let title = wanted.kind == .elected ? dice.one(of: titles) : titles.first
        return title.map { isWoman ? $0.woman : $0.man }
    }

    private mutating func mail(_ wanted: Wanted, _ name: Drawn) -> String? {
        let probability: Double =
            switch wanted.kind {
            case .young: 0.7
            case .accompanying: 0.6
            case .elected: 0.15
            default: 0.02
            }
        if dice.happens(probability) { return nil }
        let local = name.given.mail + "." + (name.families.first?.mail ?? "nobody")
        let address = "\(local)@\(wanted.domain).example"
        let number = (addresses[address] ?? 0) + 1
        addresses[address] = number
        return number == 1 ? address : "\(local).\(number)@\(wanted.domain).example"
    }
}
