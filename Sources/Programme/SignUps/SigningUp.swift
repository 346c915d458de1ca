// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Outbox
import People
import Vocabulary

/// What is done to the places of sessions, in the transaction of the caller: counting and taking are one. At its end no place is free that
/// somebody who waits could take.
package struct SigningUp {
    private let tx: Transaction
    private let facts: AgendaFacts
    private var store: SignUpStore { SignUpStore(tx: tx) }
    private var edition: ID<Edition> { facts.edition }

    /// Throws `AccessRefusal.notFound` where nothing was published.
    package init(_ record: EditionRecord, words: Words, _ tx: Transaction) throws {
        guard let facts = try AgendaFacts(record, words: words, tx) else { throw AccessRefusal.notFound }
        self.facts = facts
        self.tx = tx
    }

    // MARK: One person

    /// Gives a place, or one on the waiting list.
    ///
    /// - Parameters:
    ///   - kind: as what the person comes.
    ///   - isTight: whether the person comes although the way from another session is long.
    @discardableResult
    package func join(
        _ code: SessionCode, _ person: ID<Person>, as kind: String, evenIfTight isTight: Bool = false
    ) throws -> SignUp.State {
        guard let item = facts.programme.item(code), facts.places[code] != nil else { throw AccessRefusal.notFound }
        // Those who waited and can come now go first.
        try fill([code])
        guard let places = try store.places(of: code, in: edition) else { throw AccessRefusal.notFound }
        let own = try store.signUps(of: [person], in: edition)
        let held = Set(own.filter { $0.state == .place }.map(\.session))
        let clashes = facts.times.clashes(of: code, places: held, duties: facts.duties(of: person))
        var asked = SignUpFacts(places: places, kind: kind, begins: item.instants?.lowerBound)
        asked.isCancelled = item.isCancelled
        asked.isSignedUp = own.contains { $0.session == code } || facts.duties(of: person).contains(code)
        asked.clashes = clashes.map { ($0, facts.name($0.one), facts.name($0.other)) }
        let state = try asked.joining(evenIfTight: isTight, at: tx.now)
        try store.add(person, state, to: code, in: edition)
        return state
    }

    /// Gives back a place, or leaves the waiting list.
    package func leave(_ code: SessionCode, _ person: ID<Person>) throws {
        let own = try store.signUps(of: [person], in: edition)
        guard let mine = own.first(where: { $0.session == code }) else { throw SignUpRefusal.notSignedUp }
        try store.remove(mine, in: edition)
        // Whoever has time now may get the place that was waited for elsewhere.
        try fill(Set(own.filter { $0.state == .waiting }.map(\.session)).union([code]))
    }

    // MARK: One session

    /// Sets how many a session takes, published or not; nil opens it to all. Who waits gets what is new.
    package static func set(
        _ places: SessionPlaces?, of code: SessionCode, in record: EditionRecord, words: Words, _ tx: Transaction
    ) throws {
        let (store, edition) = (SignUpStore(tx: tx), record.edition.id)
        guard try SessionTitles(tx: tx).title(of: code, in: edition, words) != nil else { throw AccessRefusal.notFound }
        guard let places else { return try store.openToAll(code, in: edition) }
        let before = try store.places(of: code, in: edition)
        try store.keep(places, of: code, in: edition)
        if let before, before.waiting > 0 { try SigningUp(record, words: words, tx).fill([code]) }
    }

    // MARK: Who waits

    /// Gives every free place to the first who waits and can come; who has to be elsewhere then is passed over and keeps the number.
    package func fill(_ codes: Set<SessionCode>) throws {
        for code in codes.sorted() {
            guard let places = try store.places(of: code, in: edition), places.left > 0, places.waiting > 0, isToCome(code) else {
                continue
            }
            try fill(code, places.left)
        }
    }

    private func isToCome(_ code: SessionCode) -> Bool {
        guard let item = facts.programme.item(code), !item.isCancelled else { return false }
        return item.instants.map { tx.now < $0.lowerBound } ?? true
    }

    private func fill(_ code: SessionCode, _ free: Int) throws {
        let waiting = try store.signUps(of: code, in: edition).filter { $0.state == .waiting }
        let held = Dictionary(grouping: try store.signUps(of: waiting.map(\.person), in: edition), by: \.person)
        let able = waiting.filter { one in
            let places = Set((held[one.person] ?? []).filter { $0.state == .place }.map(\.session))
            return !facts.times.clashes(of: code, places: places, duties: facts.duties(of: one.person)).contains(
                where: \.isOverlap)
        }
        for one in able.prefix(free) {
            try store.promote(one, in: edition)
            try OutboxStore(tx: tx).schedule(
                ID("place-\(edition)-\(code)-\(one.person)-\(tx.now.milliseconds)"), SignUpTimers.placeMail,
                about: "\(edition):\(code):\(one.person)", due: tx.now)
        }
    }

    // MARK: Who comes no more

    /// Frees what these people signed up for, in the transaction in which they lose their seats.
    package static func release(_ persons: [ID<Person>], of edition: ID<Edition>, _ tx: Transaction) throws {
        let store = SignUpStore(tx: tx)
        let own = try store.signUps(of: persons, in: edition)
        guard !own.isEmpty else { return }
        for one in own { try store.remove(one, in: edition) }
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }) else { return }
        try SigningUp(record, words: Words(.en), tx).fill(Set(own.map(\.session)))
    }
}
