// SPDX-License-Identifier: EUPL-1.2
import Access
import HTML
import Server
import Vocabulary

/// Before somebody gives up a role of their own: what they lose by it.
struct OwnRolePage {
    let given: RoleGrant
    let scopeName: String
    /// The list of roles, behind the language.
    let base: Address
    /// Why it cannot be given up.
    let refusal: RoleRefusal?
    let words: Words

    var page: Page {
        let role = words("role.\(given.grant.role.rawValue)")
        return Page(title: words("roles.own.title", ["role": .text(role)]), lede: scopeName, content: content)
    }

    private var content: HTML {
        """
        <div class="stack"><p>\(refusal.map { words($0.phrase) } ?? words("roles.own.text"))</p>
        <div class="acts-row">\(if: refusal == nil, PostButton(words("roles.own.end"), to: "\(base)/\(given.id)/end", values: [("confirmed", "yes")], isQuiet: false).markup) \
        <a class="btn line" href="\(base)">\(words("roles.own.keep"))</a></div></div>
        """
    }
}
