// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// How an edition takes registrations.
package struct RegistrationSettings: Sendable, Equatable {
    /// When seats can be taken from; nil for not yet decided, which is closed.
    package var opens: Date?
    /// When no more seats are taken; nil for open until the edition ends.
    package var closes: Date?
    /// The day by which seats are to have names.
    package var namesDue: Day?
    /// How long an offer of the waiting list holds its place.
    package var offerHours: Int
    /// How many seats a delegation may take unless it was given another number.
    package var delegationPlaces: Int

    package init(opens: Date? = nil, closes: Date? = nil, namesDue: Day? = nil, offerHours: Int = 48, delegationPlaces: Int = 6) {
        self.opens = opens
        self.closes = closes
        self.namesDue = namesDue
        self.offerHours = offerHours
        self.delegationPlaces = delegationPlaces
    }

    /// Throws unless seats can be taken now.
    func requireOpen(at now: Date) throws(RegistrationRefusal) {
        guard let opens else { throw .notOpen }
        guard now >= opens else { throw .notOpen }
        if let closes, now >= closes { throw .closed }
    }

    func isOpen(at now: Date) -> Bool { (try? requireOpen(at: now)) != nil }

    /// When an offer made now ends: never after registration itself ends.
    func offerEnds(from now: Date) -> Date {
        let end = now + Double(offerHours) * 3_600
        guard let closes, closes > now else { return end }
        return min(end, closes)
    }
}

/// What places are counted by. Whoever takes a seat takes a place of each that has a number.
package enum QuotaScope: Hashable, Sendable, CustomStringConvertible {
    case edition
    case kind(ActorKind)
    case delegation(ID<Delegation>)

    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("edition", 1): self = .edition
        case ("kind", 2):
            guard let kind = ActorKind(rawValue: parts[1]) else { return nil }
            self = .kind(kind)
        case ("delegation", 2): self = .delegation(ID(parts[1]))
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .edition: "edition"
        case .kind(let kind): "kind:\(kind.rawValue)"
        case .delegation(let id): "delegation:\(id)"
        }
    }
}

/// How many places there are, and how many are taken or held by an offer. Places granted above it are not counted.
package struct Quota: Sendable, Equatable {
    package let places: Int
    package let taken: Int
    package var left: Int { places - taken }
}

extension [QuotaScope: Quota] {
    /// Why so many places cannot be taken; nil where they can. Of several scopes with too few the narrowest is told: it says the most.
    func refusal(of wanted: [QuotaScope: Int]) -> RegistrationRefusal? {
        let short = wanted.filter { scope, count in self[scope].map { $0.left < count } ?? false }.keys
        guard let scope = short.min(by: { $0.rank < $1.rank }), let quota = self[scope] else { return nil }
        return switch scope {
        case .delegation: .delegationFull(limit: quota.places, left: quota.left)
        case .kind(let kind): .kindFull(kind, left: quota.left)
        case .edition: .full(left: quota.left)
        }
    }
}

extension QuotaScope {
    fileprivate var rank: Int {
        switch self {
        case .delegation: 0
        case .kind: 1
        case .edition: 2
        }
    }

    /// What seats of these kinds take places of.
    static func places(for kinds: [ActorKind: Int], of delegation: ID<Delegation>) -> [QuotaScope: Int] {
        let all = kinds.values.reduce(0, +)
        return kinds.reduce(into: [.edition: all, .delegation(delegation): all]) { $0[.kind($1.key)] = $1.value }
    }
}
