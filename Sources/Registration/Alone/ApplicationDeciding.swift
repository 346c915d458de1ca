// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import Outbox
import People
import Vocabulary

extension Applying {
    /// The application, as far as the delegation decides over it: it is for its authority. Nil for the secretariat, which decides over all.
    private func own(_ id: ID<Application>, _ delegation: ID<Delegation>?) throws -> Application {
        guard let one = try store.application(id), one.edition == edition else { throw AccessRefusal.notFound }
        guard let delegation else { return one }
        let found = try DelegationStore(tx: tx).delegation(delegation)
        guard one.approver == .focalPoint, let authority = one.body.authority, found?.body.authority == authority else {
            throw AccessRefusal.notFound
        }
        return one
    }

    private var decider: ID<Person>? {
        get throws { try tx.actor.person.flatMap { try PersonStore(tx: tx).person(ID($0))?.id } }
    }

    private func isGuardianMissing(_ one: Application) throws -> Bool {
        let answers = try one.person.flatMap { try AnswersStore(tx: tx).answers(of: $0, in: edition)?.answers }
        return try GuardianStore(tx: tx).isMissing(for: one, answers)
    }

    /// Gives them a seat, or a place at the end of the waiting list where all are taken.
    ///
    /// - Parameters:
    ///   - delegation: who decides; nil for the secretariat.
    ///   - intoUnnamed: whether they get a seat that the delegation holds without a name.
    func approve(_ id: ID<Application>, of delegation: ID<Delegation>?, intoUnnamed: Bool = false, _ draw: ApplicationDraw) throws
    {
        let one = try own(id, delegation)
        try one.requireApprovable(isGuardianMissing: try isGuardianMissing(one))
        guard let person = one.person else { throw ApplicationRefusal.over }
        let registering = try Registering(edition, tx)
        let home = try home(of: one, person, registering, draw)
        // The link in the mail about it opens their own page as well: no second mail.
        let address = try PersonStore(tx: tx).addresses(of: person).first?.address ?? ""
        try ParticipationStore(tx: tx).add(draw.link.hash, of: person, at: address, in: edition)
        let waiting = try seat(person, one.kind, in: home, intoUnnamed: intoUnnamed, registering, draw)
        if waiting == nil { try commit(home, person) }
        try store.keep(one.approved(in: home, waiting: waiting, by: try decider, at: tx.now), "application.approved")
        try tell(one, person, address, waiting == nil ? .approved : .queued, position: try waiting.flatMap(position), draw)
    }

    /// Nil for a seat; the entry of the waiting list where there was none.
    private func seat(
        _ person: ID<Person>, _ kind: ActorKind, in home: ID<Delegation>, intoUnnamed: Bool, _ registering: Registering,
        _ draw: ApplicationDraw
    ) throws -> ID<Waiting>? {
        if intoUnnamed {
            let free = try registering.facts(home).seats.filter { $0.person == nil }
            guard let seat = free.first(where: { $0.kind == kind }) ?? free.first else { throw ApplicationRefusal.noUnnamedSeat }
            try registering.change(seat.id, to: kind, of: home)
            try registering.name(seat.id, person, of: home)
            return nil
        }
        do {
            try registering.reserve([kind: 1], for: home, ids: [draw.seat])
            try registering.name(draw.seat, person, of: home)
            return nil
        } catch let refusal as RegistrationRefusal {
            switch refusal {
            case .full, .kindFull: return try registering.wait(kind, for: home, entry: draw.waiting).id
            default: throw refusal
            }
        }
    }

    func position(_ entry: ID<Waiting>) throws -> Int? {
        WaitingFacts(entries: try WaitingStore(tx: tx).open(of: edition)).position(of: entry)
    }

    /// The delegation they come with: their authority's or institution's, made where there is none, or one of their own.
    private func home(
        of one: Application, _ person: ID<Person>, _ registering: Registering, _ draw: ApplicationDraw
    ) throws -> ID<Delegation> {
        let delegations = DelegationStore(tx: tx)
        if let authority = one.body.authority, let found = try delegations.delegation(of: authority, in: edition) {
            return found.id
        }
        if let institution = one.body.institution,
            let found: ID<Delegation> = try tx.first(
                "SELECT id FROM delegation WHERE edition = \(edition) AND institution = \(institution)")?["id"]
        {
            return found
        }
        let isShared = one.body.authority != nil || one.body.institution != nil
        // Who comes alone has answered: nobody invites or reminds them.
        let new = Delegation(
            id: draw.delegation, edition: edition, body: one.body, country: one.country, language: one.language,
            coordinator: isShared ? nil : person, state: isShared ? .invited : .reserved, invitedAt: tx.now,
            reservedAt: isShared ? nil : tx.now)
        try delegations.add([new], recordAs: "delegation.begun")
        // Who was approved alone may not bring others.
        try RegistrationStore(tx: tx).set(
            isShared ? registering.settings.delegationPlaces : 1, for: .delegation(new.id), of: edition)
        return new.id
    }

    func refuse(_ id: ID<Application>, of delegation: ID<Delegation>?, because reason: String, _ draw: ApplicationDraw) throws {
        let one = try own(id, delegation)
        let refused = try one.refused(because: reason, by: try decider, at: tx.now)
        try store.keep(refused, "application.refused")
        guard let person = one.person, let address = try PersonStore(tx: tx).addresses(of: person).first?.address else { return }
        try tell(refused, person, address, .refused, quoting: refused.reason, draw)
    }

    private func tell(
        _ one: Application, _ person: ID<Person>, _ address: String, _ kind: PersonLetter.Kind, position: Int? = nil,
        quoting: String? = nil, _ draw: ApplicationDraw
    ) throws {
        guard !address.isEmpty else { return }
        try store.add(link: draw.link.hash, of: one.id)
        var mail = PersonLetter(
            kind: kind, record: record, language: one.language, name: try name(of: one), address: address, person: person,
            path: ApplicationRoutes.path(draw.link.text, in: edition), settings: settings,
            gaps: ["position": .number(position ?? 0), "kind": .text(Words(one.language)(one.kind.phrase))])
        mail.quoted = quoting
        try OutboxStore(tx: tx).post(mail.letter(draw.letter))
    }

    // MARK: The place that is held

    /// Takes the place that is held for who waited.
    func accept(_ one: Application, _ draw: ApplicationDraw) throws {
        guard one.state == .approved, let waiting = one.waiting, let delegation = one.delegation else {
            throw RegistrationRefusal.notWaiting
        }
        // While waiting, another guardian may have been named, or the yes taken back.
        if try isGuardianMissing(one) { throw ApplicationRefusal.guardianMissing }
        try Registering(edition, tx).accept(waiting, of: delegation, seat: draw.seat)
        if let person = one.person { try commit(delegation, person) }
    }
}

extension RegistrationTiming {
    /// Tells who waited alone that a place is held; false where nobody did.
    func tellApplicant(_ entry: Waiting, _ random: [UInt8], _ tx: Transaction) throws -> Bool {
        guard let one = try ApplicationStore(tx: tx).application(ofWaiting: entry.id), let person = one.person,
            let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == one.edition }),
            let address = try PersonStore(tx: tx).addresses(of: person).first?.address
        else { return false }
        let link = Secret(Array(random.prefix(32)))
        try ApplicationStore(tx: tx).add(link: link.hash, of: one.id)
        let applying = try Applying(record, settings, tx)
        let words = Words(one.language)
        let until = entry.expires.map { words.instant($0, in: TimeZone(identifier: record.edition.zone) ?? .gmt) } ?? ""
        let mail = PersonLetter(
            kind: .held, record: record, language: one.language, name: try applying.name(of: one), address: address,
            person: person,
            path: ApplicationRoutes.path(link.text, in: one.edition), settings: settings, gaps: ["until": .text(until)],
            expires: entry.expires)
        try OutboxStore(tx: tx).post(mail.letter(ID(random: Array(random[32..<47]))))
        return true
    }
}
