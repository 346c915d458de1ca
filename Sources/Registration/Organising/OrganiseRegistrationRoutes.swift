// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import HTML
import Network
import Outbox
import People
import Server
import Vocabulary

/// The handlers of those who organise registration.
enum OrganiseRegistrationRoutes {
    static let base = "/{language}/{edition}/organise/registration"

    static let routes: [Route] = [
        Route(.get, "/{language}/organise/registration", "registration.organise", editions),
        Route(.get, "/{language}/organise/registration/{delegation}", "registration.organise", delegation),
        Route(.get, base, "registration.organise", list),
        Route(.get, "\(base)/settings", "registration.change") { try await settings($0) },
        Route(.post, "\(base)/settings", "registration.change", keepSettings),
        Route(.get, "\(base)/invitations", "registration.change") { try await invitations($0) },
        Route(.post, "\(base)/invitations", "registration.change", limit: .costly, invite),
        Route(.post, "\(base)/reminders", "registration.change", limit: .costly, remind),
        Route(.post, "\(DelegationWay.organiser)/links", "registration.change", renewLink),
    ]

    static func shown(_ page: Page, _ request: Request) -> Response {
        page.organising(request, at: "/organise/registration")
    }

    static func record(_ request: Request, _ tx: Transaction) throws -> EditionRecord {
        let slug = request.parameters["edition"] ?? ""
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id.value == slug }) else {
            throw AccessRefusal.notFound
        }
        return record
    }

    /// Registration hangs on an edition: the current one, else the newest, leads on.
    private static func editions(_ request: Request) async throws -> Response {
        let scopes = request.site.access.scopes(of: request.actor, "registration.organise")
        let slug = try await request.read { tx -> String? in
            let store = EditionStore(tx: tx)
            let all = try store.all().filter { one in scopes.contains { $0.contains(.edition(one.edition.id.value)) } }
            return (try store.current(among: all) ?? all.last)?.edition.id.value
        }
        guard let slug else { throw AccessRefusal.notFound }
        return .seeOther(to: request.page("/\(slug)/organise/registration").text)
    }

    /// Acts name a delegation and not its edition.
    private static func delegation(_ request: Request) async throws -> Response {
        let id = try request.id(Delegation.self, in: "delegation")
        let found = try await request.read { tx in try DelegationStore(tx: tx).delegation(id) }
        guard let found, request.allows("registration.change", in: .edition(found.edition.value)) else {
            throw AccessRefusal.notFound
        }
        return .seeOther(to: request.page("/\(found.edition)/organise/registration/\(id)").text)
    }

    // MARK: Who comes

    private static func list(_ request: Request) async throws -> Response {
        let query = DelegationQuery(request.query)
        let edition = Scope.edition(request.parameters["edition"] ?? "")
        let mayChange = request.allows("registration.change", in: edition)
        var page = try await request.read { tx in
            try DelegationListPage(try record(request, tx), query, mayChange: mayChange, words: request.words, tx)
        }
        page.seesSessions = request.allows("signup.organise", in: edition)
        try await request.recordReading("person.read", of: page.persons.map { Noun("person", $0) })
        return shown(page.page, request)
    }

    // MARK: How it is taken

    private static func settings(_ request: Request, typed: SettingsForm? = nil) async throws -> Response {
        let page = try await request.read { tx in
            try RegistrationSettingsPage(try record(request, tx), typed: typed, words: request.words, tx)
        }
        return shown(page.page, request)
    }

    private static func keepSettings(_ request: Request) async throws -> Response {
        let id = try request.id(Edition.self, in: "edition")
        var typed = SettingsForm(request.form)
        let edition = try await request.read { tx in try record(request, tx).edition }
        let zone = TimeZone(identifier: edition.zone) ?? .gmt
        let read = typed.read(for: edition, request.words)
        guard let read else { return try await settings(request, typed: typed) }
        let sent = typed
        do {
            try await request.write { tx in
                let store = RegistrationStore(tx: tx)
                if let settings = try store.settings(of: id) {
                    let saved = SettingsForm(settings, try store.quotas(of: id), in: zone)
                    if sent.isUnseen(over: saved) { throw UnseenSettings(saved: saved) }
                }
                try store.keep(read.settings, of: id)
                for (scope, places) in read.places { try store.set(places, for: scope, of: id) }
                try Registering(id, tx).offerWhatIsFree()
                try FigureKeeping.begin(id, tx)
            }
        } catch let unseen as UnseenSettings {
            return try await settings(request, typed: typed.over(unseen.saved, request.words))
        } catch let refusal as RegistrationRefusal {
            typed.problem = request.words(refusal.phrase)
            return try await settings(request, typed: typed)
        }
        return .seeOther(to: request.page("/\(id)/organise/registration"), notice: "registration-kept")
    }

    /// Somebody saved meanwhile; thrown so that nothing is kept.
    private struct UnseenSettings: Error { let saved: SettingsForm }

    // MARK: Asking

    private static func invitations(_ request: Request, typed: InvitationForm = InvitationForm()) async throws -> Response {
        let page = try await request.read { tx in
            try InvitationPage(try record(request, tx), typed: typed, words: request.words, request.site.settings, tx)
        }
        return shown(page.page, request)
    }

    private static func invite(_ request: Request) async throws -> Response {
        let id = try request.id(Edition.self, in: "edition")
        let typed = InvitationForm(request.form, language: request.language)
        let drawn = typed.lines.map { _ in InvitationDraw { request.random($0) } }
        let batch = ID<LetterBatch>(random: request.random(15))
        let checked = try await request.write { [settings = request.site.settings] tx -> InvitationForm in
            let plan = try typed.plan(id, tx)
            guard plan.isReady else { return plan }
            try Inviting(try record(request, tx), settings, tx).invite(plan, drawn, batch: batch)
            return plan
        }
        guard checked.isReady else { return try await invitations(request, typed: checked) }
        return .seeOther(to: request.page("/\(id)/organise/registration"), notice: "delegations-invited")
    }

    /// Writes again to those who have not answered, or have not named their people.
    private static func remind(_ request: Request) async throws -> Response {
        let id = try request.id(Edition.self, in: "edition")
        let wanted = request.form["who"] == "unnamed" ? ReminderGroup.unnamed : .silent
        let ids = try await request.read { tx in try Inviting.targets(wanted, id, tx).map(\.id) }
        let drawn = Dictionary(uniqueKeysWithValues: ids.map { ($0, InvitationDraw { request.random($0) }) })
        let batch = ID<LetterBatch>(random: request.random(15))
        try await request.write { [settings = request.site.settings] tx in
            try Inviting(try record(request, tx), settings, tx).remind(wanted, drawn, batch: batch)
        }
        return .seeOther(to: request.page("/\(id)/organise/registration"), notice: "delegations-reminded")
    }

    /// Ends the links there were and shows a new one, to be handed over.
    private static func renewLink(_ request: Request) async throws -> Response {
        let (id, edition) = (try request.id(Delegation.self, in: "delegation"), try request.id(Edition.self, in: "edition"))
        let secret = Secret(request.random(32))
        let delegation = try await request.write { tx -> Delegation in
            let store = DelegationStore(tx: tx)
            guard let found = try store.delegation(id), found.edition == edition else { throw AccessRefusal.notFound }
            try store.endLinks(of: id)
            try store.add(links: [(id, secret.hash)])
            store.record("delegation.link-renewed", found)
            return found
        }
        let path: Address = "/\(delegation.language.rawValue)\(DelegationWay.link(secret.text).path(in: edition))"
        let words = request.words
        let back = request.page("/\(edition)/organise/registration/\(id)")
        let page = Page(
            title: words("delegation.link.title"), lede: words("delegation.link.lede"),
            content: """
                <p class="back"><a href="\(back)">\(words("delegation.link.back"))</a></p>
                <p class="secret">\(request.site.absolute(path.text))</p>
                """)
        return shown(page, request)
    }
}
