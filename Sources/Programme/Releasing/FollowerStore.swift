// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Outbox
import People
import Vocabulary

/// Whoever follows a programme, read for a release: five statements, however many there are.
struct FollowerStore {
    let tx: Transaction

    /// Those whom a change of these sessions concerns.
    ///
    /// - Parameter duties: who has a part in which session, before the release or after it.
    func followers(
        of edition: ID<Edition>, changed: Set<SessionCode>, duties: [ID<Person>: Set<SessionCode>]
    ) throws -> [Follower] {
        let favourites = try FavouriteStore(tx: tx).all(in: edition).filter { !$0.value.isDisjoint(with: changed) }
        let places = try SignUpStore(tx: tx).placed(in: changed, of: edition)
        let concerned = Set(favourites.keys).union(duties.filter { !$0.value.isDisjoint(with: changed) }.keys)
            .union(places.keys).sorted()
        let persons = try PersonStore(tx: tx).persons(concerned)
        guard !persons.isEmpty else { return [] }
        let addresses = try PersonStore(tx: tx).preferredAddresses(of: concerned)
        let refusing = try SuppressionStore(tx: tx).refusing(among: Array(addresses.values))
        return concerned.compactMap { id in
            guard let person = persons[id] else { return nil }
            let address = addresses[id]
            return Follower(
                person: id, name: person.badgeName, language: person.language, address: address,
                wantsNoMail: address.map { refusing.contains(SuppressionStore.folded($0)) } ?? false,
                favourites: favourites[id] ?? [], duties: duties[id] ?? [], places: places[id] ?? [])
        }
    }

    /// Who is told when this release follows that one.
    func audience(of edition: ID<Edition>, _ changes: [ReleasedChange]) throws -> ReleaseAudience {
        let changed = changes.map(\.session.code)
        let codes = Set(changed)
        // Whoever no longer speaks in a session has to know it as much as whoever does now.
        let before = changes.first?.before?.sessions.map(\.session).filter { codes.contains($0.code) } ?? []
        let duties = try SessionDuties(of: edition, tx).duties(in: before + changes.map(\.session))
        return ReleaseAudience(try followers(of: edition, changed: codes, duties: duties), changed: changed)
    }
}
