// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Server
import Vocabulary

/// Pictures of speakers, by what is in them: an address never shows another picture.
enum PortraitRoutes {
    static let routes: [Route] = [
        Route(.get, "/{edition}/portraits/{file}", "programme.read", portrait)
    ]

    /// Long enough that nobody fetches it twice on a day of the conference, and short enough for who changes their mind.
    private static let publicCaching = "public, max-age=604800, immutable"

    /// The public sees what the latest release names, of those who agree; those who look after speakers see all.
    private static func portrait(_ request: Request) async throws -> Response {
        guard let file = request.parameters["file"], file.hasSuffix(".jpg"), file.utf8.count == 68 else {
            throw AccessRefusal.notFound
        }
        let (digest, edition) = (String(file.dropLast(4)), try request.id(Edition.self, in: "edition"))
        let (isPublic, bytes) = try await request.read { tx in
            let store = SpeakerStore(tx: tx)
            guard let found = try store.bytes(of: digest, in: edition) else { throw AccessRefusal.notFound }
            let consenting = try store.consenting(of: edition).intersection(found.speakers)
            let named = try ReleaseStore(tx: tx).latest(of: edition)?.document.speakers.filter { $0.portrait == digest } ?? []
            return (named.contains { consenting.contains($0.id) }, found.bytes)
        }
        guard isPublic || request.allows("speaker.read", in: .edition(edition.value)) else { throw AccessRefusal.notFound }
        var response = Response(.ok, .jpeg, bytes)
        response.headers[.cacheControl] = isPublic ? publicCaching : "private, no-store"
        response.headers[.contentDisposition] = "inline"
        return response
    }
}
