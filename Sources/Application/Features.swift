// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import FieldVisits
import Network
import Outbox
import Overview
import People
import Privacy
import Programme
import Registration
import Server
import Vocabulary

/// Every feature, in the order of dependency: what the program is made of, in one place.
package enum Features {
    /// The order in which schemas are brought forward.
    package static let migrations: [Migration] =
        PeopleFeature.migrations + OutboxFeature.migrations + AccountsFeature.migrations + NetworkFeature.migrations
        + EditionsFeature.migrations + ProgrammeFeature.migrations + RegistrationFeature.migrations
        + FieldVisitsFeature.migrations + DrawFeature.migrations + PrivacyFeature.migrations

    /// The parts of the one policy. The server's own addresses are for everybody.
    package static let access = AccessTable([
        ["server.read": [.reader]],
        PeopleFeature.permissions,
        OutboxFeature.permissions,
        AccountsFeature.permissions,
        NetworkFeature.permissions,
        EditionsFeature.permissions,
        ProgrammeFeature.permissions,
        RegistrationFeature.permissions,
        FieldVisitsFeature.permissions,
        DrawFeature.permissions,
        PrivacyFeature.permissions,
        OverviewFeature.permissions,
    ])

    /// What each feature keeps about persons.
    package static let privacy: [DataDeclaration] = [
        PeopleFeature.privacy, OutboxPrivacy.declaration, AccountsFeature.privacy, NetworkFeature.privacy,
        EditionsFeature.privacy, ProgrammeFeature.privacy, RegistrationFeature.privacy, FieldVisitsFeature.privacy,
        DrawFeature.privacy, PrivacyFeature.privacy,
    ]

    /// Every address; made once for each running server.
    package static func routes(providers: Providers = Providers()) -> [Route] {
        PeopleFeature.routes(people) + AccountsFeature.routes(scopes: Scopes.names, providers: providers)
            + OutboxFeature.routes + NetworkFeature.routes(panels: Panels.authority)
            + EditionsFeature.routes(panels: Panels.edition) + ProgrammeFeature.routes + RegistrationFeature.routes
            + FieldVisitsFeature.routes + DrawFeature.routes + PrivacyFeature.routes(people, forgetting: forgetting)
            + OverviewFeature.routes
            + api.routes
    }

    /// What programs read at `/api/v1`.
    package static let api = API(
        EditionsFeature.collections + NetworkFeature.collections + ProgrammeFeature.collections + PeopleFeature.collections
            + RegistrationFeature.collections + FieldVisitsFeature.collections)

    /// The tabs of those who organise.
    package static let organising: [OrganiseItem] =
        [
            OrganiseItem("organise.overview", "/organise", "organise.read", inEdition: "organise.read"),
            OrganiseItem("organise.roles", "/organise/roles", "role.give", inEdition: "role.give"),
        ] + ProgrammeFeature.organising + RegistrationFeature.organising + FieldVisitsFeature.organising
        + PeopleFeature.organising + PrivacyFeature.organising + OutboxFeature.organising

    /// What is erased because its time has come: once a day.
    package static let forgetting: [@Sendable (Transaction) throws -> [ForgottenRows]] = [
        OutboxFeature.forget, AccountsFeature.forget, ProgrammeFeature.forget, RegistrationFeature.forget,
        FieldVisitsFeature.forget, DrawFeature.forget, PeopleFeature.forget,
        { try PersonRetention(people).forget($0) },
    ]

    /// Lines of `/metrics`.
    package static let metrics: [MetricLines] = [OutboxFeature.metrics]

    /// What happens when a timer is due, by its kind.
    package static func timers(_ settings: SiteSettings) -> [String: TimerHandler] {
        RegistrationFeature.timers(RegistrationTiming(settings)).merging(DrawMails(settings).timers) { $1 }.merging(
            [SignInMail.timer: { tx, subject, random in try SignInMail(settings: settings).write(tx, subject, random) }]
        ) { $1 }.merging(FieldVisitsFeature.timers(settings)) { $1 }
    }

    /// The bar on every page.
    package static let navigation: [NavigationItem] = [
        NavigationItem("nav.programme", "/programme"),
        NavigationItem("nav.editions", "/editions"),
        NavigationItem("nav.network", "/network"),
    ]
}
