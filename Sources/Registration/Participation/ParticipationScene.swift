// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// What the own page of a participant shows.
struct ParticipationScene: Sendable {
    let record: EditionRecord
    let person: Person
    /// Where the link was sent.
    let address: String
    /// The seat they hold; nil when it was given back or taken by somebody else.
    let seat: Seat?
    let delegation: Delegation?
    let delegationName: String
    let form: RegistrationForm?
    let answers: Answers?
    let hasAccount: Bool
    /// The agreement of who is responsible for them; nil where it is not needed, or not asked yet.
    let guardian: GuardianConsent?
    /// Nil where somebody else pays, or the edition has no fees.
    let costs: OwnCosts?
    let now: Date

    var zone: TimeZone { TimeZone(identifier: record.edition.zone) ?? .gmt }
    var isOver: Bool { record.edition.dates.isOver(on: Day(now, in: zone)) }
    /// Whether questions can be answered.
    var isOpen: Bool { seat != nil && !isOver }

    /// A fixed number of statements; a link that has ended, is of another edition or never was is not found.
    init(_ token: String, _ edition: ID<Edition>, words: Words, _ tx: Transaction) throws {
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }),
            let holder = try ParticipationStore(tx: tx).holder(ofLink: token, in: edition),
            let person = try PersonStore(tx: tx).person(holder.person)
        else { throw AccessRefusal.notFound }
        self.record = record
        self.person = person
        address = holder.address
        seat = try SeatStore(tx: tx).seat(of: person.id, in: edition)
        let delegation = try seat.flatMap { try DelegationStore(tx: tx).delegation($0.delegation) }
        self.delegation = delegation
        delegationName = try delegation.map { try BodyNames(of: [$0], words, tx)[$0] } ?? ""
        let stored = try AnswersStore(tx: tx).answers(of: person.id, in: edition)
        let form = try (seat?.kind ?? stored?.kind).map { try FormStore(tx: tx).form(edition, $0) }
        self.form = form
        answers = try form.flatMap { try AnswersStore(tx: tx).answers(of: person.id, to: $0) }
        hasAccount = try OwnDataSection.hasAccount(person.id, tx)
        guardian = try GuardianStore(tx: tx).consent(of: person.id, in: edition)
        let zone = TimeZone(identifier: record.edition.zone) ?? .gmt
        costs = try delegation.flatMap { Self.isAlone(person, $0) ? try OwnCosts(of: $0, zone: zone, tx) : nil }
        now = tx.now
    }

    /// Whether the place is theirs alone, and goes back when they give it up.
    var isAlone: Bool { delegation.map { Self.isAlone(person, $0) } ?? false }

    private static func isAlone(_ person: Person, _ delegation: Delegation) -> Bool {
        delegation.coordinator == person.id && delegation.body.authority == nil
    }
}

/// Why something is not done on a participant's own page.
enum ParticipationRefusal: Refusal, Equatable {
    case noSeat, over

    var kind: RefusalKind { .tooLate }
    var phrase: Phrase { self == .noSeat ? "participation.no-seat" : "participation.over" }
}

/// What is done by who has a participant's own link, in the transaction of the caller.
struct Participating {
    let scene: ParticipationScene
    let tx: Transaction

    /// Takes what was typed; nothing is kept where anything was refused.
    func answer(
        _ typed: [String: [String]], isDraft: Bool, knownAs known: RegistrationForm?
    ) throws -> (form: RegistrationForm, taken: TakenAnswers) {
        guard let seat = scene.seat else { throw ParticipationRefusal.noSeat }
        guard !scene.isOver else { throw ParticipationRefusal.over }
        let before = scene.answers.flatMap { $0.isDraft ? nil : Guardianship($0) }
        let done = try Self.take(
            typed, isDraft: isDraft, of: scene.person.id, as: seat.kind, in: scene.record.edition, knownAs: known, tx)
        // Whoever sends a page that only a mail leads to gets mail there: the address is theirs, and a delegation cannot change it any more.
        if done.taken.isAccepted { try PersonStore(tx: tx).verify(scene.address, of: [scene.person.id]) }
        if done.taken.isAccepted, !isDraft {
            try GuardianStore(tx: tx).follow(
                seat.kind.needsGuardian ? Guardianship(done.taken.answers) : nil, before: before, isAgreed: try isAgreed,
                of: scene.person.id, in: scene.record.edition.id)
        }
        return done
    }

    /// Whether a guardian agreed before it was decided that they come.
    private var isAgreed: Bool {
        get throws {
            try ApplicationStore(tx: tx).open(of: scene.person.id, in: scene.record.edition.id)?.guardian?.agreed != nil
        }
    }

    static func take(
        _ typed: [String: [String]], isDraft: Bool, of person: ID<Person>, as kind: ActorKind, in edition: Edition,
        knownAs known: RegistrationForm?, _ tx: Transaction
    ) throws -> (form: RegistrationForm, taken: TakenAnswers) {
        let (forms, store) = (FormStore(tx: tx), AnswersStore(tx: tx))
        let form =
            try known.flatMap { $0.kind == kind ? try forms.form(knownAs: $0) : nil } ?? forms.form(edition.id, kind)
        let old = try store.answers(of: person, to: form)
        var taken = FormRules.take(typed: typed, over: old, version: form.current, at: tx.now, isDraft: isDraft)
        if let guardian = Guardianship(taken.answers), try isOwn(guardian.address, person, tx) {
            taken.refusals["guardian-mail"] = RefusedAnswer(refusal: .ownAddress, typed: [guardian.address])
        }
        guard taken.isAccepted else { return (form, taken) }
        try store.keep(taken.answers, of: person, to: form)
        let erasing = AnswersErasing(edition, tx)
        let retention = FormRetention(form: form, lastDay: edition.dates.last)
        try erasing.schedule(retention.nextDue(taken.answers, from: Day(tx.now, in: TimeZone(identifier: edition.zone) ?? .gmt)))
        return (form, taken)
    }

    /// Nobody is their own guardian.
    private static func isOwn(_ address: String, _ person: ID<Person>, _ tx: Transaction) throws -> Bool {
        try PersonStore(tx: tx).addresses(of: person).contains {
            PersonAddress.folded($0.address) == PersonAddress.folded(address)
        }
    }

    func withdraw(_ consent: ID<Question>) throws {
        guard let form = scene.form, let answers = scene.answers else { throw AnswerRefusal.notAsked }
        let after = try FormRules.withdraw(consent, from: answers, version: form.current, at: tx.now)
        try AnswersStore(tx: tx).keep(after, of: scene.person.id, to: form)
        tx.record("consent.withdrawn", Noun("person", scene.person.id), RegistrationStore.noun(form.edition))
    }

    /// The delegation keeps the seat, to name somebody else; who came for nobody else gives it back.
    func giveBack() throws {
        guard let seat = scene.seat, let delegation = scene.delegation else { throw ParticipationRefusal.noSeat }
        let registering = try Registering(scene.record.edition.id, tx)
        if scene.isAlone {
            try registering.giveBack(seat.id, of: delegation.id)
        } else {
            try registering.name(seat.id, nil, of: delegation.id)
        }
    }
}
