// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// What the page of who registered alone shows.
struct ApplicationScene: Sendable {
    let record: EditionRecord
    let application: Application
    let name: String
    let office: String?
    let bodyName: String
    let form: RegistrationForm
    let answers: Answers?
    let hasAccount: Bool
    let hasSeat: Bool
    /// Their own page as a participant, behind the same link.
    let ownPage: Address?
    let waiting: Waiting?
    /// 1 for who is next.
    let position: Int?
    /// Nil where somebody else pays, there is a place already, or the edition has no fees.
    let costs: OwnCosts?
    let now: Date

    var zone: TimeZone { TimeZone(identifier: record.edition.zone) ?? .gmt }
    var isOver: Bool { application.state == .unverified && now >= application.created + Application.lifetime }

    /// Whether they are under age, and nobody has agreed yet.
    let waitsForGuardian: Bool

    /// A fixed number of statements; a link that has ended, is of another edition or never was is not found.
    init(_ token: String, _ edition: ID<Edition>, words: Words, _ tx: Transaction) throws {
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }),
            let one = try ApplicationStore(tx: tx).application(ofLink: token, in: edition)
        else { throw AccessRefusal.notFound }
        let person = try one.person.flatMap { try PersonStore(tx: tx).person($0) }
        self.record = record
        application = one
        name = person?.badgeName ?? one.name
        office = person?.office ?? PersonText.optional(one.office)
        bodyName = try Self.name(of: one, words, tx)
        form = try FormStore(tx: tx).form(edition, one.kind)
        answers = try person.flatMap { [form] in try AnswersStore(tx: tx).answers(of: $0.id, to: form) }
        hasAccount = try person.map { try OwnDataSection.hasAccount($0.id, tx) } ?? false
        hasSeat = try person.map { try SeatStore(tx: tx).seat(of: $0.id, in: edition) != nil } ?? false
        ownPage =
            one.state == .approved
            ? "/\(words.language.rawValue)\(ParticipationRoutes.path(token, in: edition))" : nil
        waiting = try one.waiting.flatMap { try WaitingStore(tx: tx).entry($0) }
        waitsForGuardian = try GuardianStore(tx: tx).isMissing(for: one, answers)
        let open = try one.waiting == nil ? [] : WaitingStore(tx: tx).open(of: edition)
        position = one.waiting.flatMap { WaitingFacts(entries: open).position(of: $0) }
        let zone = TimeZone(identifier: record.edition.zone) ?? .gmt
        costs = hasSeat ? nil : try OwnCosts(of: one, zone: zone, tx)
        now = tx.now
    }

    /// What the body is called; nothing for who comes for nobody.
    static func name(of one: Application, _ words: Words, _ tx: Transaction) throws -> String {
        guard one.body != .nobody else { return words("delegation.of-nobody") }
        let stand = Delegation(
            id: "none", edition: one.edition, body: one.body, country: one.country, language: one.language, invitedAt: one.created
        )
        return try BodyNames(of: [stand], words, tx)[stand]
    }
}
