// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import People
import Server
import Vocabulary

extension DelegationPage {
    // MARK: Seats

    var seatList: HTML? {
        guard !seats.isEmpty else { return nil }
        return section(
            "seats",
            """
            <table class="table fold seat-list"><caption class="hide">\(words("delegation.seats"))</caption>
            <thead><tr>\(each: ["delegation.seat", "delegation.seat.who", "delegation.seat.kind", "delegation.seat.acts"], { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
            \(each: seats, row)</tbody></table>
            """)
    }

    private func row(_ seat: Seat) -> HTML {
        let number = words("delegation.seat.number", ["number": .number(seat.number)])
        let name = scene.name(of: seat)
        let who: HTML = name.map { "\($0)" } ?? "<span class=\"quiet\">\(words("delegation.seat.unnamed"))</span>"
        let page: Address = "\(path)/seats/\(seat.id)"
        let act = words(name == nil ? "delegation.seat.name" : "delegation.seat.change")
        return """
            <tr><th scope="row">\(number)</th><td data-h="\(words("delegation.seat.who"))">\(who)\(seat.person.map { state(of: $0) })</td>\
            <td data-h="\(words("delegation.seat.kind"))">\(words("actor.\(seat.kind.rawValue)"))\(if: seat.isAboveQuota && scene.way.isOrganiser, ", \(words("delegation.seat.above"))")</td>\
            <td data-h="\(words("delegation.seat.acts"))"><a href="\(page)">\(act) <span class="hide">\(number)</span></a></td></tr>

            """
    }

    /// Whether somebody has answered, never what; and whose agreement is missing.
    private func state(of person: ID<Person>) -> HTML {
        let key = scene.answered.all.contains(person) ? "delegation.seat.answered" : "delegation.seat.not-answered"
        let guardian = scene.awaited.contains(person) ? words("delegation.seat.guardian") : nil
        return " <span class=\"quiet\">\(words(key))</span>\(guardian.map { " <span class=\"wanted\">\($0)</span>" as HTML })"
    }

    // MARK: More seats

    /// How many of a kind can be asked for in one go.
    private func most(_ kind: ActorKind) -> Int { min(scene.left(kind) ?? 12, 12) }

    var more: HTML? {
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

    var waitingList: HTML? {
        let entries = scene.waiting.filter { $0.state == .waiting }
        guard !entries.isEmpty else { return nil }
        return section(
            "waiting",
            """
            <p>\(waitingText)</p><ul class="waiting-list">\(each: entries, waitingEntry)</ul>
            """)
    }

    /// Its own number of places, where nothing is left of it: whoever comes later is offered what it waits for.
    private var usedUp: Quota? { scene.ownQuota.flatMap { $0.left <= 0 ? $0 : nil } }

    private var waitingText: String {
        usedUp.map { words("delegation.waiting.own-full", ["places": .number($0.places)]) }
            ?? words("delegation.waiting.text", ["count": .number(scene.settings.offerHours)])
    }

    private func waitingEntry(_ entry: Waiting) -> HTML {
        let kind = words("actor.\(entry.kind.rawValue)")
        let place =
            usedUp == nil
            ? words(
                "delegation.waiting.position",
                ["kind": .text(kind), "position": .number(scene.positions[entry.id] ?? 0)]) : kind
        let leave = PostButton(words("delegation.waiting.leave"), to: "\(path)/waiting/\(entry.id)/removal")
        return "<li>\(place) \(leave.markup)</li>\n"
    }
}
