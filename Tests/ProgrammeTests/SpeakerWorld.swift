// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import People
import Server
import TestKit
import Vocabulary

@testable import Programme

/// The programme of lakeside-2024 three weeks before it begins, with somebody who looks after its speakers.
struct SpeakerWorld {
    /// Nobody in particular, at that time.
    let world: World
    let secretariat: World

    static let organise = "/en/lakeside-2024/organise/programme"
    static let token = Secret(Array(repeating: 7, count: 32))
    static let own = "/en/lakeside-2024/speaking/\(token.text)"

    init(_ engine: TestEngine) async throws {
        world = try await ProgrammeWorld.make(engine).at(Date(timeIntervalSince1970: 1_709_300_000))
        try await world.write { tx in
            try PersonStore(tx: tx).add(Person(id: "ilse", badgeName: "Ilse", language: .en, created: tx.now))
        }
        secretariat = world.as(.signedIn("ilse", .secretariat))
    }

    /// Gives the deputy an address and a link.
    func linked(_ state: SpeakerState = .asked) async throws {
        try await world.write { tx in
            let store = SpeakerStore(tx: tx)
            let contact = SpeakerContact(
                address: "ada@cities.example", language: .de, state: state, askedAt: tx.now - 3 * 86_400)
            try store.keep([(speaker: "deputy", contact: contact)], in: "lakeside-2024")
            try store.keep([(speaker: "deputy", hash: Self.token.hash)], in: "lakeside-2024")
        }
    }

    func profile(_ speaker: ID<Speaker> = "deputy") async throws -> SpeakerProfile {
        try await world.read { try SpeakerStore(tx: $0).profile(of: speaker, in: "lakeside-2024") }
    }

    func speaker(_ id: ID<Speaker> = "deputy") async throws -> Speaker? {
        try await world.read { try ProgrammeStore(tx: $0).content(of: "lakeside-2024").speakers.first { $0.id == id } }
    }

    func verbs() async throws -> [String] {
        try await world.read { tx in
            try tx.rows("SELECT verb FROM act WHERE verb LIKE 'speaker.%' ORDER BY number").map { $0["verb"] }
        }
    }

    /// The newest letters, as they wait.
    func letters() async throws -> [(address: String, language: String, subject: String, body: String)] {
        try await world.read { tx in
            try tx.rows("SELECT address, language, subject, body FROM letter ORDER BY address").map {
                ($0["address"], $0["language"], $0["subject"], $0["body"])
            }
        }
    }

    /// Black, 240 by 300 pixels: just large enough.
    static let picture = [UInt8](
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAPAAAAEsAQAAAADVpQPfAAAAH0lEQVR42u3BMQEAAADCoPVP7WkJoAAAAAAAAAAAAG4kVAABubXazAAAAABJRU5ErkJggg=="
        ) ?? Data())
    /// The same, 48 by 60.
    static let smallPicture = [UInt8](
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAADAAAAA8AQAAAAAIuwRRAAAADklEQVR42mNgGAWDHQAAAaQAAX4gqxkAAAAASUVORK5CYII="
        ) ?? Data())
}
