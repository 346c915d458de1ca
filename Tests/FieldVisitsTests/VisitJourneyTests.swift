// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import FieldVisits

@Suite struct `Visits in public` {
    @Test(arguments: TestEngine.available)
    func `everybody reads what is published, and no draft`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let list = await visits.world.get("/en/hill-2027/visits")
        #expect(list.parts(from: "id=\"v-", to: "\"") == ["V01", "V02"])
        #expect(!list.text.contains("secret draft") && list.text.contains("Walk of 2,000 metres"))
        #expect(list.text.contains("href=\"geo:50.10000,8.60000\""))
        let one = await visits.world.get("/en/hill-2027/visits/V02")
        #expect(one.text.contains("Adults only") && one.text.contains("the list of names 5 days before"))
        for address in ["/en/hill-2027/visits/V03", "/en/hill-2027/visits/V09", "/en/lakeside-2024/visits", "/en/none/visits"] {
            #expect(await visits.world.get(address).status == 404, "\(address)")
        }
        #expect(await visits.world.get("/en/hill-2027").text.contains("2 visits to choose from."))
        let other = await visits.world.get("/fr/hill-2027/visits/V01")
        #expect(other.text.contains("lang=\"en\">A walk with the night team."))
    }

    @Test(arguments: TestEngine.available)
    func `programs read the same`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        let all = await visits.world.get("/api/v1/visits?edition=hill-2027")
        #expect(all.text.contains("\"count\":2") && !all.text.contains("secret draft"))
        let one = await visits.world.get("/api/v1/visits/hill-2027:V01")
        #expect(one.text.contains("\"id\":\"V01-1\"") && one.text.contains("\"latitude\":50.1"))
        #expect(!one.text.contains("leader"))
        #expect(await visits.world.get("/api/v1/visits/hill-2027:V03").status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `the list sends as many statements for one visit as for more`(_ engine: TestEngine) async throws {
        let visits = try await FieldVisitsWorld(engine)
        func statements() async -> Int {
            await visits.world.get("/en/hill-2027/visits?x=\(UInt64.random(in: 0 ... .max))").statements
        }
        let organise = visits.world.as(FieldVisitsWorld.secretariat)
        // What many pages read alike is in memory after the first.
        _ = await statements()
        let (many, manyOrganised) = (await statements(), await organise.get(FieldVisitsWorld.base).statements)
        try await visits.world.write { try $0.run("DELETE FROM visit WHERE code <> 'V01'") }
        #expect(await statements() == many)
        #expect(await organise.get(FieldVisitsWorld.base).statements == manyOrganised)
    }
}

@Suite struct `The map of meeting points` {
    @Test func `points keep their distances, north above`() throws {
        let points = [(50.0, 8.0), (50.01, 8.0), (50.0, 8.02)].compactMap { MeetingPoint(latitude: $0.0, longitude: $0.1) }
        let plane = MeetingMap.plane(points)
        #expect(plane.places[1].y < plane.places[0].y && plane.places[2].x > plane.places[0].x)
        #expect(abs(plane.places[0].y - plane.places[2].y) < 0.001)
        let north = plane.places[0].y - plane.places[1].y, east = plane.places[2].x - plane.places[0].x
        #expect(abs(north / east - 1_113.2 / (2_226.4 * cos(50.005 * .pi / 180))) < 0.001)
        #expect(plane.places.allSatisfy { (0...340).contains($0.x) && (0...300).contains($0.y) })
    }

    @Test func `one point lies in the middle`() {
        let plane = MeetingMap.plane([MeetingPoint(latitude: -89, longitude: 179)].compactMap { $0 })
        #expect(plane.metres == 400 && plane.places[0].x == 170)
        #expect(MeetingMap.bar(for: 400) == 100 && MeetingMap.bar(for: 3_100) == 1_000)
    }
}
