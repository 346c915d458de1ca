// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// What the page to come in offers.
struct SignInPage {
    var address = ""
    var next: String?
    var refusal: EntranceRefusal?
    /// Options for a passkey, as the browser's script takes them, and the id of the challenge in them.
    let passkey: (options: String, challenge: String)?
    /// Providers of identities, by id and name.
    let providers: [(id: String, name: String)]
    let isDemo: Bool
    let words: Words
    private var language: String { words.language.rawValue }

    var page: Page {
        var page = Page(
            title: words("sign-in.title"), lede: words("sign-in.lede"), section: "/account", content: content)
        page.isRefused = refusal != nil
        page.scripts = ["passkeys.js"]
        return page
    }

    private var content: HTML {
        """
        <div class="columns-2"><div>
        \(mail)
        \(if: !providers.isEmpty, elsewhere)
        \(passkeyForm)
        <p class="section"><a href="/\(language)/account/paper">\(words("sign-in.paper.link"))</a></p>
        </div><aside class="panel"><h2>\(words("sign-in.help.title"))</h2><p>\(words("sign-in.help"))</p><p>\(words("sign-in.help.unknown"))</p></aside></div>
        """
    }

    private var mail: HTML {
        let field = FormField(
            "address", words("sign-in.address"), .mail, value: address, hint: words("sign-in.address.hint"),
            error: refusal.map { words($0.phrase) }, autocomplete: "username webauthn", isRequired: true)
        var form = Form(
            action: "/\(language)/account/sign-ins", fields: [field], button: words("sign-in.send"),
            problemTitle: words("form.problem"))
        form.beside = next.map { "<input type=\"hidden\" name=\"next\" value=\"\($0)\">" } ?? ""
        return "\(if: isDemo, demo)\(form.markup)"
    }

    /// Whom a visitor of the demonstration can be.
    private var demo: HTML {
        """
        <div class="notice"><p>\(words("sign-in.demo"))</p><p><code>secretariat@demo.example</code> · <code>coordinator@demo.example</code> · \
        <code>programme@demo.example</code></p><p><a href="/\(language)/demo/mail">\(words("sign-in.demo.mail"))</a></p></div>

        """
    }

    private var elsewhere: HTML {
        """
        <p class="or">\(words("sign-in.or"))</p>
        <ul class="plain">\(each: providers, { "<li><a href=\"\(("/\(language)/account/providers/\($0.id)" as Address).with([("next", next)]))\">\(words("sign-in.with", ["provider": .text($0.name)]))</a></li>" })</ul>

        """
    }

    private var passkeyForm: HTML? {
        passkey.map { passkey in
            PasskeyForm(
                action: "/\(language)/account/passkey", options: passkey.options, challenge: passkey.challenge,
                button: words("sign-in.passkey"), next: next, words: words
            ).markup
        }
    }
}

/// Where the six digits of a mail are typed.
struct CodePage {
    var refusal: EntranceRefusal?
    let isDemo: Bool
    let words: Words
    private var language: String { words.language.rawValue }

    var page: Page {
        let field = FormField(
            "code", words("sign-in.code"), .code, hint: words("sign-in.code.hint"), error: refusal.map { words($0.phrase) },
            autocomplete: "one-time-code", isRequired: true)
        let form = Form(
            action: "/\(language)/account/code", fields: [field], button: words("sign-in.enter"),
            problemTitle: words("form.problem"))
        var page = Page(
            title: words("sign-in.code.title"), lede: words("sign-in.code.lede"), section: "/account",
            content: """
                \(form.markup)
                <p class="section">\(words("sign-in.code.none")) <a href="/\(language)/account">\(words("sign-in.again"))</a></p>
                \(if: isDemo, "<p><a href=\"/\(language)/demo/mail\">\(words("sign-in.demo.mail"))</a></p>")
                """)
        page.isRefused = refusal != nil
        return page
    }
}

/// What the link of a mail opens: a button, since programs that look into mails follow links.
struct LinkPage {
    let address: String
    let token: String
    let isInvitation: Bool
    let words: Words

    var page: Page {
        let button = PostButton(
            words("sign-in.enter"), to: "/\(words.language.rawValue)/account/links/\(token)", isQuiet: false)
        return Page(
            title: words(isInvitation ? "sign-in.invited.title" : "sign-in.link.title"),
            lede: words("sign-in.link.lede", ["address": .text(address)]), section: "/account", content: button.markup)
    }
}

/// Who of several persons with one address it is.
struct ChoicePage {
    let persons: [(id: String, name: String, office: String?)]
    let words: Words

    var page: Page {
        let rows: HTML = """
            <ul class="plain">\(each: persons, { person in
                "<li><form method=\"post\" action=\"/\(words.language.rawValue)/account/person\"><button class=\"btn line\" name=\"person\" value=\"\(person.id)\" type=\"submit\">\(person.name)</button>\(person.office.map { " <span class=\"quiet\">\($0)</span>" as HTML })</form></li>\n" as HTML
            })</ul>
            """
        return Page(title: words("sign-in.who.title"), lede: words("sign-in.who.lede"), section: "/account", content: rows)
    }
}

/// Where a code on paper is typed, by whoever has no mail.
struct PaperPage {
    var refusal: EntranceRefusal?
    let words: Words

    var page: Page {
        let field = FormField(
            "code", words("sign-in.paper.code"), .text, hint: words("sign-in.paper.hint"),
            error: refusal.map { words($0.phrase) }, autocomplete: "off", isRequired: true)
        let form = Form(
            action: "/\(words.language.rawValue)/account/paper", fields: [field], button: words("sign-in.enter"),
            problemTitle: words("form.problem"))
        var page = Page(
            title: words("sign-in.paper.title"), lede: words("sign-in.paper.lede"), section: "/account", content: form.markup)
        page.isRefused = refusal != nil
        return page
    }
}
