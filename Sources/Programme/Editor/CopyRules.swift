// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Vocabulary

/// What is taken over from the programme of another edition.
struct CopyPlan: Sendable, Equatable {
    var rooms: [Room] = []
    var edits: [SessionEdit] = []
    /// Codes that this edition has already.
    var skipped: [SessionCode] = []

    /// The sessions of another edition as a beginning for this one: the first day of theirs on the first day of ours, none of
    /// them confirmed, nobody speaking yet.
    ///
    /// - Parameters:
    ///   - source: the other edition's programme.
    ///   - withRooms: whether rooms that this edition does not have are taken over; else such sessions have none.
    ///   - withAbstracts: whether descriptions are taken over.
    init(from source: ProgrammeDraft, into target: ProgrammeDraft, withRooms: Bool, withAbstracts: Bool) {
        let days = Self.days(of: source), ours = Self.days(of: target)
        let known = Set(target.content.rooms.map(\.id))
        var taken = Set(target.content.sessions.map(\.code.folded)).union(SessionCode.reserved)
        for session in source.content.sessions {
            guard taken.insert(session.code.folded).inserted else {
                skipped.append(session.code)
                continue
            }
            var copy = session
            copy.status = .unconfirmed
            copy.speakers = []
            copy.notes = ""
            if !withAbstracts { copy.abstract = LocalizedText() }
            copy.rooms = session.rooms.filter { known.contains($0) || withRooms }
            Self.move(&copy, from: days, to: ours)
            // What was kept there by other rules, or by other clocks, gets its time here.
            if copy.fault(in: target.edition) != nil { copy.time = nil }
            edits.append(.add(SessionDraft(copy, source.plans[session.code] ?? SessionPlan())))
        }
        let used = Set(
            edits.flatMap { edit -> [ID<Room>] in if case .add(let draft) = edit { draft.session.rooms } else { [] } })
        rooms = source.content.rooms.filter { used.contains($0.id) && !known.contains($0.id) }
    }

    private static func days(of draft: ProgrammeDraft) -> [Day] {
        if let period = draft.edition.dates.days {
            return (0...min(30, period.last.ordinal - period.first.ordinal)).compactMap { period.first.adding(days: $0) }
        }
        return Set(draft.content.sessions.compactMap { $0.time?.programmeDay ?? $0.day }).sorted()
    }

    /// To the same day of ours as it had of theirs; without a time where there is no such day.
    private static func move(_ session: inout Session, from theirs: [Day], to ours: [Day]) {
        let day = session.time?.programmeDay ?? session.day
        guard let day, let place = theirs.firstIndex(of: day), place < ours.count else {
            (session.time, session.day) = (nil, nil)
            return
        }
        let distance = ours[place].ordinal - day.ordinal
        session.time = session.time.flatMap { $0.moved(days: distance) }
        session.day = session.time?.day ?? ours[place]
    }
}
