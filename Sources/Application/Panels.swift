// SPDX-License-Identifier: EUPL-1.2
import Editions
import Network
import Programme
import Registration

/// Who supplies what a page of an upper feature has room for.
enum Panels {
    /// On the page of an authority. No feature knows more about one yet.
    static let authority: [AuthorityPanelSupplier] = []

    /// On the page of an edition.
    static let edition: [EditionPanelSupplier] = [ProgrammePanel.edition, RegistrationPanel.edition]
}
