// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Programme
import Registration
import Vocabulary

/// Three sessions of the demonstration with limited places: one with room, one nearly full, one with a waiting list.
enum DemoSignups {
    private static let edition: ID<Edition> = "brussels-2027"

    /// Each with how many it takes and how many want to come.
    private static let sessions: [(code: String, places: Int, wanted: Int)] = [
        ("TH05", 24, 11), ("HT1", 40, 37), ("HT2", 30, 34),
    ]

    /// Those whose coordinator can sign in: where they want to be.
    private static let own: [(code: String, person: ID<Person>)] = [
        ("TH05", "demo-mayor"), ("HT1", "demo-coordinator"), ("HT2", "demo-mayor"),
    ]

    static func areMissing(_ tx: Transaction) throws -> Bool {
        try SignUpStore(tx: tx).places(of: edition).isEmpty && !DemoRegistration.isMissing(tx)
    }

    static func fill(_ tx: Transaction) throws {
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }) else { return }
        for one in sessions {
            guard let code = SessionCode(one.code) else { continue }
            try SigningUp.set(SessionPlaces(places: one.places), of: code, in: record, words: Words(.en), tx)
        }
        let signing = try SigningUp(record, words: Words(.en), tx)
        let people = try tx.rows(
            """
            SELECT s.person FROM seat s JOIN delegation d ON d.id = s.delegation AND d.authority IS NOT NULL
            WHERE s.edition = \(edition) AND s.given_back_at IS NULL AND s.person IS NOT NULL
                AND s.person NOT IN \(list: own.map(\.person)) ORDER BY s.number, s.person
            """
        ).map { $0["person"] as ID<Person> }
        var next = 0
        for one in sessions {
            let mine = own.filter { $0.code == one.code }.map(\.person)
            let rest = Array(people.dropFirst(next).prefix(one.wanted - mine.count))
            next += rest.count
            // Whoever was quick is first; of the delegation that is shown, one waits.
            let order: [ID<Person>] = one.wanted > one.places ? rest + mine : mine + rest
            for person in order { try join(signing, one.code, person) }
        }
    }

    private static func join(_ signing: SigningUp, _ text: String, _ person: ID<Person>) throws {
        guard let code = SessionCode(text) else { return }
        do {
            try signing.join(code, person, as: ActorKind.officer.rawValue, evenIfTight: true)
        } catch is SignUpRefusal {
            // Somebody who speaks at that time comes to something else.
        }
    }
}
