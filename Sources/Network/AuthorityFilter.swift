// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// Which authorities a reader asks for. Everything that is not one of the choices is as if it was not asked.
package struct AuthorityFilter: Sendable, Equatable {
    package var text: String?
    package var country: String?
    package var kind: AuthorityKind?
    package var member: Membership.State?
    package var forum: String?
    package var order: Order = .name
    /// Counted from 1.
    package var page = 1

    package enum Order: String, Sendable, CaseIterable { case name, country, population }

    static let rowsPerPage = 50
    /// Signs of a search that are read: no name is longer.
    private static let longestText = 100

    package init() {}

    init(_ query: Query) {
        text = query["q"].map { String($0.prefix(Self.longestText)) }
        country = query.choice("country") { $0.utf8.count == 2 ? $0.uppercased() : nil }
        kind = query.choice("kind", AuthorityKind.init)
        member = query.choice("member", Membership.State.init)
        forum = query["forum"].map { String($0.prefix(200)) }
        order = query.choice("sort", Order.init) ?? .name
        page = query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
    }

    /// The address of the list so filtered, or of another path with the same filter.
    func address(_ path: Address, page: Int = 1, order: Order? = nil) -> Address {
        let order = order ?? self.order
        return path.with([
            ("q", text), ("country", country), ("kind", kind?.rawValue), ("member", member?.rawValue), ("forum", forum),
            ("sort", order == .name ? nil : order.rawValue), ("page", page == 1 ? nil : String(page)),
        ])
    }

    /// The page to show of so many: the one asked for, or the last there is.
    func page(of count: Int) -> Int { min(page, max(1, (count + Self.rowsPerPage - 1) / Self.rowsPerPage)) }

    /// Whether anything is left out.
    var isNarrow: Bool { text != nil || country != nil || kind != nil || member != nil || forum != nil }
}
