// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import Server
import Vocabulary

extension Request {
    /// Reads what those who organise visits see, and more in the same transaction.
    func visitEditor<T: Sendable>(
        _ more: @escaping @Sendable (Transaction, VisitEditorScene) throws -> T
    ) async throws -> T {
        let canChange = allows("visit.change", in: .edition(parameters["edition"] ?? ""))
        let canDraw = allows("draw.make", in: .edition(parameters["edition"] ?? ""))
        return try await visits(withDrafts: true) { tx, view in
            let edition = view.edition.id
            let counts = try WishStore(tx: tx).counts(in: edition)
            return try more(
                tx,
                VisitEditorScene(
                    view: view, demand: try WishStore(tx: tx).demand(in: edition), seated: counts.seated,
                    wishing: counts.wishing, canChange: canChange, canDraw: canDraw))
        }
    }

    /// Changes the visits of the edition in the address.
    @discardableResult
    func changingVisits<T: Sendable>(
        _ body: @escaping @Sendable (Transaction, VisitView) throws -> T
    ) async throws -> T {
        let id = try id(Edition.self, in: "edition")
        return try await write { [words] tx in
            guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == id }) else {
                throw AccessRefusal.notFound
            }
            return try body(tx, try VisitView(record, withDrafts: true, words: words, tx))
        }
    }

    /// The address of a page of those who organise visits.
    func visitsPath(_ segments: String...) throws -> Address {
        let base: Address = page("/\(try id(Edition.self, in: "edition"))/organise/visits")
        return segments.reduce(base) { "\($0)/\($1)" }
    }
}
