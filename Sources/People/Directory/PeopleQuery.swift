// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// Which persons an organiser asks for.
struct PeopleQuery: Sendable, Equatable {
    var text: String?
    /// Counted from 1.
    var page = 1

    static let rowsPerPage = 50
    private static let longestText = 100

    init(_ query: Query) {
        text = query["q"].map { String($0.prefix(Self.longestText)) }
        page = query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
    }

    /// The page to show of so many: the one asked for, or the last there is.
    func shown(of count: Int) -> PeopleQuery {
        var shown = self
        shown.page = min(page, Self.pages(count))
        return shown
    }

    func part(of ids: [ID<Person>]) -> [ID<Person>] {
        Array(ids.dropFirst((shown(of: ids.count).page - 1) * Self.rowsPerPage).prefix(Self.rowsPerPage))
    }

    static func pages(_ count: Int) -> Int { max(1, (count + rowsPerPage - 1) / rowsPerPage) }

    func address(_ path: Address, page: Int = 1) -> Address {
        path.with([("q", text), ("page", page == 1 ? nil : String(page))])
    }
}

/// Links to the page before and the page after of a list.
struct PageTurn {
    let words: Words
    let page: Int, pages: Int
    let address: (Int) -> Address

    var markup: HTML? {
        guard pages > 1 else { return nil }
        return """
            <nav class="pages" aria-label="\(words("network.pages"))">
            \(if: page > 1, "<a class=\"btn line\" rel=\"prev\" href=\"\(address(page - 1))\">\(words("network.previous"))</a>")
            <span>\(words("network.page", ["page": .number(page), "pages": .number(pages)]))</span>
            \(if: page < pages, "<a class=\"btn line\" rel=\"next\" href=\"\(address(page + 1))\">\(words("network.next"))</a>")
            </nav>
            """
    }
}
