// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Network
import People
import Registration
import Vocabulary

/// Those of the demonstration who registered alone: who got a seat so, who waits for an answer, and who was refused.
struct DemoApplying {
    private let crowd: DemoCrowd, request: DemoRequest, edition: ID<Edition>
    private let decidedBy: ID<Person>?
    private var maker: DemoPersonMaker
    private var dice: DemoDice
    private(set) var applications: [Application] = []
    private var persons: [(person: Person, address: String?)] = []
    /// Who is new and sent a form: as whom, and when.
    private(set) var sent: [(person: DemoPerson, id: ID<Person>, kind: ActorKind, at: Date)] = []
    private var last: DemoPerson?

    init(_ crowd: DemoCrowd, _ request: DemoRequest, _ played: PlayedRegistration, decidedBy: ID<Person>?) {
        (self.crowd, self.request, self.decidedBy, edition) = (crowd, request, decidedBy, played.edition)
        maker = DemoPersonMaker(
            names: DemoCrowd.names, nations: DemoNations(DemoCrowd.offices), dice: DemoDice(seed: request.seed, series: 9))
        dice = DemoDice(seed: request.seed, series: 10)
    }

    /// Makes all applications in the order of time, and returns the persons who are new.
    mutating func all() -> [(person: Person, address: String?)] {
        for event in crowd.events {
            switch event.what {
            case .registered(_, let person): seated(person, at: event.at)
            case .joinedWaitingList(let entry, nil, let person): seated(person, waiting: entry, at: event.at)
            case .applied(let place) where crowd.delegations[place].state == .applied: asks(for: place, at: event.at)
            case .refused(let place, _): asks(for: place, at: event.at - 2 * 86_400, refusedAt: event.at)
            default: break
            }
        }
        for (kind, number) in Self.waiting { for _ in 0..<request.scaled(number) { asks(kind) } }
        for _ in 0..<request.scaled(2) { asks(.officer, for: "be-liege", in: "BE") }
        for _ in 0..<request.scaled(4) { refused(dice.one(of: [.company, .journalist, .researcher]) ?? .company) }
        for _ in 0..<request.scaled(5) { begun(dice.one(of: [.company, .association, .researcher]) ?? .company) }
        for _ in 0..<request.scaled(3) { unverified() }
        applications.sort { ($0.created, $0.id) < ($1.created, $1.id) }
        return persons
    }

    private static let waiting: [(DemoActor, Int)] = [
        (.researcher, 3), (.journalist, 3), (.association, 3), (.company, 2), (.young, 2), (.nationalOfficial, 1),
    ]

    private static let alone: Set<DemoActor> = [
        .researcher, .journalist, .company, .association, .young, .euOfficial, .nationalOfficial,
    ]

    // MARK: Who has a seat, or waits for one

    private mutating func seated(_ place: Int, waiting entry: Int? = nil, at instant: Date) {
        let one = crowd.persons[place]
        guard Self.alone.contains(one.kind), let kind = ActorKind(rawValue: one.kind.rawValue) else { return }
        var made = application(kind, one, ID(one.id), created: instant - Double(7_200 + dice.below(4 * 86_400)))
        decide(&made, .approved, at: instant)
        made.delegation = ID("demo-\(one.id)")
        made.waiting = entry.map { ID("waiting-\($0)") }
        if one.guardian != nil { made.guardian = guardian(made.created, agreed: made.created + 3_600) }
        applications.append(made)
    }

    private mutating func decide(_ made: inout Application, _ state: Application.State, at instant: Date) {
        made.state = state
        (made.verifiedAt, made.askedAt) = (made.created + 900, made.created + 2_700)
        (made.decidedAt, made.decidedBy) = (instant, decidedBy)
    }

    private func guardian(_ asked: Date, agreed: Date?) -> Application.Guardian {
        // No text has such a hash, so that no link leads here.
        Application.Guardian(hash: "invented-\(applications.count)", asked: asked, agreed: agreed)
    }

    // MARK: Who is new

    private mutating func asks(_ kind: DemoActor, for authority: String? = nil, in country: String? = nil) {
        var made = applicant(kind, for: authority.map { .authority(ID($0)) }, in: country, daysAgo: 12)
        made.state = .asked
        (made.verifiedAt, made.askedAt) = (made.created + 900, min(request.now, made.created + 2_700))
        note(made)
        if kind == .young {
            made.guardian = guardian(made.created + 3_000, agreed: dice.happens(0.5) ? made.created + 9_000 : nil)
        }
        applications.append(made)
    }

    /// An authority that was not invited: somebody of it asks.
    private mutating func asks(for place: Int, at instant: Date, refusedAt: Date? = nil) {
        let authority = crowd.delegations[place].authority
        var made = applicant(.officer, for: .authority(ID(authority.id)), in: authority.country, daysAgo: 1, created: instant)
        decide(&made, .asked, at: instant)
        (made.decidedAt, made.decidedBy) = (nil, nil)
        note(made)
        if let refusedAt { refuse(&made, at: refusedAt) }
        applications.append(made)
    }

    private mutating func refused(_ kind: DemoActor) {
        var made = applicant(kind, for: nil, in: nil, daysAgo: 90)
        refuse(&made, at: min(request.now, made.created + Double(86_400 + dice.below(3 * 86_400))))
        note(made)
        applications.append(made)
    }

    private mutating func refuse(_ made: inout Application, at instant: Date) {
        decide(&made, .refused, at: instant)
        let english = ["There is no place left for this kind of participant.", "Your organisation already has its seats."]
        let french = [
            "Il ne reste plus de place pour ce type de participants.", "Votre organisation dispose déjà de ses places.",
        ]
        let place = dice.below(english.count)
        made.reason = made.language == .fr ? french[place] : english[place]
    }

    private mutating func note(_ made: Application) {
        if let person = made.person, let last { sent.append((last, person, made.kind, made.askedAt ?? made.created)) }
    }

    private mutating func begun(_ kind: DemoActor) {
        var made = applicant(kind, for: nil, in: nil, daysAgo: 20)
        made.state = .begun
        made.verifiedAt = min(request.now, made.created + 1_200)
        applications.append(made)
    }

    /// Nobody has shown yet that mail arrives: there is an application, and no person.
    private mutating func unverified() {
        var made = applicant(.researcher, for: nil, in: nil, daysAgo: 2)
        guard let last = persons.popLast(), let address = last.address else { return }
        made.person = nil
        (made.name, made.office, made.address) = (last.person.badgeName, last.person.office ?? "", address)
        applications.append(made)
    }

    private mutating func applicant(
        _ kind: DemoActor, for body: DelegationBody?, in country: String?, daysAgo: Int, created: Date? = nil
    ) -> Application {
        let country = country ?? dice.one(of: crowd.delegations)?.authority.country ?? request.hostCountry
        let place = maker.make(.init(kind: kind, country: country, domain: "asks.\(country.lowercased())"))
        let (one, id) = (maker.persons[place], ID<Person>("applicant-\(place + 1)"))
        last = one
        let created = created ?? request.now - Double(7_200 + dice.below(daysAgo * 86_400 - 14_400))
        persons.append(
            (
                Person(
                    id: id, badgeName: one.badgeName, language: one.language, created: created, documentName: one.documentName,
                    publishedName: one.publishedName, honorific: one.honorific, office: one.office, isInvented: true), one.mail
            ))
        let kind = ActorKind(rawValue: kind.rawValue) ?? .researcher
        return application(kind, one, id, as: "asking-\(place + 1)", for: body, created: created)
    }

    private func application(
        _ kind: ActorKind, _ one: DemoPerson, _ id: ID<Person>, as name: String? = nil, for body: DelegationBody? = nil,
        created: Date
    ) -> Application {
        Application(
            id: ID(name ?? "application-\(applications.count + 1)"), edition, kind, for: body ?? .nobody, country: one.country,
            language: one.language, person: id, created: created)
    }
}
