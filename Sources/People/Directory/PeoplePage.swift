// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// A person as lists show one.
struct ListedPerson: Sendable, Equatable {
    let person: Person
    let addresses: [PersonAddress]
    /// What later features say, by the name of their column.
    var cells: [String: String] = [:]
}

/// Everybody who is known, or those a search found.
struct PeoplePage {
    let query: PeopleQuery
    let people: [ListedPerson]
    let count: Int
    let isMisspelt: Bool
    let columns: [PersonColumn]
    let mayAdd: Bool, mayMerge: Bool
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/organise/people" }

    var page: Page { Page(title: words("people.title"), lede: words("people.lede"), content: content) }

    private var content: HTML {
        """
        \(form)
        \(result)
        \(people.isEmpty ? "<div class=\"panel empty\"><p>\(words("people.nothing-advice"))</p></div>" : table)
        \(PageTurn(words: words, page: query.page, pages: PeopleQuery.pages(count)) { query.address(path, page: $0) }.markup)
        \(downloads)
        """
    }

    private var form: HTML {
        """
        <form class="filters" method="get" action="\(path)" role="search" aria-label="\(words("people.search"))">
        <label for="q">\(words("people.search"))<input type="search" id="q" name="q" value="\(query.text ?? "")" maxlength="100" \
        autocomplete="off" spellcheck="false"></label>
        <div class="filters-act"><button class="btn" type="submit">\(words("network.show"))</button>
        \(if: query.text != nil, "<a href=\"\(path)\">\(words("people.all"))</a>")</div>
        </form>
        \(if: mayAdd || mayMerge, actions)
        """
    }

    private var actions: HTML {
        """
        <p class="acts-row">\(if: mayAdd, "<a class=\"btn line\" href=\"\(path)/new\">\(words("people.add"))</a>")\
        \(if: mayMerge, "<a class=\"btn line\" href=\"\(path)/duplicates\">\(words("duplicates.link"))</a>")</p>
        """
    }

    private var result: HTML {
        let key = query.text == nil ? "people.count" : isMisspelt ? "people.misspelt" : "people.found"
        let text = words(key, ["count": .number(count), "text": .text(query.text ?? "")])
        return "<div class=\"result\" role=\"status\">\(text)</div>"
    }

    private var table: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("people.title"))</caption>
        <thead><tr>\(each: ["person.name", "person.office", "person.addresses"] + columns.map(\.title), {
            "<th scope=\"col\">\(words($0))</th>"
        })</tr></thead>
        <tbody>
        \(each: people, row)</tbody></table>
        """
    }

    private func row(_ listed: ListedPerson) -> HTML {
        """
        <tr><th scope="row">\(PersonLink(listed.person, words).markup)</th>
        <td data-h="\(words("person.office"))">\(listed.person.office ?? "–")</td>
        <td data-h="\(words("person.addresses"))">\(AddressList(addresses: listed.addresses).markup)</td>
        \(each: columns, { "<td data-h=\"\(words($0.title))\">\(listed.cells[$0.name] ?? "–")</td>" })</tr>

        """
    }

    private var downloads: HTML? {
        guard count > 0 else { return nil }
        return """
            <p class="downloads">\(words("network.download")) <a href="\(query.address("\(path).csv"))">CSV</a>, \
            <a href="\(query.address("\(path).xlsx"))">XLSX</a></p>
            """
    }
}

/// A name that leads to the page of its person.
struct PersonLink {
    let markup: HTML

    init(_ person: Person, _ words: Words) {
        let also = person.publishedName.map { $0 == person.badgeName ? [] : [$0] } ?? []
        markup = """
            <a href="/\(words.language.rawValue)/organise/people/\(person.id.value)">\(person.honorific.map { "\($0) " as HTML })\
            \(person.badgeName)</a>\(if: !also.isEmpty, "<span class=\"also\">\(also.joined(separator: ", "))</span>")
            """
    }
}

/// Addresses one below the other, the one that mail goes to first.
struct AddressList {
    let addresses: [PersonAddress]

    var markup: HTML {
        if addresses.isEmpty { return "–" }
        return "<div>\(HTML.joined(addresses.map { "\($0.address)" }, by: "<br>"))</div>"
    }
}
