// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Server
import Vocabulary

/// What everybody sees of draws: the promise, and once it is published the files that it can be computed from.
enum PublishedDrawRoutes {
    private static let base = "/{language}/{edition}/visits/draws"

    static let routes: [Route] = [
        Route(.get, "\(base)/{draw}", "draw.read", page),
        Route(.get, "\(base)/{draw}/instance.json", "draw.read") { try await file($0) { $0.instance } },
        Route(.get, "\(base)/{draw}/result.json", "draw.read") { try await file($0) { $0.result } },
        Route(.get, "\(base)/specification.md", "draw.read") { try embedded("Documentation/Draw.md", $0) },
        Route(.get, "\(base)/draw-check.py", "draw.read") { try embedded("Tools/draw-check.py", $0) },
    ]

    private static func page(_ request: Request) async throws -> Response {
        let page = try await request.read { tx in
            let scene = try DrawScene(request, tx)
            let draw = try scene.draw(request)
            // Before it is published nothing of it is read here at all.
            let isPublished = draw.state == .published
            let store = DrawStore(tx: tx)
            return PublishedDrawPage(
                scene: scene, draw: draw, outcome: isPublished ? try store.outcome(of: draw) : nil,
                fingerprint: isPublished ? try store.files(of: draw)?.fingerprint ?? "" : "",
                changes: isPublished ? try DrawPersonStore(draw, tx).changes() : [])
        }
        return page.page.response(to: request, ready: Response.Ready())
    }

    private static func file(_ request: Request, _ bytes: @escaping @Sendable (DrawFiles) -> [UInt8]) async throws -> Response {
        let (files, name) = try await request.read { tx in
            let scene = try DrawScene(request, tx)
            let draw = try scene.published(request)
            guard let files = try DrawStore(tx: tx).files(of: draw) else { throw AccessRefusal.notFound }
            return (files, "\(scene.edition)-draw-\(draw.number)")
        }
        let part = request.path.split(separator: "/").last ?? ""
        return Response(.ok, .json, bytes(files), ready: Response.Ready()).download(as: "\(name)-\(part)")
    }

    private static func embedded(_ name: String, _ request: Request) throws -> Response {
        guard let file = EmbeddedFile.named(name) else { throw AccessRefusal.notFound }
        return Response(.ok, .text, Array(file.bytes), ready: Response.Ready())
    }
}
