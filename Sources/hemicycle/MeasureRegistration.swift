// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Application
import ArgumentParser
import Database
import Editions
import Foundation
import People
import Programme
import Registration
import Server
import Vocabulary

/// `hemicycle measure registration`: an edition whose seats many want at once, for whoever plays the crowd.
struct MeasureRegistration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registration", abstract: "Prepare an edition with delegations, and print their links.",
        discussion: "The database gets an edition of its own: name no real one.", shouldDisplay: false)
    @OptionGroup var database: DatabaseOption
    @Option(help: "the edition's short name") var edition = "rush-2031"
    @Option(help: "the edition's number") var number = 91
    @Option(help: "delegations") var delegations = 64
    @Option(help: "seats there are") var places = 700
    @Option(help: "seats a delegation may take") var own = 999
    @Option(help: "seats for elected officials, of those there are") var elected: Int?
    @Option(help: "seats that officers hold already") var held = 0
    @Option(help: "places of a session that all who hold seats may want") var session: Int?
    @Option(help: "delegations more, with a seat each, for lists") var listed = 0

    private struct Scene: Encodable { let edition: String, links: [String], seats: [String] }

    func run() async throws {
        let database = try database.existing()
        defer { database.close() }
        let secrets = (0..<delegations).map { _ in Secret(Dice.system(32)) }
        let ids = (0..<delegations).map { _ in ID<Delegation>(random: Dice.system(15)) }
        let seats = (0..<held).map { _ in ID<Seat>(random: Dice.system(15)) }
        let (slug, number, places, own, elected, session, listed) = (edition, number, places, own, elected, session, listed)
        try await database.write(by: .commandLine, at: .now) { tx in
            let line = "\(number),Measured,BE,2031-03-10/2031-03-12,,measured,\(slug),Europe/Brussels,yes"
            _ = try EditionImport(tx: tx).editions(
                Array("edition,city,country,dates,notes,sources,slug,zone,invented\n\(line)\n".utf8))
            let (edition, store) = (ID<Editions.Edition>(slug), RegistrationStore(tx: tx))
            try store.keep(RegistrationSettings(opens: tx.now - 60, delegationPlaces: own), of: edition)
            try DelegationStore(tx: tx).add(
                ids.enumerated().map {
                    Delegation(
                        id: $1, edition: edition, body: .other("City \($0)"), country: "BE", language: .en, invitedAt: tx.now)
                })
            try DelegationStore(tx: tx).add(links: zip(ids, secrets).map { ($0, $1.hash) })
            try store.set(places, for: .edition, of: edition)
            if let elected { try store.set(elected, for: .kind(.elected), of: edition) }
            for id in ids { try store.set(own, for: .delegation(id), of: edition) }
            try Self.list(listed, edition, tx)
            for (turn, seat) in seats.enumerated() {
                try Registering(edition, tx).reserve([.officer: 1], for: ids[turn % ids.count], ids: [seat])
            }
            if let session { try Self.limit(session, for: seats, of: ids, in: edition, tx) }
        }
        let links = secrets.map { "/en/\(edition)/invitation/\($0.text)" }
        let held = seats.enumerated().map { turn, seat in "\(links[turn % links.count])/seats/\(seat)" }
        try Say.json(Scene(edition: edition, links: links, seats: held))
    }

    /// Publishes a session with so many places, and names who holds the seats.
    private static func limit(
        _ places: Int, for seats: [ID<Seat>], of ids: [ID<Delegation>], in edition: ID<Editions.Edition>, _ tx: Transaction
    ) throws {
        let file = ProgrammeImport(tx: tx)
        _ = try file.rooms(Array("edition,id,name,capacity\n\(edition),hall,Hall,\n".utf8))
        let row = "\(edition),S1,2031-03-10,10:00,11:00,workshop,Measured,EN,,,hall,,limited,confirmed,,,"
        let header =
            "edition,code,day,start,end,kind,title_en,languages,interpreted,topic,rooms,capacity,registration,status,speakers,moderator,rapporteur"
        _ = try file.sessions(Array("\(header)\n\(row)\n".utf8))
        try ReleaseStore(tx: tx).publish(edition, note: LocalizedText(), at: tx.now)
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }),
            let code = SessionCode("S1")
        else { return }
        try SigningUp.set(SessionPlaces(places: places), of: code, in: record, words: Words(.en), tx)
        for (turn, seat) in seats.enumerated() {
            let person = Person(id: ID("\(edition)-\(turn)"), badgeName: "Person \(turn)", language: .en, created: tx.now)
            try PersonStore(tx: tx).add(person)
            try Registering(edition, tx).name(seat, person.id, of: ids[turn % ids.count])
        }
    }

    /// Delegations of all states and of many countries, at once.
    private static func list(_ count: Int, _ edition: ID<Editions.Edition>, _ tx: Transaction) throws {
        let countries = ["BE", "FR", "DE", "IT", "ES", "PT", "NL", "PL", "SE", "FI"]
        let states: [Delegation.State] = [.invited, .reserved, .confirmed, .confirmed]
        let all = (0..<count).map { number in
            Delegation(
                id: ID("listed-\(number)"), edition: edition, body: .other("Town \(number * 7_919 % 100_003)"),
                country: countries[number % countries.count], language: .en, state: states[number % states.count],
                invitedAt: tx.now - 86_400)
        }
        try DelegationStore(tx: tx).add(all)
        let seats = all.enumerated().map { number, one in
            Seat(
                id: ID("listed-seat-\(number)"), delegation: one.id, number: 1,
                kind: ActorKind.allCases[number % ActorKind.allCases.count], takenAt: tx.now)
        }
        try SeatStore(tx: tx).add(seats, of: edition)
    }
}
