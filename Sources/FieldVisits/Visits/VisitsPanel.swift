// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Registration
import Vocabulary

/// What pages of other features say of visits.
package enum VisitsPanel {
    /// On the page of an edition: how many there are, and whether wishes are taken.
    package static let edition: EditionPanelSupplier = { tx, edition, words in
        let visits = try VisitStore(tx: tx).visits(of: edition.id).filter(\.isPublic)
        guard !visits.isEmpty else { return nil }
        let settings = try VisitStore(tx: tx).settings(of: edition.id) ?? VisitSettings()
        // The sentence is another when wishes begin to be taken, and when they end.
        for moment in [settings.opens, settings.closes].compactMap({ $0 }) where moment > tx.now { tx.holds(until: moment) }
        let zone = TimeZone(identifier: edition.zone) ?? .gmt
        let path: Address = "/\(words.language.rawValue)/\(edition.id)/visits"
        return EditionPanel(
            title: words("visits.title"),
            content: """
                <p>\(words("visits.panel", ["count": .number(visits.count)])) \(words(settings.standing(at: tx.now).phrase(in: zone, words)))</p>
                <p class="actions"><a class="btn" href="\(path)">\(words("visits.open"))</a></p>
                """)
    }

    /// On the own page of a participant: what they wish for, and the way to change it.
    package static let own = OwnPanel { tx, place in
        guard let facts = try WishFacts.offered(place.record.edition, tx) else { return nil }
        let list = try WishStore(tx: tx).lists(of: [place.seat.id])[place.seat.id]
        let words = place.words
        return """
            <section class="panel" aria-labelledby="visits"><h2 id="visits">\(words("visits.title"))</h2>
            <p>\(words(list?.sentence ?? "wishes.none-yet"))</p><p class="small quiet">\(words(facts.phrase(words)))</p>
            <p><a class="btn line" href="\(place.path)/visits">\(words(facts.isOpen ? "wishes.choose" : "wishes.look"))</a></p></section>

            """
    }

    /// On the page of a delegation: who has wished for visits, and the way to wish for them.
    package static let delegation = DelegationPanel { tx, place in
        guard !place.seats.isEmpty, let facts = try WishFacts.offered(place.record.edition, tx) else { return nil }
        let lists = try WishStore(tx: tx).lists(of: place.seats.map(\.seat.id))
        let words = place.words
        return """
            <section class="panel" aria-labelledby="visits"><h2 id="visits">\(words("visits.title"))</h2>
            <p class="small quiet">\(words(facts.phrase(words)))</p>
            <ul class="plain">\(each: place.seats, { seat, name in
                "<li><b>\(name)</b>: \(words(lists[seat.id]?.sentence ?? "wishes.none-yet")) <a href=\"\(place.path)/seats/\(seat.id.value)/visits\">\(words(facts.isOpen ? "wishes.choose" : "wishes.look"))<span class=\"hide\"> \(name)</span></a></li>\n"
            })</ul></section>

            """
    }
}

extension WishList {
    /// How many visits it ranks, in a sentence.
    var sentence: Phrase { wishes.isEmpty ? "wishes.none-wanted" : Phrase("wishes.ranked", ["count": .number(wishes.count)]) }
}

extension VisitSettings.Standing {
    /// Whether wishes are taken now, in a sentence.
    func phrase(in zone: TimeZone, _ words: Words) -> Phrase {
        switch self {
        case .notDecided: "wishes.not-decided"
        case .before(let opens): Phrase("wishes.opens", ["when": .text(words.instant(opens, in: zone))])
        case .open(nil): "wishes.open"
        case .open(let until?): Phrase("wishes.open-until", ["when": .text(words.instant(until, in: zone))])
        case .closed(let closed): Phrase("wishes.closed", ["when": .text(words.instant(closed, in: zone))])
        }
    }
}
