// SPDX-License-Identifier: EUPL-1.2

/// Who comes, alone or for a delegation.
extension DemoPlay {
    mutating func register(_ asked: DemoActor, _ second: Int) {
        var kind = asked
        let (guardian, other) = (companion(.association), companion(.speaker))
        if kind == .young, guardian == nil { kind = .association }
        if kind == .accompanying, other == nil { kind = .speaker }
        let person = single(kind)
        if kind == .young, let guardian {
            seats[guardian].isLocked = true
            makePerson.bind(person, guardian: seats[guardian].person)
        }
        if kind == .accompanying, let other { makePerson.bind(person, accompanies: seats[other].person) }
        guard free > 0 else { return wait(delegation: nil, person, second) }
        free -= 1
        let seat = take(delegation: nil, person: person, second)
        // Speakers and hosts are needed; those who come with somebody stay with them.
        let stays: Set<DemoActor> = [.speaker, .host, .young, .accompanying]
        seats[seat].isLocked = stays.contains(kind)
        events.append((second, .registered(seat: seat, person: person)))
        if [.association, .speaker].contains(kind) { latest[kind] = seat }
    }

    /// The seat of somebody who can answer for others.
    private func companion(_ kind: DemoActor) -> Int? {
        latest[kind].flatMap { seats[$0].freed == nil ? $0 : nil }
    }

    private mutating func single(_ kind: DemoActor) -> Int {
        let country: String
        switch kind {
        case .host: country = request.hostCountry
        case .euOfficial: country = dice.one(of: makePerson.nations.unionCountries) ?? request.hostCountry
        default:
            country =
                dice.happens(0.25) ? request.hostCountry : dice.one(of: delegations)?.authority.country ?? request.hostCountry
        }
        let domain = kind == .euOfficial ? "union" : "\(kind.rawValue).\(country.lowercased())"
        return makePerson.make(.init(kind: kind, country: country, domain: domain))
    }

    /// Somebody of a delegation: who was elected, or who works there.
    mutating func member(of place: Int) -> Int {
        let authority = delegations[place].authority
        let kind: DemoActor = dice.happens(0.38) ? .elected : .officer
        let leads = kind == .elected && dice.happens(0.45) && hasLeader.insert(place).inserted
        let person = makePerson.make(
            .init(
                kind: kind, country: authority.country, languages: authority.languages, delegation: place,
                level: authority.level, domain: authority.id, leads: leads))
        return person
    }
}
