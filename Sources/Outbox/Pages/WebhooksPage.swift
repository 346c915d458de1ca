// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// Programs elsewhere that are told of acts, and the last calls.
struct WebhooksPage {
    /// What was typed into the form, and what was wrong with it.
    struct Typed: Sendable {
        var address = "", verbs = ""
        var addressError: String?, verbsError: String?, problem: String?
        var isRefused: Bool { addressError != nil || verbsError != nil || problem != nil }
    }

    let webhooks: [Webhook]
    let calls: [StoredCall]
    var typed = Typed()
    /// Of the webhook that was just added: shown this once.
    var secret: String?
    let zone: TimeZone
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/organise/webhooks" }

    var page: Page {
        var page = Page(title: words("webhook.title"), lede: words("webhook.lede"), content: content)
        page.isRefused = typed.isRefused
        return page
    }

    private var content: HTML {
        """
        \(secret.map(shown))
        \(webhooks.isEmpty ? "<p>\(words("webhook.none"))</p>" : table)
        <section class="section"><div class="head"><h2>\(words("webhook.add.title"))</h2></div>\(form)</section>
        \(if: !calls.isEmpty, "<section class=\"section\"><div class=\"head\"><h2>\(words("call.title"))</h2></div>\(callTable)</section>")
        """
    }

    private func shown(_ secret: String) -> HTML {
        """
        <section class="panel" role="status"><h2>\(words("webhook.secret.title"))</h2><p>\(words("webhook.secret.text"))</p>
        <p class="secret">\(secret)</p></section>
        """
    }

    private var table: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("webhook.title"))</caption>
        <thead><tr><th scope="col">\(words("webhook.address"))</th><th scope="col">\(words("webhook.verbs"))</th>\
        <th scope="col">\(words("webhook.since"))</th><th scope="col">\(words("suppression.change"))</th></tr></thead><tbody>
        \(each: webhooks, row)</tbody></table>
        """
    }

    private func row(_ webhook: Webhook) -> HTML {
        let end = PostButton(words("webhook.end"), to: "\(path)/\(webhook.id)/end", about: webhook.address).markup
        let ended = webhook.endedAt.map { words("webhook.ended", ["time": .text(words.instant($0, in: zone))]) }
        return """
            <tr><th scope="row">\(webhook.address)</th><td data-h="\(words("webhook.verbs"))">\(webhook.verbs.description)</td>\
            <td data-h="\(words("webhook.since"))">\(words.instant(webhook.created, in: zone))</td>\
            <td data-h="\(words("suppression.change"))">\(ended.map { "\($0)" } ?? end)</td></tr>

            """
    }

    private var form: HTML {
        var form = Form(
            action: path,
            fields: [
                FormField(
                    "address", words("webhook.address"), value: typed.address, hint: words("webhook.address.hint"),
                    error: typed.addressError, isRequired: true),
                FormField(
                    "verbs", words("webhook.verbs"), value: typed.verbs, hint: words("webhook.verbs.hint"),
                    error: typed.verbsError, isRequired: true),
            ], button: words("webhook.add"), problemTitle: words("form.problem"))
        form.problem = typed.problem
        return form.markup
    }

    // MARK: Calls

    private var callTable: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("call.title"))</caption>
        <thead><tr><th scope="col">\(words("call.act"))</th><th scope="col">\(words("webhook.address"))</th>\
        <th scope="col">\(words("outbox.state"))</th><th scope="col">\(words("suppression.change"))</th></tr></thead><tbody>
        \(each: calls, callRow)</tbody></table>
        """
    }

    private func callRow(_ call: StoredCall) -> HTML {
        let address = webhooks.first { $0.id == call.webhook }?.address ?? call.webhook.value
        let again = PostButton(words("call.repeat"), to: "\(path)/calls/\(call.id)/attempts", about: String(call.act)).markup
        let reason = call.reason.map { words("call.reason.\($0.rawValue)", ["detail": .text(call.detail ?? "")]) }
        return """
            <tr><th scope="row">\(words.number(call.act))</th><td data-h="\(words("webhook.address"))">\(address)</td>\
            <td data-h="\(words("outbox.state"))">\(words("call.state.\(call.state.rawValue)"))\
            \(reason.map { "<span class=\"also\">\($0)</span>" as HTML })</td>\
            <td data-h="\(words("suppression.change"))">\(if: [.deferred, .failed].contains(call.state), again)</td></tr>

            """
    }
}
