// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Timetable

@Suite struct `Booths for interpretation` {
    /// Interpreted from English.
    private func interpreted(_ id: String, _ start: Int, _ end: Int, in room: String, into languages: String...)
        -> TimetableSession
    {
        TimetableSession(
            id: id, period: minutes(start, end), rooms: [room], spoken: ["en"], interpreted: languages)
    }

    @Test(arguments: [
        ([], [], 0), (["en"], [], 0), (["en"], ["fr", "nl"], 2), (["en"], ["en", "fr"], 1), (["en"], ["en"], 0),
        (["en", "fr"], ["en", "fr"], 2), (["en", "fr"], ["en", "fr", "nl"], 3), (["en", "fr"], ["nl"], 1), ([], ["fr", "nl"], 2),
        (["en", "en"], ["en", "fr", "fr"], 1),
    ])
    func `are one for each language interpreted into, unless nothing else is spoken`(
        spoken: [String], interpreted: [String], booths: Int
    ) {
        #expect(TimetableSession(id: "A", spoken: spoken, interpreted: interpreted).boothsNeeded == booths)
    }

    @Test func `are first those of the room, then the mobile ones`() {
        #expect(conflicts(interpreted("A", 0, 60, in: "hall", into: "fr", "nl", "de")) == [])
        #expect(
            conflicts(interpreted("A", 0, 60, in: "hall", into: "fr", "nl", "de", "es")) == [
                Conflict(.boothsTooFew, during: minutes(0, 60), sessions: ["A"], needed: 2, available: 1)
            ])
    }

    @Test func `are too few while sessions need the same`() {
        let cellar = interpreted("B", 0, 60, in: "cellar", into: "fr")
        #expect(
            conflicts(cellar, interpreted("A", 30, 90, in: "hall", into: "fr", "nl", "de")) == [
                Conflict(.boothsTooFew, during: minutes(30, 60), sessions: ["B", "A"], needed: 2, available: 1)
            ])
        #expect(conflicts(cellar, interpreted("A", 60, 90, in: "hall", into: "fr", "nl", "de")) == [])
        #expect(conflicts(cellar, interpreted("A", 30, 90, in: "hall", into: "fr", "nl")) == [])
    }

    @Test func `are counted anew whenever a session begins or ends`() {
        #expect(
            conflicts(
                interpreted("A", 0, 60, in: "cellar", into: "fr", "nl"), interpreted("B", 15, 30, in: "hall", into: "fr"),
                interpreted("C", 30, 45, in: "cellar", into: "es")
            ).filter { $0.kind == .boothsTooFew } == [
                Conflict(.boothsTooFew, during: minutes(0, 30), sessions: ["A"], needed: 2, available: 1),
                Conflict(.boothsTooFew, during: minutes(30, 45), sessions: ["A", "C"], needed: 3, available: 1),
                Conflict(.boothsTooFew, during: minutes(45, 60), sessions: ["A"], needed: 2, available: 1),
            ])
    }

    @Test func `are not counted where it is not known how many there are, or when or where they are needed`() {
        let needy = interpreted("A", 0, 60, in: "cellar", into: "fr", "nl")
        var facts = facts(needy)
        facts.mobileBooths = nil
        #expect(Timetable(facts).conflicts() == [])
        var elsewhere = needy, nowhere = needy, never = needy
        elsewhere.rooms = ["cellar", "barn"]
        nowhere.rooms = []
        never.period = nil
        for session in [elsewhere, nowhere, never] { #expect(conflicts(session) == []) }
    }

    @Test func `cannot be fewer than none`() {
        var facts = facts(interpreted("A", 0, 60, in: "cellar", into: "fr"))
        facts.mobileBooths = -3
        #expect(
            Timetable(facts).conflicts() == [
                Conflict(.boothsTooFew, during: minutes(0, 60), sessions: ["A"], needed: 1, available: 0)
            ])
    }
}
