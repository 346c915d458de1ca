// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Formats
import Foundation
import People
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Delegations and participants go out and in as files` {
    private static let path = "\(Asking.base)/files"

    /// A world with two seats of the city, one with a name, and somebody at the upload.
    private func filled(_ engine: TestEngine) async throws -> (RegistrationWorld, World) {
        let registration = try await RegistrationWorld.priced(engine)
        try await registration.person("clara", "Clara")
        let seats = try await registration.reserve(2)
        let link = registration.world
        _ = await link.post(
            "\(Asking.link)/seats/\(seats[0].id)",
            [("name", "=Anna Müller"), ("address", "anna@city.example"), ("kind", "elected")])
        return (registration, registration.world.as(Asking.ownSecretariat))
    }

    private func cells(_ bytes: [UInt8]) throws -> [[String]] { try Table(reading: bytes).rows.map(\.values) }

    @Test(arguments: TestEngine.available)
    func `taking in what was taken out changes nothing, from both kinds of file`(_ engine: TestEngine) async throws {
        let (registration, world) = try await filled(engine)
        for kind in RegistrationFileKind.allCases {
            for ending in ["csv", "xlsx"] {
                let file = await world.get("\(Self.path)/\(kind.rawValue).\(ending)")
                #expect(file.status == 200)
                #expect(try Table(reading: file.bytes).header == kind.columns)
                let looked = await world.upload(Self.path, "file", file.bytes, with: [("kind", kind.rawValue)])
                #expect(looked.status == 200)
                #expect(looked.text.contains("New: 0. Changed: 0."))
            }
        }
        let exported = try await registration.world.read { tx in
            try tx.rows("SELECT count(*) AS n FROM act WHERE verb = 'person.exported'")[0]["n"] as Int
        }
        #expect(exported >= 1)
    }

    @Test(arguments: TestEngine.available)
    func `a file is looked at, then taken as a whole`(_ engine: TestEngine) async throws {
        let (registration, world) = try await filled(engine)
        let text = """
            authority,body,language,contact,address,places,order_number
            fr-lakeside,,fr,Anna Müller,anna@city.example,9,PO 12
            ,Guild of Bakers,de,Bruno B.,bruno@guild.example,,
            """
        let looked = await world.upload(Self.path, "file", Array(text.utf8), with: [("kind", "delegations")])
        #expect(looked.text.contains("New: 1. Changed: 1."))
        #expect(looked.text.contains("Line 2: fr-lakeside changes in language, contact, address, places, order_number."))
        #expect(looked.text.contains("<form class=\"act\" method=\"post\" action=\"\(Self.path)/taking\">"))
        #expect(try await registration.facts().delegation.orderNumber == "")
        #expect(await world.post("\(Self.path)/taking").status == 303)
        #expect(try await registration.facts().delegation.orderNumber == "PO 12")
        let rows = try cells(await world.get("\(Self.path)/delegations.csv").bytes)
        let guild = try #require(rows.first { $0[4] == "Guild of Bakers" })
        #expect(Array(guild[6...]) == ["de", "Bruno B.", "bruno@guild.example", "4", "", "invited", "0", "0"])
        #expect(await world.post("\(Self.path)/taking").status == 422)
        let letters = try await registration.world.read { try $0.rows("SELECT id FROM letter").count }
        #expect(letters == 0)
    }

    @Test(arguments: TestEngine.available)
    func `people are named, corrected and swapped by file`(_ engine: TestEngine) async throws {
        let (registration, world) = try await filled(engine)
        let before = try await registration.facts().seats
        let text = """
            delegation,seat,kind,name,address,office,fee
            d-city,1,elected,Anna Müller-Weiß,anna@city.example,Mayor,speaker
            d-city,,officer,Bruno B.,bruno@city.example,,
            """
        #expect(
            await world.upload(Self.path, "file", Array(text.utf8), with: [("kind", "participants")]).text.contains("Changed: 2.")
        )
        #expect(await world.post("\(Self.path)/taking").status == 303)
        let after = try await registration.facts().seats
        // The same human, corrected; and somebody for the seat without a name.
        #expect(after[0].person == before[0].person)
        let rows = try cells(await world.get("\(Self.path)/participants.csv").bytes)
        #expect(rows.map { $0[7] } == ["Anna Müller-Weiß", "Bruno B."])
        #expect(rows[0][12] == "speaker")
        let swap = "delegation,seat,name,address\nd-city,1,Carla C.,carla@city.example\n"
        _ = await world.upload(Self.path, "file", Array(swap.utf8), with: [("kind", "participants")])
        #expect(await world.post("\(Self.path)/taking").status == 303)
        #expect(try await registration.facts().seats[0].person != before[0].person)
        let holders = try await registration.world.read {
            try SeatStore(tx: $0).holders(of: RegistrationWorld.city)[before[0].id]?.count
        }
        #expect(holders == 2)
    }

    @Test(arguments: TestEngine.available)
    func `people without a seat take new ones as long as there are places`(_ engine: TestEngine) async throws {
        let (registration, world) = try await filled(engine)
        func look(_ names: [String]) async -> String {
            let lines = names.map { "d-hill,elected,\($0),\($0.lowercased())@hill.example\n" }
            let text = "delegation,kind,name,address\n" + lines.joined()
            return await world.upload(Self.path, "file", Array(text.utf8), with: [("kind", "participants")]).text
        }
        #expect(await look(["Bruno", "Carla"]).contains("New: 2. Changed: 0."))
        #expect(try await registration.facts(RegistrationWorld.hill).seats == [])
        #expect(await world.post("\(Self.path)/taking").status == 303)
        #expect(try await registration.facts(RegistrationWorld.hill).seats.map(\.kind) == [.elected, .elected])
        // The same file again finds the same people; the delegation has four places.
        #expect(await look(["Bruno", "Carla"]).contains("New: 0. Changed: 0."))
        #expect(await look(["Dora", "Emil", "Fritz"]).contains("Line 4, column seat: there are not so many places"))
        #expect(try await registration.facts(RegistrationWorld.hill).seats.count == 2)
        for count in try await registration.counts() { #expect(count.kept == count.counted) }
    }

    @Test(arguments: TestEngine.available)
    func `one line that is wrong keeps all from being taken, and is told`(_ engine: TestEngine) async throws {
        let (registration, world) = try await filled(engine)
        let cases: [(String, String, String)] = [
            ("delegations", "body,contact,address\nGuild,Bruno,not-an-address\n", "Line 2, column address"),
            ("delegations", "body,language\nGuild,xx\n", "Line 2, column language"),
            ("delegations", "body,places\nGuild,0\n", "Line 2, column places"),
            ("delegations", "body\n\(String(repeating: "A", count: 201))\n", "Line 2, column body"),
            ("delegations", "authority,places\nfr-lakeside,1\n", "Line 2, column places: there are not so many places"),
            ("delegations", "authority\nnobody-knows\n", "Line 2, column authority"),
            ("delegations", "id\nd-none\n", "Line 2, column id"),
            ("delegations", "body\nGuild\nGuild\n", "Line 3: there is another line"),
            ("delegations", "edition,body\nlakeside-2024,Guild\n", "Line 2, column edition"),
            ("delegations", "contact\nBruno\n", "Line 1: the column authority is missing"),
            ("participants", "delegation,seat\nd-city,1\n", "Line 1: the column name is missing"),
            ("participants", "delegation,seat,name\nd-city,7,Bruno\n", "holds no seat 7"),
            ("participants", "delegation,seat,name\nd-city,1,\n", "Line 2: somebody is named"),
            (
                "participants", "delegation,seat,name,office\nd-hill,,,Mayor\n",
                "Line 2: the delegation holds no seat without a name"
            ),
            ("participants", "delegation,seat,name,kind\nd-city,2,Bruno,king\n", "Line 2, column kind"),
            ("participants", "delegation,seat,name\nd-city,2,A\nd-city,2,B\n", "Line 3: there is another line"),
        ]
        for (kind, text, sentence) in cases {
            let answer = await world.upload(Self.path, "file", Array(text.utf8), with: [("kind", kind)])
            #expect(answer.status == 422)
            #expect(answer.text.contains(sentence), "\(text)")
        }
        let empty = await world.upload(Self.path, "file", [], with: [("kind", "delegations")])
        #expect(empty.status == 422)
        #expect(empty.text.contains("The file holds no lines."))
        #expect(await world.upload(Self.path, "file", [0x50, 0x4B, 3, 4, 0], with: [("kind", "delegations")]).status == 422)
        #expect(try await registration.world.read { try $0.rows("SELECT id FROM delegation").count } == 3)
    }

    /// Whoever can come in by themselves is not changed by a file.
    @Test(arguments: TestEngine.available)
    func `all lines that are wrong are told at once`(_ engine: TestEngine) async throws {
        let (registration, world) = try await filled(engine)
        let text = "id,authority,country,places\n,fr-lakeside,FR,many\n,de-hill,DE,3\n,Nowhere Guild,ZZ,2\n"
        let answer = await world.upload(Self.path, "file", Array(text.utf8), with: [("kind", "delegations")])
        #expect(answer.status == 422)
        #expect(answer.text.contains("Line 2, column places: “many” is no number of places from 1 to 999."))
        #expect(!answer.text.contains("Line 3"))
        #expect(answer.text.contains("Line 4, column"))
        let places = try await registration.world.read {
            try RegistrationStore(tx: $0).quotas(of: RegistrationWorld.edition, [.delegation(RegistrationWorld.hill)]).values
                .first?.places
        }
        #expect(places == 4)
    }

    @Test(arguments: TestEngine.available)
    func `who looks after their own data is not corrected by a file`(_ engine: TestEngine) async throws {
        let (registration, world) = try await filled(engine)
        try await registration.person("known", "Known One")
        try await registration.do {
            try $0.name($0.facts(RegistrationWorld.city).seats[1].id, "known", of: RegistrationWorld.city)
        }
        let text = "delegation,seat,name,office\nd-city,2,Known One,Nobody\n"
        let answer = await world.upload(Self.path, "file", Array(text.utf8), with: [("kind", "participants")])
        #expect(answer.status == 422)
        #expect(answer.text.contains("looks after their own data"))
    }

    @Test(arguments: TestEngine.available)
    func `files are the secretariat's alone`(_ engine: TestEngine) async throws {
        let (_, own) = try await filled(engine)
        let file = Array("body\nGuild\n".utf8)
        #expect(await own.get(Self.path).status == 200)
        #expect(await own.get("\(Self.path)/people.csv").status == 404)
        for other in [own.as(Asking.coordinator), own.as(Asking.otherSecretariat), own.as(Asking.desk)] {
            #expect(await other.get(Self.path).status == 404)
            #expect(await other.get("\(Self.path)/participants.csv").status == 404)
            #expect(await other.upload(Self.path, "file", file, with: [("kind", "delegations")]).status == 404)
            #expect(await other.post("\(Self.path)/taking").status == 404)
        }
    }

    @Test(arguments: TestEngine.available)
    func `writing a file sends as many statements for one delegation as for many`(_ engine: TestEngine) async throws {
        let (registration, _) = try await filled(engine)
        func statements() async throws -> Int {
            let before = registration.world.database.statementCount
            _ = try await registration.world.read { tx in
                (
                    try RegistrationFiles(RegistrationWorld.edition, tx).rows(.delegations),
                    try RegistrationFiles(RegistrationWorld.edition, tx).rows(.participants)
                )
            }
            return registration.world.database.statementCount - before
        }
        let one = try await statements()
        try await registration.reserve(3, for: RegistrationWorld.hill)
        #expect(try await statements() == one)
    }
}
