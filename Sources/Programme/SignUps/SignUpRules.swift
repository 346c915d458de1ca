// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Timetable
import Vocabulary

/// Two sessions that one person cannot attend one after the other in time.
package struct SignUpClash: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case overlap
        /// Minutes that the way takes, and that there are.
        case walk(needed: Int, available: Int)
    }

    package let kind: Kind
    /// In order of time.
    package let one: SessionCode, other: SessionCode
    /// Whether one of them is the person's own to speak in or to lead.
    package let isDuty: Bool

    package var isOverlap: Bool { kind == .overlap }
    func concerns(_ code: SessionCode) -> Bool { one == code || other == code }
}

/// Where somebody has to be, as the timetable engine sees it: the rooms with their buildings, the ways, and all sessions of the edition.
struct SignUpTimes: Sendable {
    let rooms: [TimetableRoom]
    let walking: WalkingTimes
    /// Those that are held at a known time.
    let sessions: [SessionCode: TimetableSession]

    /// What is in the way among sessions that somebody attends and speaks in.
    func clashes(places: Set<SessionCode>, duties: Set<SessionCode>) -> [SignUpClash] {
        let own = places.union(duties).sorted().compactMap { code -> TimetableSession? in
            guard var session = sessions[code] else { return nil }
            session.duties = [TimetableDuty("self")]
            return session
        }
        let facts = TimetableFacts(
            rooms: rooms, walking: walking, mobileBooths: nil, people: [TimetablePerson(id: "self")], sessions: own)
        return Timetable(facts).conflicts().compactMap { conflict in
            let codes = conflict.sessions.compactMap { SessionCode($0) }
            guard codes.count == 2 else { return nil }
            let isDuty = codes.contains(where: duties.contains)
            switch conflict.kind {
            case .personTwice: return SignUpClash(kind: .overlap, one: codes[0], other: codes[1], isDuty: isDuty)
            case .walkTooShort:
                let kind = SignUpClash.Kind.walk(needed: conflict.needed ?? 0, available: conflict.available ?? 0)
                return SignUpClash(kind: kind, one: codes[0], other: codes[1], isDuty: isDuty)
            default: return nil
            }
        }
    }

    /// What would be in the way of one session more. Two that somebody speaks in are not theirs to solve here.
    func clashes(of code: SessionCode, places: Set<SessionCode>, duties: Set<SessionCode>) -> [SignUpClash] {
        guard !duties.contains(code) else { return [] }
        return clashes(places: places.union([code]), duties: duties).filter { $0.concerns(code) }
    }

    /// Minutes from where one session is to where another is; nil where the way is not known.
    func walk(from one: SessionCode, to other: SessionCode) -> Int? {
        let sites = Dictionary(rooms.map { ($0.id, $0.site) }) { first, _ in first }
        guard let start = sessions[one]?.rooms, let goal = sessions[other]?.rooms, !start.isEmpty, !goal.isEmpty else {
            return nil
        }
        let ways = start.flatMap { from in
            goal.map { to -> Int? in
                if from == to { return 0 }
                guard let site = sites[from] ?? nil, let next = sites[to] ?? nil else { return nil }
                return site == next ? walking.withinSite : walking.betweenSites
            }
        }
        return ways.contains(nil) ? nil : ways.compactMap { $0 }.min()
    }
}

/// What it depends on whether somebody gets a place in a session, read in the transaction that stores it.
struct SignUpFacts: Sendable {
    var places: SessionPlaces
    /// As what the person comes.
    let kind: String
    /// When the session begins; nil where that is not known.
    let begins: Date?
    var isCancelled = false
    var isSignedUp = false
    /// What the session would be in the way of, with the sessions named for who reads it.
    var clashes: [(clash: SignUpClash, one: String, other: String)] = []

    /// Whether there is a place, or a waiting list to join; throws why neither.
    ///
    /// - Parameter isTight: whether the person knows that the way is long, and comes all the same.
    func joining(evenIfTight isTight: Bool, at now: Date) throws(SignUpRefusal) -> SignUp.State {
        guard !isSignedUp else { throw .already }
        guard !isCancelled, begins.map({ now < $0 }) ?? true else { throw .over }
        guard places.admits(kind) else { throw .notForThem }
        if let opens = places.opens, now < opens { throw .notOpen(opens) }
        if let closes = places.closes, now >= closes { throw .closed }
        // Whoever speaks elsewhere at that time has nothing to wait for.
        if let duty = clashes.first(where: { $0.clash.isOverlap && $0.clash.isDuty }) { throw .duty(duty.one, duty.other) }
        // The list is for wishes: whoever waits may hold another place at that time until there is one.
        guard places.left > 0 else { return .waiting }
        for (clash, one, other) in clashes {
            switch clash.kind {
            case .overlap: throw .overlaps(one, other)
            case .walk(let needed, let available) where !isTight: throw .walk(one, other, needed: needed, available: available)
            case .walk: continue
            }
        }
        return .place
    }
}

/// Why somebody does not get a place, or a number of places is not kept.
package enum SignUpRefusal: Refusal, Equatable {
    case already, over, notForThem, closed, notSignedUp
    case notOpen(Date)
    case duty(String, String), overlaps(String, String)
    case walk(String, String, needed: Int, available: Int)
    case belowTaken(Int)

    package var kind: RefusalKind {
        switch self {
        case .already, .duty, .overlaps, .walk, .belowTaken, .notSignedUp: .conflict
        case .over, .closed, .notOpen: .tooLate
        case .notForThem: .notAllowed
        }
    }

    package var phrase: Phrase {
        switch self {
        case .already: "signup.already"
        case .over: "signup.over"
        case .notForThem: "signup.not-for-them"
        case .closed: "signup.closed"
        case .notSignedUp: "signup.not-signed-up"
        case .notOpen: "signup.not-open"
        case .duty(let one, let other): Phrase("signup.duty", ["one": .text(one), "other": .text(other)])
        case .overlaps(let one, let other): Phrase("signup.overlaps", ["one": .text(one), "other": .text(other)])
        case .walk(let one, let other, let needed, let available):
            Phrase(
                "signup.walk",
                ["one": .text(one), "other": .text(other), "count": .number(needed), "available": .number(available)])
        case .belowTaken(let taken): Phrase("signup.below-taken", ["count": .number(taken)])
        }
    }
}
