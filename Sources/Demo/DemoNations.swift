// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Whose names and offices people of a country have.
package struct DemoNations: Sendable {
    private let byCountry: [String: [DemoNation]]
    /// Those who work for the Union.
    let union: DemoNation
    /// One entry for each language of a country of the Union.
    let unionCountries: [String]

    package init(_ offices: DemoOffices) {
        byCountry = Dictionary(grouping: offices.nations.filter { $0.country != "EU" }, by: \.country)
        union =
            offices.nations.first { $0.country == "EU" } ?? DemoNation(country: "EU", language: "en", tradition: "any")
        let outside: Set = ["AL", "BA", "CA", "CH", "GB", "IS", "MD", "ME", "MK", "NC", "NO", "RS", "UA"]
        unionCountries = offices.nations.map(\.country).filter { !outside.contains($0) && $0 != "EU" }
    }

    /// Countries that have names of their own here.
    package var countries: Set<String> { Set(byCountry.keys) }

    /// Among what the country speaks, what the authority speaks.
    func nation(of country: String, speaking languages: [String], _ dice: inout DemoDice) -> DemoNation {
        let here = byCountry[country] ?? []
        let fitting = here.filter { languages.contains($0.language) }
        return dice.one(of: fitting.isEmpty ? here : fitting) ?? union
    }

    /// What is spoken where an authority is, by its NUTS code; empty where the whole country speaks the same.
    package static func languages(of country: String, nuts: String) -> [String] {
        let places: [(String, [String])] = [
            ("BE1", ["fr", "nl"]), ("BE2", ["nl"]), ("BE3", ["fr"]), ("CH011", ["fr"]), ("CH013", ["fr"]), ("CH07", ["it"]),
            ("CH", ["de"]),
        ]
        return places.first { nuts.hasPrefix($0.0) }?.1 ?? []
    }
}
