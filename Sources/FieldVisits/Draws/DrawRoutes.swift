// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Draw
import Editions
import Foundation
import HTML
import People
import Registration
import Server
import Vocabulary

/// The handlers of those who draw: dry runs, the promise, the frozen inputs, publication.
enum DrawRoutes {
    static let base = "/{language}/{edition}/organise/visits/draws"
    static let one = "\(base)/{draw}"

    static let routes: [Route] =
        [
            Route(.get, base, "draw.make") { try await list($0) },
            Route(.post, "\(base)/trials", "draw.make", limit: .costly, tryOut),
            Route(.post, base, "draw.make", commit),
            Route(.get, one, "draw.make") { try await page($0) },
            Route(.post, "\(one)/freezing", "draw.make", limit: .costly, freeze),
            Route(.post, "\(one)/cancellations", "draw.make", limit: .costly, cancel),
            Route(.post, "\(one)/publication", "draw.make", publish),
            Route(.post, "\(one)/withdrawal", "draw.make", withdraw),
        ] + DrawPersonRoutes.routes

    static func shown(_ page: Page, _ request: Request) -> Response { page.organising(request, at: "/organise/visits") }

    // MARK: Pages

    private static func list(_ request: Request, problem: Phrase? = nil) async throws -> Response {
        let page = try await request.read { tx in
            let scene = try DrawScene(request, tx)
            return DrawsPage(scene: scene, trial: try DrawStore(tx: tx).trial(of: scene.edition), problem: problem)
        }
        return shown(page.page, request)
    }

    private static func page(_ request: Request, problem: Phrase? = nil) async throws -> Response {
        let page = try await request.read { tx in
            let scene = try DrawScene(request, tx)
            let draw = try scene.draw(request)
            return DrawPage(
                scene: scene, draw: draw, outcome: try DrawStore(tx: tx).outcome(of: draw),
                appeals: try DrawPersonStore(draw, tx).appeals(), problem: problem,
                typed: problem == nil
                    ? [:] : Dictionary(request.form.pairs.map { ($0.name, $0.value) }) { first, _ in first })
        }
        return shown(page.page, request)
    }

    /// A refusal stands on the page that it is about, with what was typed.
    private static func refused(_ request: Request, _ refusal: any Refusal) async throws -> Response {
        if refusal.kind == .notFound { throw AccessRefusal.notFound }
        return request.parameters["draw"] == nil
            ? try await list(request, problem: refusal.phrase) : try await page(request, problem: refusal.phrase)
    }

    private static func done(_ request: Request, _ notice: String) throws -> Response {
        let edition = try request.id(Edition.self, in: "edition")
        let path: Address = "/\(edition)/organise/visits/draws"
        let number = request.parameters["draw"]
        return .seeOther(to: request.page(number.map { "\(path)/\($0)" } ?? path), notice: notice)
    }

    /// Does a step and shows what it did, or why not.
    private static func step(
        _ request: Request, notice: String, _ body: () async throws -> Void
    ) async throws -> Response {
        do {
            try await body()
        } catch let refusal as DrawStepRefusal {
            return try await refused(request, refusal)
        } catch let refusal as PlaceRefusal {
            return try await refused(request, refusal)
        }
        return try done(request, notice)
    }

    // MARK: Steps

    /// Reads the wishes as they are, computes apart, and keeps figures alone.
    private static func tryOut(_ request: Request) async throws -> Response {
        try await step(request, notice: "draw-tried") {
            let (scene, facts) = try await request.read { tx in
                let scene = try DrawScene(request, tx)
                return (scene, try Drawing(scene, tx).facts)
            }
            let rules = DrawInstanceRules(facts: facts, pseudonyms: Pseudonyms(facts, key: request.random(32)))
            let trial = try await DrawComputing.trial(
                rules.instance(withGroups: true), Rule(rawValue: scene.settings.rule) ?? .generous,
                seed: DrawTrial.seed(of: scene.edition.value))
            try await request.write { tx in try DrawStore(tx: tx).keep(trial, of: scene.edition) }
        }
    }

    private static func commit(_ request: Request) async throws -> Response {
        try await step(request, notice: "draw-committed") {
            let seed = RandomText.written(request.random(32))
            guard let rule = request.form["rule"].flatMap(Rule.init(rawValue:)) else { throw DrawStepRefusal.ruleMissing }
            try await request.write { tx in
                let scene = try DrawScene(request, tx)
                try DrawStore(tx: tx).commit(try scene.steps.commit(), of: scene.edition, rule: rule, seed: seed)
            }
        }
    }

    private static func freeze(_ request: Request) async throws -> Response {
        try await step(request, notice: "draw-frozen") {
            let key = request.random(32)
            let (draw, seed, rules) = try await request.read { tx in
                let scene = try DrawScene(request, tx)
                let draw = try scene.steps.freeze(scene.draw(request).number)
                let facts = try Drawing(scene, tx).facts
                return (
                    draw, try DrawStore(tx: tx).seed(of: draw),
                    DrawInstanceRules(facts: facts, pseudonyms: Pseudonyms(facts, key: key))
                )
            }
            let instance = rules.instance(commitment: .sha256(draw.commitment))
            let files = try await DrawComputing.files(instance, draw.rule, seed: seed)
            try await request.write { tx in
                let draw = try DrawScene(request, tx).steps.freeze(draw.number)
                try DrawStore(tx: tx).freeze(draw, files, people: rules.drawn)
            }
        }
    }

    /// Cancels a departure in the inputs, and solves them again.
    private static func cancel(_ request: Request) async throws -> Response {
        try await step(request, notice: "draw-solved-again") {
            let departure = ID<Departure>(request.form["departure"] ?? ""), reason = try Self.reason(request, "reason")
            let (draw, before, outcome) = try await request.read { tx in
                let scene = try DrawScene(request, tx)
                let draw = try scene.steps.change(scene.draw(request).number)
                guard let files = try DrawStore(tx: tx).files(of: draw) else { throw DrawStepRefusal.notSolved }
                return (draw, files, try DrawOutcome(files))
            }
            guard let changed = outcome.instance.cancelling(departure, for: reason) else {
                throw DrawStepRefusal.departureMissing
            }
            let files = try await DrawComputing.files(changed, draw.rule, seed: before.seed)
            try await request.write { tx in
                let draw = try DrawScene(request, tx).steps.change(draw.number)
                let store = DrawStore(tx: tx)
                guard try store.files(of: draw) == before else { throw DrawStepRefusal.changedMeanwhile }
                try store.keepCancellation(of: departure, draw, files)
            }
        }
    }

    private static func publish(_ request: Request) async throws -> Response {
        try await step(request, notice: "draw-published") {
            try await request.write { tx in
                let scene = try DrawScene(request, tx)
                let draw = try scene.steps.publish(scene.draw(request).number)
                try Drawing(scene, tx).publish(draw)
            }
        }
    }

    private static func withdraw(_ request: Request) async throws -> Response {
        try await step(request, notice: "draw-withdrawn") {
            let reason = try Self.reason(request, "why", isNeeded: false)
            try await request.write { tx in
                let scene = try DrawScene(request, tx)
                let draw = try scene.steps.withdraw(scene.draw(request).number, reason: reason)
                try DrawStore(tx: tx).withdraw(draw, reason: reason)
            }
        }
    }

    /// Most signs of a reason that everybody reads.
    private static let longestReason = 300

    static func reason(_ request: Request, _ name: String, isNeeded: Bool = true) throws(DrawStepRefusal) -> String {
        let reason = PersonText.cleaned(request.form[name] ?? "")
        guard !reason.isEmpty || !isNeeded else { throw .reasonMissing }
        guard reason.count <= longestReason else { throw .reasonTooLong(most: longestReason) }
        return reason
    }
}
