// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

extension DelegationPage {
    /// Who registered alone for the authority: whoever answers for it says whether they come.
    var applications: HTML? {
        guard !scene.applications.isEmpty else { return nil }
        let list: HTML = """
            <p>\(words("delegation.applications.text"))</p><ul class="plain questions">\(each: scene.applications, entry)</ul>
            """
        return section("applications", list)
    }

    private func entry(_ asked: AskedApplication) -> HTML {
        let one = asked.application
        let base: Address = "\(path)/applications/\(one.id)"
        let unnamed = scene.facts.seats.contains { $0.person == nil }
        let field = FormField(
            "reason-\(one.id)", words("application.reason"), .lines(3), value: reasons[one.id] ?? "",
            hint: words("application.reason.hint"))
        return """
            <li><h3>\(asked.name)</h3><p>\(words(one.kind.phrase))\(if: !asked.office.isEmpty, ", \(asked.office)")</p>
            <div class="acts-row">\(if: unnamed, PostButton(words("application.approve.unnamed"), to: "\(base)/approval", about: asked.name, values: [("seat", "unnamed")], isQuiet: false).markup)\
            \(PostButton(words("application.approve"), to: "\(base)/approval", about: asked.name, isQuiet: unnamed).markup)</div>
            <details\(if: reasons[one.id] != nil, " open")><summary>\(words("application.refuse.summary"))</summary>\
            <form class="form" method="post" action="\(base)/refusal" novalidate>\(field.markup)<p class="form-act"><button class="btn line" type="submit">\(words("application.refuse"))</button></p></form></details></li>

            """
    }
}
