// SPDX-License-Identifier: EUPL-1.2
import Draw
import HTML
import Registration
import Server
import Vocabulary

/// Everybody in a draw and what they got.
struct DrawPeoplePage: Sendable {
    let scene: DrawScene
    let draw: VisitDraw
    let outcome: DrawOutcome
    let people: [DrawnPerson]
    let isOnlyWithout: Bool
    let here: Int

    private static let size = 50
    private var words: Words { scene.words }
    private var back: Address { "/\(words.language.rawValue)/\(scene.edition)/organise/visits/draws/\(draw.number)" }
    private var path: Address { "\(back)/people" }

    private var listed: [DrawnPerson] { isOnlyWithout ? people.filter(\.given.isEmpty) : people }
    /// Whose names stand on this page.
    var shown: [DrawnPerson] { Array(listed.dropFirst((max(here, 1) - 1) * Self.size).prefix(Self.size)) }

    var page: Page {
        let other: HTML =
            isOnlyWithout
            ? "<a href=\"\(path)\">\(words("draw.people.all"))</a>"
            : "<a href=\"\(path)?only=without\">\(words("draw.people.without"))</a>"
        let only = isOnlyWithout ? "without" : nil
        return Page(
            title: words(isOnlyWithout ? "draw.people.without" : "draw.people.all"), over: scene.title(of: draw),
            content: """
                <p class="back"><a href="\(back)">\(scene.title(of: draw))</a></p><p>\(other)</p>
                \(listed.isEmpty ? "<p>\(words("draw.people.none"))</p>" as HTML : table)
                \(PageLinks(here: max(here, 1), count: listed.count, size: Self.size, words: words, address: { path.with([("only", only), ("page", String($0))]) }).markup)
                """)
    }

    private var table: HTML {
        let names = ["draw.name", "draw.delegation", "draw.pseudonym", "draw.result"].map { words($0) }
        return """
            <table class="table fold"><caption class="hide">\(words("draw.people.all"))</caption>
            <thead><tr>\(each: names, { "<th scope=\"col\">\($0)</th>" })</tr></thead><tbody>
            \(each: shown, { row($0, names) })</tbody></table>
            """
    }

    private func row(_ one: DrawnPerson, _ names: [String]) -> HTML {
        let given = one.given.map { scene.names($0.value, or: outcome.instance) }.joined(separator: "; ")
        let address: Address? = one.seat.map { "\(path)/\($0)" }
        let who: HTML = address.map { "<a href=\"\($0)\">\(one.name)</a>" } ?? "\(words("draw.erased"))"
        return """
            <tr><th scope="row">\(who)</th><td data-h="\(names[1])">\(one.delegation)</td>\
            <td data-h="\(names[2])"><code>\(one.pseudonym)</code></td>\
            <td data-h="\(names[3])">\(given.isEmpty ? words("draw.no-place") : given)</td></tr>

            """
    }
}
