// SPDX-License-Identifier: EUPL-1.2

/// Who comes for one authority.
package struct DemoDelegation: Sendable, Equatable {
    package enum State: String, Sendable, Equatable, CaseIterable {
        /// Applied, and not yet answered.
        case applied
        case refused, invited, reserved, confirmed, withdrawn
    }

    package let authority: DemoAuthority
    /// In the end.
    package internal(set) var state: State
    /// Of its international office, for whoever coordinates.
    package var mailbox: String { "delegation@\(authority.id).example" }
    /// The first officer it named, by place.
    package internal(set) var coordinator: Int?
}

/// What becomes of one delegation, decided before anything is played.
struct DemoFate {
    var outcome: DemoDelegation.State
    var hasApplied = false
    var seats = 0
    /// When it asks, by share of all that is asked for.
    var key = 0.0
}
