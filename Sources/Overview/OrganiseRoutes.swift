// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import FieldVisits
import HTML
import Outbox
import People
import Privacy
import Programme
import Registration
import Server
import Vocabulary

/// The pages that those who organise begin with: of the whole server, and of one edition.
enum OrganiseRoutes {
    /// Whoever organises anything has a page to begin with.
    static let permissions: [Permission: Set<Role>] = [
        "organise.read": [
            .secretariat, .dataProtectionOfficer, .finance, .host, .programmeEditor, .reviewer, .translator, .rapporteur,
            .pressOfficer, .registrationDesk, .visitLeader,
        ]
    ]

    static let routes: [Route] = [
        Route(.get, "/{language}/organise", "account.use", server),
        Route(.get, "/{language}/{edition}/organise", "organise.read", edition),
    ]

    /// For whoever has a role on the whole server this page; whoever has one in a single edition goes there.
    @Sendable private static func server(_ request: Request) async throws -> Response {
        let scopes = request.site.access.scopes(of: request.actor, "organise.read")
        guard !scopes.isEmpty else { throw AccessRefusal.notFound }
        let page = try await request.read { tx in
            let all = try EditionStore(tx: tx).all().filter { one in
                scopes.contains { $0.contains(.edition(one.edition.id.value)) }
            }
            return OrganisePage(
                title: request.words("organise.title"), over: nil, attention: try attention(request, tx),
                editions: all.reversed(), places: try places(request, tx), words: request.words)
        }
        return page.page.organising(request, at: "/organise")
    }

    @Sendable private static func edition(_ request: Request) async throws -> Response {
        let slug = request.parameters["edition"] ?? ""
        let page = try await request.read { tx in
            guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id.value == slug }) else {
                throw AccessRefusal.notFound
            }
            let programme = try ProgrammeDashboard(tx, record, request)
            let registration = try RegistrationDashboard(tx, record, request)
            let visits = try VisitsDashboard(tx, record, request)
            return OrganisePage(
                title: request.words("organise.title"), over: record.name(request.words),
                attention: gravestFirst(
                    try attention(request, tx) + waiting(registration) + waiting(visits) + waiting(programme)),
                editions: [],
                places: try places(request, tx),
                figures: figures(registration) + figures(visits) + (programme?.figures ?? []) + (try mail(request, tx)),
                words: request.words)
        }
        return page.page.organising(request, at: "/organise")
    }

    private static func waiting(_ programme: ProgrammeDashboard?) -> [Attention] {
        (programme?.waiting ?? []).map { Attention(text: $0.text, link: ($0.address, $0.label), isAlarm: $0.isAlarm) }
    }

    private static func gravestFirst(_ items: [Attention]) -> [Attention] {
        items.filter(\.isAlarm) + items.filter { !$0.isAlarm }
    }

    private static func waiting(_ visits: VisitsDashboard?) -> [Attention] {
        (visits?.waiting ?? []).map { Attention(text: $0.text, link: ($0.address, $0.label)) }
    }

    private static func waiting(_ registration: RegistrationDashboard?) -> [Attention] {
        (registration?.waiting ?? []).map { Attention(text: $0.text, link: ($0.address, $0.label), isAlarm: $0.isAlarm) }
    }

    private static func figures(_ registration: RegistrationDashboard?) -> [ProgrammeDashboard.Figures] {
        (registration?.figures ?? []).map { .init(title: $0.title, rows: $0.rows) }
    }

    private static func figures(_ visits: VisitsDashboard?) -> [ProgrammeDashboard.Figures] {
        (visits?.figures ?? []).map { .init(title: $0.title, rows: $0.rows) }
    }

    /// How the mail stands, by state.
    private static func mail(_ request: Request, _ tx: Transaction) throws -> [ProgrammeDashboard.Figures] {
        guard request.allows("outbox.read") else { return [] }
        let settings = request.site.settings
        let counts = try OutboxStore(tx: tx).standing(isConfigured: settings.sendsMail || settings.isDemo).counts
        let rows = counts.filter { $0.value > 0 }.sorted { $0.key.rawValue < $1.key.rawValue }.map { state, count in
            (
                request.words("letter.state.\(state.rawValue)"), count,
                Optional(request.page("/organise/outbox").with([("state", state.rawValue)]))
            )
        }
        return rows.isEmpty ? [] : [.init(title: request.words("outbox.title"), rows: rows)]
    }

    private static func places(
        _ request: Request, _ tx: Transaction
    ) throws -> [(address: Address, title: String, text: String)] {
        let words = request.words
        let places = request.organisePlaces.filter { $0.item.path != "/organise" }.map { place in
            let name = place.item.path.split(separator: "/").last ?? ""
            return (place.address, words(place.item.key), words("organise.about.\(name)"))
        }
        guard let slug = request.parameters["edition"], !request.allows("programme.plan", in: .edition(slug)),
            try ReleaseStore(tx: tx).latest(of: ID(slug)) != nil
        else { return places }
        // Whoever does not plan it can still read it.
        return places + [(request.page("/\(slug)/programme"), words("nav.programme"), words("organise.about.public-programme"))]
    }

    /// What waits now, the gravest first; only what this actor may do something about.
    private static func attention(_ request: Request, _ tx: Transaction) throws -> [Attention] {
        try resets(request, tx) + erasures(request, tx) + withheld(request) + outbox(request, tx) + duplicates(request, tx)
    }

    /// Those who asked to be erased; the law gives a month.
    private static func erasures(_ request: Request, _ tx: Transaction) throws -> [Attention] {
        guard request.allows("person.erase"), request.parameters["edition"] == nil else { return [] }
        let (count, isLate) = try PrivacyFeature.waiting(tx)
        guard count > 0 else { return [] }
        return [
            Attention(
                text: request.words("organise.erasures", ["count": .number(count)]),
                link: (request.page("/organise/erasures"), request.words("erasure.title")), isAlarm: isLate)
        ]
    }

    /// Entries of the directory that may be one human.
    private static func duplicates(_ request: Request, _ tx: Transaction) throws -> [Attention] {
        guard request.allows("person.merge"), request.parameters["edition"] == nil else { return [] }
        let count = try PersonDuplicates.count(tx)
        guard count > 0 else { return [] }
        return [
            Attention(
                text: request.words("organise.duplicates", ["count": .number(count)]),
                link: (request.page("/organise/people/duplicates"), request.words("duplicates.link")))
        ]
    }

    /// Roles that hold only after a second factor.
    private static func withheld(_ request: Request) -> [Attention] {
        guard !request.actor.withheld.isEmpty else { return [] }
        let words = request.words
        let names = Set(request.actor.withheld.map(\.role)).map { words("role.\($0.rawValue)") }.sorted().joined(separator: ", ")
        return [
            Attention(
                text: words("account.withheld", ["roles": .text(names)]),
                link: (request.page("/account/factors"), words("account.factors.set-up")))
        ]
    }

    /// Mail that does not leave.
    private static func outbox(_ request: Request, _ tx: Transaction) throws -> [Attention] {
        guard request.allows("outbox.read") else { return [] }
        let words = request.words
        let settings = request.site.settings
        let standing = try OutboxStore(tx: tx).standing(isConfigured: settings.sendsMail || settings.isDemo)
        let link = (request.page("/organise/outbox"), words("organise.outbox.look"))
        var items: [Attention] = []
        if standing.hold != nil { items.append(Attention(text: words("organise.outbox.held"), link: link, isAlarm: true)) }
        if !standing.isConfigured {
            items.append(Attention(text: words("organise.outbox.not-configured"), link: link, isAlarm: true))
        } else if standing.isAlarm {
            items.append(Attention(text: words("organise.outbox.alarm"), link: link, isAlarm: true))
        }
        let bounced = standing.counts[.bounced] ?? 0
        if bounced > 0 {
            items.append(
                Attention(
                    text: words("organise.outbox.bounced", ["count": .number(bounced)]),
                    link: (request.page("/organise/outbox").with([("state", "bounced")]), words("organise.outbox.look"))))
        }
        if standing.failingTimers > 0 {
            items.append(Attention(text: words("organise.outbox.timers", ["count": .number(standing.failingTimers)]), link: link))
        }
        return items
    }

    /// Lost second factors that wait for another secretary.
    private static func resets(_ request: Request, _ tx: Transaction) throws -> [Attention] {
        guard request.allows("account.reset") else { return [] }
        let words = request.words
        return try FactorResetStore(tx: tx).waiting().map { reset in
            let isOwn = reset.askedBy.value == request.actor.person
            let base = request.page("/organise/factor-resets/\(reset.id.value)")
            let confirm = PostButton(words("factor.reset.confirm"), to: "\(base)/confirmation", about: reset.name)
            let decline = PostButton(
                words(isOwn ? "factor.reset.withdraw" : "factor.reset.decline"), to: "\(base)/decline", about: reset.name)
            return Attention(
                text: words(
                    isOwn ? "factor.reset.waits-for-another" : "factor.reset.waits",
                    ["name": .text(reset.name), "by": .text(reset.askedByName)]),
                buttons: isOwn ? [decline] : [confirm, decline])
        }
    }
}
