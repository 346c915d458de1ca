// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import HTML
import People
import Server
import Vocabulary

/// Who holds which role, where, and the form to give one.
struct RolesPage {
    let rows: [(grant: RoleGrant, person: Person)]
    /// How many there are on all pages, and which page this is.
    let count: Int, here: Int
    let scopeNames: [Scope: String]
    /// Scopes that can be chosen here, in order.
    let choices: [(scope: Scope, name: String)]
    /// Roles that can be chosen here.
    let roles: [Role]
    /// Which roles ask for a second factor; nil where that is not decided.
    let requirements: Set<Role>?
    /// Where forms of this page lead: behind the language.
    let base: Address
    /// The id of whoever reads it.
    let own: String?
    let filter: Role?
    /// What was typed into a form that was refused.
    var form = Query("")
    var refusal: RoleRefusal?
    let zone: TimeZone
    let words: Words

    var page: Page {
        var page = Page(title: words("roles.title"), lede: words("roles.lede"), content: content)
        page.isRefused = refusal != nil
        return page
    }

    private var content: HTML {
        """
        \(list)
        <section class="section"><div class="head"><h2>\(words("roles.give"))</h2><p>\(words("roles.give.lede"))</p></div>\(give)</section>
        \(requirements.map { required in section(required) })
        """
    }

    private var list: HTML {
        """
        <form class="filters" method="get"><label>\(words("roles.filter"))<select name="role"><option value="">\(words("roles.every"))</option>\
        \(each: roles, { "<option value=\"\($0.rawValue)\"\(if: $0 == filter, " selected")>\(words("role.\($0.rawValue)"))</option>" })</select></label>\
        <div class="filters-act"><button class="btn line" type="submit">\(words("filter.show"))</button></div></form>
        <p class="result">\(words("roles.count", ["count": .number(count)]))</p>
        <table class="table fold"><caption class="hide">\(words("roles.title"))</caption><thead><tr><th scope="col">\(words("roles.person"))</th>\
        <th scope="col">\(words("roles.role"))</th><th scope="col">\(words("roles.scope"))</th><th scope="col">\(words("stay.since"))</th>\
        <th scope="col">\(words("form.acts"))</th></tr></thead><tbody>
        \(each: rows, row)</tbody></table>
        \(PageLinks(here: here, count: count, size: RoleStore.rowsPerPage, words: words) { page in
            base.with([("role", filter?.rawValue), ("page", page == 1 ? nil : String(page))])
        }.markup)
        """
    }

    private func row(_ one: (grant: RoleGrant, person: Person)) -> HTML {
        let role = words("role.\(one.grant.grant.role.rawValue)")
        let (path, about): (Address, String) = ("\(base)/\(one.grant.id)/end", "\(one.person.badgeName), \(role)")
        // One's own is not given up by a slip.
        let end: HTML =
            one.person.id.value == own
            ? "<a class=\"btn line\" href=\"\(path)\">\(words("roles.end"))<span class=\"hide\"> \(about)</span></a>"
            : PostButton(words("roles.end"), to: path, about: about).markup
        return """
            <tr><th scope="row">\(one.person.badgeName)\(if: one.person.isInvented, " <span class=\"also\">\(words("person.invented"))</span>")</th>\
            <td data-h="\(words("roles.role"))"><span>\(role)</span></td>\
            <td data-h="\(words("roles.scope"))"><span>\(scopeNames[one.grant.grant.scope] ?? one.grant.grant.scope.description)</span></td>\
            <td data-h="\(words("stay.since"))"><span>\(words.instant(one.grant.since, in: zone))</span></td>\
            <td data-h="\(words("form.acts"))"><div>\(end)</div></td></tr>

            """
    }

    private var otherName: String? {
        if case .otherName? = refusal { refusal.map { words($0.phrase) } } else { nil }
    }

    private var give: HTML {
        func error(_ refusals: RoleRefusal...) -> String? { refusal.flatMap { refusals.contains($0) ? words($0.phrase) : nil } }
        let roleWords = roles.map { (value: $0.rawValue, words: words("role.\($0.rawValue)")) }
        let isWrongScope = refusal == .unknownScope || roles.contains { refusal == .wrongScope($0) }
        let scopeError = isWrongScope ? refusal.map { words($0.phrase) } : nil
        let scopeWords = choices.map { (value: $0.scope.description, words: $0.name) }
        let needsAuthority = choices.contains { $0.scope == .server }
        let fields = [
            FormField(
                "address", words("sign-in.address"), .mail, value: form["address"] ?? "", error: error(.notAnAddress),
                isRequired: true),
            FormField(
                "name", words("person.badge-name"), value: form["name"] ?? "", hint: words("roles.name.hint"),
                error: error(.nameMissing, .severalPersons) ?? otherName),
            FormField(
                "role", words("roles.role"), .choice(roleWords), value: form["role"] ?? "",
                error: error(.unknownRole, .alreadyHeld)),
            FormField(
                "scope", words("roles.scope"), .choice(scopeWords), value: form["scope"] ?? "",
                error: needsAuthority && refusal == .wrongScope(.delegationCoordinator) ? nil : scopeError),
            needsAuthority
                ? FormField(
                    "authority", words("roles.authority"), value: form["authority"] ?? "", hint: words("roles.authority.hint"),
                    error: refusal == .wrongScope(.delegationCoordinator) || refusal == .unknownScope
                        ? refusal.map { words($0.phrase) } : nil)
                : nil,
        ].compactMap { $0 }
        return Form(action: base, fields: fields, button: words("roles.give"), problemTitle: words("form.problem")).markup
    }

    private func section(_ required: Set<Role>) -> HTML {
        let fields = Role.given.map {
            FormField("required-\($0.rawValue)", words("role.\($0.rawValue)"), .check, value: required.contains($0) ? "yes" : "")
        }
        var form = Form(
            action: "/\(words.language.rawValue)/organise/role-requirements", fields: fields, button: words("form.keep"),
            problemTitle: words("form.problem"))
        form.isQuiet = true
        return """
            <section class="section"><div class="head"><h2>\(words("roles.required"))</h2><p>\(words("roles.required.lede"))</p></div>
            <div class="checks">\(form.markup)</div></section>
            """
    }
}
