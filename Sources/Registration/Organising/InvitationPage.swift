// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Outbox
import Server
import Vocabulary

/// The page on which delegations are asked, and the mail they get.
struct InvitationPage {
    let record: EditionRecord
    let typed: InvitationForm
    let preview: Letter
    let words: Words

    init(_ record: EditionRecord, typed: InvitationForm, words: Words, _ settings: SiteSettings, _ tx: Transaction) throws {
        self.record = record
        self.typed = typed
        self.words = words
        let example = Delegation(
            id: "example", edition: record.edition.id, body: .nobody, country: "", language: words.language, invitedAt: tx.now)
        preview = RegistrationLetter(
            kind: .invitation, record: record, delegation: example, name: words("invitation.example.body"),
            contact: words("invitation.example.contact"), address: "name@city.example", settings: settings
        ).letter("preview", link: "example")
    }

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }

    var page: Page {
        let form = form
        var page = Page(
            title: words("registration.invite"), over: record.name(words), lede: words("invitation.lede"),
            content: """
                <p class="back"><a href="\(path)">\(words("registration.title"))</a></p>
                \(wrong)\(form.markup)
                <section class="section" aria-labelledby="preview"><h2 id="preview">\(words("invitation.preview"))</h2>
                <div class="panel"><p><strong>\(preview.subject)</strong></p><pre class="letter">\(preview.text)</pre></div></section>
                """)
        page.isRefused = form.isRefused || typed.lines.contains { $0.problem != nil }
        return page
    }

    /// What is wrong, line by line; nothing was kept.
    private var wrong: HTML? {
        let lines = typed.lines.filter { $0.problem != nil }
        guard !lines.isEmpty else { return nil }
        return """
            <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><ul>
            \(each: lines, { line in
                "<li><a href=\"#f-lines\">\(words("invitation.line", ["number": .number(line.number), "what": .text(line.problem.map { words($0) } ?? "")]))</a></li>\n"
            })</ul></div>

            """
    }

    private var form: Form {
        var field = FormField(
            "lines", words("invitation.lines"), .lines(10), value: typed.text, hint: words("invitation.lines.hint"),
            isRequired: true)
        field.most = 60_000
        return Form(
            action: "\(path)/invitations", fields: [field], button: words("invitation.send"), problemTitle: words("form.problem"),
            problem: typed.problem.map { words($0) })
    }
}
