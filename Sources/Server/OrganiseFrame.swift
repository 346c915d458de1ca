// SPDX-License-Identifier: EUPL-1.2
import Access
import HTML
import Vocabulary

/// A place of those who organise: the tabs over all their pages.
package struct OrganiseItem: Sendable {
    /// The key of its words.
    package let key: String
    /// The path behind `/{language}`.
    package let path: String
    /// What one must be allowed to do there.
    package let permission: Permission
    /// What one must be allowed to do at the same place of one edition, behind `/{language}/{edition}`; nil where editions have none.
    package let inEdition: Permission?

    package init(_ key: String, _ path: String, _ permission: Permission, inEdition: Permission? = nil) {
        self.key = key
        self.path = path
        self.permission = permission
        self.inEdition = inEdition
    }
}

extension Request {
    /// The places this actor may open: of the edition in the address, else of the whole server.
    package var organisePlaces: [(item: OrganiseItem, address: Address)] {
        guard let slug = parameters["edition"] else {
            return site.organising.filter { allows($0.permission) }.map { ($0, page(Address(known: $0.path))) }
        }
        return site.organising.filter { $0.inEdition.map { allows($0, in: .edition(slug)) } ?? false }
            .map { ($0, page("/\(slug)\(Address(known: $0.path))")) }
    }
}

extension Page {
    /// A page of those who organise, under the tabs that this actor may open; never kept, never listed.
    ///
    /// - Parameter path: which tab is marked as here, behind the language.
    package func organising(_ request: Request, at path: String) -> Response {
        var page = self
        page.content = Self.tabs(request, at: path) + content
        return page.personal(to: request)
    }

    private static func tabs(_ request: Request, at path: String) -> HTML {
        let places = request.organisePlaces
        guard places.count > 1 else { return "" }
        return TabsNav(
            label: request.words("organise.navigation"),
            tabs: places.map { ($0.address, request.words($0.item.key), $0.item.path == path) }
        ).markup
    }
}

/// Places beside each other; on a phone they fold under the name of the one that is open.
package struct TabsNav {
    /// What they are, for those who hear them.
    let label: String
    let tabs: [(address: Address, name: String, isHere: Bool)]
    /// Whether they stand below other tabs.
    let isSecond: Bool

    package init(label: String, tabs: [(address: Address, name: String, isHere: Bool)], isSecond: Bool = false) {
        (self.label, self.tabs, self.isSecond) = (label, tabs, isSecond)
    }

    private var list: HTML {
        """
        <ul>
        \(each: tabs, { tab in
            let here: HTML = tab.isHere ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(tab.address)\"\(here)>\(tab.name)</a></li>\n"
        })</ul>
        """
    }

    /// Twice in the page, and one of them is seen: nothing but a script could open a folded list on a wide screen.
    package var markup: HTML {
        """
        <nav class="tabs-nav\(isSecond ? " second" : "")" aria-label="\(label)">\(list)\
        <details><summary>\(tabs.first(where: \.isHere)?.name ?? label)</summary>\(list)</details></nav>

        """
    }
}
