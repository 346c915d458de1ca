// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// What the place of somebody who comes alone costs: nobody else pays for it.
struct OwnCosts: Sendable {
    let facts: CostFacts
    let today: Day
    /// Whether the place is theirs already, or this is what it would cost today.
    let isHeld: Bool

    /// Nil where the edition has no fees.
    init?(of delegation: Delegation, zone: TimeZone, _ tx: Transaction) throws {
        guard let facts = try MoneyStore(tx: tx).facts(delegation, zone: zone) else { return nil }
        (self.facts, today, isHeld) = (facts, Day(tx.now, in: zone), true)
    }

    /// Before there is a place; nil also where an authority or an institution would pay.
    init?(of application: Application, zone: TimeZone, _ tx: Transaction) throws {
        guard application.state.isOpen, application.body.authority == nil, application.body.institution == nil,
            let fees = try FeeStore(tx: tx).current(of: application.edition)
        else { return nil }
        let seat = Seat(id: "expected", delegation: "expected", number: 1, kind: application.kind, takenAt: tx.now)
        facts = CostFacts(
            fees: fees, body: application.body, isMember: false, seats: [CostedSeat(seat: seat)], usesElsewhere: [:], zone: zone)
        (today, isHeld) = (Day(tx.now, in: zone), false)
    }

    func markup(_ words: Words) -> HTML {
        """
        <section class="panel" aria-labelledby="costs"><h2 id="costs">\(words("costs.title"))</h2>
        \(counted(words))\(terms(words))</section>

        """
    }

    private func counted(_ words: Words) -> HTML {
        switch facts.quoted {
        case .failure(let refusal): return "<p>\(words(refusal.phrase))</p>\n"
        case .success(let quote) where quote.gross == 0: return "<p>\(words("costs.own.free"))</p>\n"
        case .success(let quote):
            let amount = Phrase.Value.text(words.money(quote.gross, quote.currency))
            let key = isHeld ? "costs.own" : "costs.own.expected"
            return "<p>\(words(Phrase(key, ["amount": amount])))</p>\n\(QuoteTable(quote: quote, words: words).markup)"
        }
    }

    private func terms(_ words: Words) -> HTML? {
        guard case .success(let quote) = facts.quoted, quote.gross > 0, let steps = try? facts.outlook(on: today) else {
            return nil
        }
        let sentences = steps.map { $0.sentence(in: words, currency: quote.currency) }
        return """
            <details><summary>\(words("costs.own.terms"))</summary><ul>\(each: sentences, { "<li>\($0)</li>\n" })</ul></details>

            """
    }

    /// What giving the place back today costs; nil where it costs nothing to hold.
    func returning(_ words: Words) -> HTML? {
        let held = facts.held.map(\.seat.id)
        guard isHeld, let cost = facts.returning(held, on: today), cost.before > 0 else { return nil }
        let after = Phrase.Value.text(words.money(cost.after, cost.currency))
        return "<p>\(words("costs.own.return", ["charged": .text(words.percent(cost.charged)), "after": after]))</p>"
    }
}

extension CostFacts {
    fileprivate var quoted: Result<Quote, QuoteRefusal> { Result { () throws(QuoteRefusal) in try quote() } }
}
