// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Timetable

@Suite struct `Somebody` {
    @Test func `cannot be in two sessions at once`() {
        #expect(
            conflicts(session("A", 0, 60, by: "anna", "bert"), session("B", 59, 90, by: "anna"), session("C", 60, 90, by: "bert"))
                == [Conflict(.personTwice, during: minutes(59, 60), sessions: ["A", "B"], person: "anna")])
    }

    @Test func `can have two duties in one session, which is one conflict with another`() {
        var both = session("A", 0, 60)
        both.duties = [TimetableDuty("anna", as: .speaker), TimetableDuty("anna", as: .moderator)]
        #expect(conflicts(both) == [])
        #expect(
            conflicts(both, session("B", 30, 60, by: "anna")) == [
                Conflict(.personTwice, during: minutes(30, 60), sessions: ["A", "B"], person: "anna")
            ])
    }

    @Test func `needs time to walk from room to room`() {
        #expect(
            conflicts(session("B", 0, 60, in: "hall", by: "anna"), session("A", 69, 90, in: "cellar", by: "anna")) == [
                Conflict(
                    .walkTooShort, during: minutes(60, 69), sessions: ["B", "A"], rooms: ["hall", "cellar"], person: "anna",
                    needed: 10, available: 9)
            ])
        #expect(conflicts(session("A", 0, 60, in: "hall", by: "anna"), session("B", 70, 90, in: "cellar", by: "anna")) == [])
    }

    @Test func `walks longer to another site, even when ends touch`() {
        #expect(
            conflicts(session("A", 0, 60, in: "hall", by: "anna"), session("B", 60, 90, in: "barn", by: "anna")) == [
                Conflict(
                    .walkTooShort, during: minutes(60, 60), sessions: ["A", "B"], rooms: ["hall", "barn"], person: "anna",
                    needed: 30, available: 0)
            ])
    }

    @Test func `walks as long as is listed, in both directions`() {
        var facts = facts(session("A", 0, 60, in: "barn", by: "anna"), session("B", 65, 90, in: "hall", by: "anna"))
        facts.walking.listed = [.init(from: "hall", to: "barn", minutes: 5)]
        #expect(Timetable(facts).conflicts() == [])
        facts.walking.listed.append(.init(from: "hall", to: "barn", minutes: .max))
        #expect(Timetable(facts).conflicts().map(\.needed) == [.max])
    }

    @Test func `stays, or walks between the nearest of several rooms`() {
        let first = session("A", 0, 60, in: "barn", "hall", by: "anna")
        #expect(conflicts(first, session("B", 60, 90, in: "hall", by: "anna")) == [])
        #expect(conflicts(first, session("B", 70, 90, in: "cellar", by: "anna")) == [])
        #expect(
            conflicts(first, session("B", 65, 90, in: "cellar", by: "anna")).map(\.rooms) == [["hall", "cellar"]])
    }

    @Test func `walks from each duty to the next and not past it`() {
        let sessions = [
            session("A", 0, 60, in: "hall", by: "anna"), session("B", 60, 65, in: "hall", by: "anna"),
            session("C", 65, 90, in: "cellar", by: "anna"),
        ]
        #expect(conflicts(sessions[0], sessions[1], sessions[2]).map(\.sessions) == [["B", "C"]])
        #expect(conflicts(sessions[0], sessions[2]).map(\.sessions) == [["A", "C"]])
    }

    @Test func `is not said to walk where the way is not known`() {
        #expect(conflicts(session("A", 0, 60, in: "hall", by: "anna"), session("B", 60, 90, in: "attic", by: "anna")) == [])
        #expect(conflicts(session("A", 0, 60, in: "hall", by: "anna"), session("B", 60, 90, by: "anna")) == [])
    }

    @Test(arguments: [
        (0, 60, nil), (30, 90, nil), (15, 45, nil), (150, 180, nil), (-10, 60, minutes(-10, 0)), (80, 110, minutes(90, 110)),
        (200, 260, minutes(200, 260)), (60, 180, minutes(90, 120)), (-20, 180, minutes(-20, 120)), (-20, 200, minutes(-20, 200)),
    ])
    func `is there when available, in periods that may touch`(start: Int, end: Int, absence: Range<Date>?) {
        let anna = TimetablePerson(
            id: "anna", availability: [minutes(120, 180), minutes(60, 75), minutes(75, 90), minutes(0, 60), minutes(20, 30)])
        let expected = absence.map { [Conflict(.outsideAvailability, during: $0, sessions: ["A"], person: "anna")] } ?? []
        #expect(conflicts(people: [anna], session("A", start, end, by: "anna")) == expected)
    }

    @Test func `who is elected leaves in a conflict of its own`() {
        let mayor = TimetablePerson(id: "mayor", leaves: minute(45), isElected: true)
        let guest = TimetablePerson(id: "guest", leaves: minute(45))
        #expect(
            conflicts(people: [mayor, guest], session("A", 0, 60, by: "mayor", "guest"), session("B", 0, 45, in: "hall")) == [
                Conflict(.outsideAvailability, during: minutes(45, 60), sessions: ["A"], person: "guest"),
                Conflict(.leavesBefore, during: minutes(45, 60), sessions: ["A"], person: "mayor"),
            ])
    }

    @Test func `can leave when the session ends, and is missed in all of what comes later`() {
        let mayor = TimetablePerson(id: "mayor", leaves: minute(60), isElected: true)
        #expect(conflicts(people: [mayor], session("A", 0, 60, by: "mayor")) == [])
        #expect(
            conflicts(people: [mayor], session("A", 90, 120, by: "mayor")) == [
                Conflict(.leavesBefore, during: minutes(90, 120), sessions: ["A"], person: "mayor")
            ])
    }

    @Test func `speaks or hears a language of the session`() {
        let anna = TimetablePerson(id: "anna", languages: ["pl", "de"])
        var talk = TimetableSession(id: "A", duties: [TimetableDuty("anna", as: .moderator)], spoken: ["en"], interpreted: ["fr"])
        #expect(
            conflicts(people: [anna], talk) == [
                Conflict(.languageWithoutInterpretation, sessions: ["A"], person: "anna", missing: ["de", "pl"])
            ])
        talk.interpreted.append("de")
        #expect(conflicts(people: [anna], talk) == [])
    }

    @Test func `is not said to be without a language where hers or the session's are not known`() {
        let anna = TimetablePerson(id: "anna"), bert = TimetablePerson(id: "bert", languages: ["pl"])
        let talk = TimetableSession(id: "A", duties: [TimetableDuty("anna")], spoken: ["en"])
        let other = TimetableSession(id: "B", duties: [TimetableDuty("bert")], interpreted: ["fr"])
        #expect(conflicts(people: [anna, bert], talk, other) == [])
    }
}
