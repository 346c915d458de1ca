// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import TestKit
import Vocabulary

@testable import Programme

/// A small programme of the edition lakeside-2024: a plenary over two rooms' time, two sessions at once, one past midnight, one
/// without a time, and drafts of none.
enum ProgrammeWorld {
    static let rooms = """
        edition,id,name,capacity,equipment_en,access_en,access_fr
        lakeside-2024,hall,Hall,400,"Booths, hearing loop",Step-free,De plain-pied
        lakeside-2024,small,Small room,40,,,

        """
    static let speakers = """
        edition,id,name,office_en,office_fr,authority,institution,body,country
        lakeside-2024,mayor,,Mayor,Maire,fr-lakeside,,,FR
        lakeside-2024,deputy,Ada <Example>,Deputy mayor,Adjointe,de-hill,,,DE
        lakeside-2024,chair,,Chair,Présidence,,,"University of ""Examples"" & more",BE

        """
    static let header =
        "edition,code,day,start,end,kind,title_en,title_fr,abstract_en,languages,interpreted,topic,rooms,capacity,registration,status,speakers,moderator,rapporteur,notes\n"
    static let sessions =
        header + """
            lakeside-2024,OP,2024-03-20,14:00,15:00,opening,Opening,Ouverture,,EN FR,EN FR NL,,hall,,open,confirmed,mayor,chair,,
            lakeside-2024,TH1,2024-03-20,15:30,17:00,thematic,"Safe & calm <streets>",,"A text, with; signs.",EN,,night,hall,,open,confirmed,mayor|deputy,,chair,call the mayor
            lakeside-2024,TH2,2024-03-20,16:00,17:00,thematic,Young people,Jeunes,,FR,EN,youth,small,30,limited,unconfirmed,deputy,,,
            lakeside-2024,NI,2024-03-21,00:30,02:00,other,Night walk,,,EN,,night,,,list,confirmed,,,,
            lakeside-2024,WS,,,,workshop,A workshop,,,EN,,,,,open,confirmed,,,,

            """

    /// A world with this programme; published once if asked for.
    static func make(_ engine: TestEngine, isReleased: Bool = true) async throws -> World {
        let world = try await World(engine)
        try await world.write { tx in
            let files = ProgrammeImport(tx: tx)
            _ = try files.rooms(Array(rooms.utf8))
            _ = try files.speakers(Array(speakers.utf8))
            _ = try files.sessions(Array(sessions.utf8))
            if isReleased {
                try ReleaseStore(tx: tx).publish("lakeside-2024", note: LocalizedText("First.", in: .en), at: tx.now)
            }
        }
        return world
    }

    /// Changes rows and publishes them.
    static func change(_ rows: String, in world: World, at later: TimeInterval = 3_600) async throws {
        try await world.write { tx in
            _ = try ProgrammeImport(tx: tx).sessions(Array((header + rows + "\n").utf8))
            try ReleaseStore(tx: tx).publish("lakeside-2024", note: LocalizedText("Second.", in: .en), at: tx.now + later)
        }
    }
}
