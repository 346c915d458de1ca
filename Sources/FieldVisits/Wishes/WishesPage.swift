// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import People
import Registration
import Server
import Vocabulary

/// Where somebody ranks visits, made for a phone: one select for each. Scripts let them be dragged as well.
struct WishesPage: Sendable {
    let scene: SeatScene
    let view: VisitView
    let facts: WishFacts
    let demand: [VisitCode: Demand]
    let clashes: WishClashes
    /// What is kept; nil before the first time.
    let list: WishList?
    /// Those that have a place, by departure.
    let places: [Place]
    /// What was typed and refused, by visit, and why.
    var typed: [VisitCode: String]?
    var isAccepted: Bool?
    var refusal: WishRefusal?

    private var words: Words { view.words }
    private var path: Address { Self.path(scene, view) }

    /// Groups under this many are not told.
    static let leastTold = 5

    /// Of this page, on each of the ways to it.
    static func path(_ scene: SeatScene, _ view: VisitView) -> Address {
        isSignedIn(scene, view) ? "\(view.path)/wishes" : "\(scene.base)/visits"
    }

    /// Whether the person came without a link, as who they are: then there is no page of their own to go back to.
    private static func isSignedIn(_ scene: SeatScene, _ view: VisitView) -> Bool {
        scene.base == "/\(view.words.language.rawValue)/\(view.edition.id)"
    }

    var page: Page {
        var page = Page(
            title: words("wishes.title"), over: view.name,
            lede: scene.isForOther ? words("wishes.lede.other", ["name": .text(scene.person.badgeName)]) : words("wishes.lede"),
            content: content)
        page.isRefused = refusal != nil
        page.isIndexed = false
        page.scripts = ["wishes.js"]
        return page
    }

    private var content: HTML {
        """
        \(problem)<p class="back"><a href="\(scene.back)">\(Self.isSignedIn(scene, view) ? view.name : scene.person.badgeName)</a></p>
        <section class="panel" aria-labelledby="standing"><h2 id="standing">\(words("wishes.standing"))</h2><p>\(words(facts.phrase(words)))</p>
        \(if: facts.isFixed(list), "<p>\(words("wishes.in-draw"))</p>")\(if: facts.isLate && canChange, "<p>\(words("wishes.late"))</p>")\(given)\
        \(list.map { "<p class=\"small quiet\">\(words("wishes.saved", ["when": .text(words.instant($0.savedAt, in: facts.zone)), "by": .text(words("wishes.by.\($0.savedBy.rawValue)"))]))</p>" as HTML })</section>
        \(form)
        """
    }

    private var problem: HTML? {
        refusal.map {
            """
            <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><p>\($0.visit.map { code in "<a href=\"#f-rank-\(code.description)\">\(words(sentence))</a>" as HTML } ?? "\(words(sentence))")</p></div>

            """
        }
    }

    private var sentence: Phrase {
        if case .notOpen(let opens?) = refusal {
            return Phrase("wishes.opens", ["when": .text(words.instant(opens, in: facts.zone))])
        }
        return refusal?.phrase ?? "wishes.over"
    }

    /// What they got, once it is published.
    private var given: HTML? {
        let mine = places.compactMap { place in
            view.visits.lazy.flatMap { visit in visit.departures.map { (visit, $0) } }.first { $0.1.id == place.departure }
        }
        guard !mine.isEmpty else { return nil }
        return """
            <p><b>\(words("wishes.has-place"))</b></p><ul>\(each: mine, { "<li><a href=\"\(view.path)/\($0.0.code.description)\">\(view.title($0.0))</a>, \(view.when($0.1))</li>\n" })</ul>
            """
    }

    private var canChange: Bool { facts.isOpen && !facts.isFixed(list) }

    // MARK: The form

    private func rank(_ visit: FieldVisit) -> String {
        if let typed { return typed[visit.code] ?? "" }
        return list?.wishes.first { $0.visit == visit.code }.map { String($0.rank) } ?? ""
    }

    /// Those that are ranked stand first, in their order.
    private var ordered: [FieldVisit] {
        facts.visits.enumerated().sorted { one, other in
            (Int(rank(one.element)) ?? .max, one.offset) < (Int(rank(other.element)) ?? .max, other.offset)
        }.map(\.element)
    }

    private var form: HTML {
        let isAsked = facts.visits.contains(where: \.hasConditions)
        let isTicked = isAccepted ?? (list?.acceptedAt != nil)
        let accept: HTML? =
            isAsked
            ? FormField(
                "accepted", words("wishes.accept"), .check, value: isTicked ? "yes" : "", hint: words("wishes.accept.hint")
            ).markup : nil
        let limit = facts.settings.mostRanks.map { words("wishes.most", ["count": .number($0)]) }
        return """
            <form class="form wide wishes" method="post" action="\(path)" novalidate data-ties="\(facts.settings.allowsTies ? "yes" : "no")" \
            data-up="\(words("wishes.up"))" data-down="\(words("wishes.down"))" data-said="\(words("wishes.said"))">\
            <input type="hidden" name="version" value="\(list?.version ?? 0)">
            <h2>\(words("wishes.visits"))</h2>\(limit.map { "<p>\($0)</p>" as HTML })\(if: facts.settings.allowsTies, "<p>\(words("wishes.ties"))</p>")
            <ol class="wish-cards">\(each: ordered, card)</ol>
            \(if: canChange, "\(accept)<p class=\"form-act\"><button class=\"btn\" type=\"submit\">\(words("wishes.keep"))</button></p>")</form>

            """
    }

    private func card(_ visit: FieldVisit) -> HTML {
        let rules = view.conditions(visit)
        let rank = rank(visit), about = view.access(visit)
        let count = facts.settings.mostRanks.map { min($0, facts.visits.count) } ?? facts.visits.count
        let isWrong = refusal?.visit == visit.code
        let ranks = (1...max(count, 1)).map(String.init)
        // What cannot be chosen is shown as it was typed.
        let choices = ranks.contains(rank) || rank.isEmpty ? ranks : ranks + [rank]
        return """
            <li class="panel wish\(rank.isEmpty ? "" : " ranked")" data-name="\(view.plain(visit))"><div class="wish-head"><h3><a href="\(view.path)/\(visit.code.description)">\(view.title(visit))</a></h3>
            <div class="field\(isWrong ? " wrong" : "")"><label for="f-rank-\(visit.code.description)">\(words("wishes.rank"))<span class="hide"> \(view.plain(visit))</span></label>\
            <select id="f-rank-\(visit.code.description)" name="rank-\(visit.code.description)"\(if: !canChange, " disabled")\(if: isWrong, " aria-invalid=\"true\"")><option value="">\(words("wishes.not"))</option>\
            \(each: choices, { "<option value=\"\($0)\"\(if: $0 == rank, " selected")>\($0)</option>" })</select></div></div>
            <ul class="plain departures">\(each: visit.leaving, departure)</ul>
            <p class="small">\(wanted(visit))</p>\(if: !about.isEmpty, "<p class=\"small quiet\">\(about.joined(separator: " · "))</p>")\
            \(if: !rules.isEmpty, "<p class=\"small\"><b>\(words("visit.rules")):</b> \(rules.joined(separator: " · "))</p>")</li>

            """
    }

    private func departure(_ one: Departure) -> HTML {
        let found = clashes.clashes(of: scene.person.id, with: one)
        return """
            <li>\(view.when(one))<br><span class="small quiet">\([view.places(one.capacity), view.languages(one)].filter { !$0.isEmpty }.joined(separator: " · "))</span>\
            \(each: found, { "<br><span class=\"wanted\">\(words($0.isDuty ? "wishes.clash.duty" : "wishes.clash.session", ["session": .text($0.name)]))</span>" })</li>

            """
    }

    /// How many want it first against the places; small numbers are not told.
    private func wanted(_ visit: FieldVisit) -> String {
        let first = demand[visit.code]?.first ?? 0, places = Phrase.Value.number(visit.capacity)
        guard first >= Self.leastTold else { return words("wishes.demand.few", ["places": places]) }
        return words("wishes.demand", ["count": .number(first), "places": places])
    }
}
