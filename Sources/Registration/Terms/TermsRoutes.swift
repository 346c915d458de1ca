// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The handlers of the terms: everybody reads them, the secretariat writes them.
enum TermsRoutes {
    private static let own = "/{language}/{edition}/organise/registration/terms"

    static let routes: [Route] = [
        Route(.get, "/{language}/{edition}/terms", "registration.read") { try await read($0) },
        Route(.get, "/{language}/{edition}/terms/{number}", "registration.read") { try await read($0) },
        Route(.get, own, "form.change") { try await edit($0) },
        Route(.post, own, "form.change", keep),
    ]

    /// The current version, or the one whose number the address names.
    private static func read(_ request: Request) async throws -> Response {
        let number = try request.parameters["number"].map { text in
            guard let number = Int(text), String(number) == text else { throw AccessRefusal.notFound }
            return number
        }
        let page = try await request.read { [words = request.words] tx in
            let record = try OrganiseRegistrationRoutes.record(request, tx)
            let versions = try TermsStore(tx: tx).versions(of: record.edition.id)
            guard let shown = number.map({ n in versions.first { $0.number == n } }) ?? versions.first else {
                throw AccessRefusal.notFound
            }
            return TermsPage(record: record, versions: versions, shown: shown, words: words)
        }
        return page.page.response(to: request, ready: .init())
    }

    private static func edit(
        _ request: Request, typed: [Language: String]? = nil, problem: Phrase? = nil
    ) async throws -> Response {
        let page = try await request.read { [words = request.words] tx in
            let record = try OrganiseRegistrationRoutes.record(request, tx)
            let facts = try TermsStore(tx: tx).facts(of: record.edition.id)
            return TermsEditorPage(
                record: record, facts: facts,
                agreed: try facts.current.map { try AnswersStore(tx: tx).agreed(toTerms: $0.number, of: record.edition.id) } ?? 0,
                texts: typed ?? facts.current?.texts ?? [:], problem: problem, words: words)
        }
        return page.page.organising(request, at: "/organise/registration")
    }

    /// Shows what new texts mean; keeps them once that was seen, and nobody else kept others meanwhile.
    private static func keep(_ request: Request) async throws -> Response {
        let typed = Language.allCases.reduce(into: [Language: String]()) { $0[$1] = request.form["text-\($1.rawValue)"] }
        let (id, known) = (try request.id(Edition.self, in: "edition"), request.form["number"].flatMap { Int($0) })
        do {
            guard request.form["confirmed"] == "yes" else {
                let page = try await request.read { [words = request.words] tx in
                    let (record, facts) = (
                        try OrganiseRegistrationRoutes.record(request, tx), try TermsStore(tx: tx).facts(of: id)
                    )
                    return TermsChangePage(
                        record: record, change: try facts.change(to: typed, at: tx.now), facts: facts, words: words)
                }
                return page.page.organising(request, at: "/organise/registration")
            }
            try await request.write { tx in
                let store = TermsStore(tx: tx)
                let facts = try store.facts(of: try OrganiseRegistrationRoutes.record(request, tx).edition.id)
                guard known == facts.current?.number ?? 0 else { throw TermsRefusal.changedMeanwhile }
                try store.keep(try facts.change(to: typed, at: tx.now).terms)
            }
        } catch let refusal as TermsRefusal {
            return try await edit(request, typed: typed, problem: refusal.phrase)
        }
        return .seeOther(to: request.page("/\(id)/organise/registration/terms"), notice: "terms-kept")
    }
}
