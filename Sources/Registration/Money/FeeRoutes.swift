// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The handlers of the fees of an edition.
enum FeeRoutes {
    private static let path = "\(OrganiseRegistrationRoutes.base)/fees"

    static let routes: [Route] = [
        Route(.get, path, "registration.organise") { try await page($0) },
        Route(.post, path, "registration.change", keep),
    ]

    private static func page(_ request: Request, typed: FeesForm? = nil) async throws -> Response {
        let version = request.query.choice("version") { Int($0) }
        let mayChange = request.allows("registration.change", in: .edition(request.parameters["edition"] ?? ""))
        let page = try await request.read { [words = request.words] tx in
            try FeesPage(
                try OrganiseRegistrationRoutes.record(request, tx), typed: typed, version: version, mayChange: mayChange,
                words: words, tx)
        }
        return OrganiseRegistrationRoutes.shown(page.page, request)
    }

    /// The next version. Somebody who changed fees in between is not overwritten.
    private static func keep(_ request: Request) async throws -> Response {
        let id = try request.id(Edition.self, in: "edition")
        var typed = FeesForm(request.form)
        guard let schedule = typed.read() else { return try await page(request, typed: typed) }
        let base = typed.base
        do {
            try await request.write { tx in
                guard try RegistrationStore(tx: tx).settings(of: id) != nil else { throw AccessRefusal.notFound }
                let store = FeeStore(tx: tx)
                guard try store.current(of: id)?.version ?? 0 == base else { throw FeesRefusal.changedMeanwhile }
                try store.keep(schedule, of: id)
            }
        } catch let refusal as FeesRefusal {
            typed.problem = refusal.phrase
            return try await page(request, typed: typed)
        }
        return .seeOther(to: request.page("/\(id)/organise/registration/fees"), notice: "fees-kept")
    }
}

/// Why fees are not kept.
enum FeesRefusal: Refusal, Equatable {
    case changedMeanwhile
    var kind: RefusalKind { .conflict }
    var phrase: Phrase { "fees.changed-meanwhile" }
}
