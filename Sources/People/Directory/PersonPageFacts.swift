// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Server
import Vocabulary

/// Reads all that the page of a person shows, in one transaction.
struct PersonPageFacts {
    let tx: Transaction
    let suppliers: PeopleSuppliers
    let request: Request

    /// As many acts as one looks over; the rest is in the record.
    private static let mostActs = 20
    private static let mostDuplicates = 10

    /// Nil when there is no such person, or they turned out to be somebody else.
    func page(_ id: ID<Person>) throws -> PersonPage? {
        let store = PersonStore(tx: tx)
        let merges = PersonMergeStore(tx: tx, references: suppliers.references)
        let undoable = try merges.merges(into: id)
        let duplicates = try merges.duplicates().filter { $0.pair.contains(id) }.prefix(Self.mostDuplicates)
        let persons = try store.persons([id] + undoable.map(\.gone) + duplicates.map { $0.pair.other(than: id) })
        guard let person = persons[id], person.mergedInto == nil, person.erasedAt == nil else { return nil }
        var filter = ActFilter(about: try store.nouns(of: id))
        // Who looked stands in the record; here it would hide what was done.
        filter.without = ["person.read"]
        let acts = try ActRecord(tx: tx).page(filter, most: Self.mostActs).acts
        let names = try store.names(of: ActTable.persons(in: acts))
        return PersonPage(
            person: person, addresses: try store.addresses(of: id),
            panels: try suppliers.panels.compactMap { try $0(tx, person, request) },
            history: ActTable(
                acts: acts, names: names, reader: .organiser(seesPersons: true), suppliers: suppliers,
                missing: try suppliers.missing(acts, tx, request), words: request.words, zone: request.site.settings.zone),
            duplicates: duplicates.compactMap { one in persons[one.pair.other(than: id)].map { ($0, one.reason) } },
            merges: undoable.map { ($0, persons[$0.gone]?.badgeName ?? "") },
            rights: PersonPage.Rights(
                mayChange: request.allows("person.change"), mayMerge: request.allows("person.merge"),
                mayExport: request.allows("person.export"), mayReadActs: request.allows("act.read"),
                mayErase: request.allows("person.erase")),
            words: request.words, zone: request.site.settings.zone)
    }
}

extension PersonStore {
    /// What acts about a person are about: the person, and every entry that turned out to be them.
    func nouns(of person: ID<Person>) throws -> [Noun] {
        try [Noun("person", person)] + gone(into: person).map { Noun("person", $0) }
    }
}
