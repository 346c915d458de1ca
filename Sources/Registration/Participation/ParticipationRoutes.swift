// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers of a participant's own page, behind the link that a mail brought.
enum ParticipationRoutes {
    private static let base = "/{language}/{edition}/participation/{token}"

    static let routes: [Route] = [
        Route(.get, base, "participation.answer", limit: .guessable) { try await page($0) },
        Route(.post, base, "participation.answer", limit: .guessable, answer),
        Route(.post, "\(base)/consents/{question}/withdrawal", "participation.answer", limit: .guessable, withdraw),
        Route(.post, "\(base)/return", "participation.answer", limit: .guessable, giveBack),
    ]

    /// Behind the language.
    static func path(_ token: String, in edition: ID<Edition>) -> Address { "/\(edition)/participation/\(token)" }

    private static func address(_ request: Request) throws -> Address {
        request.page(
            path(try request.id(Person.self, in: "token").value, in: try request.id(Edition.self, in: "edition")))
    }

    private static func scene(_ request: Request, _ tx: Transaction) throws -> ParticipationScene {
        try ParticipationScene(
            try request.id(Person.self, in: "token").value, try request.id(Edition.self, in: "edition"), words: request.words, tx)
    }

    private static func page(
        _ request: Request, _ change: @escaping @Sendable (inout ParticipationPage) -> Void = { _ in }
    ) async throws -> Response {
        let (address, words) = (try address(request), request.words)
        var page = try await request.read { tx in
            let scene = try Self.scene(request, tx)
            return ParticipationPage(
                scene: scene, words: words, path: address, agenda: try OwnAgendaSection(scene, address, request, tx),
                panels: try scene.panels(address, request, tx))
        }
        change(&page)
        return page.page.personal(to: request)
    }

    /// Keeps a draft or the whole; what was refused is shown again as it was typed, with all that is asked now.
    private static func answer(_ request: Request) async throws -> Response {
        let (typed, isDraft) = (QuestionFields.typed(request.form), request.form["save"] == "draft")
        let known = try await request.read { tx in try scene(request, tx).form }
        do {
            let done = try await request.write { tx in
                try Participating(scene: try scene(request, tx), tx: tx).answer(typed, isDraft: isDraft, knownAs: known)
            }
            guard !done.taken.isAccepted else {
                return .seeOther(to: try address(request), notice: isDraft ? "answers-saved" : "answers-given")
            }
            let fields = QuestionFields(done.form, done.taken, typed: typed, words: request.words)
            return try await page(request) { $0.fields = fields }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            let phrase = refusal.phrase
            return try await page(request) { page in
                page.problem = phrase
                // What was typed stays.
                if let form = page.scene.form {
                    page.fields = QuestionFields(form, page.scene.answers, words: page.words)
                    page.fields?.typed = typed
                }
            }
        }
    }

    private static func withdraw(_ request: Request) async throws -> Response {
        let question = try request.id(Question.self, in: "question")
        do {
            try await request.write { tx in try Participating(scene: try scene(request, tx), tx: tx).withdraw(question) }
        } catch let refusal as AnswerRefusal {
            return try await page(request) { $0.problem = refusal.phrase }
        }
        return .seeOther(to: try address(request), notice: "consent-withdrawn")
    }

    private static func giveBack(_ request: Request) async throws -> Response {
        do {
            try await request.write { tx in try Participating(scene: try scene(request, tx), tx: tx).giveBack() }
        } catch let refusal as ParticipationRefusal {
            return try await page(request) { $0.problem = refusal.phrase }
        }
        return .seeOther(to: try address(request), notice: "place-returned")
    }
}

extension QuestionFields {
    /// The page again after something was refused, with what was typed.
    init(_ form: RegistrationForm, _ taken: TakenAnswers, typed: [String: [String]], words: Words) {
        self.form = form
        self.words = words
        self.typed = typed
        refusals = taken.refusals
        asked = taken.asked
    }
}
