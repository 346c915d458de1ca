// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Server
import Vocabulary

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
            return (facts, facts.obstacle(to: wish.act, places: wish.places, at: tx.now))
        }.sorted { Folding.folded($0.facts.name) < Folding.folded($1.facts.name) }
    }
}
