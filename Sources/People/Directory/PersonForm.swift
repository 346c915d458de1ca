// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

extension PersonDraft {
    /// What a form sent.
    init(_ form: Query) {
        for field in Field.allCases { texts[field] = form[field.rawValue] }
    }

    /// What is known of a person, to be changed.
    init(_ person: Person) {
        texts = [
            .badgeName: person.badgeName, .language: person.language.rawValue, .honorific: person.honorific ?? "",
            .office: person.office ?? "", .publishedName: person.publishedName ?? "", .documentName: person.documentName ?? "",
        ]
    }
}

/// The form of a new person, or of one that is there.
struct PersonForm {
    let draft: PersonDraft
    let problems: [PersonDraft.Field: PersonRefusal]
    let action: Address
    /// Whether an address is asked for as well.
    let isNew: Bool
    let words: Words

    var form: Form {
        Form(
            action: action,
            fields: [
                field(.badgeName, "person.badge-name", hint: "person.badge-name.hint", isRequired: true),
                field(.honorific, "person.honorific", hint: "person.honorific.hint"),
                field(.office, "person.office", hint: "person.office.hint"),
                field(.publishedName, "person.published-name", hint: "person.published-name.hint"),
                field(.documentName, "person.document-name", hint: "person.document-name.hint"),
                field(.language, "person.language", .choice(Language.allCases.map { ($0.rawValue, words.language($0)) })),
            ] + (isNew ? [field(.address, "person.address", .mail, hint: "person.address.hint")] : []),
            button: words(isNew ? "people.add" : "person.store"), problemTitle: words("form.problem"))
    }

    private func field(
        _ field: PersonDraft.Field, _ label: String, _ kind: FormField.Kind = .text, hint: String? = nil, isRequired: Bool = false
    ) -> FormField {
        FormField(
            field.rawValue, words(label), kind, value: draft[field], hint: hint.map { words($0) },
            error: problems[field].map { words($0.phrase) }, isRequired: isRequired)
    }
}

/// The page with the form, and what was wrong.
struct PersonFormPage {
    let title: String
    let form: PersonForm
    let back: Address

    var page: Page {
        var page = Page(
            title: title,
            content: "<p class=\"back\"><a href=\"\(back)\">\(form.words("people.title"))</a></p>\n\(form.form.markup)")
        page.isRefused = form.form.isRefused
        return page
    }
}

/// Persons who may be the one that is about to be added.
struct CandidatesPage {
    let draft: PersonDraft
    let candidates: [ListedPerson]
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/organise/people" }

    var page: Page {
        var page = Page(
            title: words("candidates.title"), lede: words("candidates.lede", ["name": .text(draft[.badgeName])]),
            content: """
                <ul class="attention">
                \(each: candidates, candidate)</ul>
                <section class="section"><div class="head"><h2>\(words("candidates.none"))</h2></div>
                \(PostButton(words("candidates.add"), to: path, values: typed + [("sure", "yes")]).markup)</section>
                """)
        page.status = .conflict
        return page
    }

    private func candidate(_ listed: ListedPerson) -> HTML {
        """
        <li>\(PersonLink(listed.person, words).markup)<span>\(listed.person.office ?? "")</span>\
        \(AddressList(addresses: listed.addresses).markup)\(choice(listed))</li>

        """
    }

    private var typed: [(name: String, value: String)] {
        PersonDraft.Field.allCases.filter { !draft[$0].isEmpty }.map { ($0.rawValue, draft[$0]) }
    }

    /// It is this one; an address that is not known of them yet is added to them.
    private func choice(_ listed: ListedPerson) -> HTML {
        let one: Address = "\(path)/\(listed.person.id.value)"
        let isKnown = listed.addresses.contains { PersonAddress.folded($0.address) == PersonAddress.folded(draft[.address]) }
        guard !draft[.address].isEmpty, !isKnown else {
            return """
                <p><a class="btn line" href="\(one)">\(words("candidates.this")) <span class="hide">\(listed.person.badgeName)</span></a></p>
                """
        }
        return PostButton(
            words("candidates.this-with-address"), to: "\(one)/addresses", about: listed.person.badgeName,
            values: [("address", draft[.address])]
        ).markup
    }
}
