// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Timetable

@Suite struct `A timetable` {
    @Test func `does not offer a topic twice at once`() {
        #expect(
            conflicts(
                session("A", 0, 60, about: "water"), session("B", 30, 90, about: "water"), session("C", 60, 90, about: "trees"),
                session("D", 90, 120, about: "water"))
                == [Conflict(.sameTopicInParallel, during: minutes(30, 60), sessions: ["A", "B"], topic: "water")])
    }

    @Test func `lets pauses and plenaries have any topic`() {
        var pause = session("A", 0, 60, about: "water"), plenary = session("B", 0, 60, about: "water")
        pause.isPause = true
        plenary.isPlenary = true
        #expect(conflicts(pause, plenary, session("C", 0, 60, about: "water"), session("D", 0, 60), session("E", 0, 60)) == [])
    }

    @Test func `has no conflicts of what is cancelled`() {
        var cancelled = session("A", 0, 60, in: "hall", by: "anna", about: "water")
        cancelled.audience = 900
        cancelled.isCancelled = true
        let other = session("B", 0, 60, in: "hall", by: "anna", about: "water")
        #expect(conflicts(cancelled, other) == [])
        var timetable = Timetable(facts(cancelled, other))
        cancelled.isCancelled = false
        #expect(
            timetable.replace(cancelled).appeared.map(\.kind) == [.roomTwice, .personTwice, .roomTooSmall, .sameTopicInParallel])
        cancelled.isCancelled = true
        #expect(timetable.replace(cancelled).gone.count == 4)
        #expect(timetable.conflicts() == [])
    }

    @Test(arguments: [nil, minutes(30, 30)])
    func `looks only at what does not depend on time where that is not known`(period: Range<Date>?) {
        var timeless = session("A", 0, 60, in: "cellar", by: "anna", about: "water")
        timeless.period = period
        timeless.audience = 41
        let anna = TimetablePerson(id: "anna", availability: [minutes(500, 600)], leaves: minute(0), isElected: true)
        #expect(
            conflicts(people: [anna], timeless, session("B", 0, 60, in: "cellar", by: "bert", about: "water")) == [
                Conflict(.roomTooSmall, sessions: ["A"], rooms: ["cellar"], needed: 41, available: 40)
            ])
    }

    @Test func `takes of two sessions with one id the later`() {
        let twice = [session("A", 0, 60, in: "hall"), session("A", 90, 120, in: "hall"), session("B", 30, 100, in: "hall")]
        #expect(
            conflicts(twice[0], twice[1], twice[2]) == [
                Conflict(.roomTwice, during: minutes(90, 100), sessions: ["B", "A"], rooms: ["hall"])
            ])
    }

    @Test func `says what a change did, also to others`() {
        let first = session("A", 0, 60, in: "hall", by: "anna"), last = session("C", 65, 90, in: "cellar", by: "anna")
        var timetable = Timetable(facts(first, session("B", 60, 65, in: "hall", by: "anna"), last))
        let short = timetable.conflicts()
        let change = timetable.remove("B")
        #expect(change.gone == short)
        #expect(change.appeared.map(\.sessions) == [["A", "C"]])
        #expect(timetable.conflicts() == change.appeared)
        #expect(timetable.conflicts(of: "A") == change.appeared)
        #expect(timetable.conflicts(of: "B") == [])
    }

    @Test func `does not change by what it does not know, or by the same again`() {
        let one = session("A", 0, 60, in: "hall"), other = session("B", 0, 60, in: "hall")
        var timetable = Timetable(facts(one, other))
        let before = timetable.conflicts()
        let changes = [timetable.remove("nobody's"), timetable.replace(one)]
        #expect(changes.allSatisfy { $0.appeared.isEmpty && $0.gone.isEmpty })
        #expect(timetable.conflicts() == before)
        #expect(timetable.conflicts(of: "nobody's") == [])
    }

    @Test func `can be empty`() { #expect(Timetable(TimetableFacts()).conflicts() == []) }

    @Test func `blocks a release by what nobody can do, and warns of the rest`() {
        let blocking = ConflictKind.allCases.filter { $0.defaultSeverity == .blocksRelease }
        #expect(blocking == [.roomTwice, .personTwice, .boothsTooFew, .outsideAvailability, .leavesBefore])
        #expect(ConflictKind.allCases.filter { $0.defaultSeverity == .warns }.count == 5)
        #expect(ConflictSeverity.allCases.map(\.rawValue) == ["saving", "release", "warns", "ignored"])
    }
}
