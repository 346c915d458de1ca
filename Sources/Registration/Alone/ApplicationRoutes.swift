// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers of who registers alone, and of their guardian.
enum ApplicationRoutes {
    private static let start = "/{language}/{edition}/registration/{kind}"
    private static let own = "/{language}/{edition}/application/{token}"
    private static let guardian = "/{language}/{edition}/guardian/{token}"

    static let routes: [Route] = [
        Route(.get, start, "registration.read") { try await begin($0) },
        Route(.post, start, "application.make", limit: .guessable, send),
        Route(.get, own, "application.make", limit: .guessable) { try await page($0) },
        Route(.post, own, "application.make", limit: .guessable, answer),
        Route(.post, "\(own)/confirmation", "application.make", limit: .guessable, confirm),
        Route(.post, "\(own)/change", "application.make", limit: .guessable, change),
        Route(.post, "\(own)/acceptance", "application.make", limit: .guessable, accept),
        Route(.post, "\(own)/again", "application.make", limit: .guessable, confirmAgain),
        Route(.post, "\(own)/withdrawal", "application.make", limit: .guessable, withdraw),
        Route(.get, guardian, "application.make", limit: .guessable, look),
        Route(.post, guardian, "application.make", limit: .guessable) { try await answer($0, isYes: true) },
        Route(.post, "\(guardian)/withdrawal", "application.make", limit: .guessable) { try await answer($0, isYes: false) },
    ]

    /// Behind the language.
    static func path(_ token: String, in edition: ID<Edition>) -> Address { "/\(edition)/application/\(token)" }
    static func guardianPath(_ token: String, in edition: ID<Edition>) -> Address { "/\(edition)/guardian/\(token)" }

    private static func edition(_ request: Request) throws -> ID<Edition> { try request.id(Edition.self, in: "edition") }
    private static func token(_ request: Request) throws -> String { try request.id(Application.self, in: "token").value }

    // MARK: Beginning

    private static func kind(_ request: Request) throws -> ActorKind {
        guard let kind = request.parameters["kind"].flatMap(ActorKind.init(rawValue:)), ApplicationDraft.kinds.contains(kind)
        else {
            throw AccessRefusal.notFound
        }
        return kind
    }

    private static func begin(_ request: Request, _ typed: ApplicationDraft? = nil) async throws -> Response {
        let (kind, id) = (try kind(request), try edition(request))
        let draft = typed ?? ApplicationDraft(kind, language: request.language)
        let page = try await request.read { [words = request.words] tx in
            guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == id }),
                let settings = try RegistrationStore(tx: tx).settings(of: id)
            else { throw AccessRefusal.notFound }
            return ApplicationStartPage(record: record, settings: settings, draft: draft, now: tx.now, words: words)
        }
        return page.page.personal(to: request)
    }

    /// Whether anything is known of the address, the answer is the same.
    private static func send(_ request: Request) async throws -> Response {
        let (kind, id, draw) = (try kind(request), try edition(request), ApplicationDraw(request))
        let typed = ApplicationDraft(request.form, kind, language: request.language)
        let draft = try await request.read { tx in try typed.looked(tx) }
        guard draft.problems.isEmpty else { return try await begin(request, draft) }
        try await request.write { [settings = request.site.settings] tx in
            try Applying(id, settings, tx).apply(draft, draw)
        }
        return .seeOther(to: request.page("/\(id)/registration"), notice: "application-begun")
    }

    // MARK: One's own

    private static func page(
        _ request: Request, _ change: @escaping @Sendable (inout ApplicationPage) -> Void = { _ in }
    ) async throws -> Response {
        let (token, id) = (try token(request), try edition(request))
        let scene = try await request.read { [words = request.words] tx in try ApplicationScene(token, id, words: words, tx) }
        var page = ApplicationPage(scene: scene, words: request.words, path: request.page(path(token, in: id)))
        change(&page)
        return page.page.personal(to: request)
    }

    /// Does something with the application of the link; a refusal stands on its page.
    private static func act(
        _ request: Request, notice: String,
        _ body: @escaping @Sendable (Applying, Application) throws -> Void
    ) async throws -> Response {
        let (token, id) = (try token(request), try edition(request))
        do {
            try await request.write { [settings = request.site.settings] tx in
                let applying = try Applying(id, settings, tx)
                guard let one = try applying.store.application(ofLink: token, in: id) else { throw AccessRefusal.notFound }
                try body(applying, one)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            let phrase = refusal.phrase
            return try await page(request) { $0.problem = phrase }
        }
        return .seeOther(to: request.page(path(token, in: id)), notice: notice)
    }

    private static func confirm(_ request: Request) async throws -> Response {
        let draw = ApplicationDraw(request)
        return try await act(request, notice: "address-is-yours") { try $0.confirm($1, draw) }
    }

    private static func answer(_ request: Request) async throws -> Response {
        let (token, id, draw) = (try token(request), try edition(request), ApplicationDraw(request))
        let (typed, isDraft) = (QuestionFields.typed(request.form), request.form["save"] == "draft")
        let known = try await request.read { [words = request.words] tx in try ApplicationScene(token, id, words: words, tx).form
        }
        do {
            let done = try await request.write { [settings = request.site.settings] tx in
                let applying = try Applying(id, settings, tx)
                guard let one = try applying.store.application(ofLink: token, in: id) else { throw AccessRefusal.notFound }
                return try applying.answer(one, typed, isDraft: isDraft, knownAs: known, draw)
            }
            guard !done.taken.isAccepted else {
                return .seeOther(to: request.page(path(token, in: id)), notice: isDraft ? "answers-saved" : "answers-given")
            }
            let fields = QuestionFields(done.form, done.taken, typed: typed, words: request.words)
            return try await page(request) { $0.fields = fields }
        } catch let refusal as ApplicationRefusal {
            return try await page(request) { page in
                page.problem = refusal.phrase
                // What was typed stays.
                page.fields = QuestionFields(page.scene.form, page.scene.answers, words: page.words)
                page.fields?.typed = typed
            }
        }
    }

    private static func change(_ request: Request) async throws -> Response {
        guard let kind = request.form["kind"].flatMap(ActorKind.init(rawValue:)), ApplicationDraft.kinds.contains(kind) else {
            throw AccessRefusal.notFound
        }
        let (typed, draw) = (ApplicationDraft(request.form, kind, language: request.language), ApplicationDraw(request))
        let draft = try await request.read { tx in try typed.looked(tx) }
        guard draft.problems["body"] == nil, let means = draft.means else { return try await page(request) { $0.change = draft } }
        return try await act(request, notice: "application-changed") { applying, one in
            try applying.change(one, to: kind, for: means, country: draft.country, draw)
        }
    }

    private static func accept(_ request: Request) async throws -> Response {
        let draw = ApplicationDraw(request)
        return try await act(request, notice: "offer-accepted") { try $0.accept($1, draw) }
    }

    private static func confirmAgain(_ request: Request) async throws -> Response {
        try await act(request, notice: "application-confirmed-again") { try $0.confirmAgain($1) }
    }

    private static func withdraw(_ request: Request) async throws -> Response {
        try await act(request, notice: "application-withdrawn") { try $0.withdraw($1) }
    }

    // MARK: The guardian

    private static func look(_ request: Request) async throws -> Response {
        let (token, id) = (try token(request), try edition(request))
        let page = try await request.read { [words = request.words, settings = request.site.settings] tx in
            let applying = try Applying(id, settings, tx)
            let path: Address = "/\(words.language.rawValue)\(guardianPath(token, in: id))"
            if let one = try applying.store.application(ofGuardian: token, in: id) {
                return GuardianPage(
                    record: applying.record, isAgreed: one.guardian?.agreed != nil, isOver: !one.state.isOpen,
                    name: try applying.name(of: one), path: path, words: words)
            }
            guard let one = try GuardianStore(tx: tx).consent(ofLink: token, in: id),
                let person = try PersonStore(tx: tx).person(one.person)
            else { throw AccessRefusal.notFound }
            return GuardianPage(
                record: applying.record, isAgreed: one.agreed != nil, isOver: false, name: person.badgeName, path: path,
                words: words
            )
        }
        return page.page.personal(to: request)
    }

    /// The yes of a guardian, or that it is taken back.
    private static func answer(_ request: Request, isYes: Bool) async throws -> Response {
        let (token, id) = (try token(request), try edition(request))
        try await request.write { [settings = request.site.settings] tx in
            let applying = try Applying(id, settings, tx)
            if let one = try applying.store.application(ofGuardian: token, in: id) {
                return try isYes ? applying.agree(one) : applying.takeBackAgreement(one)
            }
            let store = GuardianStore(tx: tx)
            guard let one = try store.consent(ofLink: token, in: id) else { throw AccessRefusal.notFound }
            try isYes ? store.agree(one, in: id) : store.takeBack(one, in: id)
        }
        return .seeOther(
            to: request.page(guardianPath(token, in: id)), notice: isYes ? "guardian-agreed" : "guardian-taken-back")
    }
}
