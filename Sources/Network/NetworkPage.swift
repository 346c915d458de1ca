// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// The directory: filter, map, table.
struct NetworkPage {
    let filter: AuthorityFilter
    let rows: [Authority]
    let count: Int
    let points: [AuthorityPoint]
    let choices: AuthorityChoices
    let figures: DirectoryFigures
    let isMisspelt: Bool
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/network" }

    var page: Page {
        var page = Page(
            title: words("network.title"),
            over: words(
                "network.over",
                [
                    "authorities": .text(words.count("authorities", figures.authorities)),
                    "countries": .text(words.count("countries", figures.countries)),
                ]),
            lede: words("network.lede", ["members": .number(figures.members), "count": .number(figures.members)]),
            section: "/network", content: content)
        page.isIndexed = !filter.isNarrow && filter.page == 1
        return page
    }

    private var content: HTML {
        """
        \(form)
        \(result)
        \(rows.isEmpty ? empty : found)
        <section class="section sources" aria-labelledby="sources">
        <div class="head"><h2 id="sources">\(words("network.sources.title"))</h2></div>
        <p>\(words("network.sources.places")) <a href="https://www.geonames.org/">GeoNames</a>,         <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>. \(words("network.sources.nuts"))         <a href="https://ec.europa.eu/eurostat">Eurostat</a>. \(words("network.sources.land"))         <a href="https://www.naturalearthdata.com/">Natural Earth</a>.</p>
        <p>\(words("network.sources.members"))</p>
        <p><a href="/\(words.language.rawValue)/network/institutions">\(words("institutions.link"))</a></p>
        </section>
        """
    }

    // MARK: The filter

    private var form: HTML {
        """
        <form class="filters" method="get" action="\(path)" role="search" aria-label="\(words("network.filter"))">
        <label for="q">\(words("network.search"))<input type="search" id="q" name="q" value="\(filter.text ?? "")" maxlength="100"         autocomplete="off" spellcheck="false"></label>
        \(select("country", words("network.country"), any: words("network.any-country"), countries, chosen: filter.country))
        \(select("kind", words("network.kind"), any: words("network.any-kind"), kinds, chosen: filter.kind?.rawValue))
        \(select("member", words("network.member"), any: words("network.any-member"), members, chosen: filter.member?.rawValue))
        \(select("forum", words("network.forum"), any: words("network.any-forum"), choices.forums.map { ($0, $0) }, chosen: filter.forum))
        <div class="filters-act"><button class="btn" type="submit">\(words("network.show"))</button>
        \(if: filter.isNarrow && count > 0, "<a href=\"\(path)\">\(words("network.all"))</a>")</div>
        </form>
        """
    }

    private var countries: [(String, String)] {
        words.sorted(countries: choices.countries.union(filter.country.map { [$0] } ?? [])).map { ($0, words.country($0)) }
    }
    private var kinds: [(String, String)] { choices.kinds.map { ($0.rawValue, words("kind.\($0.rawValue)")) } }
    private var members: [(String, String)] {
        [Membership.State.yes, .unknown].map { ($0.rawValue, words("member.\($0.rawValue)")) }
    }

    private func select(_ name: String, _ label: String, any: String, _ options: [(String, String)], chosen: String?) -> HTML {
        """
        <label for="\(name)">\(label)<select id="\(name)" name="\(name)"><option value="">\(any)</option>
        \(each: options, { value, text in
            let mark: HTML = value == chosen ? " selected" : ""
            return "<option value=\"\(value)\"\(mark)>\(text)</option>\n"
        })</select></label>
        """
    }

    // MARK: What was found

    private var result: HTML {
        if count == 0 { return "" }
        if let text = filter.text, isMisspelt, count > 0 {
            return
                "<p class=\"result\" role=\"status\">\(words("network.misspelt", ["count": .number(count), "text": .text(text)]))</p>"
        }
        return
            "<p class=\"result\" role=\"status\">\(words(filter.isNarrow ? "network.found" : "network.count", ["count": .number(count)]))</p>"
    }

    private var empty: HTML {
        """
        <div class="panel empty"><h2>\(words("network.nothing"))</h2><p>\(words("network.nothing-advice"))</p>
        <p><a class="btn" href="\(path)">\(words("network.all"))</a></p></div>
        """
    }

    private var found: HTML {
        """
        <div class="directory">
        <section aria-labelledby="list">
        \(table)
        \(pages)
        <p class="downloads">\(words("network.download")) \(download("csv", "CSV")), \(download("xlsx", "XLSX")), \(download("json", "JSON"))</p>
        </section>
        \(map)
        </div>
        """
    }

    private func download(_ ending: String, _ name: String) -> HTML {
        "<a href=\"\(filter.address(Address(path: "/network/authorities.\(ending)")))\">\(name)</a>"
    }

    private var table: HTML {
        """
        <table class="table fold">
        <caption id="list"><h2>\(words("network.list"))</h2></caption>
        <thead><tr>\(heading(.name, words("network.name")))\(heading(.country, words("network.country")))        <th scope="col">\(words("network.kind"))</th>\(heading(.population, words("network.population"), isNumber: true))        <th scope="col">\(words("network.member"))</th></tr></thead>
        <tbody>
        \(each: rows, row)</tbody>
        </table>
        """
    }

    private func heading(_ order: AuthorityFilter.Order, _ text: String, isNumber: Bool = false) -> HTML {
        let isHere = filter.order == order
        let sort: HTML = isHere ? " aria-sort=\"\(order == .population ? "descending" : "ascending")\"" : ""
        let kind: HTML = isNumber ? " class=\"n\"" : ""
        return isHere
            ? "<th scope=\"col\"\(kind)\(sort)>\(text)</th>"
            : "<th scope=\"col\"\(kind)><a href=\"\(filter.address(path, order: order))\" title=\"\(words("network.sort"))\">\(text)</a></th>"
    }

    private func row(_ authority: Authority) -> HTML {
        """
        <tr><th scope="row"><a href="/\(words.language.rawValue)/network/\(authority.id.value)">\(authority.nameLocal)</a>        \(if: authority.nameEnglish != authority.nameLocal, "<span class=\"also\" lang=\"en\">\(authority.nameEnglish)</span>")</th>
        <td data-h="\(words("network.country"))">\(words.country(authority.country))</td>
        <td data-h="\(words("network.kind"))">\(words("kind.\(authority.kind.rawValue)"))</td>
        <td class="n" data-h="\(words("network.population"))">\(authority.population.map(words.number) ?? "–")</td>
        <td data-h="\(words("network.member"))">\(MemberMark(state: authority.membership.state, words: words).markup)</td></tr>

        """
    }

    private var pages: HTML? {
        let last = (count + AuthorityFilter.rowsPerPage - 1) / AuthorityFilter.rowsPerPage
        guard last > 1 else { return nil }
        let here = filter.page
        return """
            <nav class="pages" aria-label="\(words("network.pages"))">
            \(if: here > 1, "<a class=\"btn line\" rel=\"prev\" href=\"\(filter.address(path, page: here - 1))\">\(words("network.previous"))</a>")
            <span>\(words("network.page", ["page": .number(here), "pages": .number(last)]))</span>
            \(if: here < last, "<a class=\"btn line\" rel=\"next\" href=\"\(filter.address(path, page: here + 1))\">\(words("network.next"))</a>")
            </nav>
            """
    }

    /// Cities grow with their population; regions, which hold them, are small dots without a name.
    private static func dot(_ point: AuthorityPoint) -> MapPoint {
        let isWide = [.region, .state, .department, .province, .county, .regionalBody].contains(point.kind)
        return MapPoint(
            point.name, latitude: point.place.latitude, longitude: point.place.longitude, weight: isWide ? 0 : point.population,
            style: point.isMember ? .member : .other, isLabelled: !isWide)
    }

    /// The weight of the largest dot: the same on every map, so that maps can be compared.
    private static let largestCity = 4_000_000

    private var map: HTML {
        let drawing = PointMap(
            id: "network-map", title: words("network.map.title", ["count": .number(points.count)]),
            points: points.map(Self.dot), fullWeight: Self.largestCity)
        let outside = drawing.outside.map(\.name)
        return """
            <section class="panel map-panel" aria-labelledby="map"><h2 id="map">\(words("network.map"))</h2>
            <p>\(words("network.map.lede"))</p>
            \(drawing.markup)
            <ul class="key"><li>\(PointMap.swatch(.member))\(words("member.yes"))</li><li>\(PointMap.swatch(.other))\(words("member.unknown"))</li></ul>
            \(if: !outside.isEmpty, "<p class=\"small quiet\">\(words("network.map.outside", ["names": .text(outside.joined(separator: ", "))]))</p>")
            </section>
            """
    }
}

/// Membership as a word with a shape.
struct MemberMark {
    let state: Membership.State
    let words: Words

    var markup: HTML {
        let isMember = state == .yes
        let shape: HTML =
            isMember
            ? "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.5\" d=\"M2 8.5l4 4 8-9\"/>"
            : "<circle fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" cx=\"8\" cy=\"8\" r=\"4.5\"/>"
        return """
            <span class="state \(isMember ? "is-for" : "is-off")"><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">\(shape)</svg>            \(words("member.\(state.rawValue)"))</span>
            """
    }
}
