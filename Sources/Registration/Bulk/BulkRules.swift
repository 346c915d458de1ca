// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Server
import Vocabulary

/// What an organiser does to several delegations at once.
enum BulkAct: String, Sendable, CaseIterable { case remind, places, confirm, withdraw }

/// What was asked for.
struct BulkWish: Sendable, Equatable {
    let act: BulkAct
    let ids: [ID<Delegation>]
    /// Places of each delegation, for `places`.
    let places: Int?

    /// As many as a page of the list has.
    static let most = DelegationQuery.rowsPerPage

    /// Nil where nothing is ticked, or nothing can be made of it.
    init?(_ form: Query) {
        let chosen = form.pairs.filter { $0.name == "delegation" && ID<Delegation>.isWellFormed($0.value) }.map {
            ID<Delegation>($0.value)
        }
        guard let act = form["act"].flatMap(BulkAct.init), !chosen.isEmpty else { return nil }
        self.act = act
        ids = Array(Set(chosen).sorted().prefix(Self.most))
        places = form["places"].flatMap { Int($0) }
    }
}

/// A delegation as far as bulk acts go.
struct BulkFacts: Sendable {
    let delegation: Delegation
    let name: String
    let seats: Int, named: Int
    /// Places of its own that are taken or held.
    let taken: Int
    let hasAddress: Bool

    /// Those written to so recently are left alone: a button that is pressed twice writes once.
    private static let quiet: TimeInterval = 3_600

    /// Why nothing is done with it; nil where something is.
    func obstacle(to wish: BulkWish, at now: Date) -> Phrase? {
        switch wish.act {
        case .remind:
            if !hasAddress { return "bulk-act.no-address" }
            if let last = delegation.remindedAt, now - last < Self.quiet { return "bulk-act.just-reminded" }
            return delegation.state == .invited || named < seats ? nil : "bulk-act.nothing-missing"
        case .places: return (wish.places ?? 0) < taken ? RegistrationRefusal.belowTaken(taken).phrase : nil
        case .confirm:
            if delegation.state == .confirmed { return "bulk-act.confirmed" }
            return seats == 0 ? RegistrationRefusal.nothingReserved.phrase : nil
        case .withdraw: return delegation.state == .withdrawn ? RegistrationRefusal.withdrawn.phrase : nil
        }
    }
}

private func - (a: Date, b: Date) -> TimeInterval { a.timeIntervalSince(b) }

/// Those that were chosen, by name, and what happens to each: a fixed number of statements.
struct BulkPlan: Sendable {
    let record: EditionRecord
    let wish: BulkWish
    let items: [(facts: BulkFacts, obstacle: Phrase?)]
    var targets: [BulkFacts] { items.filter { $0.obstacle == nil }.map(\.facts) }

    init(_ wish: BulkWish, _ record: EditionRecord, _ words: Words, _ tx: Transaction) throws {
        let id = record.edition.id
        self.record = record
        self.wish = wish
        let all = try tx.rows(
            "SELECT \(DelegationStore.columns) FROM delegation WHERE edition = \(id) AND id IN \(list: wish.ids)"
        ).map(DelegationStore.delegation)
        let (names, contacts) = (try BodyNames(of: all, words, tx), try Contacts(of: all, tx))
        let seats = try tx.rows(
            """
            SELECT delegation, count(*) AS seats, count(person) AS named FROM seat
            WHERE delegation IN \(list: wish.ids) AND given_back_at IS NULL GROUP BY delegation
            """
        ).reduce(into: [ID<Delegation>: (Int, Int)]()) { $0[$1["delegation"]] = ($1["seats"], $1["named"]) }
        let taken = try tx.rows(
            """
            SELECT d.id, (SELECT count(*) FROM seat s WHERE s.delegation = d.id AND s.given_back_at IS NULL AND s.above_quota = \(false))
                + (SELECT count(*) FROM waiting w WHERE w.delegation = d.id AND w.state = 'offered') AS n
            FROM delegation d WHERE d.edition = \(id) AND d.id IN \(list: wish.ids)
            """
        ).reduce(into: [ID<Delegation>: Int]()) { $0[$1["id"]] = $1["n"] }
        items = all.map { one in
            let (count, named) = seats[one.id] ?? (0, 0)
            let facts = BulkFacts(
                delegation: one, name: names[one], seats: count, named: named, taken: taken[one.id] ?? 0,
                hasAddress: contacts[one] != nil)
            return (facts, facts.obstacle(to: wish, at: tx.now))
        }.sorted { Folding.folded($0.facts.name) < Folding.folded($1.facts.name) }
    }
}
