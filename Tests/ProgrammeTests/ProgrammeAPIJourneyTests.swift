// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import HTTPTypes
import Server
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `The API` {
    private static let collections = ["editions", "topics", "authorities", "rooms", "sessions", "speakers", "changes"]

    private func object(_ answer: Answer) throws -> [String: Any] {
        #expect(answer.headers[.contentType]?.hasPrefix("application/json") == true)
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
    }

    private func results(_ world: World, _ target: String) async throws -> [[String: Any]] {
        try #require(try object(await world.get("/api/v1/\(target)"))["results"] as? [[String: Any]])
    }

    private func ids(_ world: World, _ target: String) async throws -> [String] {
        try await results(world, target).compactMap { $0["id"] as? String }
    }

    @Test(arguments: TestEngine.available)
    func `every list leads to its items, and both are as they are described`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        let document = try object(await world.get("/api/openapi.json"))
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        let schemas = try #require((document["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]])
        for name in Self.collections {
            let items = try await results(world, name)
            #expect(!items.isEmpty, "\(name)")
            for item in items {
                let id = try #require(item["id"] as? String)
                let one = try object(await world.get("/api/v1/\(name)/\(id)"))
                #expect(one as NSDictionary == item as NSDictionary, "\(name) \(id)")
                if let page = item["page"] as? String {
                    #expect(
                        await world.get(page.replacingOccurrences(of: "https://cities.example", with: "")).status == 200,
                        "\(page)")
                }
            }
            let get = try #require(paths["/api/v1/\(name)/{id}"]?["get"] as? [String: Any])
            let answers = try #require(get["responses"] as? [String: [String: Any]])
            let content = try #require(answers["200"]?["content"] as? [String: [String: Any]])
            let reference = try #require((content["application/json"]?["schema"] as? [String: String])?["$ref"])
            let schema = try #require(schemas[reference.components(separatedBy: "/").last ?? ""])
            #expect(Set((schema["properties"] as? [String: Any] ?? [:]).keys) == Set(items[0].keys), "\(name)")
        }
        // And, for holders of a token alone, the record of acts and the figures of registration; visits, of which there are none here.
        let others = ["acts", "registration-figures", "visits"].flatMap { ["/api/v1/\($0)", "/api/v1/\($0)/{id}"] }
        #expect(Set(paths.keys).subtracting(others).count == Self.collections.count * 2 + 1)
    }

    @Test(arguments: TestEngine.available)
    func `sessions are those of the latest release, and filters narrow them`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        #expect(
            try await ids(world, "sessions")
                == ["OP", "TH1", "TH2", "NI", "WS"].map { "lakeside-2024:\($0)" })
        for (query, codes) in [
            ("topic=night", ["TH1", "NI"]), ("kind=thematic", ["TH1", "TH2"]), ("status=unconfirmed", ["TH2"]),
            ("day=2024-03-20", ["OP", "TH1", "TH2", "NI"]), ("language=fr", ["OP", "TH2"]), ("into=nl", ["OP"]),
            ("room=lakeside-2024:small", ["TH2"]), ("speaker=lakeside-2024:deputy", ["TH1", "TH2"]), ("q=JEUNES", ["TH2"]),
            ("edition=hill-2027", []), ("edition=lakeside-2024&topic=night&status=confirmed", ["TH1", "NI"]),
        ] {
            #expect(try await ids(world, "sessions?\(query)") == codes.map { "lakeside-2024:\($0)" }, "\(query)")
        }
        #expect(try await ids(world, "authorities?q=Seestadt") == ["fr-lakeside"])
        #expect(try await ids(world, "authorities?country=DE&member=unknown") == ids(world, "authorities?country=DE"))
        #expect(try await ids(world, "speakers?country=DE") == ["lakeside-2024:deputy"])
        #expect(try await ids(world, "topics?edition=lakeside-2024") == ["night"])
        let night = try object(await world.get("/api/v1/sessions/lakeside-2024:NI"))
        #expect(night["start"] as? String == "2024-03-20T23:30:00Z" && night["day"] as? String == "2024-03-20")
    }

    @Test(arguments: TestEngine.available)
    func `drafts are absent, and so are notes`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine, isReleased: false)
        for name in ["rooms", "sessions", "speakers", "changes"] {
            #expect(try await results(world, name).isEmpty, "\(name)")
        }
        for id in ["sessions/lakeside-2024:OP", "rooms/lakeside-2024:hall", "speakers/lakeside-2024:mayor"] {
            #expect(await world.get("/api/v1/\(id)").status == 404, "\(id)")
        }
        let released = try await ProgrammeWorld.make(engine)
        #expect(await !released.get("/api/v1/sessions").text.contains("call the mayor"))
        try await released.write {
            _ = try ProgrammeImport(tx: $0).sessions(
                Array(
                    (ProgrammeWorld.header + "lakeside-2024,X1,2024-03-21,09:00,10:00,other,Secret,,,EN,,,,,open,confirmed,,,,\n")
                        .utf8))
        }
        #expect(await !released.get("/api/v1/sessions").text.contains("Secret"))
        #expect(await released.get("/api/v1/sessions/lakeside-2024:X1").status == 404)
    }

    @Test func `lists come in parts that lead to each other`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        var target: String? = "/api/v1/sessions?limit=2"
        var found: [String] = []
        var previous: [String?] = []
        while let next = target {
            let part = try object(await world.get(next))
            #expect(part["count"] as? Int == 5)
            found += (part["results"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
            previous.append(part["previous"] as? String)
            target = (part["next"] as? String)?.replacingOccurrences(of: "https://cities.example", with: "")
        }
        #expect(found == ["OP", "TH1", "TH2", "NI", "WS"])
        #expect(
            previous == [
                nil, "https://cities.example/api/v1/sessions?limit=2",
                "https://cities.example/api/v1/sessions?limit=2&offset=2",
            ])
        #expect(try await results(world, "sessions?offset=1000000").isEmpty)
    }

    @Test(arguments: [
        ("sessions?limit=0", "limit"), ("sessions?limit=201", "limit"), ("sessions?limit=", "limit"),
        ("sessions?limit=1.5", "limit"),
        ("sessions?offset=-1", "offset"), ("sessions?kind=palace", "kind"), ("sessions?day=2024-02-30", "day"),
        ("sessions?language=FR", "language"), ("sessions?colour=blue", "colour"), ("sessions?kind=gala&kind=gala", "kind"),
        ("authorities?country=be", "country"), ("sessions?topic=a/b", "topic"), ("sessions?q=%FF", "?"),
        ("editions/nowhere?a=1", "a"),
        ("changes?release=0", "release"),
    ])
    func `what a question cannot be is said as a problem`(target: String, parameter: String) async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let answer = await world.get("/api/v1/\(target)", [.acceptLanguage: "fr"])
        #expect(answer.status == 422)
        #expect(answer.headers[.contentType] == "application/problem+json")
        let problem = try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
        #expect(problem["status"] as? Int == 422 && problem["title"] as? String == "Unprocessable Content")
        #expect((problem["detail"] as? String)?.contains(parameter) == true)
        #expect(answer.headers[.accessControlAllowOrigin] == "*")
    }

    @Test func `what is not there is a problem too`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        for target in [
            "editions/nowhere", "sessions/lakeside-2024:NONE", "sessions/OP", "sessions/hill-2027:OP", "changes/lakeside-2024:1",
            "authorities/..%2F..", "nothing", "sessions/a:b:c:d",
        ] {
            let answer = await world.get("/api/v1/\(target)")
            #expect(answer.status == 404, "\(target)")
            #expect(answer.headers[.contentType] == "application/problem+json", "\(target)")
        }
        let post = await world.ask(.post, "/api/v1/sessions")
        #expect(post.status == 405 && post.headers[.allow] == "GET, HEAD, OPTIONS")
    }

    @Test func `other sites may read it, and nothing else`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let answer = await world.get("/api/v1/sessions", [.origin: "https://elsewhere.example"])
        #expect(answer.headers[.accessControlAllowOrigin] == "*")
        #expect(answer.headers[.accessControlAllowCredentials] == nil)
        let first = await world.ask(.options, "/api/v1/sessions", [.origin: "https://elsewhere.example"])
        #expect(first.status == 204 && first.headers[.accessControlAllowMethods] == "GET, HEAD, OPTIONS")
        #expect(await world.ask(.options, "/api/v1/nothing").status == 404)
        for target in ["/en/", "/en/network", "/metrics", "/en/lakeside-2024/programme/mine"] {
            #expect(await world.get(target).headers[.accessControlAllowOrigin] == nil, "\(target)")
        }
        #expect(await world.ask(.options, "/en/network").headers[.accessControlAllowMethods] == nil)
    }

    @Test(arguments: TestEngine.available)
    func `each list takes as many statements for one as for three`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        // What is kept in memory is read first.
        for name in Self.collections { _ = await world.get("/api/v1/\(name)") }
        for name in Self.collections {
            let one = await world.get("/api/v1/\(name)?limit=1").statements
            let three = await world.get("/api/v1/\(name)?limit=3").statements
            #expect(one == three && one > 0, "\(name)")
        }
    }

    @Test func `changes are told in words, in six languages`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        try await ProgrammeWorld.change(
            "lakeside-2024,OP,2024-03-20,14:30,15:00,opening,Opening,Ouverture,,EN FR,EN FR NL,,hall,,open,confirmed,mayor,chair,,",
            in: world)
        let change = try #require(try await results(world, "changes?release=2&session=lakeside-2024:OP").first)
        let text = try #require(change["text"] as? [String: String])
        #expect(Set(text.keys) == Set(Language.allCases.map(\.rawValue)))
        #expect(text["en"]?.contains("14:30") == true && text["en"] != text["fr"])
        #expect(change["id"] as? String == "lakeside-2024:2:OP")
    }
}
