// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Network
import Overview
import People
import Programme
import Server

/// Every feature, in the order of dependency: what the program is made of, in one place.
package enum Features {
    /// The order in which schemas are brought forward.
    package static let migrations: [Migration] =
        NetworkFeature.migrations + EditionsFeature.migrations + ProgrammeFeature.migrations

    /// The parts of the one policy. The server's own addresses are for everybody.
    package static let access = AccessTable([
        ["server.read": [.reader]],
        PeopleFeature.permissions,
        NetworkFeature.permissions,
        EditionsFeature.permissions,
        ProgrammeFeature.permissions,
        OverviewFeature.permissions,
    ])

    /// What each feature keeps about persons.
    package static let privacy: [DataDeclaration] = [NetworkFeature.privacy, EditionsFeature.privacy, ProgrammeFeature.privacy]

    /// Every address; made once for each running server.
    package static func routes() -> [Route] {
        PeopleFeature.routes(declarations: privacy) + NetworkFeature.routes(panels: Panels.authority)
            + EditionsFeature.routes(panels: Panels.edition) + ProgrammeFeature.routes + OverviewFeature.routes + api.routes
    }

    /// What programs read at `/api/v1`.
    package static let api = API(EditionsFeature.collections + NetworkFeature.collections + ProgrammeFeature.collections)

    /// The bar on every page.
    package static let navigation: [NavigationItem] = [
        NavigationItem("nav.programme", "/programme"),
        NavigationItem("nav.editions", "/editions"),
        NavigationItem("nav.network", "/network"),
    ]
}
