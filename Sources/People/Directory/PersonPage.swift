// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// What is known of one person.
struct PersonPage {
    let person: Person
    let addresses: [PersonAddress]
    let panels: [PersonPanel]
    let history: ActTable
    /// Those who may be the same human, with the reason.
    let duplicates: [(person: Person, reason: DuplicateReason)]
    /// Merges that can be undone, with the name of who is gone.
    let merges: [(merge: PersonMerge, name: String)]
    let rights: Rights
    let words: Words
    let zone: TimeZone
    /// An address that was typed and refused.
    var refused: (typed: String, why: String)?
    /// Why something else was refused.
    var problem: String?

    /// What the reader may do here.
    struct Rights: Sendable, Equatable {
        var mayChange = false, mayMerge = false, mayExport = false, mayReadActs = false, mayErase = false
    }

    private var path: Address { "/\(words.language.rawValue)/organise/people/\(person.id.value)" }

    var page: Page {
        var page = Page(title: person.badgeName, over: person.honorific, lede: person.office, content: content)
        page.isRefused = refused != nil || problem != nil
        if person.isInvented { page.strip = "<p class=\"strip\"><strong>\(words("person.invented"))</strong></p>" }
        return page
    }

    private var content: HTML {
        """
        <p class="back"><a href="/\(words.language.rawValue)/organise/people">\(words("people.title"))</a></p>
        \(trouble)
        <div class="two wide section">
        <div class="stack">
        \(names)
        \(addressPanel)
        \(each: panels, { "<section class=\"panel\"><h2>\($0.title)</h2>\($0.content)</section>\n" })
        </div>
        <div class="stack">
        \(duplicatePanel)
        \(mergePanel)
        \(historyPanel)
        </div>
        </div>
        """
    }

    private var trouble: HTML? {
        problem.map { "<div class=\"wrong-summary\" role=\"alert\"><h2>\(words("form.problem"))</h2><p>\($0)</p></div>" }
    }

    private var names: HTML {
        """
        <section class="panel"><h2>\(words("person.names"))</h2>
        <dl class="facts-list">
        \(fact("person.badge-name", person.badgeName))\
        \(fact("person.honorific", person.honorific))\
        \(fact("person.office", person.office))\
        \(fact("person.published-name", person.publishedName))\
        \(fact("person.document-name", person.documentName))\
        \(fact("person.language", words.language(person.language)))\
        \(fact("person.since", words.instant(person.created, in: zone)))\
        </dl>
        <p class="acts-row">\(if: rights.mayChange, button("names", "person.change"))\
        \(if: rights.mayExport, button("data.json", "person.export"))\(if: rights.mayErase, button("erasure", "person.erase"))</p></section>
        """
    }

    private func button(_ place: String, _ key: String) -> HTML {
        "<a class=\"btn line\" href=\"\(path)/\(place)\">\(words(key))</a>"
    }

    private func fact(_ key: String, _ value: String?) -> HTML? {
        value.map { "<div><dt>\(words(key))</dt><dd>\($0)</dd></div>\n" }
    }

    // MARK: Addresses

    private var addressPanel: HTML {
        let list: HTML =
            addresses.isEmpty
            ? "<p>\(words("person.no-address"))</p>" : "<ul class=\"plain\">\n\(each: addresses, address)</ul>"
        return """
            <section class="panel"><h2>\(words("person.addresses"))</h2>
            \(list)
            \(if: rights.mayChange, addressForm)
            </section>
            """
    }

    private func address(_ address: PersonAddress) -> HTML {
        let state = address.verifiedAt.map { words("person.address-verified", ["time": .text(words.instant($0, in: zone))]) }
        let states = [address.isPreferred ? words("person.address-preferred") : nil, state ?? words("person.address-unverified")]
        return """
            <li>\(address.address) <span class="also">\(states.compactMap { $0 }.joined(separator: " · "))</span>\
            \(if: rights.mayChange, actions(address))</li>

            """
    }

    private func actions(_ address: PersonAddress) -> HTML {
        let values = [(name: "address", value: address.address)]
        let prefer = PostButton(
            words("person.address-prefer"), to: "\(path)/addresses/preference", about: address.address, values: values)
        let remove = PostButton(
            words("person.address-remove"), to: "\(path)/addresses/removal", about: address.address, values: values)
        return "<div class=\"acts-row\">\(if: !address.isPreferred, prefer.markup)\(remove.markup)</div>"
    }

    private var addressForm: HTML {
        Form(
            action: "\(path)/addresses",
            fields: [FormField("address", words("person.address-add"), .mail, value: refused?.typed ?? "", error: refused?.why)],
            button: words("person.address-add.button"), problemTitle: words("form.problem")
        ).markup
    }

    // MARK: Duplicates and merges

    private var duplicatePanel: HTML? {
        guard !duplicates.isEmpty else { return nil }
        return """
            <section class="panel"><h2>\(words("duplicates.of-person"))</h2><ul class="plain">
            \(each: duplicates, { duplicate($0.person, $0.reason) })</ul></section>
            """
    }

    private func duplicate(_ other: Person, _ reason: DuplicateReason) -> HTML {
        let compare: HTML = """
            <a href="\(path)/merging/\(other.id.value)">\(words("duplicates.compare")) <span class="hide">\(other.badgeName)</span></a>
            """
        return """
            <li>\(PersonLink(other, words).markup) <span class="also">\(words("duplicates.reason.\(reason.rawValue)"))</span>\
            \(if: rights.mayMerge, compare)</li>

            """
    }

    private var mergePanel: HTML? {
        guard !merges.isEmpty else { return nil }
        return """
            <section class="panel"><h2>\(words("merge.of-person"))</h2><ul class="plain">
            \(each: merges, { merged($0.merge, $0.name) })</ul></section>
            """
    }

    private func merged(_ merge: PersonMerge, _ name: String) -> HTML {
        let undoing: Address = "/\(words.language.rawValue)/organise/merges/\(merge.id.value)/undoing"
        let line = words("merge.line", ["name": .text(name), "time": .text(words.instant(merge.at, in: zone))])
        return "<li>\(line) \(if: rights.mayMerge, PostButton(words("merge.undo"), to: undoing, about: name).markup)</li>\n"
    }

    private var historyPanel: HTML {
        let record: Address = "/\(words.language.rawValue)/organise/acts"
        let about = record.with([("about", "person:\(person.id.value)")])
        let all: HTML = "<p class=\"small\"><a href=\"\(about)\">\(words("person.history.all"))</a></p>"
        return """
            <section class="panel"><h2>\(words("person.history"))</h2>
            \(history.list)
            \(if: rights.mayReadActs, all)
            </section>
            """
    }
}
