// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Vocabulary

/// Places in sessions and who has them, in the database.
package struct SignUpStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// What pages about the places of an edition's sessions are about.
    package static func noun(_ edition: ID<Edition>) -> Noun { Noun("signups", edition) }

    // MARK: Places

    /// Those sessions that take so many and no more: one statement.
    package func places(of edition: ID<Edition>) throws -> [SessionCode: SessionPlaces] {
        tx.saw(Self.noun(edition))
        return try read(" WHERE p.edition = \(edition)")
    }

    package func places(of code: SessionCode, in edition: ID<Edition>) throws -> SessionPlaces? {
        tx.saw(Self.noun(edition))
        return try read(" WHERE p.edition = \(edition) AND p.session = \(code.description)")[code]
    }

    private func read(_ which: SQL) throws -> [SessionCode: SessionPlaces] {
        try tx.rows(
            """
            SELECT p.session, p.places, p.taken, p.opens, p.closes, p.kinds,
                (SELECT count(*) FROM session_sign_up s WHERE s.edition = p.edition AND s.session = p.session
                    AND s.state = 'waiting') AS waiting
            FROM session_places p\(which)
            """
        ).reduce(into: [:]) { all, row in
            guard let code = SessionCode(row["session"]) else { return }
            var places = SessionPlaces(
                places: row["places"], opens: (row["opens"] as Int?).map(Date.init(milliseconds:)),
                closes: (row["closes"] as Int?).map(Date.init(milliseconds:)),
                kinds: Set((row["kinds"] as String).split(separator: " ").map(String.init)))
            (places.taken, places.waiting) = (row["taken"], row["waiting"])
            all[code] = places
        }
    }

    /// Sets how many a session takes; never fewer than have a place.
    func keep(_ places: SessionPlaces, of code: SessionCode, in edition: ID<Edition>) throws {
        if let known = try self.places(of: code, in: edition), places.places < known.taken {
            throw SignUpRefusal.belowTaken(known.taken)
        }
        try tx.run(
            """
            INSERT INTO session_places (edition, session, places, taken, opens, closes, kinds)
            VALUES (\(edition), \(code.description), \(places.places), 0, \(places.opens?.milliseconds),
                \(places.closes?.milliseconds), \(places.kinds.sorted().joined(separator: " ")))
            ON CONFLICT (edition, session) DO UPDATE SET places = excluded.places, opens = excluded.opens,
                closes = excluded.closes, kinds = excluded.kinds
            """)
        record("places.changed", code, edition)
    }

    /// Opens a session to all again; only where nobody signed up.
    func openToAll(_ code: SessionCode, in edition: ID<Edition>) throws {
        let count = try signUps(of: code, in: edition).count
        guard count == 0 else { throw SignUpRefusal.belowTaken(count) }
        try tx.run("DELETE FROM session_places WHERE edition = \(edition) AND session = \(code.description)")
        record("places.removed", code, edition)
    }

    // MARK: Who signed up

    /// What these people signed up for: one statement.
    package func signUps(of persons: [ID<Person>], in edition: ID<Edition>) throws -> [SignUp] {
        guard !persons.isEmpty else { return [] }
        return try signUps(" WHERE s.edition = \(edition) AND s.person IN \(list: persons) ORDER BY s.person, s.session")
    }

    /// Who signed up for a session, in order: one statement.
    package func signUps(of code: SessionCode, in edition: ID<Edition>) throws -> [SignUp] {
        try signUps(" WHERE s.edition = \(edition) AND s.session = \(code.description) ORDER BY s.number")
    }

    /// Everybody who signed up for anything.
    package func everybody(in edition: ID<Edition>) throws -> [ID<Person>] {
        try tx.rows("SELECT DISTINCT person FROM session_sign_up WHERE edition = \(edition) ORDER BY person").map { $0["person"] }
    }

    /// Everybody who has a place in one of these sessions.
    func placed(in codes: Set<SessionCode>, of edition: ID<Edition>) throws -> [ID<Person>: Set<SessionCode>] {
        let names = codes.map(\.description).sorted()
        return try tx.rows(
            "SELECT person, session FROM session_sign_up WHERE edition = \(edition) AND session IN \(list: names)"
        ).reduce(into: [:]) { all, row in
            if let code = SessionCode(row["session"]) { all[row["person"], default: []].insert(code) }
        }
    }

    private func signUps(_ which: SQL) throws -> [SignUp] {
        try tx.rows(
            """
            SELECT s.session, s.person, s.state, s.number, s.since,
                (SELECT count(*) FROM session_sign_up w WHERE w.edition = s.edition AND w.session = s.session
                    AND w.state = 'waiting' AND w.number <= s.number) AS position
            FROM session_sign_up s\(which)
            """
        ).compactMap { row in
            guard let code = SessionCode(row["session"]), let state = SignUp.State(rawValue: row["state"]) else { return nil }
            return SignUp(
                session: code, person: row["person"], state: state, number: row["number"],
                since: Date(milliseconds: row["since"]),
                position: state == .waiting ? row["position"] : nil)
        }
    }

    /// Puts somebody behind all others, with a place or without. Counting and taking are one statement.
    func add(_ person: ID<Person>, _ state: SignUp.State, to code: SessionCode, in edition: ID<Edition>) throws {
        if state == .place { try take(code, in: edition) }
        try tx.run(
            """
            INSERT INTO session_sign_up (edition, session, person, state, number, since, placed_at)
            SELECT \(edition), \(code.description), \(person), \(state.rawValue), coalesce(max(number), 0) + 1,
                \(tx.now.milliseconds), \(state == .place ? tx.now.milliseconds : nil as Int?)
            FROM session_sign_up WHERE edition = \(edition) AND session = \(code.description)
            """)
        record(state == .place ? "signup.made" : "signup.waiting", code, edition, person)
    }

    /// Gives somebody who waits a place.
    func promote(_ signUp: SignUp, in edition: ID<Edition>) throws {
        try take(signUp.session, in: edition)
        try tx.run(
            """
            UPDATE session_sign_up SET state = 'place', placed_at = \(tx.now.milliseconds)
            WHERE edition = \(edition) AND session = \(signUp.session.description) AND person = \(signUp.person)
            """)
        record("signup.promoted", signUp.session, edition, signUp.person)
    }

    private func take(_ code: SessionCode, in edition: ID<Edition>) throws {
        let changed = try tx.run(
            """
            UPDATE session_places SET taken = taken + 1
            WHERE edition = \(edition) AND session = \(code.description) AND taken < places
            """)
        precondition(changed == 1, "a place is taken in the transaction that found it free")
    }

    /// Forgets that somebody signed up, and frees the place.
    func remove(_ signUp: SignUp, in edition: ID<Edition>) throws {
        let code = signUp.session.description
        try tx.run(
            "DELETE FROM session_sign_up WHERE edition = \(edition) AND session = \(code) AND person = \(signUp.person)")
        if signUp.state == .place {
            try tx.run("UPDATE session_places SET taken = taken - 1 WHERE edition = \(edition) AND session = \(code)")
        }
        record("signup.left", signUp.session, edition, signUp.person)
    }

    private func record(_ verb: String, _ code: SessionCode, _ edition: ID<Edition>, _ person: ID<Person>? = nil) {
        tx.record(
            verb,
            [Noun("session", ID<Session>("\(edition):\(code)")), Self.noun(edition)] + (person.map { [Noun("person", $0)] } ?? [])
        )
    }

    // MARK: Calendars

    /// - Parameter hash: of what opens it.
    package func addCalendar(_ hash: String, of person: ID<Person>, in edition: ID<Edition>) throws {
        try tx.run(
            """
            INSERT INTO agenda_calendar (hash, edition, person, created)
            VALUES (\(hash), \(edition), \(person), \(tx.now.milliseconds)) ON CONFLICT (hash) DO NOTHING
            """)
        tx.record("agenda.calendar-made", Noun("person", person))
    }

    /// Whose calendar a secret opens.
    package func holder(ofCalendar hash: String, in edition: ID<Edition>) throws -> ID<Person>? {
        try tx.first("SELECT person FROM agenda_calendar WHERE hash = \(hash) AND edition = \(edition)").map { $0["person"] }
    }

    /// What was sent to an address that is not theirs any more shows nothing.
    package func endCalendars(of person: ID<Person>) throws {
        try tx.run("DELETE FROM agenda_calendar WHERE person = \(person)")
    }
}
