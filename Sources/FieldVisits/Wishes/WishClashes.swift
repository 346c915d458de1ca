// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Programme
import Vocabulary

/// When people have to be elsewhere, by what they speak in, lead, or have a place in: such a departure is not for them.
package struct WishClashes: Sendable {
    /// A session in the way of a departure.
    package struct Clash: Sendable {
        package let code: SessionCode
        /// The same without markup.
        package let name: String
        package let period: Range<Date>
        /// Whether the person speaks in it or leads it.
        package let isDuty: Bool
    }

    private let sessions: [ID<Person>: [Clash]]
    private let zone: TimeZone

    /// A fixed number of statements, however many people there are; nobody has to be anywhere where nothing was published.
    package init(of persons: [ID<Person>], _ record: EditionRecord, words: Words, _ tx: Transaction) throws {
        zone = TimeZone(identifier: record.edition.zone) ?? .gmt
        guard let found = try Whereabouts(of: persons, record, words: words, tx) else {
            sessions = [:]
            return
        }
        sessions = persons.reduce(into: [:]) { all, person in
            all[person] = found.stops(of: person).compactMap { stop in
                guard !stop.isWaiting, !stop.isCancelled, let period = stop.period else { return nil }
                var isDuty = false
                if case .duty = stop.part { isDuty = true }
                return Clash(code: stop.code, name: stop.name, period: period, isDuty: isDuty)
            }
        }
    }

    /// What is in the way of a departure for somebody, in order of time.
    package func clashes(of person: ID<Person>, with departure: Departure) -> [Clash] {
        let period = departure.time.instants(in: zone)
        return (sessions[person] ?? []).filter { $0.period.overlaps(period) }
    }
}
