// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import People
import Server
import Vocabulary

/// Whose seat it is that something is chosen for, and how whoever chooses came here.
package struct SeatScene: Sendable {
    package let record: EditionRecord
    package let person: Person
    package let seat: Seat
    /// What the addresses of what is chosen begin with, and the page it all belongs to.
    package let base: Address, back: Address
    /// Whether somebody else chooses for the person.
    package let isForOther: Bool
    package let isOrganiser: Bool

    /// What the addresses begin with on which somebody comes with a link of their own, or for a delegation.
    package static let ways: [(base: String, permission: Permission, limit: RateLimits.Kind?)] = [
        ("/{language}/{edition}/participation/{token}", "participation.answer", .guessable),
        ("\(DelegationWay.link)/seats/{seat}", "delegation.answer", nil),
        ("\(DelegationWay.authority)/seats/{seat}", "delegation.change", nil),
        ("\(DelegationWay.organiser)/seats/{seat}", "registration.change", nil),
    ]

    /// By a participant's own link, as whoever answers for a delegation, or signed in. Who holds no seat has nothing to choose.
    package init(_ request: Request, _ tx: Transaction) throws {
        let edition = try request.id(Edition.self, in: "edition")
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }) else {
            throw AccessRefusal.notFound
        }
        self.record = record
        let found: (ID<Person>, Seat)?
        if request.parameters["seat"] != nil {
            let way = try DelegationWay(request)
            let (id, delegation) = (try request.id(Seat.self, in: "seat"), try way.delegation(in: edition, tx))
            let seat = try SeatStore(tx: tx).seats(of: delegation.id).first { $0.id == id }
            found = seat.flatMap { seat in seat.person.map { ($0, seat) } }
            back = request.page(way.path(in: edition))
            (base, isForOther, isOrganiser) = ("\(back)/seats/\(id)", true, way.isOrganiser)
        } else {
            let holder: ID<Person>?
            if request.parameters["token"] != nil {
                let token = try request.id(Person.self, in: "token").value
                holder = try ParticipationStore(tx: tx).holder(ofLink: token, in: edition)?.person
                back = request.page(ParticipationRoutes.path(token, in: edition))
            } else {
                holder = try request.actor.person.flatMap { try PersonStore(tx: tx).person(ID($0))?.id }
                back = request.page("/\(edition)")
            }
            found = try holder.flatMap { person in try SeatStore(tx: tx).seat(of: person, in: edition).map { (person, $0) } }
            (base, isForOther, isOrganiser) = (back, false, false)
        }
        guard let found, let person = try PersonStore(tx: tx).person(found.0) else { throw AccessRefusal.notFound }
        (self.person, seat) = (person, found.1)
    }

    /// The page as whoever came on this way sees it; that an organiser read about the person is recorded first.
    package func shown(_ page: Page, _ request: Request) async throws -> Response {
        if isOrganiser { try await request.recordReading("person.read", of: [Noun("person", person.id)]) }
        return DelegationRoutes.shown(page, request)
    }
}

/// What a later feature shows on a participant's own page.
package struct OwnPanel: PagePanel {
    /// Whose page it is; `path` is its address.
    package struct Place: Sendable {
        package let record: EditionRecord
        package let person: Person
        package let seat: Seat
        package let path: Address
        package let words: Words
    }

    let content: @Sendable (Transaction, Place) throws -> HTML?
    /// - Parameter content: read in the transaction of the page with a fixed number of statements; nil where there is nothing to say.
    package init(_ content: @escaping @Sendable (Transaction, Place) throws -> HTML?) { self.content = content }
}

/// What a later feature shows on the page of a delegation.
package struct DelegationPanel: PagePanel {
    package struct Place: Sendable {
        package let record: EditionRecord
        /// Those that have a name, in their order.
        package let seats: [(seat: Seat, name: String)]
        /// The address of the page.
        package let path: Address
        package let words: Words
    }

    let content: @Sendable (Transaction, Place) throws -> HTML?
    /// - Parameter content: read in the transaction of the page with a fixed number of statements; nil where there is nothing to say.
    package init(_ content: @escaping @Sendable (Transaction, Place) throws -> HTML?) { self.content = content }
}

extension ParticipationScene {
    func panels(_ path: Address, _ request: Request, _ tx: Transaction) throws -> HTML {
        guard let seat, isOpen else { return "" }
        let place = OwnPanel.Place(record: record, person: person, seat: seat, path: path, words: request.words)
        return HTML.joined(try request.site.panels(OwnPanel.self).compactMap { try $0.content(tx, place) })
    }
}

extension DelegationScene {
    func panels(_ request: Request, _ tx: Transaction) throws -> HTML {
        let seats = facts.seats.compactMap { seat in name(of: seat).map { (seat: seat, name: $0) } }
        let place = DelegationPanel.Place(record: record, seats: seats, path: path, words: words)
        return HTML.joined(try request.site.panels(DelegationPanel.self).compactMap { try $0.content(tx, place) })
    }
}
