// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Crypto
import Database
import Editions
import Foundation
import People
import Programme
import Vocabulary

/// Invented people of the demonstration who can sign in: one for each way of working with the server.
enum DemoPeople {
    private struct One {
        let id: String, name: String, office: String?, mail: String, language: Language
        let roles: [Grant]
    }

    private static let edition = Scope.edition("brussels-2027")

    private static let all = [
        One(
            id: "demo-secretariat", name: "Ilse Demoor", office: "Head of the secretariat", mail: "secretariat@demo.example",
            language: .en, roles: [Grant(.secretariat, in: .server)]),
        One(
            id: "demo-secretariat-2", name: "Marc Exemple", office: "Secretariat", mail: "secretariat2@demo.example",
            language: .fr,
            roles: [Grant(.secretariat, in: .server)]),
        One(
            id: "demo-programme", name: "Anna Voorbeeld", office: "Programme of Brussels 2027", mail: "programme@demo.example",
            language: .nl, roles: [Grant(.programmeEditor, in: edition), Grant(.translator, in: edition)]),
        One(
            id: "demo-host", name: "Joke Testaert", office: "Host city", mail: "host@demo.example", language: .nl,
            roles: [Grant(.host, in: edition)]),
        One(
            id: "demo-privacy", name: "Paul Muster", office: "Data protection officer", mail: "privacy@demo.example",
            language: .de,
            roles: [Grant(.dataProtectionOfficer, in: .server)]),
        One(
            id: "demo-desk", name: "Lucía Ejemplo", office: "Registration desk", mail: "desk@demo.example", language: .es,
            roles: [Grant(.registrationDesk, in: .server), Grant(.visitLeader, in: edition)]),
        One(
            id: "demo-coordinator", name: "Élodie Fictive", office: "International relations, Liège",
            mail: "coordinator@demo.example",
            language: .fr, roles: [Grant(.delegationCoordinator, in: .authority("be-liege"))]),
        One(
            id: "demo-mayor", name: "Jean Fictif", office: "Deputy mayor for security", mail: "coordinator@demo.example",
            language: .fr, roles: [Grant(.participant, in: edition)]),
        One(
            id: "demo-duplicate", name: "Fictif Jean", office: "Deputy mayor for security", mail: "jean.fictif@demo.example",
            language: .fr,
            roles: [Grant(.participant, in: edition)]),
        One(
            id: "demo-speaker", name: "Dr Giulia Inventata", office: "University of Nowhere", mail: "speaker@demo.example",
            language: .it, roles: [Grant(.speaker, in: edition)]),
        One(
            id: "demo-contractor", name: "Test & Partner", office: "Badges and travel", mail: "contractor@demo.example",
            language: .en, roles: [Grant(.contractor, in: edition)]),
    ]

    /// Adds them where they are not there yet.
    static func fill(_ tx: Transaction) throws {
        let store = PersonStore(tx: tx)
        guard try store.person(ID(all[0].id)) == nil else { return }
        for one in all {
            let person = Person(
                id: ID(one.id), badgeName: one.name, language: one.language, created: tx.now, office: one.office, isInvented: true
            )
            // The same for every demonstration, so that tests can be repeated; nothing of a demonstration is secret.
            let handle = Array(SHA256.hash(data: Data(one.id.utf8)))
            try AccountKeeper(tx: tx).openAccount(of: person, at: one.mail, handle: handle)
            for (number, grant) in one.roles.enumerated() {
                try RoleStore(tx: tx).give(grant, to: person.id, id: ID("\(one.id)-\(number)"))
            }
        }
        try follow(tx)
    }

    /// What some of them chose of the programme: whoever releases a change of it sees who would be told.
    private static let followed = [
        "demo-mayor": "OP PL1 TH01", "demo-coordinator": "TH01 TH02", "demo-speaker": "TH01 TH05", "demo-host": "OP TH02",
    ]

    private static func follow(_ tx: Transaction) throws {
        let edition = ID<Edition>("brussels-2027")
        let known = Set(try ProgrammeStore(tx: tx).content(of: edition).sessions.map(\.code))
        for (person, codes) in followed.sorted(by: { $0.key < $1.key }) {
            let codes = codes.split(separator: " ").compactMap { SessionCode(String($0)) }.filter(known.contains)
            try FavouriteStore(tx: tx).add(codes, of: ID(person), in: edition)
        }
    }

    static func areMissing(_ tx: Transaction) throws -> Bool { try PersonStore(tx: tx).person(ID(all[0].id)) == nil }
}
