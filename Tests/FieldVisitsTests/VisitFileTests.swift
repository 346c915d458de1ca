// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Programme
import TestKit
import Testing
import Vocabulary

@testable import FieldVisits

@Suite struct `Files of visits` {
    private static let base = "\(FieldVisitsWorld.base)/files"

    private func take(_ text: String, _ kind: VisitFileKind, _ visits: FieldVisitsWorld) async throws -> [Int] {
        try await visits.world.write { tx in
            let counts = try VisitImport(tx: tx).take(Array(text.utf8), as: kind).counts
            return [counts.added, counts.changed, counts.unchanged]
        }
    }

    @Test(arguments: TestEngine.available)
    func `taking in what was taken out changes nothing`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let before = try await visits.world.read { try VisitStore(tx: $0).visits(of: FieldVisitsWorld.edition) }
        for kind in VisitFileKind.allCases {
            let bytes = try await visits.world.read { try VisitImport.write(kind, $0) }
            #expect(try await take(String(decoding: bytes, as: UTF8.self), kind, visits) == [0, 0, 3])
        }
        #expect(try await visits.world.read { try VisitStore(tx: $0).visits(of: FieldVisitsWorld.edition) } == before)
    }

    @Test(arguments: TestEngine.available)
    func `a file is looked at before it is taken`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        try await visits.world.write { tx in
            try PersonStore(tx: tx).add(Person(id: "clara", badgeName: "Clara", language: .en, created: tx.now))
        }
        let world = visits.world.as(FieldVisitsWorld.secretariat)
        let file = Array(
            "edition,code,kind,title_en,published\nhill-2027,V20,police,Police station,yes\nhill-2027,V01,street,The harbour by day,\n"
                .utf8)
        let look = await world.upload(Self.base, "file", file, with: [("kind", "visits")])
        #expect(look.text.contains("New: 1. Changed: 1. The same: 0."))
        #expect(await visits.world.get("/en/hill-2027/visits/V20").status == 404)
        #expect(await world.post("\(Self.base)/taking").status == 303)
        #expect(await visits.world.get("/en/hill-2027/visits/V20").text.contains("Police station"))
        let one = await visits.world.get("/en/hill-2027/visits/V01").text
        // What the file has no column for stays.
        #expect(one.contains("The harbour by day") && one.contains("Walk of 2,000 metres"))
        #expect(await world.post("\(Self.base)/taking").text.contains("The file is no longer there."))
    }

    @Test(arguments: TestEngine.available)
    func `what is wrong is said by line and column, and nothing is taken`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let header = "edition,visit,id,day,start,end,capacity\n"
        let good = "hill-2027,V01,V01-3,2027-10-05,16:00,17:00,9\n"
        let bad: [(String, String, ProgrammeRefusal.Reason)] = [
            ("hill-2027,V09,V09-1,2027-10-05,16:00,17:00,9", "visit", .unknown(file: "visits.csv")),
            ("hill-2027,V01,V 4,2027-10-05,16:00,17:00,9", "id", .code),
            ("hill-2027,V01,V02-1,2027-10-05,16:00,17:00,9", "id", .twice),
            ("hill-2027,V01,V01-3,2027-10-05,16:00,17:00,9", "id", .twice),
            ("hill-2027,V01,V01-4,2027-10-05,,,9", "start", .empty),
            ("hill-2027,V01,V01-4,2027-10-05,16:00,17:00,0", "capacity", .number),
        ]
        for (line, column, reason) in bad {
            let found = await #expect(throws: ProgrammeRefusal.self) {
                _ = try await take(header + good + line + "\n", .departures, visits)
            }
            guard case .value(3, let place, _, let why)? = found else {
                Issue.record("\(line): \(String(describing: found))")
                continue
            }
            #expect(place == column && why == reason, "\(line)")
        }
        #expect(try await take(header + good, .departures, visits) == [1, 0, 0])
    }
}

@Suite struct `Visits and people who go` {
    @Test(arguments: TestEngine.available)
    func `whoever is erased leaves no wish, and no name on a place`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let ana = visits.world.as(FieldVisitsWorld.ana)
        #expect(await ana.post("/en/hill-2027/visits/wishes", [("version", "0"), ("rank-V01", "1")]).status == 303)
        let place = visits.place("p1", on: "V01-2", "s-ana", "ana")
        try await visits.world.write { try PlaceStore(tx: $0).give([place], in: FieldVisitsWorld.edition) }
        let export = try await visits.world.read { tx in
            try FieldVisitsFeature.exports.flatMap { try $0(tx, ["ana"]) }.map(\.rows.count)
        }
        #expect(export == [1, 1, 1])
        try await visits.world.write { tx in
            _ = try FieldVisitsFeature.erasing(tx, ErasedPerson(ids: ["ana"], addresses: [], names: [], now: tx.now))
        }
        #expect(try await visits.wishes("s-ana") == "none")
        let history = try await visits.world.read { try PlaceStore(tx: $0).history(of: "s-ana") }
        #expect(history.map(\.person) == [nil] && history.map(\.end) == [.left])
        let taken: [Int] = try await visits.world.read {
            try $0.rows("SELECT taken FROM departure WHERE id = 'V01-2'").map { $0["taken"] }
        }
        #expect(taken == [0])
    }

    @Test(arguments: TestEngine.available)
    func `half a year after the edition wishes and leaders are forgotten, later who had a place`(_ engine: TestEngine)
        async throws
    {
        let visits = try await FieldVisitsWorld(engine)
        let ana = visits.world.as(FieldVisitsWorld.ana)
        #expect(await ana.post("/en/hill-2027/visits/wishes", [("version", "0"), ("rank-V01", "1")]).status == 303)
        let place = visits.place("p1", on: "V01-2", "s-ana", "ana")
        try await visits.world.write { tx in
            try PlaceStore(tx: tx).give([place], in: FieldVisitsWorld.edition)
            try tx.run("UPDATE departure SET leader = 'Lena' WHERE id = 'V01-1'")
        }
        func forget(_ day: Day) async throws -> [Int] {
            try await visits.world.at(day.midnightUTC).write { try FieldVisitsFeature.forget($0).map(\.rows) }
        }
        #expect(try await forget(Day(2027, 11, 1)!) == [0, 0, 0])
        #expect(try await forget(Day(2028, 6, 1)!) == [1, 1, 0])
        #expect(try await forget(Day(2030, 1, 1)!) == [0, 0, 1])
    }

    @Test(arguments: TestEngine.available)
    func `departures move with their edition`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        try await visits.world.write { tx in
            try FieldVisitsActs.editionMoved(try EditionStore(tx: tx).edition("hill-2027"), days: 7, tx)
        }
        let all = try await visits.world.read { try VisitStore(tx: $0).visits(of: FieldVisitsWorld.edition) }
        #expect(Set(all.flatMap(\.departures).map(\.time.day.description)) == ["2027-10-12"])
        let settings = try await visits.world.read { try VisitStore(tx: $0).settings(of: FieldVisitsWorld.edition) }
        #expect(settings?.opens == visits.world.now - 60 + 7 * 86_400)
    }
}
