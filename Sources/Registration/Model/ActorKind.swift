// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// As whom somebody comes. Whoever works for the conference (interpreters, crew, volunteers) is engaged, not registered, and is
/// absent here.
package enum ActorKind: String, Sendable, Hashable, CaseIterable, Codable {
    case elected, officer, researcher
    /// Of the European Union or of another international body.
    case euOfficial = "eu-official"
    /// Of a ministry or an agency of a state.
    case nationalOfficial = "national-official"
    case journalist, company, association, young, speaker
    /// Of the city that receives the edition.
    case host
    /// Comes along with a participant, without a part in the programme.
    case accompanying

    /// How somebody gets a place.
    package enum Way: String, Sendable, Hashable, CaseIterable {
        /// On a seat of an authority's delegation.
        case authority
        /// On one's own, or for an institution.
        case alone
        /// Beside a participant.
        case companion
    }

    package var way: Way {
        switch self {
        case .elected, .officer, .host: .authority
        case .accompanying: .companion
        default: .alone
        }
    }

    /// Who says yes to somebody who registers without having been invited by name.
    package enum Approver: String, Sendable, Hashable, CaseIterable {
        /// Of the authority that the person claims to come for.
        case focalPoint = "focal-point"
        case secretariat
    }

    /// Nil where nothing is claimed that gives a right: a companion comes with a participant who is already known.
    package var approver: Approver? {
        switch way {
        case .authority: .focalPoint
        case .alone: .secretariat
        case .companion: nil
        }
    }

    /// By default; an invitation by name, and a seat named by a coordinator, are the approval.
    package var needsApproval: Bool { approver != nil }

    /// Whether a guardian agrees for those who are under age.
    package var needsGuardian: Bool { self == .young }

    package var phrase: Phrase { Phrase("actor.\(rawValue)") }
}
