// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Outbox
import Server
import Vocabulary

/// The handler of acts on several delegations: first what would happen, then what happens.
enum BulkRoutes {
    static let routes = [Route(.post, "\(OrganiseRegistrationRoutes.base)/bulk", "registration.change", limit: .costly, act)]

    private static func act(_ request: Request) async throws -> Response {
        let id = try request.id(Edition.self, in: "edition")
        let list = request.page("/\(id)/organise/registration")
        guard let wish = BulkWish(request.form) else { return .seeOther(to: list, notice: "bulk-nobody") }
        guard wish.act != .places || 1...999 ~= wish.places ?? 0 else { return .seeOther(to: list, notice: "bulk-places") }
        guard request.form["sure"] == "yes" else {
            let plan = try await request.read { [words = request.words] tx in
                try BulkPlan(wish, try OrganiseRegistrationRoutes.record(request, tx), words, tx)
            }
            return OrganiseRegistrationRoutes.shown(BulkPage(plan: plan, words: request.words).page, request)
        }
        let drawn = Dictionary(uniqueKeysWithValues: wish.ids.map { ($0, InvitationDraw { request.random($0) }) })
        let batch = ID<LetterBatch>(random: request.random(15))
        try await request.write { [words = request.words, settings = request.site.settings] tx in
            let plan = try BulkPlan(wish, try OrganiseRegistrationRoutes.record(request, tx), words, tx)
            try carryOut(plan, settings, drawn, batch, tx)
        }
        return .seeOther(to: list, notice: "registration-bulk-done")
    }

    /// Those that nothing stands against, in one transaction: what stands against the others was told before.
    private static func carryOut(
        _ plan: BulkPlan, _ settings: SiteSettings, _ drawn: [ID<Delegation>: InvitationDraw], _ batch: ID<LetterBatch>,
        _ tx: Transaction
    ) throws {
        let (edition, targets) = (plan.record.edition.id, plan.targets.map(\.delegation))
        let registering = try Registering(edition, tx)
        switch plan.wish.act {
        case .remind: try Inviting(plan.record, settings, tx).remind(targets, drawn, batch: batch)
        case .places:
            for one in targets { try RegistrationStore(tx: tx).set(plan.wish.places, for: .delegation(one.id), of: edition) }
            try registering.offerWhatIsFree()
        case .confirm: for one in targets { try registering.confirm(one.id) }
        case .withdraw: for one in targets { try registering.withdraw(one.id) }
        }
    }
}

/// What an act would do to each of those that were chosen.
struct BulkPage {
    let plan: BulkPlan
    let words: Words

    private var list: Address { "/\(words.language.rawValue)/\(plan.record.edition.id)/organise/registration" }

    var page: Page {
        Page(
            title: words("bulk-act.\(plan.wish.act.rawValue)"), over: plan.record.name(words), lede: words("bulk-act.lede"),
            content: """
                <p class="back"><a href="\(list)">\(words("registration.title"))</a></p>
                <table class="table fold"><caption class="hide">\(words("registration.title"))</caption>
                <thead><tr>\(each: ["registration.delegation", "delegation.state", "delegation.seats", "bulk-act.happens"], { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
                \(each: plan.items, row)</tbody></table>
                \(act)
                """)
    }

    private func row(_ item: (facts: BulkFacts, obstacle: Phrase?)) -> HTML {
        let happens =
            item.obstacle.map { words($0) }
            ?? words("bulk-act.happens.\(plan.wish.act.rawValue)", ["places": .number(plan.wish.places ?? 0)])
        let (page, state): (Address, String) = ("\(list)/\(item.facts.delegation.id)", item.facts.delegation.state.rawValue)
        return """
            <tr><th scope="row"><a href="\(page)">\(item.facts.name)</a></th>\
            <td data-h="\(words("delegation.state"))"><span class="state \(state)">\(words("delegation.state.\(state)"))</span></td>\
            <td data-h="\(words("delegation.seats"))" class="num">\(words.number(item.facts.seats))</td><td data-h="\(words("bulk-act.happens"))">\(happens)</td></tr>

            """
    }

    private var act: HTML {
        guard !plan.targets.isEmpty else { return "<p>\(words("bulk-act.nothing"))</p>" }
        let values =
            [("act", plan.wish.act.rawValue), ("sure", "yes")] + (plan.wish.places.map { [("places", String($0))] } ?? [])
            + plan.targets.map { ("delegation", $0.delegation.id.value) }
        return
            "<div class=\"acts-row\">\(PostButton(words("bulk-act.do", ["count": .number(plan.targets.count)]), to: "\(list)/bulk", values: values, isQuiet: false).markup)</div>"
    }
}
