// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Vocabulary

/// What a seat costs, on its page: its fee, a code of its own, and for an organiser the fee by hand.
struct SeatMoney {
    /// What was typed, and why it was not kept.
    struct Typed: Sendable {
        var code: String?, fee: String?, days: String?
        var problem: Phrase
    }

    let costs: DelegationCosts
    let seat: Seat
    let path: Address
    let isOrganiser: Bool
    let words: Words
    var typed: Typed?

    private var costed: CostedSeat? { costs.facts.seats.first { $0.seat.id == seat.id } }

    var markup: HTML? {
        guard let costed else { return nil }
        let category = costs.facts.category(of: costed)
        let problem: HTML? = typed.map {
            "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><p>\(words($0.problem))</p></div>\n"
        }
        return """
            <section class="panel" aria-labelledby="fee"><h2 id="fee">\(words("seat.fee"))</h2>\(problem)
            <p>\(category.name(in: words))\(price(category).map { ", \($0)" as HTML })</p>\(code(costed))\(byHand(costed))</section>

            """
    }

    private func price(_ category: FeeCategory) -> String? {
        let schedule = costs.facts.fees.schedule
        return schedule.fee(category).map { fee in
            words(
                "seat.fee.price",
                ["amount": .text(words.money(fee.price(on: Day(seat.takenAt, in: costs.facts.zone)), schedule.currency))])
        }
    }

    private func code(_ costed: CostedSeat) -> HTML? {
        guard costs.facts.fees.schedule.codes.contains(where: { $0.scope == .seat }) else { return nil }
        let field = FormField(
            "code", words("seat.code"), value: typed?.code ?? costed.code?.text ?? "", hint: words("seat.code.hint"),
            autocomplete: "off")
        var form = Form(
            action: "\(path)/code", fields: [field], button: words("costs.code.use"), problemTitle: words("form.problem"))
        form.isQuiet = true
        return form.markup
    }

    private func byHand(_ costed: CostedSeat) -> HTML? {
        guard isOrganiser else { return nil }
        let own = seat.kind.fee(of: costs.facts.body, isMember: costs.facts.isMember)
        let choices =
            [("", words("seat.fee.computed", ["category": .text(own.name(in: words))]))]
            + FeeCategory.allCases.map { ($0.rawValue, $0.name(in: words)) }
        let fields = [
            FormField("fee", words("seat.fee.by-hand"), .choice(choices), value: typed?.fee ?? costed.fee?.rawValue ?? ""),
            FormField(
                "days", words("seat.fee.days"), value: typed?.days ?? costed.days.map(String.init) ?? "",
                hint: words("seat.fee.days.hint")),
        ]
        var form = Form(action: "\(path)/fee", fields: fields, button: words("form.keep"), problemTitle: words("form.problem"))
        form.isQuiet = true
        return form.markup
    }

    /// What giving it back costs today.
    var returning: HTML? {
        costs.facts.returning([seat.id], on: costs.today).map { "<p>\($0.sentence("seat", in: words))</p>" }
    }
}
