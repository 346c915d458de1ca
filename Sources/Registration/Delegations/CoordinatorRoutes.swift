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

/// How somebody finds the page of a delegation: signed in, or by a link that is sent again; and how everybody learns how to come.
enum CoordinatorRoutes {
    static let routes: [Route] = [
        Route(.get, "/{language}/{edition}/registration", "registration.read") { try await start($0) },
        Route(.post, "/{language}/{edition}/registration/links", "delegation.answer", limit: .guessable, sendLinks),
        Route(.get, "/{language}/{edition}/delegation", "account.use", mine),
        Route(.post, DelegationWay.authority, "delegation.change", begin),
    ]

    // MARK: Everybody

    private static func start(_ request: Request, problem: Phrase? = nil) async throws -> Response {
        let typed = problem == nil ? "" : request.form["address"] ?? ""
        let page = try await request.read { [words = request.words] tx in
            let record = try OrganiseRegistrationRoutes.record(request, tx)
            return RegistrationStartPage(
                record: record, settings: try RegistrationStore(tx: tx).settings(of: record.edition.id),
                fees: try FeeStore(tx: tx).current(of: record.edition.id)?.schedule,
                hasTerms: try TermsStore(tx: tx).number(of: record.edition.id) > 0, typed: typed,
                problem: problem, now: tx.now, words: words)
        }
        return page.response(to: request)
    }

    /// Sends the links of those who have the address; the answer says nothing about whether there are any.
    private static func sendLinks(_ request: Request) async throws -> Response {
        let (id, address) = (try request.id(Edition.self, in: "edition"), PersonText.cleaned(request.form["address"] ?? ""))
        guard PersonAddress.isWellFormed(address) else {
            return try await start(request, problem: PersonRefusal.addressMalformed.phrase)
        }
        let drawn = (0..<Inviting.mostLinks).map { _ in InvitationDraw { request.random($0) } }
        let others = drawn.map { _ in (Secret(request.random(32)), ID<Letter>(random: request.random(15))) }
        try await request.write { [settings = request.site.settings] tx in
            try Inviting(try OrganiseRegistrationRoutes.record(request, tx), settings, tx).sendAgain(to: address, drawn)
            try ParticipationStore(tx: tx).sendAgain(to: address, in: id)
            try Applying(try OrganiseRegistrationRoutes.record(request, tx), settings, tx).sendAgain(to: address, others)
        }
        return .seeOther(to: request.page("/\(id)/registration"), notice: "links-sent")
    }

    // MARK: Signed in

    /// The delegations of the authorities that somebody coordinates; a single one is shown at once.
    private static func mine(_ request: Request) async throws -> Response {
        let scopes = request.site.access.scopes(of: request.actor, "delegation.change")
        let ids = scopes.compactMap { scope -> ID<Authority>? in if case .authority(let id) = scope { ID(id) } else { nil } }
            .sorted()
        let slug = try request.id(Edition.self, in: "edition")
        let base: Address = request.page("/\(slug)/delegation")
        if ids.count == 1 { return .seeOther(to: (("\(base)/\(ids[0])") as Address).text) }
        let page = try await request.read { [words = request.words] tx in
            let record = try OrganiseRegistrationRoutes.record(request, tx)
            let names = try tx.rows("SELECT id, name_local FROM authority WHERE id IN \(list: ids) ORDER BY name_local")
            let links: [(Address, String)] = names.map { ("\(base)/\($0["id"] as ID<Authority>)", $0["name_local"]) }
            return Page(
                title: words("delegation.mine"), over: record.name(words), lede: words("delegation.mine.lede"),
                content: links.isEmpty
                    ? "<p>\(words("delegation.mine.none"))</p><p><a class=\"btn\" href=\"\(request.page("/\(slug)/registration"))\">\(words("registration.start"))</a></p>"
                    : "<ul>\(each: links, { "<li><a href=\"\($0.0)\">\($0.1)</a></li>\n" })</ul>")
        }
        return page.personal(to: request)
    }

    /// The page of an authority that was not invited yet; nil where it has a delegation.
    static func beginning(_ request: Request) async throws -> Response? {
        guard case .authority(let id) = try DelegationWay(request) else { return nil }
        let edition = try request.id(Edition.self, in: "edition")
        let page = try await request.read { [words = request.words] tx -> Page? in
            let record = try OrganiseRegistrationRoutes.record(request, tx)
            guard try DelegationStore(tx: tx).delegation(of: id, in: edition) == nil else { return nil }
            guard let name: String = try tx.first("SELECT name_local FROM authority WHERE id = \(id)")?["name_local"] else {
                throw AccessRefusal.notFound
            }
            let settings = try RegistrationStore(tx: tx).settings(of: edition)
            let path: Address = "/\(words.language.rawValue)/\(edition)/delegation/\(id)"
            let content: HTML =
                settings == nil
                ? "<p>\(words("registration.none"))</p>"
                : "<p>\(words("delegation.begin.text"))</p>\(PostButton(words("delegation.begin"), to: path, isQuiet: false).markup)"
            return Page(title: name, over: record.name(words), content: "<div class=\"stack\">\(content)</div>")
        }
        return page?.personal(to: request)
    }

    /// An authority that nobody invited begins by itself.
    private static func begin(_ request: Request) async throws -> Response {
        let (edition, id) = (try request.id(Edition.self, in: "edition"), try request.id(Authority.self, in: "authority"))
        let new = ID<Delegation>(random: request.random(15))
        // An organiser who begins one for an authority does not answer for it.
        let isOwn = request.actor.grants.contains(Grant(.delegationCoordinator, in: .authority(id.value)))
        let person = isOwn ? request.actor.person.map { ID<Person>($0) } : nil
        try await request.write { [language = request.language] tx in
            let registering = try Registering(edition, tx)
            let store = DelegationStore(tx: tx)
            guard try store.delegation(of: id, in: edition) == nil else { return }
            guard let country: String = try tx.first("SELECT country FROM authority WHERE id = \(id)")?["country"] else {
                throw AccessRefusal.notFound
            }
            let known = try person.flatMap { try PersonStore(tx: tx).person($0)?.id }
            try store.add(
                [
                    Delegation(
                        id: new, edition: edition, body: .authority(id), country: country, language: language, coordinator: known,
                        invitedAt: tx.now)
                ], recordAs: "delegation.begun")
            try RegistrationStore(tx: tx).set(registering.settings.delegationPlaces, for: .delegation(new), of: edition)
        }
        return .seeOther(to: try request.delegationPath(), notice: "delegation-begun")
    }
}
