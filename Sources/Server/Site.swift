// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Vocabulary

/// What all requests of one running server share.
package final class Site: Sendable {
    package let settings: SiteSettings
    package let database: Database
    package let access: AccessTable
    package let navigation: [NavigationItem]
    package let organising: [OrganiseItem]
    private let panels: [any PagePanel]
    let metricLines: [MetricLines]
    let routes: RouteTable
    let assets: Assets
    let readyPages: ReadyPages
    let metrics: Metrics
    let limits: RateLimits
    let signIn: SignIn
    /// Returns so many random bytes; the only dice.
    let dice: @Sendable (Int) -> [UInt8]
    let life: Life
    package let live: LiveStreams
    let largeBodies = LargeBodies()

    package init(
        settings: SiteSettings, database: Database, access: AccessTable, routes: [Route], navigation: [NavigationItem],
        organising: [OrganiseItem] = [], panels: [any PagePanel] = [], metricLines: [MetricLines] = [], signIn: SignIn = .nobody,
        dice: @escaping @Sendable (Int) -> [UInt8] = Dice.system
    ) {
        self.settings = settings
        self.database = database
        self.access = access
        self.navigation = navigation
        self.organising = organising
        self.panels = panels
        self.metricLines = metricLines
        let metrics = Metrics()
        let readyPages = ReadyPages(limit: settings.readyBytes, settings: settings)
        assets = Assets()
        self.metrics = metrics
        self.readyPages = readyPages
        limits = RateLimits()
        self.signIn = signIn
        self.dice = dice
        life = Life()
        let live = LiveStreams(settings)
        self.live = live
        self.routes = RouteTable(routes + MachineRoutes.routes)
        database.onActs { nouns, number in
            if let nouns { readyPages.drop(nouns) } else { readyPages.dropAll() }
            // After the pages: whoever is told of a change asks for its page, and must not get the old one.
            live.changed(nouns, upTo: number)
        }
    }

    /// The whole address of a path, from the public address, never from what a request says.
    package func absolute(_ path: String) -> String { settings.publicURL + path }

    /// What features add to a page that has room for panels of this type, in the order in which they are put together.
    package func panels<Panel: PagePanel>(_ type: Panel.Type) -> [Panel] { panels.compactMap { $0 as? Panel } }
}

/// What a feature adds to a page of a feature above it. The page's feature declares a type; `Application` lists who supplies values of it.
package protocol PagePanel: Sendable {}

/// Random bytes of the system.
package enum Dice {
    package static let system: @Sendable (Int) -> [UInt8] = { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

/// Lines that a feature adds to `/metrics`, in the text format of Prometheus.
package typealias MetricLines = @Sendable (Transaction) throws -> [String]

/// A link of the bar on every page.
package struct NavigationItem: Sendable {
    /// The key of its words.
    package let key: String
    /// The path behind `/{language}`.
    package let path: String
    package init(_ key: String, _ path: String) {
        self.key = key
        self.path = path
    }
}

/// What an operator may set about a site; every field works as it is on one machine.
package struct SiteSettings: Sendable {
    /// Scheme and host that links are built from, without a slash at the end.
    package var publicURL = "http://localhost:8080"
    /// Whose server this is, as the imprint names them.
    package var operatorName = ""
    /// Postal address for the imprint, lines separated by `|`.
    package var operatorAddress = ""
    /// Where people write about access, privacy and security; empty while the operator has not said.
    package var contactMail = ""
    /// Proxies whose `X-Forwarded-*` are believed: addresses or networks (`10.0.0.0/8`).
    package var trustedProxies: [String] = []
    /// Lets a collector read `/metrics` from elsewhere; without it only this machine may.
    package var metricsToken: String?
    /// Most bytes of ready pages kept in memory.
    package var readyBytes = 16 << 20
    /// Most live streams at a time, and most of one network address: a congress centre may have one for all who are in it.
    package var liveStreams = 10_000, liveStreamsPerPeer = 1_000
    /// How long changes are gathered after live streams were told of one.
    package var livePause = Duration.milliseconds(250)
    /// Most bytes of a request's body.
    package var bodyBytes = 1 << 20
    /// The version of the program, for files that name who made them.
    package var version = ""
    /// The zone of times that belong to no edition.
    package var zone = TimeZone.gmt
    /// Whether pages may be listed by search engines.
    package var isIndexed = true
    /// Whether this is the demonstration, whose mail can be read on a page.
    package var isDemo = false
    /// The file that says who was erased, outside the database; nil where the operator has not said which.
    package var erasures: String?
    /// Whether the operator said where mail goes.
    package var sendsMail = false
    /// Whether webhooks may lead into the own network.
    package var allowsPrivateWebhooks = false

    package init() {}
    package var isSecure: Bool { publicURL.hasPrefix("https://") }
}
