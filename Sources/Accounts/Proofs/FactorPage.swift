// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// Where a second factor is shown.
struct FactorPage {
    let next: String?
    var refusal: EntranceRefusal?
    let factors: Factors
    let passkey: (options: String, challenge: String)
    let words: Words
    private var language: String { words.language.rawValue }

    var page: Page {
        var page = Page(title: words("factor.title"), lede: words("factor.lede"), section: "/account", content: content)
        page.isRefused = refusal != nil
        page.scripts = ["passkeys.js"]
        return page
    }

    private var content: HTML {
        """
        \(if: !factors.passkeys.isEmpty, PasskeyForm(action: "/\(language)/account/passkey", options: passkey.options, challenge: passkey.challenge, button: words("factor.passkey"), next: next, isQuiet: false, words: words).markup)
        \(code)
        <p class="section">\(words("factor.lost"))</p>
        <div>\(PostButton(words("account.sign-out"), to: "/\(language)/account/sign-out").markup)</div>
        """
    }

    private var code: HTML {
        let hint = words(factors.app?.confirmedAt == nil ? "factor.code.paper" : "factor.code.app")
        let field = FormField(
            "code", words("factor.code"), .text, hint: hint, error: refusal.map { words($0.phrase) },
            autocomplete: "one-time-code",
            isRequired: true)
        var form = Form(
            action: "/\(language)/account/factor", fields: [field], button: words("factor.enter"),
            problemTitle: words("form.problem"))
        form.beside = next.map { "<input type=\"hidden\" name=\"next\" value=\"\($0)\">" } ?? ""
        return form.markup
    }
}

/// A form that a passkey answers; shown once the script that asks for it runs.
struct PasskeyForm {
    var isCreating = false
    let action: Address
    let options: String, challenge: String
    let button: String
    var fields: HTML = ""
    var next: String?
    var isQuiet = true
    let words: Words

    var markup: HTML {
        """
        <form class="form" hidden data-passkey="\(isCreating ? "create" : "get")" data-cancelled="\(words("passkey.cancelled"))" \
        data-exists="\(words("passkey.exists"))" data-failed="\(words("passkey.failed"))" method="post" action="\(action)">
        <p class="wrong-text" data-passkey-error hidden></p>\(fields)
        <input type="hidden" name="options" value="\(options)"><input type="hidden" name="answer" value="">
        <input type="hidden" name="challenge" value="\(challenge)">\(next.map { "<input type=\"hidden\" name=\"next\" value=\"\($0)\">" as HTML })
        <p class="form-act"><button class="btn\(isQuiet ? " line" : "")" type="submit">\(button)</button></p></form>

        """
    }
}
