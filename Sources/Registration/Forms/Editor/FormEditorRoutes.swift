// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The handlers of who says what is asked of whom.
enum FormEditorRoutes {
    private static let base = "/{language}/{edition}/organise/registration/forms"
    private static let question = "\(base)/{kind}/questions/{question}"

    static let routes: [Route] = [
        Route(.get, base, "form.change", list),
        Route(.get, "\(base)/{kind}", "form.change") { try await editor($0) },
        Route(.get, question, "form.change") { try await look($0) },
        Route(.post, question, "form.change", put),
        Route(.post, "\(question)/removal", "form.change") {
            try await edit($0, .remove(try $0.id(Question.self, in: "question")))
        },
        Route(.post, "\(question)/move", "form.change") {
            try await edit($0, .move(try $0.id(Question.self, in: "question"), isUp: $0.form["direction"] == "up"))
        },
    ]

    private struct Scene: Sendable {
        let record: EditionRecord
        let form: RegistrationForm
        let answered: Int
    }

    private static func shown(_ page: Page, _ request: Request) -> Response {
        page.organising(request, at: "/organise/registration")
    }

    private static func scene(_ request: Request) async throws -> Scene {
        guard let kind = request.parameters["kind"].flatMap(ActorKind.init(rawValue:)) else { throw AccessRefusal.notFound }
        return try await request.read { tx in
            let record = try OrganiseRegistrationRoutes.record(request, tx)
            let counts = try AnswersStore(tx: tx).counts(of: record.edition.id)
            return Scene(
                record: record, form: try FormStore(tx: tx).form(record.edition.id, kind), answered: counts[kind] ?? 0)
        }
    }

    private static func path(_ request: Request, _ form: RegistrationForm) -> Address {
        request.page("/\(form.edition)/organise/registration/forms/\(form.kind.rawValue)")
    }

    private static func list(_ request: Request) async throws -> Response {
        let page = try await request.read { [words = request.words] tx in
            let record = try OrganiseRegistrationRoutes.record(request, tx)
            let counts = try AnswersStore(tx: tx).counts(of: record.edition.id)
            let forms = try ActorKind.allCases.map { (try FormStore(tx: tx).form(record.edition.id, $0), counts[$0] ?? 0) }
            return FormListPage(
                record: record, forms: forms, terms: try TermsStore(tx: tx).number(of: record.edition.id), words: words)
        }
        return shown(page.page, request)
    }

    private static func editor(_ request: Request, problem: Phrase? = nil) async throws -> Response {
        let scene = try await scene(request)
        let page = FormEditorPage(
            record: scene.record, form: scene.form, answered: scene.answered, words: request.words, problem: problem)
        return shown(page.page, request)
    }

    /// Nil for the address of a new one.
    private static func asked(_ request: Request, _ form: RegistrationForm) throws -> Question? {
        let id = try request.id(Question.self, in: "question")
        if id == "new" { return nil }
        guard let question = form.current.question(id) else { throw AccessRefusal.notFound }
        return question
    }

    private static func look(
        _ request: Request, typed: QuestionDraft? = nil, problem: Phrase? = nil
    ) async throws -> Response {
        let scene = try await scene(request)
        let question = try asked(request, scene.form)
        let page = QuestionPage(
            record: scene.record, form: scene.form, question: question, draft: typed ?? QuestionDraft(question), problem: problem,
            words: request.words)
        return shown(page.page, request)
    }

    private static func put(_ request: Request) async throws -> Response {
        let scene = try await scene(request)
        let old = try asked(request, scene.form)
        let draft = QuestionDraft(request.form)
        let id = old?.id ?? ID("own-\(RandomText.written(request.random(5)))")
        let behind = request.form["behind"].map { ID<Question>($0) }
        let edit = FormEdit.put(draft.question(id, over: old), behind: behind)
        return try await keep(request, scene, edit) { try await look(request, typed: draft, problem: $0) }
    }

    private static func edit(_ request: Request, _ edit: FormEdit) async throws -> Response {
        try await keep(request, try await scene(request), edit) { try await editor(request, problem: $0) }
    }

    /// Shows what a change means; keeps it once that was seen, and the form is still the one it was seen with.
    private static func keep(
        _ request: Request, _ scene: Scene, _ edit: FormEdit, refused: (Phrase) async throws -> Response
    ) async throws -> Response {
        do {
            let change = try edit.applied(to: scene.form)
            let isSeen = request.form["confirmed"] == "yes" && request.form["version"] == String(scene.form.current.number)
            guard isSeen else {
                let page = FormChangePage(
                    record: scene.record, old: scene.form, change: change, answered: scene.answered,
                    action: Address(known: request.path), pairs: request.form.pairs, words: request.words)
                return shown(page.page, request)
            }
            try await request.write { tx in
                // Forms hang on registration: an edition that takes none keeps none.
                guard try RegistrationStore(tx: tx).settings(of: scene.form.edition) != nil else { throw AccessRefusal.notFound }
                // Somebody else may have changed it since it was read.
                let now = try FormStore(tx: tx).form(knownAs: scene.form)
                try FormStore(tx: tx).keep(try edit.applied(to: now).form)
            }
        } catch let refusal as FormRefusal {
            return try await refused(refusal.phrase)
        }
        return .seeOther(to: path(request, scene.form), notice: "form-kept")
    }
}
