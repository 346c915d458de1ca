// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

@testable import Programme

/// Sessions and what releases are made of, without a database.
enum ReleaseRulesWorld {
    static let first = Date(timeIntervalSince1970: 1_000_000), later = Date(timeIntervalSince1970: 2_000_000)

    static func session(_ code: String, _ title: String = "Safe streets") -> Session {
        Session(
            code: SessionCode(code)!, kind: .thematic, status: .confirmed, registration: .open,
            time: SessionTime(day: Day(2027, 3, 17)!, start: WallTime("09:00")!, end: WallTime("10:30")!), day: Day(2027, 3, 17),
            title: LocalizedText(title, in: .en), abstract: LocalizedText(), languages: ["en"], interpreted: [], topic: nil,
            rooms: [], capacity: nil, speakers: [], notes: "")
    }

    static func facts(_ sessions: [Session], before: Release? = nil) -> ReleaseFacts {
        var content = ProgrammeContent()
        content.sessions = sessions
        let identities = Dictionary(
            uniqueKeysWithValues: sessions.enumerated().map { number, session in
                (session.code, ProgrammeStore.Identity(slot: number + 1, sign: "ABC12\(number)", uid: "uid-\(number)"))
            })
        return ReleaseFacts(content: content, identities: identities, before: before)
    }

    static func released(_ sessions: [Session]) throws -> Release {
        try facts(sessions).release(note: LocalizedText(), at: first)
    }
}
