// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Outbox
import People
import Server
import Vocabulary

/// Somebody lost their second factor: two secretaries together take it away.
package struct FactorReset: Sendable, Equatable {
    package let id: ID<FactorReset>
    package let person: ID<Person>
    package let name: String
    package let askedBy: ID<Person>
    package let askedByName: String
    package let askedAt: Date

    /// A wish that nobody confirms is forgotten after a week.
    static let lifetime: TimeInterval = 7 * 86_400

    /// Throws unless this second secretary may confirm it.
    func confirming(by actor: Actor) throws(FactorRefusal) {
        guard actor.person != askedBy.value else { throw .sameSecretary }
    }
}

/// Resets in the database.
package struct FactorResetStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// Those that wait for a second secretary, the oldest first.
    package func waiting() throws -> [FactorReset] {
        let oldest = tx.now.addingTimeInterval(-FactorReset.lifetime)
        return try read("r.ended_at IS NULL AND r.asked_at > \(oldest.milliseconds)")
    }

    func waiting(_ id: ID<FactorReset>) throws -> FactorReset? { try waiting().first { $0.id == id } }

    private func read(_ condition: SQL) throws -> [FactorReset] {
        try tx.rows(
            """
            SELECT r.id, r.person, p.badge_name AS name, r.asked_by, a.badge_name AS asked_by_name, r.asked_at
            FROM factor_reset r JOIN person p ON p.id = r.person JOIN person a ON a.id = r.asked_by
            WHERE \(condition) ORDER BY r.asked_at, r.id
            """
        ).map { row in
            FactorReset(
                id: row["id"], person: row["person"], name: row["name"], askedBy: row["asked_by"],
                askedByName: row["asked_by_name"], askedAt: Date(milliseconds: row["asked_at"]))
        }
    }

    func ask(_ id: ID<FactorReset>, for person: ID<Person>, by asker: ID<Person>) throws {
        guard try !waiting().contains(where: { $0.person == person }) else { return }
        try tx.run(
            "INSERT INTO factor_reset (id, person, asked_by, asked_at) VALUES (\(id), \(person), \(asker), \(tx.now.milliseconds))"
        )
        tx.record("account.reset-asked", Noun("person", person), "resets")
    }

    func end(_ reset: FactorReset, confirmedBy person: ID<Person>?) throws {
        try tx.run(
            "UPDATE factor_reset SET ended_at = \(tx.now.milliseconds), confirmed_by = \(person) WHERE id = \(reset.id)")
        tx.record(person == nil ? "account.reset-declined" : "account.reset-confirmed", Noun("person", reset.person), "resets")
    }
}

/// The handlers of resets and of codes on paper: what is done for somebody else's account.
struct ResetRoutes: Sendable {
    var routes: [Route] {
        [
            Route(.post, "/{language}/organise/people/{person}/factor-resets", "account.reset", ask),
            Route(.post, "/{language}/organise/factor-resets/{reset}/confirmation", "account.reset", confirm),
            Route(.post, "/{language}/organise/factor-resets/{reset}/decline", "account.reset", decline),
            Route(.post, "/{language}/organise/people/{person}/paper-codes", "account.give-paper", givePaper),
            Route(.post, "/{language}/organise/people/{person}/sign-outs", "account.reset", signOut),
            Route(.post, "/{language}/organise/people/{person}/account-closure", "account.reset", close),
        ]
    }

    private func known(_ request: Request, _ tx: Transaction) throws -> Person {
        guard let person = try PersonStore(tx: tx).person(try request.id(Person.self, in: "person")) else {
            throw AccessRefusal.notFound
        }
        return person
    }

    private func back(_ request: Request, notice: String) -> Response {
        .seeOther(to: request.page("/organise/people/\(request.parameters["person"] ?? "")"), notice: notice)
    }

    private func ask(_ request: Request) async throws -> Response {
        let (holder, id) = (try request.holder(), ID<FactorReset>(random: request.random(12)))
        try await request.write { tx in
            try FactorResetStore(tx: tx).ask(id, for: try known(request, tx).id, by: holder.person)
        }
        return back(request, notice: "reset-asked")
    }

    private func confirm(_ request: Request) async throws -> Response {
        let (holder, id) = (try request.holder(), try request.id(FactorReset.self, in: "reset"))
        let letter = ID<Letter>(random: request.random(15))
        try await request.write { tx in
            let store = FactorResetStore(tx: tx)
            guard let reset = try store.waiting(id) else { throw FactorRefusal.resetGone }
            try reset.confirming(by: tx.actor)
            try store.end(reset, confirmedBy: holder.person)
            try FactorStore(tx: tx).reset(reset.person)
            try FactorMail(settings: request.site.settings).tell(reset.person, id: letter, tx)
        }
        return .seeOther(to: request.page("/organise"), notice: "reset-confirmed")
    }

    private func decline(_ request: Request) async throws -> Response {
        let id = try request.id(FactorReset.self, in: "reset")
        try await request.write { tx in
            let store = FactorResetStore(tx: tx)
            guard let reset = try store.waiting(id) else { throw FactorRefusal.resetGone }
            try store.end(reset, confirmedBy: nil)
        }
        return .seeOther(to: request.page("/organise"), notice: "reset-declined")
    }

    private func signOut(_ request: Request) async throws -> Response {
        try await request.write { tx in try AccountKeeper(tx: tx).endStays(of: try known(request, tx).id) }
        return back(request, notice: "signed-out-everywhere")
    }

    /// Nobody closes their own account here, so that the last secretariat cannot lock itself out.
    private func close(_ request: Request) async throws -> Response {
        let holder = try request.holder()
        try await request.write { tx in
            let person = try known(request, tx)
            guard person.id != holder.person else { throw ClosingRefusal.own }
            try AccountKeeper(tx: tx).close(person.id)
        }
        return back(request, notice: "account-closed")
    }

    private func givePaper(_ request: Request) async throws -> Response {
        let code = PaperCode(request)
        let person = try await request.write { tx in
            let person = try known(request, tx)
            try code.give(to: person.id, tx)
            return person
        }
        let back: Address = "/\(request.language.rawValue)/organise/people/\(person.id)"
        return code.page(for: person.badgeName, back: (back, request.words("paper.back")), request.words)
            .organising(request, at: "/organise/people")
    }
}

/// A code to hand over on paper, for whoever has no mail; it is shown once and good for a fortnight.
package struct PaperCode: Sendable {
    private let code: RecoveryCode
    private let handle: [UInt8]

    /// Draws one, before the transaction that gives it.
    package init(_ request: Request) { (code, handle) = (NewCodes(request).codes[0], request.random(32)) }

    /// Opens an account for somebody who has none, and lets the code in. Whoever holds a role that can be misused comes in with their own mail.
    package func give(to person: ID<Person>, _ tx: Transaction) throws {
        let store = SignInStore(tx: tx)
        if try RoleStore(tx: tx).holdsPower(person) { throw PaperRefusal.holdsRole }
        try store.openAccount(person, handle: handle)
        try store.keepPaper(hash: code.hash, for: person, until: tx.now.addingTimeInterval(14 * 86_400))
    }

    /// The page that shows it, once.
    package func page(for name: String, back: (address: Address, words: String), _ words: Words) -> Page {
        Page(
            title: words("paper.title", ["name": .text(name)]), lede: words("paper.lede"),
            content: """
                <p class="secret">\(code.text)</p><p>\(words("paper.how"))</p>
                <p class="section"><a href="\(back.address)">\(back.words)</a></p>
                """)
    }
}

/// Why no code on paper is given.
enum PaperRefusal: Refusal, Equatable {
    case holdsRole
    var kind: RefusalKind { .conflict }
    var phrase: Phrase { "paper.holds-role" }
}

/// Why an account is not closed.
enum ClosingRefusal: Refusal, Equatable {
    case own
    var kind: RefusalKind { .conflict }
    var phrase: Phrase { "account.close-own" }
}

/// Tells somebody that their second factors were taken away.
package struct FactorMail: Sendable {
    let settings: SiteSettings
    package init(settings: SiteSettings) { self.settings = settings }

    func tell(_ id: ID<Person>, id letter: ID<Letter>, _ tx: Transaction) throws {
        let store = PersonStore(tx: tx)
        guard let person = try store.person(id), let address = try store.addresses(of: id).first(where: { $0.verifiedAt != nil })
        else {
            return
        }
        let words = Words(person.language)
        let body = LetterBody(
            words: words, paragraphs: [words("factor.mail.text")],
            button: (words("factor.mail.button"), "\(settings.publicURL)/\(person.language.rawValue)/account/factors"),
            footer: words("factor.mail.why"), name: person.badgeName, sender: settings.operatorName)
        try OutboxStore(tx: tx).post(
            Letter(
                id: letter, kind: "factors-reset", to: address.address, name: person.badgeName, person: id.value,
                language: person.language, subject: words("factor.mail.subject"), text: body.text, html: body.html))
    }
}
