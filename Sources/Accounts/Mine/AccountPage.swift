// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import HTML
import People
import Server
import Vocabulary

/// All that belongs to an account, for whoever holds it.
struct AccountPage {
    let person: Person
    let addresses: [PersonAddress]
    /// Those that were added and not confirmed yet.
    let waiting: [String]
    let roles: [RoleGrant]
    let scopeNames: [Scope: String]
    let factors: Factors
    let withheld: Set<Role>
    let stays: [Stay]
    let here: ID<Stay>
    let tokens: [APIToken]
    /// Whether there is anything to organise.
    let organises: Bool
    /// A refused address, as it was typed.
    var refusedAddress: (typed: String, why: String)?
    let now: Date
    let zone: TimeZone
    let words: Words
    private var language: String { words.language.rawValue }
    private var base: Address { "/\(language)/account" }

    var page: Page {
        var page = Page(
            title: words("account.title"), over: person.badgeName, lede: words("account.lede"), section: "/account",
            content: content)
        page.isRefused = refusedAddress != nil
        return page
    }

    private var content: HTML {
        """
        \(attention)<div class="account-sections">
        \(section("account.names", id: "names", names))
        \(section("account.addresses", id: "addresses", addressList))
        \(section("account.roles", id: "roles", roleList))
        \(section("account.factors", id: "factors", factorList))
        \(section("account.stays", id: "stays", stayList))
        \(section("account.tokens", id: "tokens", tokenList))
        \(section("account.data", id: "data", data))
        </div>
        """
    }

    private func section(_ key: String, id: String, _ markup: HTML) -> HTML {
        "<section aria-labelledby=\"\(id)\"><div class=\"head\"><h2 id=\"\(id)\">\(words(key))</h2></div>\n\(markup)</section>\n"
    }

    private var attention: HTML? {
        var items: [HTML] = []
        if !withheld.isEmpty {
            let names = withheld.map { words("role.\($0.rawValue)") }.sorted().joined(separator: ", ")
            items.append(
                "<p>\(words("account.withheld", ["roles": .text(names)]))</p><p><a class=\"btn\" href=\"\(base)/factors\">\(words("account.factors.set-up"))</a></p>"
            )
        }
        let start =
            organises
            ? "<p class=\"acts-row\"><a class=\"btn\" href=\"/\(language)/organise\">\(words("account.organise"))</a></p>\n"
                as HTML : nil
        guard !items.isEmpty else { return start }
        return "\(start)<ul class=\"attention section\">\(each: items, { "<li>\($0)</li>" })</ul>\n"
    }

    // MARK: Names and addresses

    private var names: HTML {
        """
        <div class="panel"><dl class="facts-list">
        \(fact("person.badge-name", person.badgeName))\(person.publishedName.map { fact("person.published-name", $0) })\
        \(person.honorific.map { fact("person.honorific", $0) })\(person.office.map { fact("person.office", $0) })\
        \(fact("person.language", person.language.ownName))</dl>
        <p><a href="\(base)/names">\(words("account.names.change"))</a></p></div>
        """
    }

    private func fact(_ key: String, _ value: String) -> HTML { "<div><dt>\(words(key))</dt><dd>\(value)</dd></div>\n" }

    private var addressList: HTML {
        let field = FormField(
            "address", words("account.address.new"), .mail, value: refusedAddress?.typed ?? "",
            hint: words("account.address.hint"),
            error: refusedAddress?.why, autocomplete: "email", isRequired: true)
        var form = Form(
            action: "\(base)/addresses", fields: [field], button: words("account.address.add"),
            problemTitle: words("form.problem"))
        form.isQuiet = true
        return """
            <table class="table fold"><caption class="hide">\(words("account.addresses"))</caption><thead><tr>\
            <th scope="col">\(words("person.address"))</th><th scope="col">\(words("person.state"))</th><th scope="col">\(words("form.acts"))</th></tr></thead><tbody>
            \(each: addresses, addressRow)\(each: waiting, waitingRow)</tbody></table>
            \(form.markup)
            """
    }

    private func waitingRow(_ address: String) -> HTML {
        """
        <tr><th scope="row">\(address)</th><td data-h="\(words("person.state"))"><span>\(words("account.address.waiting"))</span></td>\
        <td data-h="\(words("form.acts"))"></td></tr>

        """
    }

    private func addressRow(_ address: PersonAddress) -> HTML {
        let state = [
            address.isPreferred ? words("account.address.preferred") : nil,
            words(address.verifiedAt == nil ? "account.address.unverified" : "account.address.verified"),
        ].compactMap { $0 }.joined(separator: ", ")
        let values = [("address", address.address)]
        let prefer = PostButton(
            words("account.address.prefer"), to: "\(base)/addresses/preference", about: address.address, values: values)
        let remove = PostButton(words("form.remove"), to: "\(base)/addresses/removal", about: address.address, values: values)
        return """
            <tr><th scope="row">\(address.address)</th><td data-h="\(words("person.state"))"><span>\(state)</span></td>\
            <td data-h="\(words("form.acts"))"><div class="acts-row">\(if: !address.isPreferred && address.verifiedAt != nil, prefer.markup)\
            \(if: addresses.count > 1, remove.markup)</div></td></tr>

            """
    }

    private var roleList: HTML {
        guard !roles.isEmpty else { return "<p>\(words("account.roles.none"))</p>" }
        return """
            <ul class="plain">\(each: roles, { role in
                let scope = scopeNames[role.grant.scope] ?? role.grant.scope.description
                return "<li><strong>\(words("role.\(role.grant.role.rawValue)"))</strong> · \(scope)</li>\n" as HTML
            })</ul>
            """
    }

    // MARK: Second factors, stays, tokens

    private var factorList: HTML {
        let parts = [
            factors.passkeys.isEmpty ? nil : words("account.factors.passkeys", ["count": .number(factors.passkeys.count)]),
            factors.app?.confirmedAt == nil ? nil : words("account.factors.app"),
            factors.isEmpty ? nil : words("account.factors.codes", ["count": .number(factors.recoveryCodes)]),
        ].compactMap { $0 }
        return """
            <p>\(factors.isEmpty ? words("account.factors.none") : parts.joined(separator: " "))</p>
            <p><a href="\(base)/factors">\(words("account.factors.change"))</a></p>
            """
    }

    private var stayList: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("account.stays"))</caption><thead><tr>\
        <th scope="col">\(words("stay.device"))</th><th scope="col">\(words("stay.since"))</th><th scope="col">\(words("stay.last-used"))</th>\
        <th scope="col">\(words("form.acts"))</th></tr></thead><tbody>
        \(each: stays, stayRow)</tbody></table>
        <div class="acts-row">\(PostButton(words("account.sign-out"), to: "\(base)/sign-out").markup) \(PostButton(words("account.sign-out.everywhere"), to: "\(base)/sign-outs").markup)</div>
        """
    }

    private func stayRow(_ stay: Stay) -> HTML {
        let device = stay.device.isEmpty ? words("stay.unknown-device") : stay.device
        let end = PostButton(words("stay.end"), to: "\(base)/stays/\(stay.id)/end", about: device)
        return """
            <tr><th scope="row">\(device)\(if: stay.id == here, " <span class=\"also\">\(words("stay.here"))</span>")</th>\
            <td data-h="\(words("stay.since"))"><span>\(words.instant(stay.created, in: zone))</span></td>\
            <td data-h="\(words("stay.last-used"))"><span>\(words.instant(stay.lastUsed, in: zone))</span></td>\
            <td data-h="\(words("form.acts"))"><div>\(if: stay.id != here, end.markup)</div></td></tr>

            """
    }

    private var tokenList: HTML {
        let rows: HTML = """
            <table class="table fold"><caption class="hide">\(words("account.tokens"))</caption><thead><tr>\
            <th scope="col">\(words("token.name"))</th><th scope="col">\(words("token.may"))</th><th scope="col">\(words("token.until"))</th>\
            <th scope="col">\(words("stay.last-used"))</th><th scope="col">\(words("form.acts"))</th></tr></thead><tbody>
            \(each: tokens, tokenRow)</tbody></table>
            """
        return
            "\(if: !tokens.isEmpty, rows)<p>\(if: tokens.isEmpty, "\(words("token.none")) ")<a href=\"\(base)/tokens\">\(words("token.make"))</a></p>"
    }

    private func tokenRow(_ token: APIToken) -> HTML {
        let end = PostButton(words("token.end"), to: "\(base)/tokens/\(token.id)/end", about: token.name)
        let used = token.lastUsed.map { words.instant($0, in: zone) } ?? words("token.never-used")
        let until = token.expires <= now ? words("token.expired") : words.instant(token.expires, in: zone)
        return """
            <tr><th scope="row">\(token.name)</th><td data-h="\(words("token.may"))"><span>\(token.permissions.sorted().map { words("permission.\($0)") }.joined(separator: ", "))</span></td>\
            <td data-h="\(words("token.until"))"><span>\(until)</span></td><td data-h="\(words("stay.last-used"))"><span>\(used)</span></td>\
            <td data-h="\(words("form.acts"))"><div>\(end.markup)</div></td></tr>

            """
    }

    private var data: HTML {
        """
        <p>\(words("account.data.text"))</p>
        <p class="acts-row"><a href="\(base)/data">\(words("account.data.link"))</a> <a href="\(base)/acts">\(words("account.acts.link"))</a></p>
        """
    }
}
