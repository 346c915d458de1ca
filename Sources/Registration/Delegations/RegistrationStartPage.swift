// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// How to come: whether seats can be taken, and the way to one's own page. It is the same for everybody.
struct RegistrationStartPage {
    let record: EditionRecord
    let settings: RegistrationSettings?
    let fees: FeeSchedule?
    /// Whether the edition has terms to agree to.
    let hasTerms: Bool
    let typed: String
    var problem: Phrase?
    let now: Date
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)" }
    private var isOpen: Bool { settings?.isOpen(at: now) ?? false }

    /// Kept ready until registration opens or closes; not what answers a form, nor what a form left a sentence for.
    func response(to request: Request) -> Response {
        guard problem == nil, request.notice == nil else { return page.personal(to: request) }
        let turns = [settings?.opens, settings?.closes].compactMap { $0 }.filter { $0 > now }
        return page.response(to: request, ready: .init(until: turns.min()))
    }

    var page: Page {
        var page = Page(
            title: words("registration.start"), over: record.name(words),
            lede: words(
                "registration.start.lede",
                ["place": .text(record.place(for: words.language)), "days": .text(record.edition.dates.written(words))]),
            content:
                "<div class=\"stack start-page\"><p class=\"next\">\(words(standing))</p>\(if: settings != nil, ways)\(prices)\(if: hasTerms, terms)</div>"
        )
        page.isRefused = problem != nil
        return page
    }

    private var standing: Phrase {
        settings.map { $0.standing(at: now, in: TimeZone(identifier: record.edition.zone) ?? .gmt, words) } ?? "registration.none"
    }

    // MARK: Alone

    /// As what one can come without having been invited.
    private var alone: HTML {
        let (ofAuthority, others) = (
            ApplicationDraft.kinds.filter { $0.way == .authority }, ApplicationDraft.kinds.filter { $0.way != .authority }
        )
        return """
            <section class="panel" aria-labelledby="alone"><h2 id="alone">\(words("registration.alone"))</h2><p>\(words("registration.alone.text"))</p>
            <h3>\(words("registration.alone.authority"))</h3>\(kinds(ofAuthority))<h3>\(words("registration.alone.others"))</h3>\(kinds(others))</section>

            """
    }

    private func kinds(_ kinds: [ActorKind]) -> HTML {
        """
        <ul class="ways">\(each: kinds, { kind in
            let page: Address = "\(path)/registration/\(kind.rawValue)"
            return "<li><a href=\"\(page)\">\(words(kind.phrase))</a></li>\n"
        })</ul>
        """
    }

    // MARK: Invited

    private var invited: HTML {
        let field = FormField(
            "address", words("participant.address"), .mail, value: typed, hint: words("registration.links.hint"),
            error: problem.map { words($0) }, autocomplete: "email", isRequired: true)
        let form = Form(
            action: "\(path)/registration/links", fields: [field], button: words("registration.links.send"),
            problemTitle: words("form.problem"))
        return """
            <section class="panel" aria-labelledby="invited"><h2 id="invited">\(words("registration.invited"))</h2><p>\(words("registration.invited.text"))</p>
            \(form.markup)</section>

            """
    }

    /// Whoever is in already goes on from there at once.
    private var coordinating: HTML {
        let account: Address = "/\(words.language.rawValue)/account?next=\(path)/delegation"
        return """
            <section class="panel" aria-labelledby="coordinating"><h2 id="coordinating">\(words("registration.coordinating"))</h2><p>\(words("registration.coordinating.text"))</p>
            <p><a class="btn line" href="\(account)">\(words("registration.coordinating.go"))</a></p></section>

            """
    }

    private var ways: HTML {
        isOpen
            ? "<div class=\"two even\"><div>\(alone)</div><div class=\"stack\">\(invited)\(coordinating)</div></div>"
            : "<div class=\"two even\"><div>\(invited)</div><div>\(coordinating)</div></div>"
    }

    private var terms: HTML { "<p><a href=\"\(path)/terms\">\(words("terms.title"))</a></p>" }

    private var prices: HTML? {
        fees.map {
            """
            <section class="panel" aria-labelledby="fees"><h2 id="fees">\(words("fees.public"))</h2><p>\(words("fees.public.text"))</p>
            \(FeeList(schedule: $0, words: words).markup)</section>
            """
        }
    }
}
