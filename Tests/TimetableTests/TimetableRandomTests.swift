// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Timetable

@Suite struct `Any timetable` {
    @Test func `has the conflicts that the rules say, in their order`() {
        var kinds: Set<ConflictKind> = []
        for seed in 0..<600 {
            var random = RandomTimetable(seed: seed)
            let facts = random.facts(), conflicts = Timetable(facts).conflicts()
            #expect(conflicts == PlainTimetable(facts).conflicts(), "seed \(seed)")
            kinds.formUnion(conflicts.map(\.kind))
        }
        #expect(kinds == Set(ConflictKind.allCases))
    }

    @Test func `tells of each session the conflicts it has a part in`() {
        for seed in 600..<700 {
            var random = RandomTimetable(seed: seed)
            let facts = random.facts(), timetable = Timetable(facts), all = timetable.conflicts()
            for id in facts.sessions.map(\.id) + ["nobody's"] {
                #expect(timetable.conflicts(of: id) == all.filter { $0.sessions.contains(id) }, "seed \(seed), \(id)")
            }
        }
    }

    @Test func `is after any changes what it would be if planned so at once, and says what each changed`() {
        var appearedByRemoval = 0
        for seed in 700..<1_000 {
            var random = RandomTimetable(seed: seed)
            var facts = random.facts(), timetable = Timetable(facts)
            for _ in 0..<8 {
                let before = timetable.conflicts(), session = random.session(), isRemoved = random.dice.chance(30)
                let change = isRemoved ? timetable.remove(session.id) : timetable.replace(session)
                facts.sessions.removeAll { $0.id == session.id }
                if !isRemoved { facts.sessions.append(session) }
                let after = PlainTimetable(facts).conflicts()
                #expect(timetable.conflicts() == after, "seed \(seed)")
                #expect(change.appeared == after.filter { !before.contains($0) }, "seed \(seed)")
                #expect(change.gone == before.filter { !after.contains($0) }, "seed \(seed)")
                if isRemoved { appearedByRemoval += change.appeared.count }
            }
        }
        #expect(appearedByRemoval > 0)
    }

    @Test func `is the same in whatever order its sessions are told`() {
        for seed in 1_000..<1_100 {
            var random = RandomTimetable(seed: seed)
            var facts = random.facts()
            facts.sessions = Dictionary(facts.sessions.map { ($0.id, $0) }) { $1 }.values.sorted { $0.id < $1.id }
            let expected = Timetable(facts).conflicts()
            facts.sessions.shuffle(using: &random.dice)
            #expect(Timetable(facts).conflicts() == expected, "seed \(seed)")
        }
    }
}
