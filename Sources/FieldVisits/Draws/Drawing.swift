// SPDX-License-Identifier: EUPL-1.2
import Database
import Draw
import Editions
import Foundation
import Outbox
import People
import Registration
import Vocabulary

/// What is done with a draw in the transaction of the caller.
struct Drawing {
    let scene: DrawScene
    let tx: Transaction

    init(_ scene: DrawScene, _ tx: Transaction) {
        self.scene = scene
        self.tx = tx
    }

    private var edition: ID<Edition> { scene.edition }

    var facts: DrawFacts {
        get throws {
            let isFirst = !scene.draws.contains { $0.state == .published }
            return try DrawFactsStore(record: scene.record, settings: scene.settings, tx: tx).facts(isFirst: isFirst)
        }
    }

    /// Makes the result known: places, cancelled departures and mails, all or nothing.
    func publish(_ draw: VisitDraw) throws {
        try PlaceStore(tx: tx).endOfThoseWhoLeft(in: edition)
        guard let files = try DrawStore(tx: tx).files(of: draw) else { throw DrawStepRefusal.notSolved }
        let outcome = try DrawOutcome(files)
        try requireDepartures(of: outcome)
        try cancel(
            outcome.instance.options.filter { ($0.cancelled ?? DrawInstanceRules.cancelled) != DrawInstanceRules.cancelled })
        let present = try DrawPersonStore(draw, tx).present()
        let seats = Dictionary(uniqueKeysWithValues: present.map { ($0.pseudonym, ($0.seat, $0.person)) })
        // Who gave the seat back since the inputs were frozen has no place, and it stays free.
        let places = outcome.places.compactMap { pseudonym, departure -> Place? in
            seats[pseudonym].map { seat, person in
                Place(
                    id: ID("draw-\(edition)-\(draw.number)-\(pseudonym)-\(departure.value.lowercased())"), departure: departure,
                    seat: seat, person: person, since: tx.now, source: .draw(draw.number))
            }
        }
        try DrawStore(tx: tx).publish(draw)
        if !places.isEmpty { try PlaceStore(tx: tx).give(places, in: edition) }
        try DrawMails.schedule(DrawTimers.result, draw, present.map(\.pseudonym), tx)
    }

    /// A departure that was cancelled since the inputs were frozen cannot get anybody: it is cancelled in them, too, or the draw is given up.
    private func requireDepartures(of outcome: DrawOutcome) throws {
        let leaving = Set(scene.visits.flatMap(\.leaving).map(\.id))
        for filling in outcome.fillings where filling.taken > 0 && !leaving.contains(ID(filling.departure)) {
            throw DrawStepRefusal.departureCancelled(scene.names(filling.departure, or: outcome.instance))
        }
    }

    /// Who has a place there from an earlier draw is told.
    private func cancel(_ options: [Instance.Option]) throws {
        let ids = Set(options.map { ID<Departure>($0.id) })
        let cancelling = VisitCancelling(tx: tx, edition: edition)
        for visit in scene.visits {
            for departure in visit.leaving where ids.contains(departure.id) { try cancelling.cancel(departure, of: visit) }
        }
    }

    // MARK: After publication

    /// Takes a place, gives one, or both, for a reason that everybody reads.
    func change(_ one: DrawPerson, _ draw: VisitDraw, from: ID<Departure>?, to: ID<Departure>?, reason: String, id: ID<Place>)
        throws
    {
        guard let seat = one.seat, let person = one.person else { throw DrawStepRefusal.unknown }
        guard from != nil || to != nil, from != to else { throw DrawStepRefusal.nothingChanged }
        let store = PlaceStore(tx: tx)
        let held = try store.live(of: [seat])
        if let from {
            guard let place = held.first(where: { $0.departure == from }) else { throw DrawStepRefusal.changedMeanwhile }
            try store.end([place], .changed, in: edition)
        }
        if let to {
            let isHolding = try DrawPersonStore(draw, tx).present().contains { $0.pseudonym == one.pseudonym }
            guard isHolding else { throw DrawStepRefusal.seatLeft }
            try store.give(
                [Place(id: id, departure: to, seat: seat, person: person, since: tx.now, source: .organiser(reason: reason))],
                in: edition)
        }
        try DrawPersonStore(draw, tx).add(one.pseudonym, from: from, to: to, reason: reason)
        try DrawMails.schedule(DrawTimers.change, draw, [one.pseudonym], tx)
    }
}

extension DrawInstanceRules {
    /// Whose name is whose.
    var drawn: [DrawPerson] {
        people.map { DrawPerson(pseudonym: pseudonyms.people[$0.seat] ?? "", seat: $0.seat, person: $0.person) }
    }
}
