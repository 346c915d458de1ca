// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Who is offered what: the order is the only reason.
struct WaitingFacts: Sendable {
    /// Everybody who waits or is offered a place, by number.
    let entries: [Waiting]

    /// Most places one delegation waits for.
    static let most = 20

    /// Throws where a delegation need not or may not wait for one more.
    func requireJoining(_ delegation: ID<Delegation>, _ kind: ActorKind, _ quotas: [QuotaScope: Quota])
        throws(RegistrationRefusal)
    {
        let wanted = QuotaScope.places(for: [kind: 1], of: delegation)
        guard let refusal = quotas.refusal(of: wanted) else { throw .placesFree }
        // Its own places are used up: waiting for others to leave would not help.
        if case .delegationFull = refusal { throw refusal }
        let own = entries.filter { $0.delegation == delegation }
        // A place that is offered is taken already.
        if let quota = quotas[.delegation(delegation)], quota.left <= own.count(where: { $0.state == .waiting }) {
            throw .waitingFull(limit: quota.places)
        }
        guard own.count < Self.most else { throw .tooManyWaiting(Self.most) }
    }

    /// Who gets a place now, the first first, as far as the quotas reach. Somebody whose kind or delegation is full is passed over and keeps
    /// the number.
    func offers(_ quotas: [QuotaScope: Quota], _ settings: RegistrationSettings, at now: Date) -> [Waiting] {
        var left = quotas
        var offered: [Waiting] = []
        for var entry in entries where entry.state == .waiting {
            let wanted = QuotaScope.places(for: [entry.kind: 1], of: entry.delegation)
            guard left.refusal(of: wanted) == nil else { continue }
            for scope in wanted.keys {
                left[scope] = left[scope].map { Quota(places: $0.places, taken: $0.taken + 1) }
            }
            entry.state = .offered
            entry.offeredAt = now
            entry.expires = settings.offerEnds(from: now)
            offered.append(entry)
        }
        return offered
    }

    /// Offers that the clock has ended.
    func expired(at now: Date) -> [Waiting] {
        entries.filter { $0.state == .offered && !$0.isOffered(at: now) }.map {
            var entry = $0
            entry.state = .expired
            entry.answeredAt = now
            return entry
        }
    }

    /// 1 for who is next; nil for who does not wait.
    func position(of id: ID<Waiting>) -> Int? {
        entries.filter { $0.state == .waiting }.firstIndex { $0.id == id }.map { $0 + 1 }
    }
}

extension Waiting {
    /// The entry once its offer was taken.
    func accepting(_ seat: ID<Seat>, at now: Date) throws(RegistrationRefusal) -> Waiting {
        guard state == .offered else { throw .notWaiting }
        guard isOffered(at: now) else { throw .offerOver }
        var changed = self
        changed.state = .accepted
        changed.answeredAt = now
        changed.seat = seat
        return changed
    }

    /// The entry once it was given up: an offer is declined, a place in the queue is left.
    func leaving(at now: Date) throws(RegistrationRefusal) -> Waiting {
        guard state == .offered || state == .waiting else { throw .notWaiting }
        var changed = self
        changed.state = state == .offered ? .declined : .left
        changed.answeredAt = now
        return changed
    }
}
