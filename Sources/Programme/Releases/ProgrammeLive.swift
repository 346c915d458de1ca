// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import Server

extension ProgrammeView {
    /// Where pages about this programme learn of its changes, from the act on that they were made after.
    var live: Address { ("/\(edition.id)/programme/live" as Address).with([("since", String(programme.act))]) }
}

extension ProgrammeRoutes {
    /// The stream about what is published of an edition. Not found without a release.
    func live(_ request: Request) async throws -> Response {
        let id = try request.id(Edition.self, in: "edition")
        guard try await request.read({ try ReleaseStore(tx: $0).latest(of: id) }) != nil else { throw AccessRefusal.notFound }
        return try await .live(about: [ReleaseStore.noun(id)], for: request)
    }
}
