// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import HTML
import Server
import Vocabulary

/// The record of acts, with a filter.
struct ActsPage {
    let query: ActsQuery
    let table: ActTable
    let hasMore: Bool
    /// Every verb there is.
    let verbs: [String]
    /// Whether the name asked for is nobody's.
    let isNobody: Bool
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/organise/acts" }

    var page: Page { Page(title: words("acts.title"), lede: words("acts.lede"), content: content) }

    private var content: HTML {
        """
        \(form)
        \(if: isNobody, "<p class=\"notice\">\(words("acts.nobody", ["name": .text(query.who ?? "")]))</p>")
        \(table.acts.isEmpty ? "<div class=\"panel empty\"><p>\(words("acts.none"))</p></div>" : table.table)
        \(turn.markup)
        <p class="downloads">\(words("network.download")) <a href="\(query.address("\(path).csv"))">CSV</a></p>
        """
    }

    private var turn: OlderActs {
        OlderActs(words: words, isFirst: query.before == nil, last: hasMore ? table.acts.last?.number : nil) {
            query.address(path, before: $0)
        }
    }

    private var form: HTML {
        """
        <form class="filters" method="get" action="\(path)" aria-label="\(words("acts.filter"))">
        <label for="verb">\(words("acts.what"))<select id="verb" name="verb"><option value="">\(words("acts.any"))</option>
        \(each: choices, { option($0.value, $0.text, query.verb) })</select></label>
        <label for="who">\(words("acts.who"))<input type="search" id="who" name="who" value="\(query.who ?? "")" maxlength="100" \
        autocomplete="off" spellcheck="false"></label>
        <label for="role">\(words("acts.role"))<select id="role" name="role"><option value="">\(words("acts.any"))</option>
        \(each: Role.allCases.map(\.rawValue), { option($0, words("role.\($0)"), query.role?.rawValue) })</select></label>
        <label for="about">\(words("acts.about"))<input type="search" id="about" name="about" value="\(query.about ?? "")" \
        maxlength="160" autocomplete="off" spellcheck="false"></label>
        <label for="from">\(words("acts.from"))<input type="date" id="from" name="from" value="\(query.from?.description ?? "")"></label>
        <label for="to">\(words("acts.to"))<input type="date" id="to" name="to" value="\(query.to?.description ?? "")"></label>
        <div class="filters-act"><button class="btn" type="submit">\(words("network.show"))</button>
        \(if: query.isNarrow, "<a href=\"\(path)\">\(words("acts.all"))</a>")</div>
        </form>
        """
    }

    /// Each verb, behind all that begin alike.
    private var choices: [(value: String, text: String)] {
        let kinds = Dictionary(grouping: verbs) { String($0.prefix { $0 != "." }) }
        return kinds.keys.sorted().flatMap { kind -> [(String, String)] in
            let own = (kinds[kind] ?? []).map { verb -> (String, String) in
                let text = words("act.verb.\(verb)")
                return (verb, text == "act.verb.\(verb)" ? verb : text)
            }
            return [(kind, words("acts.all-of", ["kind": .text(kind)]))] + own
        }
    }

    private func option(_ value: String, _ text: String, _ chosen: String?) -> HTML {
        "<option value=\"\(value)\"\(if: value == chosen, " selected")>\(text)</option>\n"
    }
}

/// The way to older acts, and back to the newest.
struct OlderActs {
    let words: Words
    let isFirst: Bool
    /// The last number shown; nil when nothing is older.
    let last: Int?
    let address: (Int?) -> Address

    var markup: HTML? {
        if isFirst, last == nil { return nil }
        return """
            <nav class="pages" aria-label="\(words("network.pages"))">
            \(if: !isFirst, "<a class=\"btn line\" href=\"\(address(nil))\">\(words("acts.newest"))</a>")
            \(last.map { "<a class=\"btn line\" rel=\"next\" href=\"\(address($0))\">\(words("acts.older"))</a>" as HTML })
            </nav>
            """
    }
}

/// What was done by a person and what was done about them, for that person; or what was done about an edition.
struct OwnActsPage {
    let title: String, lede: String
    let table: ActTable
    let isFirst: Bool, hasMore: Bool
    let path: Address
    let words: Words
    var back: (address: Address, text: String)?

    var page: Page {
        Page(
            title: title, lede: lede,
            content: """
                \(back.map { "<p class=\"back\"><a href=\"\($0.address)\">\($0.text)</a></p>" as HTML })
                \(table.acts.isEmpty ? "<div class=\"panel empty\"><p>\(words("acts.none"))</p></div>" : table.table)
                \(turn.markup)
                """)
    }

    private var turn: OlderActs {
        OlderActs(words: words, isFirst: isFirst, last: hasMore ? table.acts.last?.number : nil) { before in
            path.with([("before", before.map { String($0) })])
        }
    }
}
