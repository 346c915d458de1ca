// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// Second factors of an account: what there is, and how to set one up.
struct FactorsPage {
    let factors: Factors
    /// For a new passkey: options for the browser and the id of the challenge in them.
    let passkey: (options: String, challenge: String)
    let zone: TimeZone
    let words: Words
    private var base: Address { "/\(words.language.rawValue)/account" }

    var page: Page {
        var page = Page(title: words("account.factors"), lede: words("factors.lede"), section: "/account", content: content)
        page.scripts = ["passkeys.js"]
        return page
    }

    private var content: HTML {
        """
        <p class="back"><a href="\(base)">\(words("account.back"))</a></p>
        <div class="account-sections">
        <section><div class="head"><h2>\(words("passkey.title"))</h2><p>\(words("passkey.lede"))</p></div>\(passkeys)</section>
        <section><div class="head"><h2>\(words("totp.title"))</h2><p>\(words("totp.lede"))</p></div>\(app)</section>
        \(if: !factors.isEmpty, recovery)</div>
        """
    }

    private var passkeys: HTML {
        let name = FormField(
            "name", words("passkey.name"), value: words("passkey.name.usual"), hint: words("passkey.name.hint"), isRequired: true)
        let form = PasskeyForm(
            isCreating: true, action: "\(base)/passkeys", options: passkey.options, challenge: passkey.challenge,
            button: words("passkey.add"), fields: name.markup, words: words)
        return """
            \(if: !factors.passkeys.isEmpty, list)\(form.markup)
            <noscript><p>\(words("passkey.needs-script"))</p></noscript>
            """
    }

    private var list: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("passkey.title"))</caption><thead><tr><th scope="col">\(words("passkey.name"))</th>\
        <th scope="col">\(words("stay.since"))</th><th scope="col">\(words("stay.last-used"))</th><th scope="col">\(words("form.acts"))</th></tr></thead><tbody>
        \(each: factors.passkeys, { key in
            let remove = PostButton(words("form.remove"), to: "\(base)/passkeys/\(key.id)/removal", about: key.name)
            let used = key.lastUsed.map { words.instant($0, in: zone) } ?? words("token.never-used")
            return """
                <tr><th scope="row">\(key.name)</th><td data-h="\(words("stay.since"))"><span>\(words.instant(key.created, in: zone))</span></td>\
                <td data-h="\(words("stay.last-used"))"><span>\(used)</span></td><td data-h="\(words("form.acts"))"><div>\(remove.markup)</div></td></tr>

                """ as HTML
        })</tbody></table>

        """
    }

    private var app: HTML {
        guard let confirmed = factors.app?.confirmedAt else {
            return PostButton(words("totp.begin"), to: "\(base)/app").markup
        }
        return """
            <p>\(words("totp.set-up", ["when": .text(words.instant(confirmed, in: zone))]))</p>
            <div>\(PostButton(words("totp.remove"), to: "\(base)/app/removal").markup)</div>
            """
    }

    private var recovery: HTML {
        """
        <section><div class="head"><h2>\(words("recovery.title"))</h2><p>\(words("recovery.lede"))</p></div>
        <p>\(words("account.factors.codes", ["count": .number(factors.recoveryCodes)]))</p>
        <div>\(PostButton(words("recovery.make"), to: "\(base)/recovery-codes").markup)</div></section>
        """
    }
}

/// The secret of a new app, to scan or to type, and the field for the first code.
struct AppPage {
    let totp: TOTP
    let account: String
    var isWrong = false
    let words: Words

    var page: Page {
        let field = FormField(
            "code", words("totp.code"), .code, hint: words("totp.code.hint"),
            error: isWrong ? words(FactorRefusal.notConfirmed.phrase) : nil, autocomplete: "one-time-code", isRequired: true)
        let form = Form(
            action: "/\(words.language.rawValue)/account/app/confirmation", fields: [field], button: words("totp.confirm"),
            problemTitle: words("form.problem"))
        var page = Page(
            title: words("totp.title"), lede: words("totp.scan"), section: "/account",
            content: """
                \(picture)
                <p>\(words("totp.type"))</p><p class="secret">\(totp.typedSecret)</p>
                <div class="section">\(form.markup)</div>
                """)
        page.isRefused = isWrong
        return page
    }

    private var picture: HTML? {
        QRCode(totp.address(issuer: words("site.name"), account: account)).map { code in
            """
            <svg class="qr" viewBox="0 0 \(code.side) \(code.side)" role="img" aria-label="\(words("totp.picture"))" shape-rendering="crispEdges">\
            <rect width="\(code.side)" height="\(code.side)" fill="#fff"/><path d="\(code.path)" fill="#000"/></svg>

            """
        }
    }
}

/// Codes for the day when the telephone is lost; shown once.
struct RecoveryCodesPage {
    let codes: [RecoveryCode]
    let words: Words

    var page: Page {
        Page(
            title: words("recovery.title"), lede: words("recovery.shown-once"), section: "/account",
            content: """
                <ol class="codes">\(each: codes, { "<li>\($0.text)</li>" })</ol>
                <p class="section"><a class="btn" href="/\(words.language.rawValue)/account/factors">\(words("recovery.kept"))</a></p>
                """)
    }
}
