// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// The institutions that can be asked, by level.
struct InstitutionsPage {
    let institutions: [Institution]
    let words: Words

    var page: Page {
        Page(
            title: words("institutions.title"), over: words("network.title"),
            lede: words("institutions.lede", ["count": .number(institutions.count)]), section: "/network", content: content)
    }

    private var content: HTML {
        let levels = ["eu", "international", "national"]
        let others = Set(institutions.map(\.level)).subtracting(levels).sorted()
        return """
            <p class="back"><a href="/\(words.language.rawValue)/network">\(words("authority.back"))</a></p>
            <p class="strip">\(words("institutions.note"))</p>
            \(each: levels + others, { level in section(level, institutions.filter { $0.level == level }) })
            """
    }

    private func section(_ level: String, _ members: [Institution]) -> HTML {
        guard !members.isEmpty else { return "" }
        let known = ["eu", "international", "national"].contains(level)
        return """
            <section class="section"><table class="table fold">
            <caption><h2>\(known ? words("level.\(level)") : level)</h2></caption>
            <thead><tr><th scope="col">\(words("network.name"))</th><th scope="col">\(words("institutions.seat"))</th>            <th scope="col">\(words("institutions.channel"))</th></tr></thead>
            <tbody>
            \(each: members, row)</tbody></table></section>
            """
    }

    private func row(_ one: Institution) -> HTML {
        let name = one.names.best(for: words.language)
        let local = one.nameLocal.isEmpty || one.nameLocal == name?.text ? nil : one.nameLocal
        return """
            <tr><th scope="row"><span lang="\(name?.language.rawValue ?? "en")">\(name?.text ?? one.id.value)</span>            \(local.map { "<span class=\"also\">\($0)</span>" as HTML })</th>
            <td data-h="\(words("institutions.seat"))">\(one.seat.isEmpty ? one.country.map(words.country) ?? "–" : one.seat)</td>
            <td data-h="\(words("institutions.channel"))" lang="en">\(one.channel.isEmpty ? "–" : one.channel)</td></tr>

            """
    }
}
