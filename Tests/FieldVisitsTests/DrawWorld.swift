// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import Outbox
import People
import Registration
import Server
import TestKit
import Vocabulary

@testable import FieldVisits

/// The world of visits, through a draw.
extension FieldVisitsWorld {
    static let draws = "\(base)/draws", published = "/en/hill-2027/visits/draws"
    /// After wishes have closed.
    var later: FieldVisitsWorld { at(86_400) }

    func wish(_ name: String, _ codes: String..., later seconds: TimeInterval = 0) async throws {
        try await world.at(world.now + seconds).write { tx in
            let wishes = codes.compactMap { VisitCode($0) }.enumerated().map { Wish(visit: $1, rank: $0 + 1) }
            try WishStore(tx: tx).keep(
                [
                    WishList(
                        seat: ID("s-\(name)"), person: ID(name), wishes: wishes, version: 1, savedAt: tx.now, savedBy: .own)
                ], in: Self.edition)
        }
    }

    /// Ana and Ben want what has one place, Cleo what has two.
    func everybodyWishes() async throws {
        try await wish("ana", "V02", "V01")
        try await wish("ben", "V02")
        try await wish("cleo", "V01")
    }

    func address(of name: String) async throws {
        try await world.write { tx in
            try PersonStore(tx: tx).keep(
                PersonAddress(person: ID(name), address: "\(name)@city.example", isPreferred: true))
        }
    }

    @discardableResult
    func organise(_ part: String, _ form: [(String, String)] = []) async -> Answer {
        await world.as(Self.secretariat).post("\(Self.draws)\(part)", form)
    }

    func organised(_ part: String = "") async -> Answer { await world.as(Self.secretariat).get("\(Self.draws)\(part)") }

    /// Promises a draw now, and computes it after wishes have closed. Returns the world of that time.
    func solved(rule: String = "generous") async throws -> FieldVisitsWorld {
        try await everybodyWishes()
        await organise("", [("rule", rule)])
        let later = later
        await later.organise("/1/freezing")
        return later
    }

    func published() async throws -> FieldVisitsWorld {
        let later = try await solved()
        await later.organise("/1/publication")
        return later
    }

    func draws() async throws -> [VisitDraw] {
        try await world.read { try DrawStore(tx: $0).draws(of: Self.edition) }
    }

    func outcome(_ number: Int = 1) async throws -> DrawOutcome? {
        try await world.read { tx in
            try DrawStore(tx: tx).draws(of: Self.edition).first { $0.number == number }.flatMap {
                try DrawStore(tx: tx).outcome(of: $0)
            }
        }
    }

    /// Who has a live place on what.
    func places() async throws -> [String] {
        try await world.read { tx in
            try PlaceStore(tx: tx).live(in: Self.edition).map { "\($0.seat) \($0.departure)" }.sorted()
        }
    }

    /// How many each departure counts, and how many places there are.
    func counted() async throws -> Bool {
        try await world.read { tx in
            try tx.rows(
                """
                SELECT d.taken, (SELECT count(*) FROM place p WHERE p.edition = d.edition AND p.departure = d.id
                    AND p.ended_at IS NULL) AS counted FROM departure d
                """
            ).allSatisfy { ($0["taken"] as Int) == ($0["counted"] as Int) }
        }
    }

    func pseudonym(_ name: String, _ number: Int = 1) async throws -> String {
        try await world.read { tx in
            try tx.rows(
                "SELECT pseudonym FROM draw_person WHERE edition = \(Self.edition) AND draw = \(number) AND person = \(name)")[0][
                    "pseudonym"]
        }
    }

    func acts() async throws -> [String] {
        try await world.read { tx in try tx.rows("SELECT verb FROM act ORDER BY number").map { $0["verb"] } }
    }

    /// Writes the mails that are due.
    func tell() async throws {
        let timers = DrawMails(world.site.settings).timers
        let due = try await world.read { tx in
            try tx.rows("SELECT kind, subject FROM timer WHERE kind LIKE 'draw.%' ORDER BY subject").map {
                (kind: $0["kind"] as String, subject: $0["subject"] as String)
            }
        }
        for (index, timer) in due.enumerated() {
            let random = [UInt8]((0..<96).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ index &* 31 &+ timer.kind.utf8.count) })
            try await world.write { tx in
                try tx.run("DELETE FROM timer WHERE kind = \(timer.kind) AND subject = \(timer.subject)")
                try timers[timer.kind]?(tx, timer.subject, random)
            }
        }
    }

    func letters() async throws -> [(kind: String, address: String, text: String)] {
        try await world.read { tx in
            try tx.rows("SELECT kind, address, body FROM letter ORDER BY address, kind").map {
                ($0["kind"], $0["address"], $0["body"])
            }
        }
    }
}
