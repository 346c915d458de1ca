// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import FieldVisits

@Suite struct `Places on departures` {
    private let edition = FieldVisitsWorld.edition

    private func taken(_ visits: FieldVisitsWorld) async throws -> [String: Int] {
        try await visits.world.read { tx in
            try tx.rows("SELECT id, taken FROM departure ORDER BY id").reduce(into: [:]) { $0[$1["id"]] = $1["taken"] }
        }
    }

    @Test(arguments: TestEngine.available) func `a departure never takes more than it has places`(_ engine: TestEngine)
        async throws
    {
        let visits = try await FieldVisitsWorld(engine)
        let places = [visits.place("p1", on: "V02-1", "s-ana", "ana"), visits.place("p2", on: "V02-1", "s-ben", "ben")]
        await #expect(throws: PlaceRefusal.full("V02-1")) {
            try await visits.world.write { try PlaceStore(tx: $0).give(places, in: FieldVisitsWorld.edition) }
        }
        #expect(try await taken(visits) == ["V01-1": 0, "V01-2": 0, "V02-1": 0])
        try await visits.world.write { try PlaceStore(tx: $0).give([places[0]], in: FieldVisitsWorld.edition) }
        #expect(try await taken(visits) == ["V01-1": 0, "V01-2": 0, "V02-1": 1])
    }

    @Test(arguments: TestEngine.available) func `a seat has one place on a departure`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let places = [visits.place("p1", on: "V01-1", "s-ana", "ana"), visits.place("p2", on: "V01-1", "s-ana", "ana")]
        try await visits.world.write { try PlaceStore(tx: $0).give([places[0]], in: FieldVisitsWorld.edition) }
        await #expect(throws: PlaceRefusal.alreadyThere("V01-1")) {
            try await visits.world.write { try PlaceStore(tx: $0).give([places[1]], in: FieldVisitsWorld.edition) }
        }
    }

    @Test(arguments: TestEngine.available) func `what ends frees its place once`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let place = visits.place("p1", on: "V02-1", "s-ana", "ana")
        try await visits.world.write { try PlaceStore(tx: $0).give([place], in: FieldVisitsWorld.edition) }
        for _ in 0..<2 {
            try await visits.world.write { try PlaceStore(tx: $0).end([place], .changed, in: FieldVisitsWorld.edition) }
        }
        #expect(try await taken(visits)["V02-1"] == 0)
        let history = try await visits.world.read { try PlaceStore(tx: $0).history(of: "s-ana") }
        #expect(history.map(\.end) == [.changed])
        try await visits.world.write { tx in
            try PlaceStore(tx: tx).give([visits.place("p2", on: "V02-1", "s-ana", "ana")], in: FieldVisitsWorld.edition)
        }
        #expect(try await taken(visits)["V02-1"] == 1)
    }
}
