// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import Network
import Outbox
import People
import Server
import Vocabulary

/// What is drawn for one act on an application before the transaction.
struct ApplicationDraw: Sendable {
    let application: ID<Application>, person: ID<Person>, delegation: ID<Delegation>, seat: ID<Seat>, waiting: ID<Waiting>
    let letter: ID<Letter>, otherLetter: ID<Letter>
    let link: Secret, otherLink: Secret

    init(_ request: Request) {
        application = ID(random: request.random(15))
        person = ID(random: request.random(15))
        delegation = ID(random: request.random(15))
        seat = ID(random: request.random(15))
        waiting = ID(random: request.random(15))
        letter = ID(random: request.random(15))
        otherLetter = ID(random: request.random(15))
        link = Secret(request.random(32))
        otherLink = Secret(request.random(32))
    }
}

/// What is done to applications of an edition, in the transaction of the caller. One takes no place before it is approved.
struct Applying {
    let record: EditionRecord
    let settings: SiteSettings
    let tx: Transaction

    var edition: ID<Edition> { record.edition.id }
    var store: ApplicationStore { ApplicationStore(tx: tx) }

    init(_ record: EditionRecord, _ settings: SiteSettings, _ tx: Transaction) throws {
        self.record = record
        self.settings = settings
        self.tx = tx
    }

    init(_ edition: ID<Edition>, _ settings: SiteSettings, _ tx: Transaction) throws {
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }) else {
            throw AccessRefusal.notFound
        }
        try self.init(record, settings, tx)
    }

    /// Nobody's mailbox is filled by somebody else.
    private static let mostLinksAnHour = 5, mostLinksADay = 15, mostAtOneAddress = 20
    /// Who answers for an authority is written to so often about who registers; the page shows them all.
    private static let mostQuestionsAnHour = 10

    // MARK: Beginning

    /// Writes to the address that was typed, which has to be confirmed first. Who registers twice gets the link of what there is: nothing is
    /// made twice, and the answer is the same whatever is known.
    func apply(_ draft: ApplicationDraft, _ draw: ApplicationDraw) throws {
        try Registering(edition, tx).settings.requireOpen(at: tx.now)
        guard let body = draft.means else { return }
        guard try mayWrite(to: draft.address) else { return }
        let open = try store.open(at: draft.address, in: edition)
        let wanted = Folding.folded(draft.name)
        if let same = open.first(where: { Folding.folded($0.name) == wanted && !isOver($0.application) }) {
            return try send(same.application, name: same.name, to: draft.address, draw.link, draw.letter)
        }
        guard open.count < Self.mostAtOneAddress else { return }
        let new = Application(
            id: draw.application, edition: edition, kind: draft.kind, body: body, country: draft.country,
            language: draft.language,
            name: draft.name, office: draft.office, address: draft.address, created: tx.now)
        try store.add(new)
        try OutboxStore(tx: tx).schedule(
            ID("application-\(new.id)"), RegistrationTimers.applicationEnd, about: new.id.value,
            due: tx.now + Application.lifetime)
        try send(new, name: draft.name, to: draft.address, draw.link, draw.letter)
    }

    private func mayWrite(to address: String) throws -> Bool {
        try store.linksSent(to: address, since: tx.now - 3_600) < Self.mostLinksAnHour
            && store.linksSent(to: address, since: tx.now - 86_400) < Self.mostLinksADay
    }

    private func isOver(_ one: Application) -> Bool { one.state == .unverified && tx.now >= one.created + Application.lifetime }

    /// A new link, to the address.
    private func send(_ one: Application, name: String, to address: String, _ link: Secret, _ letter: ID<Letter>) throws {
        try store.add(link: link.hash, of: one.id)
        let isNew = one.state == .unverified
        let mail = PersonLetter(
            kind: isNew ? .confirmation : .again, record: record, language: one.language, name: name, address: address,
            person: one.person, path: ApplicationRoutes.path(link.text, in: edition), settings: settings,
            expires: isNew ? one.created + Application.lifetime : nil)
        try OutboxStore(tx: tx).post(mail.letter(letter))
        tx.record("application.link-sent", ApplicationStore.noun(one.id), RegistrationStore.noun(edition))
    }

    /// Sends the links of those who registered alone with this address; to nobody else, and to nobody twice within minutes.
    func sendAgain(to address: String, _ drawn: [(Secret, ID<Letter>)]) throws {
        guard try store.linksSent(to: address, since: tx.now - 300) == 0, try mayWrite(to: address) else { return }
        let open = try store.open(at: address, in: edition).filter { !isOver($0.application) }
        for (one, draw) in zip(open, drawn) {
            try send(one.application, name: one.name, to: address, draw.0, draw.1)
        }
    }

    // MARK: The applicant

    /// The address is theirs: they are somebody we know by this name there, or somebody new.
    func confirm(_ one: Application, _ draw: ApplicationDraw) throws {
        let people = PersonStore(tx: tx)
        let wanted = Folding.folded(one.name)
        let known = try people.persons(at: one.address).first { Folding.folded($0.badgeName) == wanted }
        let changed = try one.confirmed(known?.id ?? draw.person, at: tx.now)
        if known == nil {
            try people.add(
                Person(
                    id: draw.person, badgeName: one.name, language: one.language, created: tx.now,
                    office: PersonText.optional(one.office), isInvented: record.edition.isInvented))
            try people.keep(PersonAddress(person: draw.person, address: one.address, isPreferred: true))
        }
        try people.verify(one.address, of: [known?.id ?? draw.person])
        try store.keep(changed, "application.confirmed")
        try OutboxStore(tx: tx).unschedule(RegistrationTimers.applicationEnd, about: one.id.value)
        // Who holds a seat already needs no second one: they get the way to their own page.
        if let person = known?.id, try SeatStore(tx: tx).seat(of: person, in: edition) != nil {
            try store.keep(try changed.withdrawn(at: tx.now), "application.withdrawn")
            try ParticipationStore(tx: tx).tell(person, in: edition, again: true)
        }
    }

    /// Takes what is asked of their kind; once all of it is there, whoever decides is asked.
    func answer(
        _ one: Application, _ typed: [String: [String]], isDraft: Bool, knownAs known: RegistrationForm?, _ draw: ApplicationDraw
    ) throws -> (form: RegistrationForm, taken: TakenAnswers) {
        guard let person = one.person, one.state.isOpen else { throw ApplicationRefusal.over }
        let before = try AnswersStore(tx: tx).answers(of: person, in: edition)?.answers
        let done = try Participating.take(
            typed, isDraft: isDraft, of: person, as: one.kind, in: record.edition, knownAs: known, tx)
        guard done.taken.isAccepted, !isDraft else { return done }
        var changed = try one.asking(at: tx.now)
        if let guardian = Guardianship(done.taken.answers),
            guardian != before.flatMap(Guardianship.init) || changed.guardian == nil
        {
            changed = try changed.asking(guardian: draw.otherLink.hash, at: tx.now)
            try ask(guardian, of: changed, draw)
        }
        guard changed != one else { return done }
        try store.keep(changed, "application.asked")
        if one.state == .begun { try askWhoDecides(changed, draw) }
        return done
    }

    func name(of one: Application) throws -> String {
        try one.person.flatMap { try PersonStore(tx: tx).person($0)?.badgeName } ?? one.name
    }

    /// The contact of the authority's delegation; where there is none, the secretariat finds it in its list.
    func askWhoDecides(_ one: Application, _ draw: ApplicationDraw) throws {
        guard one.state == .asked, let authority = one.body.authority,
            let delegation = try DelegationStore(tx: tx).delegation(of: authority, in: edition),
            let contact = try Contacts(of: [delegation], tx)[delegation],
            try DelegationStore(tx: tx).linksSent(for: delegation.id, since: tx.now - 3_600) < Self.mostQuestionsAnHour
        else { return }
        let link = draw.link
        try DelegationStore(tx: tx).add(links: [(delegation.id, link.hash)])
        let words = Words(delegation.language)
        let mail = PersonLetter(
            kind: .decision, record: record, language: delegation.language, name: contact.name, address: contact.address,
            person: delegation.coordinator, path: DelegationWay.link(link.text).path(in: edition), settings: settings,
            gaps: [
                "person": .text(try name(of: one)), "delegation": .text(try BodyNames(of: [delegation], words, tx)[delegation]),
            ])
        try OutboxStore(tx: tx).post(mail.letter(draw.letter))
    }

    func withdraw(_ one: Application) throws {
        let changed = try one.withdrawn(at: tx.now)
        try leavePlace(of: one)
        try store.keep(changed, "application.withdrawn")
    }

    /// Another kind, or another body: decided anew. The place that came with the old one is given up.
    func change(_ one: Application, to kind: ActorKind, for body: DelegationBody, country: String, _ draw: ApplicationDraw) throws
    {
        let changed = try one.changed(to: kind, for: body, country: country, at: tx.now)
        guard changed != one else { return }
        try leavePlace(of: one)
        try store.keep(changed, "application.changed")
        try askWhoDecides(changed, draw)
    }

    private func leavePlace(of one: Application) throws {
        guard one.state == .approved, let delegation = one.delegation, let person = one.person else { return }
        let registering = try Registering(edition, tx)
        if let waiting = one.waiting, let entry = try WaitingStore(tx: tx).entry(waiting),
            [.waiting, .offered].contains(entry.state)
        {
            try registering.leave(waiting, of: delegation)
            let left = try registering.facts(delegation)
            // Nothing is left of a delegation of their own.
            if left.delegation.body.authority == nil, left.delegation.coordinator == person, left.seats.isEmpty,
                left.delegation.state != .withdrawn
            {
                try registering.withdraw(delegation)
            }
            return
        }
        let facts = try registering.facts(delegation)
        guard let seat = facts.seats.first(where: { $0.person == person }) else { return }
        // What was taken for them alone goes back; a seat of an authority is the authority's.
        if facts.delegation.body.authority == nil {
            try registering.giveBack(seat.id, of: delegation)
        } else {
            try registering.name(seat.id, nil, of: delegation)
        }
    }
}

extension RegistrationTiming {
    /// What nobody confirmed in time is not kept.
    func endApplication(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        let store = ApplicationStore(tx: tx)
        guard let one = try store.application(ID(subject)), one.state == .unverified else { return }
        try store.remove(one)
    }
}
