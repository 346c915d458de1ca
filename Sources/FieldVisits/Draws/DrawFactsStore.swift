// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Programme
import Registration
import Vocabulary

/// What a draw of an edition depends on, read in a fixed number of statements.
struct DrawFactsStore {
    let record: EditionRecord
    let settings: VisitSettings
    let tx: Transaction

    private var edition: ID<Edition> { record.edition.id }
    private var zone: TimeZone { TimeZone(identifier: record.edition.zone) ?? .gmt }

    /// Who holds which seat.
    private struct Holder {
        let person: ID<Person>, delegation: ID<Delegation>
        let kind: ActorKind
        let country: String
    }

    /// - Parameter isFirst: whether nobody has a place from a draw yet: then lists that came after wishes closed wait, and later
    ///   draws take them.
    func facts(isFirst: Bool) throws -> DrawFacts {
        let words = Words(.en)
        let holders = try holders()
        let places = try PlaceStore(tx: tx).live(in: edition)
        let placed = Set(places.map(\.seat))
        let lists = try WishStore(tx: tx).lists(in: edition).filter { list in
            !list.wishes.isEmpty && !placed.contains(list.seat) && !(isFirst && isLate(list))
        }
        let busy = try busy(lists.map(\.person), words)
        var facts = DrawFacts()
        facts.name = record.name(words)
        facts.longestList = settings.mostRanks
        facts.placesPerPerson = settings.perPerson
        facts.perDelegationPerDeparture = settings.perDelegationDeparture
        facts.perDelegationPerVisit = settings.perDelegationVisit
        facts.departures = try departures(places, holders, words)
        facts.seats = lists.compactMap { list in
            guard let holder = holders[list.seat] else { return nil }
            return DrawFacts.Drawing(
                seat: list.seat, person: list.person, delegation: holder.delegation, kind: holder.kind, country: holder.country,
                busy: busy[list.person] ?? [], wishes: Self.ranks(list.wishes))
        }
        return facts
    }

    private func isLate(_ list: WishList) -> Bool { settings.closes.map { list.savedAt >= $0 } ?? false }

    /// The visits of each rank, the first first. A rank that nobody gave counts for nothing.
    private static func ranks(_ wishes: [Wish]) -> [[VisitCode]] {
        Dictionary(grouping: wishes, by: \.rank).sorted { $0.key < $1.key }.map { $0.value.map(\.visit).sorted() }
    }

    private func holders() throws -> [ID<Seat>: Holder] {
        try tx.rows(
            """
            SELECT s.id, s.person, s.kind, s.delegation, d.country FROM seat s JOIN delegation d ON d.id = s.delegation
            WHERE s.edition = \(edition) AND s.given_back_at IS NULL AND s.person IS NOT NULL AND d.state <> 'withdrawn'
            """
        ).reduce(into: [:]) { all, row in
            all[row["id"]] = Holder(
                person: row["person"], delegation: row["delegation"], kind: ActorKind(rawValue: row["kind"]) ?? .officer,
                country: row["country"])
        }
    }

    /// When people are in sessions that they have a part or a place in.
    private func busy(_ persons: [ID<Person>], _ words: Words) throws -> [ID<Person>: [Range<Date>]] {
        guard let found = try Whereabouts(of: persons, record, words: words, tx) else { return [:] }
        return persons.reduce(into: [:]) { all, person in
            all[person] = found.stops(of: person).filter { !$0.isCancelled && !$0.isWaiting }.compactMap(\.period)
        }
    }

    private func departures(
        _ places: [Place], _ holders: [ID<Seat>: Holder], _ words: Words
    ) throws -> [DrawFacts.Departing] {
        let on = Dictionary(grouping: places, by: \.departure)
        return try VisitStore(tx: tx).visits(of: edition).filter(\.isPublic).flatMap { visit in
            visit.departures.filter { $0.time.instants(in: zone).lowerBound > tx.now }.map { departure in
                let held = (on[departure.id] ?? []).compactMap { holders[$0.seat] }
                let kinds = Dictionary(grouping: held, by: \.kind).mapValues(\.count)
                return DrawFacts.Departing(
                    id: departure.id, visit: visit.code, name: DepartureName(visit, departure, words).text,
                    period: departure.time.instants(in: zone), free: departure.left,
                    minimum: max(0, departure.minimum - departure.taken),
                    reserved: Self.left(of: departure.reserved, kinds, free: departure.left),
                    held: Dictionary(grouping: held, by: \.delegation).mapValues(\.count),
                    isCancelled: visit.isCancelled || departure.isCancelled)
            }
        }
    }

    /// Places still reserved: those that their kind has not taken, as far as there are free ones.
    static func left(of reserved: [ActorKind: Int], _ held: [ActorKind: Int], free: Int) -> [ActorKind: Int] {
        var free = free
        return reserved.sorted { $0.key.rawValue < $1.key.rawValue }.reduce(into: [:]) { left, one in
            let count = min(max(0, one.value - (held[one.key] ?? 0)), free)
            free -= count
            if count > 0 { left[one.key] = count }
        }
    }
}

/// What a departure is called where it stands alone: the visit, the day and the time.
struct DepartureName: Sendable {
    let text: String

    init(_ visit: FieldVisit, _ departure: Departure, _ words: Words) {
        let title = visit.title.best(for: words.language)?.text ?? visit.code.description
        text = words(
            "departure.name",
            [
                "code": .text(visit.code.description), "title": .text(title), "day": .day(departure.time.day),
                "start": .text(departure.time.start.description), "end": .text(departure.time.end.description),
            ])
    }
}
