// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import Database
import Editions
import Foundation
import HTML
import HTTPTypes
import Logging
import Network
import Server
import Synchronization
import Testing
import Vocabulary

/// The whole server on a fresh database, asked without a socket. Its small world: two editions, and a city inside a
/// métropole inside a region beside a city of another country.
package struct World: Sendable {
    package let place: TestPlace
    package let database: Database
    package let site: Site
    private let closing: Closing
    /// The clock of every request.
    package private(set) var now: Date
    private let stays = TestStays()
    /// What the requests of this world show of who asks.
    private var stay: String?

    /// - Parameters:
    ///   - routes: in the place of all the program has.
    ///   - signIn: how actors are known; those of `as(_:)` when left out.
    package init(
        _ engine: TestEngine, isEmpty: Bool = false, editionPanels: [EditionPanelSupplier] = [], routes: [Route]? = nil,
        signIn: SignIn? = nil
    ) async throws {
        place = try engine.place()
        now = Date(timeIntervalSince1970: 1_800_000_000)
        database = try Database.open(place.url, steps: Features.migrations, migrating: true, reactions: Reactions.all)
        closing = Closing(database: database)
        var settings = SiteSettings()
        settings.publicURL = "https://cities.example"
        settings.erasures = place.erasures
        let own = routes ?? (editionPanels.isEmpty ? Features.routes() : EditionsFeature.routes(panels: editionPanels))
        site = Site(
            settings: settings, database: database, access: Features.access, routes: own, navigation: Features.navigation,
            organising: Features.organising, panels: Panels.pages, signIn: signIn ?? stays.signIn)
        if !isEmpty { try await fill() }
    }

    private func fill() async throws {
        try await write { tx in
            try Self.take(Self.authorities, in: tx)
            let editions = EditionImport(tx: tx)
            _ = try editions.editions(Array(Self.editions.utf8))
            _ = try editions.texts(Array(Self.texts.utf8))
            _ = try editions.figures(Array(Self.figures.utf8))
            _ = try editions.topics(Array(Self.topics.utf8))
            _ = try editions.editionTopics(Array("edition,topic\nlakeside-2024,night\n".utf8))
        }
    }

    /// Imports a directory as the command line does.
    package static func take(_ text: String, in tx: Transaction) throws {
        let store = AuthorityStore(tx: tx)
        try store.keep(try store.importFacts().plan(AuthorityFile.read(Array(text.utf8))))
    }

    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await database.write(by: .commandLine, at: now, body)
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await database.read(by: .public, at: now, body)
    }

    /// The same world at another time.
    package func at(_ now: Date) -> World {
        var world = self
        world.now = now
        return world
    }

    /// The same world, asked by somebody who is signed in, or by who holds a token.
    package func `as`(_ actor: Actor) -> World {
        var world = self
        world.stay = stays.add(actor)
        return world
    }

    package func get(_ target: String, _ headers: HTTPFields = [:]) async -> Answer { await ask(.get, target, headers) }

    /// Sends what a form on a page of this site would.
    package func post(_ target: String, _ form: [(String, String)] = []) async -> Answer {
        let pairs = form.map { "\(Address.encoded($0.0))=\(Address.encoded($0.1))" }
        return await ask(.post, target, [.origin: site.settings.publicURL], body: pairs.joined(separator: "&"))
    }

    /// Sends a file as a form with one file field would, and other fields before it.
    package func upload(
        _ target: String, _ field: String, _ file: [UInt8], with values: [(String, String)] = []
    ) async -> Answer {
        let before = values.map { "--b\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }.joined()
        let head = before + "--b\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"a\"\r\n\r\n"
        return await ask(
            .post, target, [.origin: site.settings.publicURL, .contentType: "multipart/form-data; boundary=b"],
            bytes: Array(head.utf8) + file + Array("\r\n--b--\r\n".utf8))
    }

    package func ask(_ method: HTTPRequest.Method, _ target: String, _ headers: HTTPFields = [:], body: String = "") async
        -> Answer
    {
        await ask(method, target, headers, bytes: Array(body.utf8))
    }

    private func ask(_ method: HTTPRequest.Method, _ target: String, _ headers: HTTPFields, bytes: [UInt8]) async -> Answer {
        var headers = headers
        if let stay {
            if target.hasPrefix("/api/") {
                headers[.authorization] = "Bearer \(stay)"
            } else {
                headers.append(HTTPField(name: .cookie, value: "\(SignIn.cookie(site.settings))=\(stay)"))
            }
        }
        let dispatcher = Dispatcher(site: site, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let before = database.statementCount
        let response = await dispatcher.respond(
            to: Request(
                id: "test", method: method, target: target, headers: headers, body: bytes, peer: "192.0.2.1", now: now,
                actor: .public, site: site))
        let answer = Answer(
            status: response.status.code, headers: response.headers, bytes: response.body,
            statements: database.statementCount - before, stream: response.stream)
        for sign in answer.escapedMarkup { Issue.record("\(method) \(target) shows markup as text: \(sign)") }
        return answer
    }

    package static let authorities = """
        id,name_local,name_en,country,kind,population,population_source,latitude,longitude,nuts_code,efus_member,national_forum,member_evidence,other_names,parent
        fr-lakeside,Bord-du-Lac,Lakeside,FR,city,120000,approx,45.9000,6.1000,FRK28,yes,FFSU,"Report 2019, list",Seestadt|Oever,fr-lake-metro
        fr-lake-metro,Métropole du Lac,Lake Metropolis,FR,metropolitan,300000,approx,45.9000,6.1200,,unknown,,,,fr-mountains
        fr-mountains,Région des Monts,Mountain Region,FR,region,2500000,approx,45.5000,5.9000,FRK2,unknown,,,,
        de-hill,Hügel,Hill,DE,city,45000,geonames,48.1000,9.2000,DE141,unknown,,,,

        """

    package static let editions = """
        edition,city,country,dates,notes,sources,slug,zone,invented
        1,Bord-du-Lac,FR,2024-03-20/2024-03-22,,a report,lakeside-2024,Europe/Paris,no
        2,Hügel,DE,2027-10,,,hill-2027,Europe/Berlin,yes

        """

    package static let texts = """
        edition,field,language,value,state
        lakeside-2024,place,en,Lakeside,authentic
        lakeside-2024,outcome,fr,Un manifeste.,reviewed
        lakeside-2024,outcome,de,Ein Entwurf.,draft

        """

    package static let figures = """
        edition,figure,low,high,qualifier,kind,preferred,source,attribution,as_of
        lakeside-2024,participants,700,700,exact,reported,yes,a report,named,2024
        lakeside-2024,participants,750,750,about,reported,no,a paper; another paper,one_of,

        """

    package static let topics = """
        id,name_en,name_fr,name_nl,name_de,name_es,name_it,seen
        night,Nightlife,Vie nocturne,Nachtleven,Nachtleben,Vida nocturna,Vita notturna,
        youth,Young people,Jeunesse,Jongeren,Jugend,Jóvenes,Giovani,

        """
}

/// Who is signed in: as many actors as a test needs.
private final class TestStays: Sendable {
    private let actors = Mutex<[Actor]>([])

    /// What the actor shows with each request.
    func add(_ actor: Actor) -> String {
        actors.withLock { actors in
            actors.append(actor)
            return "stay-\(actors.count - 1)"
        }
    }

    private func actor(_ shown: String) -> Actor? {
        guard let number = Int(shown.dropFirst("stay-".count)) else { return nil }
        return actors.withLock { $0.indices.contains(number) ? $0[number] : nil }
    }

    var signIn: SignIn { SignIn(stay: { shown, _ in self.actor(shown) }, token: { shown, _ in self.actor(shown) }) }
}

extension Actor {
    /// Somebody with roles, signed in; the roles hold on the whole server.
    package static func signedIn(_ person: String = "somebody", _ roles: Role...) -> Actor {
        signedIn(person, grants: roles.map { Grant($0, in: .server) })
    }

    /// Somebody with roles that hold somewhere.
    package static func signedIn(_ person: String = "somebody", grants: [Grant]) -> Actor {
        Actor(
            kind: .account, grants: Set(grants + [Grant(.holder, in: .server), Grant(.reader, in: .server)]), person: person,
            key: "stay-of-\(person)")
    }
}

/// Lets go of the connections when the last copy of a world is gone.
private final class Closing: Sendable {
    let database: Database
    init(database: Database) { self.database = database }
    deinit { database.close() }
}

/// What came back.
package struct Answer: Sendable {
    package let status: Int
    package let headers: HTTPFields
    package let bytes: [UInt8]
    /// How many statements were sent to the database for it.
    package let statements: Int
    /// What a live stream goes on to say.
    package let stream: LiveStream?

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Signs of our own markup that was taken for a text, and escaped: a page must never show them.
    package var escapedMarkup: [String] {
        guard headers[.contentType]?.hasPrefix("text/html") == true else { return [] }
        // Only letters are shown as they are sent.
        let text = text.replacing(/<pre class="letter"[^<]*<\/pre>/, with: "")
        return ["HTML(text:", "&lt;form", "&lt;p&gt;", "&lt;/a&gt;", "&lt;span", "&lt;div", "&lt;li"].filter(text.contains)
    }

    /// The part of the markup between two texts, the first time they occur.
    package func part(from start: String, to end: String) -> String? {
        guard let first = text.range(of: start), let last = text.range(of: end, range: first.upperBound..<text.endIndex) else {
            return nil
        }
        return String(text[first.upperBound..<last.lowerBound])
    }

    /// All texts between two texts.
    package func parts(from start: String, to end: String) -> [String] {
        text.components(separatedBy: start).dropFirst().compactMap { $0.components(separatedBy: end).first }
    }
}
