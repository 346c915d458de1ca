// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Foundation
import Timetable

/// `hemicycle measure conflicts`: a check of a whole programme, and of one session that is moved, on programmes made up from a seed.
struct MeasureConflicts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts", abstract: "Look for conflicts in a made-up programme.", shouldDisplay: false)
    @Option(help: "sessions of the programme") var sessions = 300
    @Option(help: "whole checks; one session is moved five times as often") var rounds = 41

    private struct Result: Encodable {
        let sessions: Int, conflicts: Int
        /// Medians, and the slowest move.
        let wholeMilliseconds: Double, moveMilliseconds: Double, slowestMoveMilliseconds: Double
    }

    func run() throws {
        guard sessions > 0, rounds > 0 else { throw ValidationError("Name how many sessions and rounds, one at least.") }
        var made = MadeProgramme(sessions: sessions)
        let facts = made.facts()
        var timetable = Timetable(facts)
        // As a request does it: from what is stored to conflicts.
        let whole = (0..<rounds).map { _ in Self.milliseconds { _ = Timetable(facts).conflicts() } }.sorted()
        let moves = (0..<rounds * 5).map { number in
            let session = made.session(number % sessions)
            return Self.milliseconds { timetable.replace(session) }
        }.sorted()
        try Say.json(
            Result(
                sessions: sessions, conflicts: Timetable(facts).conflicts().count, wholeMilliseconds: whole[whole.count / 2],
                moveMilliseconds: moves[moves.count / 2], slowestMoveMilliseconds: moves[moves.count - 1]))
    }

    private static func milliseconds(_ work: () -> Void) -> Double { ContinuousClock().measure(work) / .milliseconds(1) }
}

/// A programme that is about as full as its rooms: the same in every run.
private struct MadeProgramme {
    /// Sebastiano Vigna, SplitMix64.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    let sessions: Int
    private var dice = Dice(state: 7)
    private var rooms: Int { max(1, sessions / 10) }
    private var people: Int { sessions * 2 }

    init(sessions: Int) { self.sessions = sessions }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &dice) }

    /// Six slots a day on four days.
    private func start(_ slot: Int) -> Date {
        Date(timeIntervalSinceReferenceDate: 800_000_000 + Double(slot / 6) * 86_400 + Double(slot % 6) * 5_400)
    }

    mutating func session(_ number: Int) -> TimetableSession {
        let from = start(below(24)) + Double(below(3)) * 900
        return TimetableSession(
            id: "S\(number)", period: from..<from + Double(3 + below(4)) * 900, rooms: ["room-\(below(rooms))"],
            duties: (0..<1 + below(5)).map { TimetableDuty("person-\(below(people))", as: $0 == 0 ? .moderator : .speaker) },
            topic: "topic-\(below(40))", audience: 20 + below(120), spoken: below(3) == 0 ? ["en", "fr"] : ["en"],
            interpreted: below(4) == 0 ? ["en", "fr", "de"] : [], needs: below(5) == 0 ? ["projector"] : [])
    }

    mutating func facts() -> TimetableFacts {
        let languages = ["en", "fr", "nl", "de", "es", "it"]
        return TimetableFacts(
            rooms: (0..<rooms).map {
                TimetableRoom(
                    id: "room-\($0)", site: "site-\($0 % 3)", capacity: 60 + below(200), booths: below(4),
                    equipment: below(5) > 0 ? ["projector"] : [])
            },
            walking: WalkingTimes(withinSite: 5, betweenSites: 20), mobileBooths: max(2, sessions / 120),
            people: (0..<people).map {
                TimetablePerson(
                    id: "person-\($0)", languages: [languages[below(6)]],
                    availability: below(5) == 0 ? [start(0)..<start(18)] : [],
                    leaves: below(5) == 0 ? start(22) : nil, isElected: below(5) < 2)
            },
            sessions: (0..<sessions).map { session($0) })
    }
}
