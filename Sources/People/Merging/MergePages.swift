// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// Entries that may be one human, to be looked at one after the other.
struct DuplicatesPage {
    let duplicates: [(one: ListedPerson, other: ListedPerson, reason: DuplicateReason)]
    let count: Int
    let page: Int
    let words: Words

    static let rowsPerPage = 50
    static func pages(_ count: Int) -> Int { max(1, (count + rowsPerPage - 1) / rowsPerPage) }

    private var path: Address { "/\(words.language.rawValue)/organise/people" }

    var shown: Page { Page(title: words("duplicates.title"), lede: words("duplicates.lede"), content: content) }

    private var content: HTML {
        """
        <p class="back"><a href="\(path)">\(words("people.title"))</a></p>
        <p class="result" role="status">\(words("duplicates.count", ["count": .number(count)]))</p>
        \(if: !duplicates.isEmpty, table)
        \(PageTurn(words: words, page: page, pages: Self.pages(count), address: address).markup)
        """
    }

    private func address(_ page: Int) -> Address {
        let list: Address = "\(path)/duplicates"
        return list.with([("page", page == 1 ? nil : String(page))])
    }

    private var table: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("duplicates.title"))</caption>
        <thead><tr><th scope="col">\(words("duplicates.one"))</th><th scope="col">\(words("duplicates.other"))</th>\
        <th scope="col">\(words("duplicates.reason"))</th><th scope="col">\(words("duplicates.decision"))</th></tr></thead><tbody>
        \(each: duplicates, row)</tbody></table>
        """
    }

    private func row(_ duplicate: (one: ListedPerson, other: ListedPerson, reason: DuplicateReason)) -> HTML {
        let (one, other) = (duplicate.one.person, duplicate.other.person)
        let apart = PostButton(
            words("duplicates.apart"), to: "\(path)/distinctions", about: "\(one.badgeName), \(other.badgeName)",
            values: [("one", one.id.value), ("other", other.id.value)])
        return """
            <tr><th scope="row">\(person(duplicate.one))</th><td data-h="\(words("duplicates.other"))">\(person(duplicate.other))</td>
            <td data-h="\(words("duplicates.reason"))">\(words("duplicates.reason.\(duplicate.reason.rawValue)"))</td>
            <td data-h="\(words("duplicates.decision"))"><div class="acts-row">\
            <a class="btn line" href="\(path)/\(one.id.value)/merging/\(other.id.value)">\(words("duplicates.compare")) \
            <span class="hide">\(one.badgeName), \(other.badgeName)</span></a>\(apart.markup)</div></td></tr>

            """
    }

    private func person(_ listed: ListedPerson) -> HTML {
        """
        <div>\(PersonLink(listed.person, words).markup)<span class="also">\(listed.person.office ?? "")</span>\
        <span class="also">\(listed.addresses.map(\.address).joined(separator: ", "))</span></div>
        """
    }
}

/// Two entries side by side, with a choice for each field in which they differ.
struct MergePage {
    let kept: ListedPerson, gone: ListedPerson
    let words: Words
    let zone: TimeZone
    /// Why it was not done.
    var problem: String?

    private var facts: MergeFacts { MergeFacts(kept: kept.person, gone: gone.person) }
    private var path: Address { "/\(words.language.rawValue)/organise/people" }
    private func merging(_ one: Person, _ other: Person) -> Address { "\(path)/\(one.id.value)/merging/\(other.id.value)" }

    var page: Page {
        var page = Page(title: words("merge.title"), lede: words("merge.lede"), content: content)
        page.isRefused = problem != nil
        return page
    }

    private var content: HTML {
        """
        <p class="back"><a href="\(path)/duplicates">\(words("duplicates.title"))</a></p>
        \(table)
        <section class="section"><div class="head"><h2>\(words("merge.decide"))</h2></div>
        <p>\(words("merge.consequence", ["kept": .text(kept.person.badgeName), "gone": .text(gone.person.badgeName)]))</p>
        <p><a href="\(merging(gone.person, kept.person))">\(words("merge.swap", ["name": .text(gone.person.badgeName)]))</a></p>
        \(form.markup)
        \(apart.markup)</section>
        """
    }

    private var apart: PostButton {
        PostButton(
            words("duplicates.apart"), to: "\(path)/distinctions",
            values: [("one", kept.person.id.value), ("other", gone.person.id.value)])
    }

    private var table: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("merge.title"))</caption>
        <thead><tr><th scope="col">\(words("merge.field"))</th><th scope="col">\(words("merge.kept"))</th>\
        <th scope="col">\(words("merge.gone"))</th></tr></thead><tbody>
        \(each: MergeField.allCases, { row("person.\(Self.label($0))", written($0, kept.person), written($0, gone.person)) })\
        \(row("person.addresses", AddressList(addresses: kept.addresses).markup, AddressList(addresses: gone.addresses).markup))\
        \(row("person.since", since(kept.person), since(gone.person)))</tbody></table>
        """
    }

    private func row(_ key: String, _ kept: HTML, _ gone: HTML) -> HTML {
        """
        <tr><th scope="row">\(words(key))</th><td data-h="\(words("merge.kept"))">\(kept)</td>\
        <td data-h="\(words("merge.gone"))">\(gone)</td></tr>

        """
    }

    private func since(_ person: Person) -> HTML { "\(words.instant(person.created, in: zone))" }

    private func written(_ field: MergeField, _ person: Person) -> HTML { "\(text(field, person) ?? "–")" }

    private func text(_ field: MergeField, _ person: Person) -> String? {
        field == .language ? words.language(person.language) : field.value(of: person)
    }

    /// As the form of a person calls it.
    static func label(_ field: MergeField) -> String { field.rawValue.replacingOccurrences(of: "_", with: "-") }

    private var form: Form {
        let differing = MergeField.allCases.filter { $0.value(of: kept.person) != $0.value(of: gone.person) }
        return Form(
            action: merging(kept.person, gone.person),
            fields: differing.map { field in
                FormField(
                    field.rawValue, words("person.\(Self.label(field))"),
                    .choice([
                        ("kept", text(field, kept.person) ?? words("merge.nothing")),
                        ("gone", text(field, gone.person) ?? words("merge.nothing")),
                    ]), value: facts.missing.contains(field) ? "gone" : "kept")
            },
            button: words("merge.button"), problemTitle: words("form.problem"), problem: problem)
    }
}
