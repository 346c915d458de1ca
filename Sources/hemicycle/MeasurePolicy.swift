// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import ArgumentParser
import Foundation
import Server

/// `hemicycle measure policy`: what the one policy says to everybody about everything, in one thread.
struct MeasurePolicy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Ask the policy for some seconds.",
        discussion: "Every address, asked by a reader and then by a holder of a role, role after role.", shouldDisplay: false)
    @Option(help: "how long") var seconds = 2.0

    private struct Result: Encodable {
        let perSecond: Double, nanoseconds: Double, actors: Int, addresses: Int, allowedShare: Double
    }

    private struct Question {
        let actor: Actor, permission: Permission, scopes: [Scope]
    }

    private static let own = Scope.edition("brussels-2027"), other = Scope.edition("liege-2011")

    func run() throws {
        let (access, actors, routes) = (Features.access, Self.actors, Features.routes())
        let questions = actors.flatMap { actor in
            routes.flatMap { route in
                let (scopes, permission) = (Self.scopes(of: route.pattern), route.permission)
                return [actor, .public].map { Question(actor: $0, permission: permission, scopes: scopes) }
            }
        }
        let watch = Stopwatch()
        var (asked, allowed) = (0, 0)
        while watch.seconds < seconds {
            for question in questions
            where access.allows(question.actor, question.permission, inAny: question.scopes) { allowed += 1 }
            asked += questions.count
        }
        let each = watch.seconds / Double(asked)
        try Say.json(
            Result(
                perSecond: 1 / each, nanoseconds: each * 1e9, actors: actors.count, addresses: routes.count,
                allowedShare: Double(allowed) / Double(asked)))
    }

    /// Each role where it can hold: on the server, in the edition that is asked about, in another, for an authority; and a token.
    private static var actors: [Actor] {
        let always = [Grant(.holder, in: .server), Grant(.reader, in: .server)]
        let scopes = [Scope.server, own, other, .authority("be-liege")]
        let holders = Role.given.flatMap { role in
            scopes.filter(role.holds).map {
                Actor(kind: .account, grants: Set(always + [Grant(role, in: $0)]), person: "measured")
            }
        }
        let secretariat = Grant(.secretariat, in: .server)
        return holders + [
            Actor(kind: .token, grants: Set(always + [secretariat]), person: "measured", limit: ["act.read", "person.read"])
        ]
    }

    private static func scopes(of pattern: String) -> [Scope] {
        let named = [
            pattern.contains("{edition}") ? own : nil, pattern.contains("{authority}") ? Scope.authority("be-liege") : nil,
        ].compactMap { $0 }
        return named.isEmpty ? [.server] : named
    }
}
