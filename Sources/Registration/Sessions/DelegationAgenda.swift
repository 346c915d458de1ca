// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Programme
import Server
import Vocabulary

/// Who of a delegation is where when.
struct DelegationAgenda: Sendable {
    let whereabouts: Whereabouts

    /// Nil where nothing was published, or nobody is named yet.
    init?(_ scene: DelegationScene, _ tx: Transaction) throws {
        let persons = scene.facts.seats.compactMap(\.person)
        guard !persons.isEmpty, let found = try Whereabouts(of: persons, scene.record, words: scene.words, tx) else { return nil }
        whereabouts = found
    }

    private func agenda(_ person: ID<Person>, _ scene: DelegationScene) -> AgendaOfPerson {
        AgendaOfPerson(person: person, whereabouts: whereabouts, now: scene.now, words: scene.words)
    }

    private func people(_ scene: DelegationScene) -> [(seat: Seat, person: ID<Person>, name: String)] {
        scene.facts.seats.compactMap { seat in
            seat.person.flatMap { person in scene.name(of: seat).map { (seat, person, $0) } }
        }
    }

    // MARK: On the delegation's page

    /// Now and next of each, the whole behind a link.
    func section(_ scene: DelegationScene) -> HTML {
        let words = scene.words
        return """
            <section class="panel" aria-labelledby="whereabouts"><h2 id="whereabouts">\(words("agenda.delegation"))</h2>
            <ul class="people-now">\(each: people(scene), { line($0, scene) })</ul>
            <p class="small quiet">\(whereabouts.zoneName)</p>
            <p><a class="btn line" href="\(scene.path)/agenda">\(words("agenda.whole"))</a></p></section>

            """
    }

    private func line(_ one: (seat: Seat, person: ID<Person>, name: String), _ scene: DelegationScene) -> HTML {
        let sessions: Address = "\(scene.path)/seats/\(one.seat.id)/sessions"
        return """
            <li><h3>\(one.name)</h3>\(agenda(one.person, scene).moment)<p><a href="\(sessions)">\(scene.words("agenda.choose"))<span class="hide"> \(one.name)</span></a></p></li>

            """
    }

    // MARK: The page that is printed

    func page(_ scene: DelegationScene) -> Page {
        let words = scene.words
        var page = Page(
            title: words("agenda.delegation"), over: "\(scene.name), \(scene.record.name(words))",
            lede: words("agenda.delegation.lede", ["zone": .text(whereabouts.zoneName)]),
            content: """
                <p class="back"><a href="\(scene.path)">\(scene.name)</a></p>
                <div class="stack whereabouts">\(each: people(scene), { whole($0, scene) })</div>
                """)
        page.isIndexed = false
        return page
    }
}

extension DelegationAgenda {
    private func whole(_ one: (seat: Seat, person: ID<Person>, name: String), _ scene: DelegationScene) -> HTML {
        let agenda = agenda(one.person, scene)
        return """
            <section class="panel" aria-labelledby="of-\(one.seat.id.value)"><h2 id="of-\(one.seat.id.value)">\(one.name)</h2>\(agenda.moment)\(agenda.days)</section>

            """
    }
}

/// The handlers of who is where when, on each of the ways to a delegation's page.
enum DelegationAgendaRoutes {
    static let routes: [Route] =
        [
            (DelegationWay.link, "delegation.answer" as Permission), (DelegationWay.authority, "delegation.change"),
            (DelegationWay.organiser, "registration.change"),
        ].map { Route(.get, "\($0.0)/agenda", $0.1, page) }

    private static func page(_ request: Request) async throws -> Response {
        if let beginning = try await CoordinatorRoutes.beginning(request) { return beginning }
        let (page, persons, isOrganiser) = try await request.delegation { tx, scene in
            let persons = scene.facts.seats.compactMap(\.person)
            let page = try DelegationAgenda(scene, tx)?.page(scene) ?? Self.nothing(scene)
            return (page, persons, scene.way.isOrganiser)
        }
        if isOrganiser { try await request.recordReading("person.read", of: persons.map { Noun("person", $0) }) }
        return DelegationRoutes.shown(page, request)
    }

    private static func nothing(_ scene: DelegationScene) -> Page {
        let words = scene.words
        return Page(
            title: words("agenda.delegation"), over: "\(scene.name), \(scene.record.name(words))",
            content: "<p class=\"back\"><a href=\"\(scene.path)\">\(scene.name)</a></p><p>\(words("agenda.nothing"))</p>")
    }
}
