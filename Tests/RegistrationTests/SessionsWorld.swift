// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Programme
import Server
import TestKit
import Vocabulary

@testable import Registration

/// The world of registration with a published programme: A and B at the same time, C too far from A, D on the next day, and P, in which a mayor
/// speaks while A is held.
enum SessionsWorld {
    static let base = "/en/hill-2027/organise/registration/sessions"

    private static let rooms = """
        edition,id,name,capacity,equipment_en,access_en
        hill-2027,hall,Hall,400,,
        hill-2027,small,Small room,40,,
        hill-2027,far,Town hall,40,,

        """
    private static let speakers = """
        edition,id,name,office_en,authority,institution,body,country
        hill-2027,mayor,,Mayor,fr-lakeside,,,FR

        """
    static let header =
        "edition,code,day,start,end,kind,title_en,languages,interpreted,topic,rooms,capacity,registration,status,speakers,moderator,rapporteur\n"
    private static let sessions =
        header + """
            hill-2027,A,2027-10-05,10:00,11:00,workshop,Audits & plans,EN,,,small,,limited,confirmed,,,
            hill-2027,B,2027-10-05,10:30,11:30,workshop,Bridges,EN,,,hall,,limited,confirmed,,,
            hill-2027,C,2027-10-05,11:10,12:00,workshop,Courts,EN,,,far,,limited,confirmed,,,
            hill-2027,D,2027-10-06,10:00,11:00,workshop,Doors,EN,,,small,,limited,confirmed,,,
            hill-2027,P,2027-10-05,10:15,11:15,plenary,Plenary,EN,,,hall,,open,confirmed,mayor,,

            """

    /// - Parameter places: of A, B, C and D.
    static func make(_ engine: TestEngine, places: Int = 1) async throws -> RegistrationWorld {
        let registration = try await RegistrationWorld(engine)
        try await registration.world.write { tx in
            let files = ProgrammeImport(tx: tx)
            _ = try files.rooms(Array(rooms.utf8))
            _ = try files.speakers(Array(speakers.utf8))
            _ = try files.sessions(Array(sessions.utf8))
            for (room, site) in [("hall", "north"), ("small", "north"), ("far", "south")] {
                try tx.run("INSERT INTO room_plan (edition, room, site) VALUES ('hill-2027', \(room), \(site))")
            }
            try ProgrammeActs.onlyWarn(of: "hill-2027", tx)
            try ReleaseStore(tx: tx).publish("hill-2027", note: LocalizedText("First.", in: .en), at: tx.now)
        }
        for code in ["A", "B", "C", "D"] { try await limit(code, places, registration) }
        return registration
    }

    static func limit(_ code: String, _ places: Int?, _ registration: RegistrationWorld) async throws {
        try await registration.world.write { tx in
            guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == "hill-2027" }),
                let code = SessionCode(code)
            else { return }
            try SigningUp.set(places.map { SessionPlaces(places: $0) }, of: code, in: record, words: Words(.en), tx)
        }
    }

    /// Changes a row and publishes it, as the command does.
    static func change(_ row: String, _ registration: RegistrationWorld) async throws {
        try await registration.world.write { tx in
            _ = try ProgrammeImport(tx: tx).sessions(Array((header + row + "\n").utf8))
            _ = try ProgrammeActs.release(
                "hill-2027", only: [], note: nil, ReleaseMailing(SiteSettings(), random: Array(row.utf8)), tx)
        }
    }

    static func speaks(_ person: String, _ registration: RegistrationWorld) async throws {
        try await registration.world.write { tx in
            try SpeakerActs.keep(
                [.init("mayor", at: "mayor@city.example", .en, .confirmed, person: person)], of: "hill-2027", tx)
        }
    }

    /// "paula", or "1 piet" for who is first in the queue.
    static func list(_ code: String, _ registration: RegistrationWorld) async throws -> [String] {
        try await registration.world.read { tx in
            guard let code = SessionCode(code) else { return [] }
            return try SignUpStore(tx: tx).signUps(of: code, in: "hill-2027").map { one in
                one.position.map { "\($0) \(one.person)" } ?? one.person.value
            }
        }
    }

    /// How many places each session counts as taken, and how many have one.
    static func counts(_ registration: RegistrationWorld) async throws -> [[Int]] {
        try await registration.world.read { tx in
            try tx.rows(
                """
                SELECT p.taken, (SELECT count(*) FROM session_sign_up s WHERE s.edition = p.edition AND s.session = p.session
                    AND s.state = 'place') AS counted
                FROM session_places p ORDER BY p.session
                """
            ).map { [$0["taken"], $0["counted"]] }
        }
    }
}

extension RegistrationWorld {
    /// Asks for a place, or leaves, as somebody's own page does.
    @discardableResult
    func sign(_ code: String, _ page: String, _ act: String = "join", tight: Bool = false) async -> Answer {
        await world.post("\(page)/sessions/\(code)", [("act", act)] + (tight ? [("tight", "yes")] : []))
    }
}
