// SPDX-License-Identifier: EUPL-1.2
import Database
import HTML
import Vocabulary

/// A part of an edition's page that a later feature fills: its visits, its recommendations, its releases.
package struct EditionPanel: Sendable {
    package let title: String
    package let content: HTML
    package init(title: String, content: HTML) {
        self.title = title
        self.content = content
    }
}

/// Reads a panel in the transaction of the page, with a fixed number of statements; nil when there is nothing to say.
package typealias EditionPanelSupplier = @Sendable (Transaction, Edition, Words) throws -> EditionPanel?
