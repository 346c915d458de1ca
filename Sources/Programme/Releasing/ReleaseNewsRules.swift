// SPDX-License-Identifier: EUPL-1.2
import People
import Vocabulary

/// Somebody who follows sessions or has a part in them, and how they are written to.
struct Follower: Sendable, Equatable {
    let person: ID<Person>
    let name: String
    let language: Language
    /// Where mail to them goes; nil when there is no such place.
    var address: String?
    /// Whether they asked for no mail that nobody has to get.
    var wantsNoMail = false
    var favourites: Set<SessionCode> = []
    var duties: Set<SessionCode> = []
    /// Those they signed up for.
    var places: Set<SessionCode> = []
}

/// What one person is told of a release: one mail, about their sessions alone.
struct ReleaseNews: Sendable, Equatable {
    let person: ID<Person>
    let name: String, address: String
    let language: Language
    /// Those that changed, in the order of the programme.
    let sessions: [SessionCode]
    /// Whether one of them is their own to speak in or to lead: such a mail is not refused by whoever wants fewer.
    let hasDuty: Bool
    /// Whether they signed up for one: neither is that.
    var hasPlace = false
}

/// Who is told of a release, and who would be and cannot.
struct ReleaseAudience: Sendable, Equatable {
    private(set) var told: [ReleaseNews] = []
    /// How many of them chose a session that changes, and how many have a part in one; somebody may be both.
    private(set) var choosing = 0, withDuties = 0, withPlaces = 0
    /// Nobody knows where to write to them; they asked for no mail of this kind.
    private(set) var unreachable = 0, unwilling = 0

    /// - Parameter changed: the sessions that the release changes, in the order of the programme.
    init(_ followers: [Follower], changed: [SessionCode]) {
        for follower in followers.sorted(by: { $0.person < $1.person }) { add(follower, changed) }
    }

    private mutating func add(_ follower: Follower, _ changed: [SessionCode]) {
        let chosen = changed.filter(follower.favourites.contains), duties = changed.filter(follower.duties.contains)
        let places = changed.filter(follower.places.contains)
        let due = changed.filter { duties.contains($0) || places.contains($0) }
        guard !chosen.isEmpty || !due.isEmpty else { return }
        guard let address = follower.address else {
            unreachable += 1
            return
        }
        // Whoever wants no mail is still told what they have to do and signed up for, and of nothing else.
        let told = follower.wantsNoMail ? due : changed.filter { chosen.contains($0) || due.contains($0) }
        guard !told.isEmpty else {
            unwilling += 1
            return
        }
        if !follower.wantsNoMail, !chosen.isEmpty { choosing += 1 }
        if !duties.isEmpty { withDuties += 1 }
        if !places.isEmpty { withPlaces += 1 }
        self.told.append(
            ReleaseNews(
                person: follower.person, name: follower.name, address: address, language: follower.language, sessions: told,
                hasDuty: !duties.isEmpty, hasPlace: !places.isEmpty))
    }
}
