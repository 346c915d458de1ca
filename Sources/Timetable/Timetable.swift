// SPDX-License-Identifier: EUPL-1.2

/// A conference programme that knows its conflicts, and what a change of one session does to them.
///
/// Cancelled sessions have none. Those without a period have only such as do not depend on time. A room or a person that the
/// facts do not know has an id and nothing else: it can be taken twice, and is never too small or away.
package struct Timetable: Sendable {
    private var index: TimetableIndex

    package init(_ facts: TimetableFacts) { index = TimetableIndex(facts) }

    /// All conflicts in order of time, then of kind, then of ids; last those of sessions without a time.
    package func conflicts() -> [Conflict] { ConflictSearch.everywhere(in: index).inOrder() }

    /// The conflicts a session has a part in.
    package func conflicts(of session: String) -> [Conflict] {
        guard let number = index.session(session) else { return [] }
        return conflicts(around: number, people: people(of: number), booths: needsBooths(number))
            .filter { $0.sessions.contains(session) }.inOrder()
    }

    /// Puts a session in the place of the one with its id, or adds it; returns which conflicts appeared and which are gone.
    @discardableResult
    package mutating func replace(_ session: TimetableSession) -> (appeared: [Conflict], gone: [Conflict]) {
        change(session.id, people: index.people(in: session), booths: session.boothsNeeded > 0) { $0.put(session) }
    }

    /// Takes a session out. Conflicts can also appear: somebody's way past it, or a shortage of booths told anew for those
    /// that still share them.
    @discardableResult
    package mutating func remove(_ session: String) -> (appeared: [Conflict], gone: [Conflict]) {
        guard let number = index.session(session) else { return ([], []) }
        return change(session, people: [], booths: false) { $0.remove(number) }
    }

    /// Changes one session, in which these people will have duties and which may need booths.
    private mutating func change(
        _ id: String, people newcomers: [Int], booths: Bool, by step: (inout TimetableIndex) -> Void
    ) -> (appeared: [Conflict], gone: [Conflict]) {
        let old = index.session(id), needsBooths = booths || needsBooths(old)
        let people = (people(of: old) + newcomers).eachOnce
        let before = Set(conflicts(around: old, people: people, booths: needsBooths))
        step(&index)
        let after = Set(conflicts(around: index.session(id), people: people, booths: needsBooths))
        return (Array(after.subtracting(before)).inOrder(), Array(before.subtracting(after)).inOrder())
    }

    private func conflicts(around number: Int?, people: [Int], booths: Bool) -> [Conflict] {
        ConflictSearch.around(number, people: people, booths: booths, in: index)
    }

    private func people(of number: Int?) -> [Int] { number.flatMap { index.sessions[$0]?.people } ?? [] }

    private func needsBooths(_ number: Int?) -> Bool { number.flatMap { index.sessions[$0]?.mobileBooths } ?? 0 > 0 }
}
