// SPDX-License-Identifier: EUPL-1.2
import Editions
import FieldVisits
import Network
import Programme
import Registration
import Server

/// Who supplies what a page of an upper feature has room for.
package enum Panels {
    /// On the page of an authority. No feature knows more about one yet.
    static let authority: [AuthorityPanelSupplier] = []

    /// On the page of an edition.
    static let edition: [EditionPanelSupplier] = [
        ProgrammePanel.edition, RegistrationPanel.edition, VisitsPanel.edition, DrawPanels.edition,
    ]

    /// On the own pages of participants and on those of delegations.
    package static let pages: [any PagePanel] = [VisitsPanel.own, VisitsPanel.delegation, DrawPanels.own, DrawPanels.delegation]
}
