// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// Sessions that begin late: said at once, without a release.
struct LateStore {
    let tx: Transaction

    /// By how many minutes each session is late that was said to be and is not over; what is said holds until one of them ends.
    func minutes(of edition: ID<Edition>, _ programme: PublishedProgramme) throws -> [SessionCode: Int] {
        try minutes(of: edition).filter { code, minutes in
            guard let end = programme.item(code)?.instants?.upperBound.addingTimeInterval(Double(minutes) * 60), end > tx.now
            else {
                return false
            }
            tx.holds(until: end)
            return true
        }
    }

    /// Forgets what was said of sessions that are at another time now.
    func forget(_ codes: [SessionCode], in edition: ID<Edition>) throws {
        try tx.run("DELETE FROM late_notice WHERE edition = \(edition) AND session IN \(list: codes.map(\.description))")
    }

    private func minutes(of edition: ID<Edition>) throws -> [SessionCode: Int] {
        try tx.keeping("late:\(edition)", about: ReleaseStore.noun(edition)) {
            try tx.rows("SELECT session, minutes FROM late_notice WHERE edition = \(edition)").reduce(into: [:]) { all, row in
                if let code = SessionCode(row["session"]) { all[code] = row["minutes"] }
            }
        }
    }

    /// Says that a session is late by so many minutes; nil says that it is on time again.
    func keep(_ minutes: Int?, of code: SessionCode, in edition: ID<Edition>) throws {
        if let minutes {
            try tx.run(
                """
                INSERT INTO late_notice (edition, session, minutes, at)
                VALUES (\(edition), \(code.description), \(minutes), \(tx.now.milliseconds))
                ON CONFLICT (edition, session) DO UPDATE SET minutes = excluded.minutes, at = excluded.at
                """)
        } else {
            try tx.run("DELETE FROM late_notice WHERE edition = \(edition) AND session = \(code.description)")
        }
        let session = Noun("session", ID<Session>("\(edition):\(code)"))
        tx.record(minutes == nil ? "session.on-time" : "session.late", session, ReleaseStore.noun(edition))
    }
}
