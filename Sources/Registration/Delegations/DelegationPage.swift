// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The page of a delegation: what it holds, what it may do next, and until when. Made for a phone first.
struct DelegationPage {
    let scene: DelegationScene
    /// Who is where when; nil where nobody is named or nothing was published.
    var agenda: DelegationAgenda?
    /// Why what was asked was not done.
    var problem: Phrase?
    /// What was typed of seats, by kind.
    var typed: [ActorKind: Int] = [:]
    var orderNumber: String?
    /// What was typed as a reason to refuse somebody.
    var reasons: [ID<Application>: String] = [:]
    /// What was typed as a code of the delegation, and what is wrong with it.
    var typedCode: String?
    var codeProblem: Phrase?

    var words: Words { scene.words }
    var path: Address { scene.path }
    private var delegation: Delegation { scene.delegation }
    private var seats: [Seat] { scene.facts.seats }

    var page: Page {
        var page = Page(
            title: scene.name, over: scene.record.name(words), lede: lede,
            content: """
                \(problem.map { refusal($0) })\(back)<div class="two wide delegation-page"><div>\(offers)\(standing)\(agenda?.section(scene))\(applications)\(seatList)\(waitingList)\(costs)</div>
                <div>\(more)\(papers)\(links)\(leave)</div></div>
                """)
        page.isRefused = problem != nil || codeProblem != nil
        page.isIndexed = false
        return page
    }

    private func refusal(_ phrase: Phrase) -> HTML {
        """
        <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><p>\(words(phrase))</p></div>

        """
    }

    private var back: HTML? {
        guard scene.way.isOrganiser else { return nil }
        let list: Address = "/\(words.language.rawValue)/\(scene.edition.id)/organise/registration"
        return "<p class=\"back\"><a href=\"\(list)\">\(words("registration.title"))</a></p>\n"
    }

    private var lede: String {
        let days = scene.edition.dates.written(words)
        return words("delegation.lede", ["place": .text(scene.record.place(for: words.language)), "days": .text(days)])
    }

    func section(_ part: String, _ body: HTML) -> HTML {
        """
        <section class="panel" aria-labelledby="\(part)"><h2 id="\(part)">\(words("delegation.\(part)"))</h2>
        \(body)</section>

        """
    }

    // MARK: What is held for it

    private var offers: HTML {
        HTML.joined(
            scene.waiting.filter { $0.isOffered(at: scene.now) }.map { entry in
                """
                <section class="panel offer" aria-label="\(words("delegation.offer"))"><h2>\(words("delegation.offer"))</h2>
                <p>\(words("delegation.offer.text", ["kind": .text(words("actor.\(entry.kind.rawValue)")), "until": .text(instant(entry.expires))]))</p>
                <div class="acts-row">\(PostButton(words("delegation.offer.accept"), to: "\(path)/waiting/\(entry.id)/acceptance", isQuiet: false).markup)\
                \(PostButton(words("delegation.offer.decline"), to: "\(path)/waiting/\(entry.id)/removal").markup)</div></section>

                """
            })
    }

    private func instant(_ date: Date?) -> String { date.map { words.instant($0, in: scene.zone) } ?? "" }

    // MARK: Where it stands

    private var standing: HTML {
        let named = seats.filter { $0.person != nil }.count
        let facts: HTML = """
            <dl class="facts-list"><div><dt>\(words("delegation.state"))</dt><dd><span class="state delegation \(delegation.state.rawValue)">\(words("delegation.state.\(delegation.state.rawValue)"))</span></dd></div>\
            <div><dt>\(words("delegation.seats"))</dt><dd>\(words("delegation.seats.count", ["count": .number(seats.count)]))\(scene.ownQuota.map { ", \(words("delegation.seats.of", ["places": .number($0.places)]))" as HTML })</dd></div>\
            <div><dt>\(words("delegation.names"))</dt><dd>\(words("delegation.names.count", ["named": .number(named), "all": .number(seats.count)]))</dd></div>\
            \(scene.settings.namesDue.map { "<div><dt>\(words("delegation.names-due"))</dt><dd>\(words.day($0))</dd></div>" as HTML })</dl>
            """
        return section("standing", "<p>\(words(next))</p>\(facts)\(confirm)")
    }

    /// The one thing to do next, in a sentence.
    private var next: String {
        if delegation.askedAgainAt != nil { return "delegation.next.confirm-again" }
        switch delegation.state {
        case .invited: return scene.isOpen ? "delegation.next.reserve" : "delegation.next.closed"
        case .reserved: return "delegation.next.confirm"
        case .confirmed: return seats.contains { $0.person == nil } ? "delegation.next.name" : "delegation.next.nothing"
        case .withdrawn: return "delegation.next.withdrawn"
        }
    }

    private var confirm: HTML? {
        guard delegation.state == .reserved, !seats.isEmpty else { return nil }
        return PostButton(words("delegation.confirm"), to: "\(path)/confirmation", isQuiet: false).markup
    }

    // MARK: Seats

    private var seatList: HTML? {
        guard !seats.isEmpty else { return nil }
        return section(
            "seats",
            """
            <table class="table fold"><caption class="hide">\(words("delegation.seats"))</caption>
            <thead><tr>\(each: ["delegation.seat", "delegation.seat.who", "delegation.seat.kind", "delegation.seat.acts"], { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
            \(each: seats, row)</tbody></table>
            """)
    }

    private func row(_ seat: Seat) -> HTML {
        let number = words("delegation.seat.number", ["number": .number(seat.number)])
        let name = scene.name(of: seat)
        let who: HTML = name.map { "\($0)" } ?? "<span class=\"quiet\">\(words("delegation.seat.unnamed"))</span>"
        // Whether somebody has answered, never what.
        let answered = seat.person.map {
            words(scene.answered.contains($0) ? "delegation.seat.answered" : "delegation.seat.not-answered")
        }
        let page: Address = "\(path)/seats/\(seat.id)"
        let act = words(name == nil ? "delegation.seat.name" : "delegation.seat.change")
        return """
            <tr><th scope="row">\(number)</th><td data-h="\(words("delegation.seat.who"))">\(who)\(answered.map { " <span class=\"quiet\">\($0)</span>" as HTML })</td>\
            <td data-h="\(words("delegation.seat.kind"))">\(words("actor.\(seat.kind.rawValue)"))\(if: seat.isAboveQuota && scene.way.isOrganiser, ", \(words("delegation.seat.above"))")</td>\
            <td data-h="\(words("delegation.seat.acts"))"><a href="\(page)">\(act) <span class="hide">\(number)</span></a></td></tr>

            """
    }

    // MARK: More seats

    /// How many of a kind can be asked for in one go.
    private func most(_ kind: ActorKind) -> Int { min(scene.left(kind) ?? 12, 12) }

    private var more: HTML? {
        guard scene.isOpen else { return section("more", "<p>\(words(closed))</p>\(grant)") }
        let possible = scene.kinds.filter { most($0) > 0 }
        guard !possible.isEmpty else { return section("more", "\(noneLeft)\(grant)") }
        let fields = possible.map { kind in
            FormField(
                "seats-\(kind.rawValue)", words("actor.plural.\(kind.rawValue)"),
                .choice((0...most(kind)).map { (String($0), String($0)) }), value: String(typed[kind] ?? 0))
        }
        var form = Form(
            action: "\(path)/seats", fields: [],
            button: words(seats.isEmpty ? "delegation.reserve" : "delegation.reserve-more"), problemTitle: words("form.problem"))
        form.beside = "<div class=\"seat-counts\">\(each: fields, { $0.markup })</div>"
        let full = scene.kinds.filter { most($0) == 0 }
        return section(
            "more", "<p>\(words("delegation.more.text"))</p>\(form.markup)\(if: !full.isEmpty, wait(full))\(grant)")
    }

    private var closed: Phrase { scene.settings.standing(at: scene.now, in: scene.zone, words) }

    /// No place can be taken: of its own, or of all.
    private var noneLeft: HTML {
        if let own = scene.ownQuota, own.left <= 0 {
            return "<p>\(words("delegation.more.own-full", ["places": .number(own.places)]))</p>"
        }
        return wait(scene.kinds)
    }

    private func wait(_ kinds: [ActorKind]) -> HTML {
        let field = FormField(
            "kind", words("delegation.seat.kind"), .choice(kinds.map { ($0.rawValue, words("actor.\($0.rawValue)")) }))
        let form = Form(
            action: "\(path)/waiting", fields: [field], button: words("delegation.wait"), problemTitle: words("form.problem"))
        return "<p>\(words("delegation.wait.text"))</p>\(form.markup)"
    }

    /// An organiser may let in more than there are places for.
    private var grant: HTML? {
        guard scene.way.isOrganiser else { return nil }
        let field = FormField(
            "granted", words("delegation.seat.kind"),
            .choice(ActorKind.allCases.map { ($0.rawValue, words("actor.\($0.rawValue)")) }))
        var form = Form(
            action: "\(path)/grants", fields: [field], button: words("delegation.grant"), problemTitle: words("form.problem"))
        form.isQuiet = true
        return
            "<details><summary>\(words("delegation.grant.summary"))</summary><p>\(words("delegation.grant.text"))</p>\(form.markup)</details>"
    }

    // MARK: Waiting

    private var waitingList: HTML? {
        let entries = scene.waiting.filter { $0.state == .waiting }
        guard !entries.isEmpty else { return nil }
        return section(
            "waiting",
            """
            <p>\(words("delegation.waiting.text", ["count": .number(scene.settings.offerHours)]))</p><ul class="waiting-list">\(each: entries, waitingEntry)</ul>
            """)
    }

    private func waitingEntry(_ entry: Waiting) -> HTML {
        let place = words(
            "delegation.waiting.position",
            ["kind": .text(words("actor.\(entry.kind.rawValue)")), "position": .number(scene.positions[entry.id] ?? 0)])
        let leave = PostButton(words("delegation.waiting.leave"), to: "\(path)/waiting/\(entry.id)/removal")
        return "<li>\(place) \(leave.markup)</li>\n"
    }

    // MARK: Papers, and leaving

    private var costs: HTML? {
        scene.costs.map {
            CostsSection(
                costs: $0, path: path, zone: scene.zone, words: words, typedCode: typedCode, codeProblem: codeProblem
            ).markup
        }
    }

    private var papers: HTML? {
        guard delegation.body != .nobody else { return nil }
        let field = FormField(
            "order", words("delegation.order-number"), value: orderNumber ?? delegation.orderNumber,
            hint: words("delegation.order-number.hint"), error: orderNumber.flatMap { _ in problem.map { words($0) } })
        var form = Form(
            action: "\(path)/order-number", fields: [field], button: words("form.keep"), problemTitle: words("form.problem"))
        form.isQuiet = true
        return section("papers", form.markup)
    }

    /// An organiser hands over a link where mails do not arrive.
    private var links: HTML? {
        guard scene.way.isOrganiser else { return nil }
        return """
            <details><summary>\(words("delegation.link.summary"))</summary><p>\(words("delegation.link.text"))</p>
            \(PostButton(words("delegation.link.renew"), to: "\(path)/links").markup)</details>

            """
    }

    private var leavingCost: HTML? {
        guard let costs = scene.costs, !seats.isEmpty else { return nil }
        return costs.facts.returning(seats.map(\.id), on: costs.today).map { "<p>\($0.sentence("all", in: words))</p>" }
    }

    private var leave: HTML? {
        guard delegation.state != .withdrawn else { return nil }
        return """
            <details><summary>\(words("delegation.withdraw.summary"))</summary><p>\(words("delegation.withdraw.text", ["count": .number(seats.count)]))</p>\(leavingCost)
            \(PostButton(words("delegation.withdraw"), to: "\(path)/withdrawal").markup)</details>

            """
    }
}
