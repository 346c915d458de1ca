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
    /// What later features say here.
    var panels: HTML = ""
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
    var seats: [Seat] { scene.facts.seats }
    /// Whether seats are the first thing to ask for: nothing stands between the sentence that says so and the numbers.
    private var begins: Bool { seats.isEmpty && scene.waiting.isEmpty }

    var page: Page {
        var page = Page(
            title: scene.name, over: scene.record.name(words), lede: lede,
            content: """
                \(problem.map { refusal($0) })\(back)<div class="two wide delegation-page"><div>\(offers)\(standing)\(begins ? more : nil)\(agenda?.section(scene))\(panels)\(applications)\(seatList)\(waitingList)\(costs)</div>
                <div>\(begins ? nil : more)\(papers)\(links)\(leave)</div></div>
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
            \(if: !seats.isEmpty, "<div><dt>\(words("delegation.names"))</dt><dd>\(words("delegation.names.count", ["named": .number(named), "all": .number(seats.count)]))</dd></div>")\
            \(scene.settings.namesDue.map { "<div><dt>\(words("delegation.names-due"))</dt><dd>\(words.day($0))</dd></div>" as HTML })</dl>
            """
        return section("standing", "<p class=\"next\">\(words(next))</p>\(facts)\(confirm)")
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
