// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTTPTypes
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Looking after rooms` {
    private static let path = "/en/lakeside-2024/organise/programme/rooms"

    private func secretariat(_ engine: TestEngine = .sqlite) async throws -> World {
        try await ProgrammeWorld.make(engine).as(.signedIn("ilse", .secretariat))
    }

    private func rooms(_ world: World) async throws -> ([Room], [ID<Room>: RoomPlan]) {
        try await world.read { tx in
            let edition = try EditionStore(tx: tx).edition("lakeside-2024")
            let draft = try DraftStore(tx: tx).draft(of: edition)
            return (draft.content.rooms, draft.rooms)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a room is added, listed and changed`(engine: TestEngine) async throws {
        let world = try await secretariat(engine)
        let form = [
            ("name", "  Salle  Été "), ("capacity", "60"), ("site", "Annex"), ("booths", "2"), ("fittings", "recording"),
            ("fittings", "hearing-loop"), ("equipment", "Tables"), ("access", ""),
        ]
        let added = await world.post("\(Self.path)/new", form)
        #expect(added.headers[.location] == "\(Self.path)?notice=room-added")
        let expected = Room(
            id: "salle-ete", name: "Salle Été", capacity: 60, equipment: LocalizedText("Tables", in: .en), access: LocalizedText()
        )
        let plan = RoomPlan(site: "Annex", booths: 2, fittings: [.recording, .hearingLoop])
        #expect(try await rooms(world).0.last == expected)
        #expect(try await rooms(world).1 == ["salle-ete": plan])
        let list = await world.get(Self.path)
        #expect(
            list.parts(from: "<th scope=\"row\"><a href=\"", to: "\"")
                == ["hall", "small", "salle-ete"].map { "\(Self.path)/\($0)" })
        #expect(list.text.contains("hearing loop, recording"))
        let again = await world.post("\(Self.path)/new", [("name", "salle ete")])
        #expect(again.status == 422)
        #expect(again.text.contains("There is a room of this name already."))
        #expect(await world.post("\(Self.path)/new", [("name", "Salle Été Ω")]).status == 303)
        #expect(try await rooms(world).0.last?.id == "salle-ete-2")
        #expect(await world.save("\(Self.path)/salle-ete", form).status == 303, "its own name is no other's")
        #expect(
            await world.save("/fr/lakeside-2024/organise/programme/rooms/hall", [("name", "Grande salle"), ("access", "Rampe")])
                .status == 303)
        let hall = try #require(try await rooms(world).0.first)
        #expect(hall.name == "Grande salle")
        #expect(hall.capacity == nil)
        #expect(hall.equipment.values[.en]?.text == "Booths, hearing loop")
        #expect(hall.access.values.mapValues(\.text) == [.en: "Step-free", .fr: "Rampe"])
    }

    @Test(arguments: [
        ([("name", " "), ("capacity", "5")], "name"), ([("name", "A"), ("capacity", "0")], "capacity"),
        ([("name", "A"), ("booths", "two")], "booths"), ([("name", String(repeating: "a", count: 201))], "name"),
        ([("name", "A"), ("equipment", String(repeating: "b", count: 201))], "equipment"),
    ])
    func `what is wrong is said beside what was typed`(form: [(String, String)], field: String) async throws {
        let world = try await secretariat()
        let before = try await rooms(world).0
        for path in ["\(Self.path)/new", "\(Self.path)/hall"] {
            let answer = await world.post(path, form)
            #expect(answer.status == 422)
            #expect(answer.parts(from: "<li><a href=\"#f-", to: "\"") == [field])
        }
        #expect(try await rooms(world).0 == before)
    }

    @Test func `is for those who plan this programme`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let host = world.as(.signedIn("joke", grants: [Grant(.host, in: .edition("lakeside-2024"))]))
        let neighbour = world.as(.signedIn("other", grants: [Grant(.secretariat, in: .edition("hill-2027"))]))
        #expect(await host.get(Self.path).status == 200)
        #expect(await host.get(Self.path).parts(from: "<th scope=\"row\">", to: "<") == ["Hall", "Small room"])
        for (asked, path) in [
            (host, "\(Self.path)/hall"), (host, "\(Self.path)/new"), (neighbour, Self.path), (neighbour, "\(Self.path)/hall"),
            (world, Self.path),
        ] { #expect(await asked.get(path).status == 404, "\(path)") }
        for asked in [host, neighbour, world] {
            #expect(await asked.post("\(Self.path)/hall", [("name", "Mine")]).status == 404)
        }
        let secretariat = try await secretariat()
        #expect(await secretariat.get("\(Self.path)/attic").status == 404)
        #expect(await secretariat.post("\(Self.path)/attic", [("name", "A")]).status == 404)
    }

    @Test func `one room or three take the same number of statements`() async throws {
        let world = try await secretariat()
        _ = await world.get(Self.path)
        let two = await world.get(Self.path).statements
        for name in ["A", "B"] { _ = await world.post("\(Self.path)/new", [("name", name)]) }
        _ = await world.get(Self.path)
        #expect(await world.get(Self.path).statements == two)
    }
}
