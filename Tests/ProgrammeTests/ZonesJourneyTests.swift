// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Programme

/// An edition on the other side of the ocean, over midnight and through the night in which clocks there go forward.
@Suite struct `A programme in another zone` {
    private func world(_ engine: TestEngine) async throws -> World {
        let world = try await World(engine)
        try await world.write { tx in
            _ = try EditionImport(tx: tx).editions(
                Array(
                    """
                    edition,city,country,dates,notes,sources,slug,zone,invented
                    40,Toronto,CA,2027-03-13/2027-03-14,,,toronto-2027,America/Toronto,yes

                    """.utf8))
            _ = try ProgrammeImport(tx: tx).sessions(
                Array(
                    (ProgrammeWorld.header + """
                        toronto-2027,EV,2027-03-13,23:30,00:30,other,Evening,,,EN,,,,,open,confirmed,,,,
                        toronto-2027,NT,2027-03-14,01:30,03:30,other,Night,,,EN,,,,,open,confirmed,,,,
                        toronto-2027,MO,2027-03-14,09:00,10:00,other,Morning,,,EN,,,,,open,confirmed,,,,

                        """).utf8))
            try ReleaseStore(tx: tx).publish("toronto-2027", note: LocalizedText(), at: tx.now)
        }
        return world
    }

    @Test(arguments: TestEngine.available)
    func `page, calendar, schedules and API say the same instants`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let page = await world.get("/fr/toronto-2027/programme")
        // What the clock of the hall shows, whoever reads; the offset is for programs.
        #expect(
            page.parts(from: "<time datetime=\"", to: "</time>").filter { $0.contains("T") } == [
                "2027-03-13T23:30:00-05:00\">23:30", "2027-03-14T00:30:00-05:00\">00:30", "2027-03-14T01:30:00-05:00\">01:30",
                "2027-03-14T03:30:00-04:00\">03:30", "2027-03-14T09:00:00-04:00\">09:00", "2027-03-14T10:00:00-04:00\">10:00",
            ])
        #expect(page.text.contains("Toronto"))
        // The night belongs to the evening before.
        #expect(page.parts(from: "id=\"day-", to: "\"") == ["2027-03-13", "2027-03-14"])
        let calendar = await world.get("/toronto-2027/programme.ics").text
        #expect(
            calendar.components(separatedBy: "\r\n").filter { $0.hasPrefix("DTSTART:") || $0.hasPrefix("DTEND:") } == [
                "DTSTART:20270314T043000Z", "DTEND:20270314T053000Z", "DTSTART:20270314T063000Z", "DTEND:20270314T073000Z",
                "DTSTART:20270314T130000Z", "DTEND:20270314T140000Z",
            ])
        #expect(calendar.contains("X-WR-TIMEZONE:America/Toronto"))
        let xml = await world.get("/toronto-2027/schedule.xml")
        #expect(
            xml.parts(from: "<date>", to: "</date>") == [
                "2027-03-13T23:30:00-05:00", "2027-03-14T01:30:00-05:00", "2027-03-14T09:00:00-04:00",
            ])
        // From half past one to half past three is one hour in that night.
        #expect(xml.parts(from: "<duration>", to: "</duration>") == ["01:00", "01:00", "01:00"])
        #expect(xml.text.contains("<time_zone_name>America/Toronto</time_zone_name>"))
        let api = await world.get("/api/v1/sessions?edition=toronto-2027")
        #expect(
            api.parts(from: "\"start\":\"", to: "\"") == ["2027-03-14T04:30:00Z", "2027-03-14T06:30:00Z", "2027-03-14T13:00:00Z"])
        #expect(api.parts(from: "\"day\":\"", to: "\"") == ["2027-03-13", "2027-03-13", "2027-03-14"])
        #expect(await world.get("/api/v1/sessions?day=2027-03-13").parts(from: "\"code\":\"", to: "\"") == ["EV", "NT"])
        let data = await world.get("/en/toronto-2027/programme/NT").text
        #expect(data.contains("\"startDate\":\"2027-03-14T01:30:00-05:00\""))
        #expect(data.contains("\"endDate\":\"2027-03-14T03:30:00-04:00\""))
    }

    @Test func `what lasts into the morning keeps its room there`() async throws {
        let world = try await world(.sqlite)
        try await world.write { tx in
            _ = try ProgrammeImport(tx: tx).rooms(
                Array("edition,id,name,capacity\ntoronto-2027,bar,Bar,\ntoronto-2027,b2,Bar,\n".utf8))
            _ = try ProgrammeImport(tx: tx).sessions(
                Array(
                    (ProgrammeWorld.header + """
                        toronto-2027,L1,2027-03-14,03:15,04:00,other,Late,,,EN,,,bar,,open,confirmed,,,,
                        toronto-2027,L2,2027-03-14,04:00,05:00,other,Early,,,EN,,,bar,,open,confirmed,,,,
                        toronto-2027,L3,2027-03-14,04:00,05:00,other,Twin,,,EN,,,b2,,open,confirmed,,,,

                        """).utf8))
            // Nothing is kept so today; what was stays.
            try tx.run("UPDATE session SET ends = '06:00' WHERE edition = 'toronto-2027' AND code = 'L1'")
            try ReleaseStore(tx: tx).publish("toronto-2027", note: LocalizedText(), at: tx.now + 60)
        }
        let xml = await world.get("/toronto-2027/schedule.xml").text
        let rooms = xml.components(separatedBy: "<event ").dropFirst().map { event in
            [("<title>", "</title>"), ("<room>", "</room>")].map { start, end in
                event.components(separatedBy: start).dropFirst().first?.components(separatedBy: end).first ?? ""
            }
        }
        #expect(
            rooms.contains(["Late", "Bar"]) && rooms.contains(["Early", "Elsewhere"]) && rooms.contains(["Twin", "Bar (b2)"]))
    }

    @Test func `a time that the clocks never show is refused`() async throws {
        let world = try await world(.sqlite)
        let row = "toronto-2027,XX,2027-03-14,02:30,03:30,other,Never,,,EN,,,,,open,confirmed,,,,\n"
        let fault = try SessionTimeFault.skipped(#require(WallTime("02:30")), on: #require(Day("2027-03-14")))
        await #expect(throws: ProgrammeRefusal.value(line: 2, column: "start", value: "02:30", reason: .fault(fault))) {
            try await world.write { _ = try ProgrammeImport(tx: $0).sessions(Array((ProgrammeWorld.header + row).utf8)) }
        }
    }

    @Test(arguments: TestEngine.available)
    func `our own schedule of that night is taken back without a change`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let xml = await world.get("/toronto-2027/schedule.xml").bytes
        let taken = try await world.write { try ProgrammeImport(tx: $0).schedule(xml, into: nil) }
        #expect(taken.taken.counts.unchanged == 3 && taken.taken.counts.changed == 0 && taken.notes.isEmpty)
    }
}
