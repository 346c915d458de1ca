// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import HTML
import Network
import People
import Server
import Vocabulary

/// How somebody came to the page of a delegation.
enum DelegationWay: Sendable, Equatable {
    /// By the link that a mail brought: whoever has it answers for the delegation.
    case link(String)
    /// Signed in, as who coordinates the authority.
    case authority(ID<Authority>)
    /// As who organises the edition.
    case organiser(ID<Delegation>)

    static let link = "/{language}/{edition}/invitation/{token}"
    static let authority = "/{language}/{edition}/delegation/{authority}"
    static let organiser = "/{language}/{edition}/organise/registration/{delegation}"

    /// Which way the address of a request is.
    init(_ request: Request) throws(AccessRefusal) {
        if request.parameters["token"] != nil {
            self = .link(try request.id(Delegation.self, in: "token").value)
        } else if request.parameters["authority"] != nil {
            self = .authority(try request.id(Authority.self, in: "authority"))
        } else {
            self = .organiser(try request.id(Delegation.self, in: "delegation"))
        }
    }

    /// The address of its page, behind the language.
    func path(in edition: ID<Edition>) -> Address {
        switch self {
        case .link(let token): "/\(edition)/invitation/\(token)"
        case .authority(let id): "/\(edition)/delegation/\(id)"
        case .organiser(let id): "/\(edition)/organise/registration/\(id)"
        }
    }

    var isOrganiser: Bool { if case .organiser = self { true } else { false } }

    /// As what it can take seats.
    func kinds(of delegation: Delegation) -> [ActorKind] {
        isOrganiser ? ActorKind.allCases : ActorKind.offered(to: delegation.body)
    }

    /// The delegation it leads to. What has ended, is of another edition or never was is not found.
    func delegation(in edition: ID<Edition>, _ tx: Transaction) throws -> Delegation {
        let store = DelegationStore(tx: tx)
        let found =
            switch self {
            case .link(let token): try store.delegation(ofLink: Hash.of(token), in: edition)
            case .authority(let id): try store.delegation(of: id, in: edition)
            case .organiser(let id): try store.delegation(id)
            }
        guard let found, found.edition == edition else { throw AccessRefusal.notFound }
        return found
    }
}

/// What the page of a delegation shows.
struct DelegationScene: Sendable {
    let record: EditionRecord
    let settings: RegistrationSettings
    let facts: DelegationFacts
    let name: String
    let quotas: [QuotaScope: Quota]
    let waiting: [Waiting]
    /// Who is next, among all who wait.
    let positions: [ID<Waiting>: Int]
    let persons: [ID<Person>: Person]
    /// Those who hold a seat and have sent answers, and those of them who have answered all that is asked of them now.
    let answered: (sent: Set<ID<Person>>, all: Set<ID<Person>>)
    /// Those of them whose guardian was asked, and has not agreed.
    let awaited: Set<ID<Person>>
    /// Who registered alone for the authority, and waits for an answer.
    let applications: [AskedApplication]
    /// Nil where the edition has no fees.
    let costs: DelegationCosts?
    let way: DelegationWay
    let words: Words
    let now: Date

    var delegation: Delegation { facts.delegation }
    var edition: Edition { record.edition }
    var zone: TimeZone { TimeZone(identifier: edition.zone) ?? .gmt }
    var path: Address { "/\(words.language.rawValue)\(way.path(in: edition.id))" }

    /// How many seats it may still take; nil for as many as it likes.
    var left: Int? { quotas.values.map(\.left).min() }
    var ownQuota: Quota? { quotas[.delegation(delegation.id)] }
    var isOpen: Bool { settings.isOpen(at: now) }

    /// As what its people come.
    var kinds: [ActorKind] { ActorKind.offered(to: delegation.body) }

    /// Places of a kind that can be taken now.
    func left(_ kind: ActorKind) -> Int? {
        QuotaScope.places(for: [kind: 1], of: delegation.id).keys.compactMap { quotas[$0]?.left }.min()
    }

    func name(of seat: Seat) -> String? { seat.person.flatMap { persons[$0]?.badgeName } }
}

extension ActorKind {
    /// As what people of a body come; an organiser may say otherwise for a single seat.
    static func offered(to body: DelegationBody) -> [ActorKind] {
        switch body {
        case .authority: [.elected, .officer, .young, .accompanying]
        case .institution: [.euOfficial, .nationalOfficial, .researcher, .accompanying]
        // A town that the directory does not know is one of these as well.
        case .other: [.elected, .officer, .association, .company, .researcher, .journalist, .accompanying]
        case .nobody: [.researcher, .journalist, .company, .association, .young]
        }
    }
}

extension DelegationScene {
    /// What is known now: a fixed number of statements.
    init(_ way: DelegationWay, _ record: EditionRecord, words: Words, _ tx: Transaction) throws {
        let delegation = try way.delegation(in: record.edition.id, tx)
        let registering = try Registering(record.edition.id, tx)
        let facts = DelegationFacts(delegation, seats: try SeatStore(tx: tx).seats(of: delegation.id))
        let open = WaitingFacts(entries: try WaitingStore(tx: tx).open(of: record.edition.id))
        let own = open.entries.filter { $0.delegation == delegation.id }
        let kinds = Set(ActorKind.allCases.map(QuotaScope.kind))
        self.record = record
        settings = registering.settings
        self.facts = facts
        name = try BodyNames(of: [delegation], words, withPersons: true, tx)[delegation]
        quotas = try RegistrationStore(tx: tx).quotas(
            of: record.edition.id, kinds.union([.edition, .delegation(delegation.id)]))
        waiting = own
        positions = Dictionary(uniqueKeysWithValues: own.compactMap { one in open.position(of: one.id).map { (one.id, $0) } })
        persons = try PersonStore(tx: tx).persons(facts.seats.compactMap(\.person) + [delegation.coordinator].compactMap { $0 })
        answered = try AnswersStore(tx: tx).answered(facts.seats.compactMap(\.person), in: record.edition.id)
        awaited = try GuardianStore(tx: tx).awaited(facts.seats.compactMap(\.person), in: record.edition.id)
        applications =
            try delegation.body.authority.map { try ApplicationStore(tx: tx).asked(for: $0, in: record.edition.id) } ?? []
        costs = try DelegationCosts(
            of: delegation, zone: TimeZone(identifier: record.edition.zone) ?? .gmt, tx)
        self.way = way
        self.words = words
        now = tx.now
    }
}

extension Request {
    /// Reads the delegation in the address.
    func delegation<T: Sendable>(
        _ body: @escaping @Sendable (Transaction, DelegationScene) throws -> T
    ) async throws -> T {
        let (edition, way) = (try id(Edition.self, in: "edition"), try DelegationWay(self))
        return try await read { [words] tx in
            guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }) else {
                throw AccessRefusal.notFound
            }
            return try body(tx, try DelegationScene(way, record, words: words, tx))
        }
    }

    /// Changes the delegation in the address.
    func registering<T: Sendable>(
        _ body: @escaping @Sendable (Registering, ID<Delegation>) throws -> T
    ) async throws -> T {
        try await registering { registering, delegation, _ in try body(registering, delegation.id) }
    }

    /// The same, with the delegation as it was read and the way that led to it.
    func registering<T: Sendable>(
        _ body: @escaping @Sendable (Registering, Delegation, DelegationWay) throws -> T
    ) async throws -> T {
        let (edition, way) = (try id(Edition.self, in: "edition"), try DelegationWay(self))
        return try await write { tx in
            let registering = try Registering(edition, tx)
            return try body(registering, try way.delegation(in: edition, tx), way)
        }
    }

    /// The address of the delegation's page.
    func delegationPath() throws(AccessRefusal) -> Address {
        page(try DelegationWay(self).path(in: try id(Edition.self, in: "edition")))
    }
}
