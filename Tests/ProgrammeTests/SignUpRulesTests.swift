// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Timetable
import Vocabulary

@testable import Programme

@Suite struct `Signing up for a session with limited places` {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private static let places = SessionPlaces(places: 2)

    private func facts(
        _ places: SessionPlaces = places, taken: Int = 0, kind: String = "officer", begins: Date? = now + 3_600
    ) -> SignUpFacts {
        var places = places
        places.taken = taken
        return SignUpFacts(places: places, kind: kind, begins: begins)
    }

    @Test func `a free place is given, and whoever comes later waits`() throws {
        #expect(try facts(taken: 1).joining(evenIfTight: false, at: Self.now) == .place)
        #expect(try facts(taken: 2).joining(evenIfTight: false, at: Self.now) == .waiting)
    }

    @Test func `it opens and closes to the second`() throws {
        let places = SessionPlaces(places: 2, opens: Self.now, closes: Self.now + 60)
        #expect(throws: SignUpRefusal.notOpen(Self.now)) { try facts(places).joining(evenIfTight: false, at: Self.now - 1) }
        #expect(try facts(places).joining(evenIfTight: false, at: Self.now) == .place)
        #expect(throws: SignUpRefusal.closed) { try facts(places).joining(evenIfTight: false, at: Self.now + 60) }
    }

    @Test func `what has begun or is cancelled takes nobody`() {
        #expect(throws: SignUpRefusal.over) { try facts(begins: Self.now).joining(evenIfTight: false, at: Self.now) }
        var cancelled = facts()
        cancelled.isCancelled = true
        #expect(throws: SignUpRefusal.over) { try cancelled.joining(evenIfTight: false, at: Self.now) }
    }

    @Test func `only those it is for`() throws {
        let places = SessionPlaces(places: 2, kinds: ["elected"])
        #expect(throws: SignUpRefusal.notForThem) { try facts(places).joining(evenIfTight: false, at: Self.now) }
        #expect(try facts(places, kind: "elected").joining(evenIfTight: false, at: Self.now) == .place)
    }

    @Test func `nobody signs up twice`() {
        var twice = facts()
        twice.isSignedUp = true
        #expect(throws: SignUpRefusal.already) { try twice.joining(evenIfTight: false, at: Self.now) }
    }

    private func clash(_ kind: SignUpClash.Kind, isDuty: Bool = false) throws -> SignUpClash {
        SignUpClash(kind: kind, one: try #require(SessionCode("A")), other: try #require(SessionCode("B")), isDuty: isDuty)
    }

    @Test func `two sessions at once are refused with both named, but one may be waited for`() throws {
        var both = facts()
        both.clashes = [(try clash(.overlap), "A one", "B two")]
        #expect(throws: SignUpRefusal.overlaps("A one", "B two")) { try both.joining(evenIfTight: true, at: Self.now) }
        both.places.taken = 2
        #expect(try both.joining(evenIfTight: false, at: Self.now) == .waiting)
    }

    @Test func `a part in the programme at that time is refused also on the waiting list`() throws {
        var both = facts(taken: 2)
        both.clashes = [(try clash(.overlap, isDuty: true), "A one", "B two")]
        #expect(throws: SignUpRefusal.duty("A one", "B two")) { try both.joining(evenIfTight: true, at: Self.now) }
    }

    @Test func `a long way is said in minutes, and taken by who knows it`() throws {
        var tight = facts()
        tight.clashes = [(try clash(.walk(needed: 20, available: 5)), "A one", "B two")]
        #expect(throws: SignUpRefusal.walk("A one", "B two", needed: 20, available: 5)) {
            try tight.joining(evenIfTight: false, at: Self.now)
        }
        #expect(try tight.joining(evenIfTight: true, at: Self.now) == .place)
    }
}

@Suite struct `What is in the way of a session` {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private func session(_ code: String, from: Double, to: Double, in room: String) -> (SessionCode, TimetableSession)? {
        let period = (Self.start + from * 60)..<(Self.start + to * 60)
        return SessionCode(code).map { ($0, TimetableSession(id: code, period: period, rooms: [room])) }
    }

    /// A and B overlap in one building; C begins in another ten minutes after A; D follows A in the same room at once.
    private var times: SignUpTimes {
        let sessions = [
            session("A", from: 0, to: 60, in: "hall"), session("B", from: 30, to: 90, in: "small"),
            session("C", from: 70, to: 120, in: "far"), session("D", from: 60, to: 90, in: "hall"),
        ].compactMap { $0 }
        return SignUpTimes(
            rooms: [
                TimetableRoom(id: "hall", site: "north"), TimetableRoom(id: "small", site: "north"),
                TimetableRoom(id: "far", site: "south"),
            ],
            walking: WalkingTimes(withinSite: 5, betweenSites: 20),
            sessions: Dictionary(uniqueKeysWithValues: sessions))
    }

    private func codes(_ text: String) -> Set<SessionCode> {
        Set(text.split(separator: " ").compactMap { SessionCode(String($0)) })
    }

    private func clash(_ kind: SignUpClash.Kind, _ one: String, _ other: String, isDuty: Bool = false) throws -> SignUpClash {
        SignUpClash(kind: kind, one: try #require(SessionCode(one)), other: try #require(SessionCode(other)), isDuty: isDuty)
    }

    @Test func `sessions at the same time, with a place and as a duty`() throws {
        let a = try #require(SessionCode("A"))
        #expect(times.clashes(of: a, places: codes("B"), duties: []) == [try clash(.overlap, "A", "B")])
        #expect(times.clashes(of: a, places: [], duties: codes("B")) == [try clash(.overlap, "A", "B", isDuty: true)])
        #expect(times.clashes(of: a, places: codes("D"), duties: []) == [])
        #expect(times.clashes(of: a, places: [], duties: codes("A")) == [])
    }

    @Test func `a way that takes longer than there is time`() throws {
        let c = try #require(SessionCode("C"))
        #expect(times.clashes(of: c, places: codes("A"), duties: []) == [try clash(.walk(needed: 20, available: 10), "A", "C")])
    }

    @Test func `the way between two sessions`() throws {
        let (a, b) = (try #require(SessionCode("A")), try #require(SessionCode("B")))
        let (c, d) = (try #require(SessionCode("C")), try #require(SessionCode("D")))
        #expect([times.walk(from: a, to: d), times.walk(from: a, to: b), times.walk(from: a, to: c)] == [0, 5, 20])
    }
}
