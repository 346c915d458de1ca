// SPDX-License-Identifier: EUPL-1.2
import Editions
import Network

/// Who supplies what a page of an upper feature has room for.
enum Panels {
    /// On the page of an authority. No feature knows more about one yet.
    static let authority: [AuthorityPanelSupplier] = []

    /// On the page of an edition. What hangs on one comes with its features.
    static let edition: [EditionPanelSupplier] = []
}
