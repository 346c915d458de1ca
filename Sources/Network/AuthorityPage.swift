// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// What a later feature knows about an authority, as a part of its page.
package struct AuthorityPanel: Sendable {
    package let title: String
    package let content: HTML
    package init(title: String, content: HTML) {
        self.title = title
        self.content = content
    }
}

/// One authority: what it is, where it is, what it nests with, whether it is a member and how that is known.
struct AuthorityPage {
    let family: AuthorityFamily
    let panels: [AuthorityPanel]
    let words: Words

    private var authority: Authority { family.authority }

    var page: Page {
        var page = Page(
            title: authority.nameLocal,
            over: words(
                "authority.over",
                ["kind": .text(words("kind.\(authority.kind.rawValue)")), "country": .text(words.country(authority.country))]),
            section: "/network", content: content)
        page.lede =
            authority.nameEnglish == authority.nameLocal
            ? nil : words("authority.in-english", ["name": .text(authority.nameEnglish)])
        page.summary = words(
            "authority.summary",
            [
                "name": .text(authority.nameLocal), "kind": .text(words("kind.\(authority.kind.rawValue)")),
                "country": .text(words.country(authority.country)),
            ])
        return page
    }

    private var content: HTML {
        """
        <p class="back"><a href="/\(words.language.rawValue)/network">\(words("authority.back"))</a></p>
        <div class="two right-narrow">
        <div class="stack">
        \(facts)
        \(above)
        \(below)
        \(each: panels, { "<section class=\"panel\"><h2>\($0.title)</h2>\($0.content)</section>\n" })
        </div>
        \(place)
        </div>
        """
    }

    private var facts: HTML {
        let membership = authority.membership
        return """
            <section class="panel"><h2>\(words("authority.facts"))</h2>
            <dl class="facts-list">
            \(fact("network.member", MemberMark(state: membership.state, words: words).markup))
            \(if: membership.state == .unknown, fact("authority.evidence", "\(words("authority.unknown-note"))"))
            \(if: !membership.evidence.isEmpty, fact("authority.evidence", "<span lang=\"en\">\(membership.evidence)</span>"))
            \(membership.since.map { fact("authority.since", "\(words.day($0))") })
            \(membership.until.map { fact("authority.until", "\(words.day($0))") })
            \(if: !authority.forum.isEmpty, fact("network.forum", forum))
            \(authority.population.map { fact("network.population", population($0)) })
            \(if: !authority.nutsCode.isEmpty, fact("authority.nuts", "\(authority.nutsCode)"))
            </dl></section>
            """
    }

    private func fact(_ key: String, _ value: HTML) -> HTML { "<div><dt>\(words(key))</dt><dd>\(value)</dd></div>" }

    private var forum: HTML {
        "<a href=\"\(Address(path: "/\(words.language.rawValue)/network").with([("forum", authority.forum)]))\">\(authority.forum)</a>"
    }

    private func population(_ number: Int) -> HTML {
        let key = "population.\(authority.populationSource)"
        let known = ["geonames", "approx"].contains(authority.populationSource)
        let source = known ? words(key) : authority.populationSource
        return "\(words.number(number))\(if: !source.isEmpty, " <span class=\"quiet small\">\(source)</span>")"
    }

    private var above: HTML? {
        guard !family.above.isEmpty else { return nil }
        return """
            <section class="panel"><h2>\(words("authority.above"))</h2><p>\(words("authority.above.note"))</p>
            <ul class="plain">\(each: family.above, item)</ul></section>
            """
    }

    private var below: HTML? {
        guard !family.below.isEmpty else { return nil }
        return """
            <section class="panel"><h2>\(words("authority.below", ["count": .number(family.below.count)]))</h2>
            <ul class="plain columns">\(each: family.below, item)</ul></section>
            """
    }

    private func item(_ other: Authority) -> HTML {
        """
        <li><a href="/\(words.language.rawValue)/network/\(other.id.value)">\(other.nameLocal)</a>         <span class="quiet small">\(words("kind.\(other.kind.rawValue)"))</span></li>
        """
    }

    private var place: HTML? {
        guard let place = authority.place else { return nil }
        let point = MapPoint(
            authority.nameLocal, latitude: place.latitude, longitude: place.longitude, weight: authority.population ?? 0,
            style: .host)
        return """
            <section class="panel map-panel"><h2>\(words("authority.place"))</h2>
            \(PointMap.locator(id: "place", title: words("authority.map", ["name": .text(authority.nameLocal)]), point: point))
            <p class="small quiet">\(words("authority.position", ["latitude": .text(degrees(place.latitude)), "longitude": .text(degrees(place.longitude))]))</p>
            </section>
            """
    }

    private func degrees(_ angle: Double) -> String {
        angle.formatted(.number.precision(.fractionLength(2)).locale(words.language.locale)) + "°"
    }
}
