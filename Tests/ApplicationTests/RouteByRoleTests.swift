// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTTPTypes
import Server
import TestKit
import Testing

@testable import Application

/// Every route, asked by every role: on the whole server, in its own edition, in a neighbour's, and with a token.
@Suite struct `Every route by every role` {
    /// What stands in the gaps of an address.
    private static let values = [
        "language": "en", "edition": "lakeside-2024", "authority": "fr-lakeside", "person": "nobody", "file": "none.css",
    ]

    private static func path(_ route: Route, _ values: [String: String] = values) -> String {
        let segments = route.pattern.split(separator: "/").map { segment in
            segment.hasPrefix("{") ? values[String(segment.dropFirst().dropLast())] ?? "nothing" : String(segment)
        }
        return "/" + segments.joined(separator: "/") + (segments.count == 1 && values["language"] == segments[0] ? "/" : "")
    }

    /// Addresses whose every gap is filled with something that exists.
    private static func isWhole(_ route: Route) -> Bool {
        route.pattern.matches(of: /\{(\w+)\}/).allSatisfy { ["language", "edition", "authority"].contains($0.output.1) }
    }

    private static func acts(_ world: World) async throws -> Int {
        try await world.read { try $0.rows("SELECT count(*) AS number FROM act")[0]["number"] }
    }

    /// Asks with what a form of ours would send.
    private static func ask(_ world: World, _ route: Route) async -> Answer {
        await world.ask(route.method, path(route), [.origin: "https://cities.example"])
    }

    @Test func `whoever may not gets nothing, and nothing is done`() async throws {
        let world = try await World(.sqlite)
        let before = try await Self.acts(world)
        for role in Role.given {
            let asked = world.as(.signedIn("somebody", role))
            for route in Features.routes()
            where Features.access.roles[route.permission]?.isDisjoint(with: [role, .holder, .reader]) == true {
                #expect(await Self.ask(asked, route).status == 404, "\(role) \(route.method) \(route.pattern)")
            }
        }
        for route in Features.routes() where !Features.access.allows(.public, route.permission) {
            #expect(await Self.ask(world, route).status == 404, "a stranger, \(route.method) \(route.pattern)")
        }
        #expect(try await Self.acts(world) == before)
    }

    @Test func `whoever may is not told that there is nothing`() async throws {
        let world = try await World(.sqlite)
        for role in Role.given {
            let asked = world.as(.signedIn("somebody", role))
            for route in Features.routes() where route.method == .get && Self.isWhole(route) {
                guard Features.access.roles[route.permission]?.contains(role) == true else { continue }
                #expect(await Self.ask(asked, route).status != 404, "\(role) \(route.pattern)")
            }
        }
    }

    @Test func `a role in another edition opens nothing of this one, and nothing of the whole server`() async throws {
        let world = try await World(.sqlite)
        let before = try await Self.acts(world)
        for role in Role.given where role.holds(in: .edition("hill-2027")) {
            let neighbour = world.as(.signedIn("neighbour", grants: [Grant(role, in: .edition("hill-2027"))]))
            for route in Features.routes()
            where Features.access.roles[route.permission]?.isDisjoint(with: [.holder, .reader]) == true {
                #expect(await Self.ask(neighbour, route).status == 404, "\(role) \(route.method) \(route.pattern)")
            }
        }
        #expect(try await Self.acts(world) == before)
    }

    @Test func `a role in an edition holds there alone`() async throws {
        let world = try await World(.sqlite)
        for role in Role.given where role.holds(in: .edition("lakeside-2024")) {
            let own = world.as(.signedIn("own", grants: [Grant(role, in: .edition("lakeside-2024"))]))
            for route in Features.routes()
            where Features.access.roles[route.permission]?.isDisjoint(with: [.holder, .reader]) == true {
                let isThere =
                    route.pattern.contains("{edition}") && Features.access.roles[route.permission]?.contains(role) == true
                let status = await Self.ask(own, route).status
                if !isThere { #expect(status == 404, "\(role) \(route.method) \(route.pattern)") }
                if isThere, route.method == .get, Self.isWhole(route) { #expect(status == 200, "\(role) \(route.pattern)") }
            }
        }
    }

    @Test func `a coordinator of another authority finds nothing that is not everybody's`() async throws {
        let world = try await World(.sqlite)
        let neighbour = world.as(.signedIn("neighbour", grants: [Grant(.delegationCoordinator, in: .authority("de-hill"))]))
        for route in Features.routes()
        where Features.access.roles[route.permission]?.isDisjoint(with: [.holder, .reader]) == true {
            #expect(await Self.ask(neighbour, route).status == 404, "\(route.method) \(route.pattern)")
        }
    }

    @Test func `a token opens what it was made for and what is everybody's, and no page`() async throws {
        let world = try await World(.sqlite)
        let owner = [Grant(.secretariat, in: .server), Grant(.reader, in: .server)]
        let token = world.as(Actor(kind: .token, grants: Set(owner), person: "owner", key: "token", limit: ["act.read"]))
        let other = world.as(Actor(kind: .token, grants: Set(owner), person: "owner", key: "token", limit: ["person.read"]))
        #expect(await token.get("/api/v1/acts").status == 200)
        #expect(await other.get("/api/v1/acts").status == 404)
        #expect(await token.get("/api/v1/editions").status == 200)
        #expect(await other.get("/api/v1/editions").status == 200)
    }
}
