// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import HTML
import Vocabulary

/// What the page of an edition says of its programme.
package enum ProgrammePanel {
    package static let edition: EditionPanelSupplier = { tx, edition, words in
        guard let programme = try ReleaseStore(tx: tx).published(edition) else { return nil }
        let path: Address = "/\(words.language.rawValue)/\(edition.id)"
        return EditionPanel(
            title: words("programme.title"),
            content: """
                <p>\(words("programme.panel", ["sessions": .text(words.count("sessions", programme.items.count)), "speakers": .text(words.count("speakers", programme.heldSpeakers.count))]))</p>
                <p class="actions"><a class="btn" href="\(path)/programme">\(words("programme.open"))</a>
                <a class="btn line" href="\(path)/changes">\(words("changes.title"))</a></p>
                """)
    }
}
