// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Timetable

@Suite struct `A room` {
    @Test func `is not taken twice`() {
        #expect(
            conflicts(session("B", 30, 90, in: "hall"), session("A", 60, 120, in: "hall"), session("C", 60, 90, in: "barn")) == [
                Conflict(.roomTwice, during: minutes(60, 90), sessions: ["B", "A"], rooms: ["hall"])
            ])
    }

    @Test func `is free for the next at the minute the one before ends`() {
        #expect(conflicts(session("A", 0, 60, in: "hall"), session("B", 60, 90, in: "hall")) == [])
    }

    @Test func `shared by sessions of two rooms each is a conflict by itself`() {
        #expect(
            conflicts(session("A", 0, 60, in: "hall", "barn"), session("B", 0, 60, in: "barn", "hall")) == [
                Conflict(.roomTwice, during: minutes(0, 60), sessions: ["A", "B"], rooms: ["barn"]),
                Conflict(.roomTwice, during: minutes(0, 60), sessions: ["A", "B"], rooms: ["hall"]),
            ])
    }

    @Test func `named twice in a session is one room`() {
        var crowded = session("A", 0, 60, in: "hall", "hall")
        crowded.audience = 400
        #expect(
            conflicts(crowded, session("B", 0, 60, in: "hall", "hall")) == [
                Conflict(.roomTwice, during: minutes(0, 60), sessions: ["A", "B"], rooms: ["hall"]),
                Conflict(
                    .roomTooSmall, during: minutes(0, 60), sessions: ["A"], rooms: ["hall"], needed: 400, available: 300),
            ])
    }

    @Test func `that nobody knows can be taken twice, and is neither too small nor without equipment`() {
        let asking = TimetableSession(id: "A", period: minutes(0, 60), rooms: ["attic"], audience: 900, needs: ["piano"])
        #expect(
            conflicts(asking, session("B", 30, 60, in: "attic", by: "nobody")) == [
                Conflict(.roomTwice, during: minutes(30, 60), sessions: ["A", "B"], rooms: ["attic"])
            ])
    }

    @Test func `is too small for more people than all rooms of the session hold, whenever that is`() {
        let full = TimetableSession(id: "A", rooms: ["cellar", "hall"], audience: 341)
        #expect(
            conflicts(full) == [
                Conflict(.roomTooSmall, sessions: ["A"], rooms: ["cellar", "hall"], needed: 341, available: 340)
            ])
    }

    @Test func `is not too small for as many as it holds, nor while its size is not known, nor where there is none`() {
        #expect(
            conflicts(
                TimetableSession(id: "A", rooms: ["cellar"], audience: 40),
                TimetableSession(id: "B", rooms: ["cellar", "barn"], audience: 900), TimetableSession(id: "C", audience: 900),
                TimetableSession(id: "D", rooms: ["cellar"])) == [])
    }

    @Test func `of any size can be stated without harm`() {
        let rooms = [
            TimetableRoom(id: "x", capacity: .max), TimetableRoom(id: "y", capacity: .max),
            TimetableRoom(id: "z", capacity: .min),
        ]
        let session = TimetableSession(id: "A", rooms: ["x", "y", "z"], audience: .max)
        #expect(Timetable(TimetableFacts(rooms: rooms, sessions: [session])).conflicts() == [])
    }

    @Test func `lacks what no other room of the session has either`() {
        let asking = TimetableSession(
            id: "A", period: minutes(0, 60), rooms: ["hall", "cellar"], needs: ["piano", "water", "pool"])
        #expect(
            conflicts(
                asking, TimetableSession(id: "B", rooms: ["hall"], needs: ["screen"]), TimetableSession(id: "C", needs: ["pool"]))
                == [
                    Conflict(
                        .equipmentMissing, during: minutes(0, 60), sessions: ["A"], rooms: ["hall", "cellar"],
                        missing: ["pool", "water"])
                ])
    }
}
