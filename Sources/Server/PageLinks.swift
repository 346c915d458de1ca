// SPDX-License-Identifier: EUPL-1.2
import HTML
import Vocabulary

/// Links to the pages of a list before and behind this one.
package struct PageLinks {
    private let here: Int, count: Int, size: Int
    private let words: Words
    private let address: (Int) -> Address

    /// - Parameters:
    ///   - here: the page that is shown, counted from 1.
    ///   - count: of all entries; `size` of them are on a page.
    package init(here: Int, count: Int, size: Int, words: Words, address: @escaping (Int) -> Address) {
        self.here = here
        self.count = count
        self.size = size
        self.words = words
        self.address = address
    }

    /// Nothing where one page holds all.
    package var markup: HTML? {
        let last = (count + size - 1) / size
        guard last > 1 else { return nil }
        return """
            <nav class="pages" aria-label="\(words("network.pages"))">
            \(if: here > 1, "<a class=\"btn line\" rel=\"prev\" href=\"\(address(here - 1))\">\(words("network.previous"))</a>")
            <span>\(words("network.page", ["page": .number(here), "pages": .number(last)]))</span>
            \(if: here < last, "<a class=\"btn line\" rel=\"next\" href=\"\(address(here + 1))\">\(words("network.next"))</a>")
            </nav>
            """
    }
}
