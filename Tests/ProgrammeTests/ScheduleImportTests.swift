// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Formats
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Taking the schedule of another program` {
    /// As pretalx writes it: codes of six signs, a logo, links and answers.
    private static let pretalx = """
        <?xml version='1.0' encoding='utf-8' ?>
        <schedule><generator name="pretalx" version="2024.3.1" /><version>0.4</version>
        <conference><title>Lakeside</title><acronym>lakeside_2024</acronym><time_zone_name>Europe/Paris</time_zone_name></conference>
        <day index='1' date='2024-03-20' start='2024-03-20T04:00:00+01:00' end='2024-03-21T03:59:00+01:00'>
        <room name='Great hall' guid='0f1e'>
        <event guid='5D1D2A7C-0000-5000-8000-000000000001' id='101' code='ABC123'>
        <room>Great hall</room><title>Night trains &amp; safe stations</title><subtitle>Who is there at two?</subtitle>
        <type>Talk</type><date>2024-03-20T23:30:00+01:00</date><start>23:30</start><duration>01:30</duration>
        <abstract>About stations.</abstract><slug>lakeside-101</slug><track>Night</track><logo>/media/x.png</logo>
        <persons><person id='7'>Ada Example</person><person id='8'>Zoé Muster</person></persons>
        <language>fr</language><description>About stations.</description><links><link href='https://a.example'>a</link></links>
        <attachments></attachments><url>https://pretalx.example/ABC123</url></event>
        <event guid='5d1d2a7c-0000-5000-8000-000000000002' id='102' code='XYZ789'>
        <title>Later</title><type>Juggling</type><date>2024-03-20T10:00:00Z</date><duration>00:45</duration><track>Circus</track>
        <persons><person>Ada Example</person></persons><language>pl</language><links><link href='https://b.example'>b</link></links></event>
        </room></day></schedule>
        """

    /// As frab writes it: numbers alone, and mistakes of every kind.
    private static let frab = """
        <schedule>
        <conference><acronym>elsewhere</acronym></conference>
        <day date="2024-03-21" index="2">
        <room name="Small room">
        <event id="7"><start>09:00</start><duration>0:30</duration><title>Morning</title><type>workshop</type></event>
        <event id="7"><start>10:00</start><duration>0:30</duration><title>Again</title></event>
        <event id="8"><start>25:00</start><duration>0:30</duration><title>Never</title></event>
        <event id="9"><start>11:00</start><duration>30:00</duration><title>For ever</title></event>
        <event id="10"><start>12:00</start><duration>0:30</duration><title> </title></event>
        <event><start>13:00</start><duration>0:30</duration><title>Nameless</title></event>
        </room></day>
        <day date="2024-05-01" index="3"><room name="Small room">
        <event id="11"><start>00:30</start><duration>0:30</duration><title>Outside</title></event>
        </room></day></schedule>
        """

    private func take(_ text: String, into edition: String? = nil, in world: World) async throws -> (
        counts: [Int], notes: [String]
    ) {
        try await world.write { tx in
            let (taken, notes) = try ProgrammeImport(tx: tx).schedule(Array(text.utf8), into: edition)
            let counts = taken.counts
            #expect(taken.lines.count == counts.added + counts.changed)
            return ([counts.added, counts.changed, counts.unchanged], notes.map { Words(.en)($0) })
        }
    }

    private func content(_ world: World) async throws -> ProgrammeContent {
        try await world.read { try ProgrammeStore(tx: $0).content(of: "lakeside-2024") }
    }

    @Test(arguments: TestEngine.available)
    func `events become sessions with their rooms, speakers and lasting names`(engine: TestEngine) async throws {
        let world = try await World(engine)
        let (counts, notes) = try await take(Self.pretalx, in: world)
        #expect(counts == [2, 0, 0])
        let content = try await content(world)
        #expect(content.rooms.map(\.id) == ["great-hall"] && content.rooms.map(\.name) == ["Great hall"])
        #expect(content.speakers.map(\.id) == ["ada-example", "zoe-muster"])
        let night = try #require(content.sessions.first { $0.code.description == "ABC123" })
        #expect(night.title == LocalizedText("Night trains & safe stations", in: .fr))
        #expect(night.abstract == LocalizedText("Who is there at two?\n\nAbout stations.", in: .fr))
        #expect(night.time == SessionTime(day: Day(2024, 3, 20)!, start: WallTime("23:30")!, end: WallTime("01:00")!))
        #expect(night.kind == .thematic && night.topic == "night" && night.languages == ["fr"])
        #expect(night.speakers.map(\.speaker) == ["ada-example", "zoe-muster"])
        let later = try #require(content.sessions.first { $0.code.description == "XYZ789" })
        // Noon in Paris is eleven in London.
        #expect(later.time?.start == WallTime("11:00") && later.languages == ["pl"] && later.kind == .other)
        let identity = try await world.read { try ProgrammeStore(tx: $0).identities(of: "lakeside-2024") }[night.code]
        #expect(identity?.slot == 101 && identity?.sign == "ABC123")
        #expect(identity?.uid == "5d1d2a7c-0000-5000-8000-000000000001")
        #expect(
            notes == [
                "Line 9: “logo” has no place here and was left out, once in all.",
                "Line 11: “links” has no place here and was left out, 2 times in all.",
                "Line 13: there are no texts in the language “pl” here; the title was stored as English.",
                "Line 13: “Juggling” is no kind of session here; the kind was left as it is.",
                "Line 13: there is no topic “Circus”; the session was taken without it. Import topics.csv first to keep it.",
            ])
        #expect(try await take(Self.pretalx, in: world).counts == [0, 0, 2])
    }

    @Test func `what cannot be taken is said by its line, and the rest is taken`() async throws {
        let world = try await World(.sqlite)
        let (counts, notes) = try await take(Self.frab, into: "lakeside-2024", in: world)
        #expect(counts == [2, 0, 0])
        #expect(
            notes == [
                "Line 6: the event 7 occurs twice; the second one was left out.",
                "Line 7: “25:00” is not a time; the event was left out.",
                "Line 8: “30:00” is not a duration under 24 hours, such as 01:30; the event was left out.",
                "Line 9: the event has no title and was left out.",
                "Line 10: the event has neither a code nor a number that can be used, and was left out.",
                "Line 13: 2024-05-01 is outside the days of the edition; the session was taken all the same.",
            ])
        let content = try await content(world)
        #expect(content.sessions.map(\.code.description) == ["7", "11"])
        #expect(
            content.sessions[0].time == SessionTime(day: Day(2024, 3, 21)!, start: WallTime("09:00")!, end: WallTime("09:30")!))
        #expect(content.sessions[0].kind == .workshop)
    }

    @Test(arguments: TestEngine.available)
    func `our own schedule changes nothing, and a changed one only what it says`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        let before = try await content(world)
        for target in ["schedule.xml", "schedule.xml?language=fr"] {
            let xml = await world.get("/lakeside-2024/\(target)").text
            let (counts, notes) = try await take(xml, in: world)
            #expect(counts == [0, 0, 4] && notes == [], "\(notes)")
        }
        #expect(try await content(world) == before)
        let xml = await world.get("/lakeside-2024/schedule.xml").text
        let moved = xml.replacingOccurrences(of: "2024-03-20T14:00:00+01:00</date>", with: "2024-03-20T14:15:00+01:00</date>")
        #expect(moved != xml)
        #expect(try await take(moved, in: world).counts == [0, 1, 3])
        let after = try await content(world)
        var expected = before
        let place = try #require(expected.sessions.firstIndex { $0.code.description == "OP" })
        // Only the beginning and the end.
        expected.sessions[place].time = SessionTime(day: Day(2024, 3, 20)!, start: WallTime("14:15")!, end: WallTime("15:15")!)
        #expect(after == expected)
    }

    @Test func `what is no schedule is refused whole`() async throws {
        let world = try await World(.sqlite)
        await #expect(throws: ScheduleRefusal.noSchedule("html")) { try await take("<html/>", in: world) }
        await #expect(throws: ScheduleRefusal.empty) { try await take("<schedule/>", into: "lakeside-2024", in: world) }
        await #expect(throws: ScheduleRefusal.unknownEdition("elsewhere")) { try await take(Self.frab, in: world) }
        await #expect(throws: ScheduleRefusal.unknownEdition("nowhere")) { try await take(Self.frab, into: "nowhere", in: world) }
        await #expect(throws: XMLRefusal.self) { try await take(String(Self.pretalx.prefix(900)), in: world) }
        #expect(try await content(world) == ProgrammeContent())
    }

    @Test(
        arguments: [
            ("1:30", 90), ("01:30", 90), ("0:05", 5), ("0:01:30", 90), ("23:59", 1_439), ("24:00", nil), ("1:00:00", nil),
            ("0:00", nil),
            ("", nil), ("90", nil), ("1:60", nil), ("-1:30", nil), ("PT1H", nil),
        ] as [(String, Int?)])
    func `durations are under a day`(text: String, minutes: Int?) { #expect(ScheduleFile.minutes(text) == minutes) }

    @Test(
        arguments: [
            ("2027-03-17T10:00:00+01:00", "2027-03-17T09:00:00Z"), ("2027-03-17T10:00Z", "2027-03-17T10:00:00Z"),
            ("2027-03-17 18:00:00+03:00", "2027-03-17T15:00:00Z"), ("2027-03-17T10:00:00.5-0230", "2027-03-17T12:30:00Z"),
            ("2027-03-17T10:00:00", "2027-03-17T09:00:00Z"), ("2027-03-17T25:00:00Z", nil), ("9999-12-31T23:30:00Z", nil),
            ("2027-02-30T10:00:00Z", nil), ("soon", nil),
        ] as [(String, String?)])
    func `dates keep their offset, whatever their form`(text: String, instant: String?) throws {
        let found = ScheduleFile.instant(
            text, day: "2027-03-17", dayBegins: "", clock: "", TimeZone(identifier: "Europe/Brussels")!)
        #expect(found == (try instant.map { try Date($0, strategy: .iso8601) }))
    }

    @Test(arguments: [
        ("00:30", "", "2027-03-17T23:30:00Z"), ("09:00", "", "2027-03-17T08:00:00Z"),
        ("05:00", "2027-03-17T06:00:00+01:00", "2027-03-18T04:00:00Z"),
    ])
    func `what the clock shows before the day begins is of the next date`(clock: String, begins: String, instant: String) throws {
        let found = ScheduleFile.instant(
            "", day: "2027-03-17", dayBegins: begins, clock: clock, TimeZone(identifier: "Europe/Brussels")!)
        #expect(found == (try Date(instant, strategy: .iso8601)))
    }

    @Test func `tags of other programs become plain text, and other signs stay`() {
        #expect(ScheduleFile.plain("<p>Hello <b>you</b> &amp; me</p><p>A<br/>B</p>") == "Hello you & me\nA\nB")
        #expect(ScheduleFile.plain("a < b, c > d & e") == "a < b, c > d & e")
    }

    @Test func `two people of one name stay two, and a name that is taken gets a number`() async throws {
        let world = try await World(.sqlite)
        try await world.write { tx in
            let files = ProgrammeImport(tx: tx)
            _ = try files.speakers(
                Array(
                    "edition,id,name,office_en,authority,institution,body,country\nlakeside-2024,ada-example,Other Person,,,,,\n"
                        .utf8))
        }
        _ = try await take(Self.pretalx, in: world)
        #expect(try await content(world).speakers.map(\.id) == ["ada-example", "ada-example-2", "zoe-muster"])
    }
}
