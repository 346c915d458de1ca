// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Vocabulary

/// What the page of an edition says of registration.
package enum RegistrationPanel {
    package static let edition: EditionPanelSupplier = { tx, edition, words in
        guard let settings = try RegistrationStore(tx: tx).settings(of: edition.id),
            !edition.dates.isOver(on: Day(tx.now, in: .gmt))
        else { return nil }
        // The sentence is another when registration opens and when it closes.
        for moment in [settings.opens, settings.closes].compactMap({ $0 }) where moment > tx.now { tx.holds(until: moment) }
        let zone = TimeZone(identifier: edition.zone) ?? .gmt
        let path: Address = "/\(words.language.rawValue)/\(edition.id)/registration"
        return EditionPanel(
            title: words("registration.title"),
            content: """
                <p>\(words(settings.standing(at: tx.now, in: zone, words)))</p>
                <p class="actions"><a class="btn" href="\(path)">\(words("registration.start"))</a></p>
                """)
    }
}

extension RegistrationSettings {
    /// Whether seats can be taken now, in a sentence.
    func standing(at now: Date, in zone: TimeZone, _ words: Words) -> Phrase {
        if isOpen(at: now) {
            guard let closes else { return "registration.open" }
            return Phrase("registration.open-until", ["day": .text(words.instant(closes, in: zone))])
        }
        guard let opens else { return "registration.not-open" }
        return now < opens
            ? Phrase("delegation.opens", ["day": .text(words.instant(opens, in: zone))]) : "registration.closed"
    }
}
