// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import People
import Registration
import Vocabulary

/// What pages of other features say of draws. Before one is published nothing of its result is read here.
package enum DrawPanels {
    /// On the page of an edition: what was promised and published.
    package static let edition: EditionPanelSupplier = { tx, edition, words in
        let draws = try DrawStore(tx: tx).draws(of: edition.id)
        guard !draws.isEmpty else { return nil }
        return EditionPanel(
            title: words("draws.title"),
            content: DrawLinks(draws: draws, edition: edition.id, words: words).markup)
    }

    /// On the own page of a participant: what they have, and why.
    package static let own = OwnPanel { tx, place in
        let (edition, words) = (place.record.edition.id, place.words)
        let numbers = try tx.rows(
            """
            SELECT d.number FROM draw_person p JOIN draw d ON d.edition = p.edition AND d.number = p.draw
            WHERE p.edition = \(edition) AND p.seat = \(place.seat.id) AND p.person = \(place.person.id) AND d.state = 'published'
            ORDER BY d.number
            """
        ).map { $0["number"] as Int }
        let places = try PlaceStore(tx: tx).live(of: [place.seat.id])
        let names = DepartureNames(try VisitStore(tx: tx).visits(of: edition), words)
        guard !numbers.isEmpty else { return nil }
        let links = numbers.map { number -> HTML in
            let address: Address = "\(place.path)/draws/\(number)"
            return "<p><a href=\"\(address)\">\(words("draw.why-link", ["number": .number(number)]))</a></p>"
        }
        return """
            <section class="panel" aria-labelledby="drawn"><h2 id="drawn">\(words("draw.own.title"))</h2>
            <p><strong>\(Self.written(places, names, words))</strong></p>\(HTML.joined(links))</section>

            """
    }

    /// On the page of a delegation: what each of them has, and why.
    package static let delegation = DelegationPanel { tx, place in
        let (edition, words) = (place.record.edition.id, place.words)
        let seats = place.seats.map(\.seat.id)
        guard !seats.isEmpty else { return nil }
        let drawn = try tx.rows(
            """
            SELECT p.seat, max(d.number) AS number FROM draw_person p JOIN draw d ON d.edition = p.edition AND d.number = p.draw
            JOIN seat s ON s.id = p.seat AND s.person = p.person
            WHERE p.edition = \(edition) AND d.state = 'published' AND p.seat IN \(list: seats) GROUP BY p.seat
            """
        ).reduce(into: [String: Int]()) { $0[$1["seat"]] = $1["number"] }
        let places = Dictionary(grouping: try PlaceStore(tx: tx).live(of: seats), by: \.seat)
        let names = DepartureNames(try VisitStore(tx: tx).visits(of: edition), words)
        guard !drawn.isEmpty else { return nil }
        let items = place.seats.compactMap { seat, name -> HTML? in
            guard let number = drawn[seat.id.value] else { return nil }
            let address: Address = "\(place.path)/seats/\(seat.id)/draws/\(number)"
            return """
                <li><b>\(name)</b>: \(Self.written(places[seat.id] ?? [], names, words)) \
                <a href="\(address)">\(words("draw.why-link", ["number": .number(number)]))<span class="hide"> \(name)</span></a></li>

                """
        }
        return """
            <section class="panel" aria-labelledby="drawn"><h2 id="drawn">\(words("draws.title"))</h2>
            <ul class="plain">\(HTML.joined(items))</ul></section>

            """
    }

    private static func written(_ places: [Place], _ names: DepartureNames, _ words: Words) -> String {
        places.isEmpty ? words("draw.no-place") : places.map { names($0.departure.value) }.joined(separator: "; ")
    }
}

/// The draws of an edition, each with its public page.
struct DrawLinks {
    let draws: [VisitDraw]
    let edition: ID<Edition>
    let words: Words

    var markup: HTML {
        let items = draws.map { draw -> HTML in
            let address: Address = "/\(words.language.rawValue)/\(edition)/visits/draws/\(draw.number)"
            // That somebody looks at a result is told to nobody.
            let state = draw.isOpen ? "promised" : draw.state.rawValue
            return """
                <li><a href="\(address)">\(words("draw.number", ["number": .number(draw.number)]))</a>: \
                \(words("draw.public.state.\(state)"))</li>

                """
        }
        return "<ul class=\"plain\">\(HTML.joined(items))</ul>"
    }
}
