// SPDX-License-Identifier: EUPL-1.2
import Access
import Editions
import Foundation
import Server
import Vocabulary

/// The handlers of who registered alone, on the page of the delegation that decides over them.
enum DelegationDeciding {
    static func approve(_ request: Request) async throws -> Response {
        let (id, draw) = (try request.id(Application.self, in: "application"), ApplicationDraw(request))
        let usesUnnamed = request.form["seat"] == "unnamed"
        return try await decide(request, id, notice: "application-approved") { applying, delegation in
            try applying.approve(id, of: delegation, intoUnnamed: usesUnnamed, draw)
        }
    }

    static func refuse(_ request: Request) async throws -> Response {
        let (id, draw) = (try request.id(Application.self, in: "application"), ApplicationDraw(request))
        let reason = request.form["reason-\(id)"] ?? ""
        return try await decide(request, id, notice: "application-refused") { applying, delegation in
            try applying.refuse(id, of: delegation, because: reason, draw)
        }
    }

    private static func decide(
        _ request: Request, _ id: ID<Application>, notice: String,
        _ body: @escaping @Sendable (Applying, ID<Delegation>) throws -> Void
    ) async throws -> Response {
        let reason = request.form["reason-\(id)"]
        do {
            let (edition, way) = (try request.id(Edition.self, in: "edition"), try DelegationWay(request))
            try await request.write { [settings = request.site.settings] tx in
                try body(try Applying(edition, settings, tx), try way.delegation(in: edition, tx).id)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            let phrase = refusal.phrase
            return try await DelegationRoutes.page(request) { page in
                page.problem = phrase
                page.reasons[id] = reason
            }
        }
        return .seeOther(to: try request.delegationPath(), notice: notice)
    }
}
