// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Registration
import TestKit
import Testing
import Vocabulary

@testable import Application

@Suite struct `Registrations from the command line` {
    private func kind(_ name: String) throws -> ImportKind { try #require(ImportKind.all.first { $0.name == name }) }
    private static let file = Array("authority,contact,address\nfr-lakeside,Anna,anna@city.example\nde-hill,,\n".utf8)

    @Test(arguments: TestEngine.available)
    func `delegations come in for an edition, and what is taken out changes nothing`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.write { try RegistrationStore(tx: $0).keep(RegistrationSettings(), of: "hill-2027") }
        func take(_ bytes: [UInt8], _ name: String, into edition: String?, isTrial: Bool = false) async throws -> ImportReport {
            try await world.database.take(bytes, as: kind(name), into: edition, at: world.now, isTrial: isTrial)
        }
        let trial = try await take(Self.file, "delegations", into: "hill-2027", isTrial: true)
        #expect(trial.added == 2)
        #expect(try await world.read { try $0.rows("SELECT id FROM delegation").count } == 0)
        #expect(try await take(Self.file, "delegations", into: "hill-2027") == trial)
        for name in ["delegations", "participants"] {
            let out = try await world.database.give(try #require(ExportKind.all.first { $0.name == name }), at: world.now)
            let again = try await take(out, name, into: nil)
            #expect(again.added == 0)
            #expect(again.changed == 0)
        }
        let recorded = try await world.read { try $0.rows("SELECT number FROM act WHERE verb = 'person.exported'").count }
        #expect(recorded == 1)
    }

    @Test func `an edition that takes no registrations, and none at all, are told`() async throws {
        let world = try await World(.sqlite)
        for edition in [nil, "hill-2027", "nowhere-2030"] as [String?] {
            await #expect(throws: RegistrationFileRefusal.noEdition) {
                try await world.database.take(Self.file, as: kind("delegations"), into: edition, at: world.now, isTrial: false)
            }
        }
    }
}
