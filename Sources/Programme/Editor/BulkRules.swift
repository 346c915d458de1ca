// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Vocabulary

/// One change to many sessions.
enum BulkChange: Sendable, Equatable {
    case status(SessionStatus), kind(SessionKind), registration(SessionRegistration)
    case topic(ID<Topic>?), room(ID<Room>?)
    /// By so many minutes, later or, when negative, earlier.
    case shift(minutes: Int)
    case day(Day)
    /// Also interpreted into this language, or no more.
    case interpreted(String), notInterpreted(String)

    /// What it makes of a session; throws where it cannot be done.
    func applied(to draft: SessionDraft) throws(BulkRefusal) -> SessionDraft {
        var draft = draft
        switch self {
        case .status(let status): draft.session.status = status
        case .kind(let kind): draft.session.kind = kind
        case .registration(let registration): draft.session.registration = registration
        case .topic(let topic): draft.session.topic = topic
        case .room(let room): draft.session.rooms = room.map { [$0] } ?? []
        case .shift(let minutes): draft.session.time = try shifted(draft, by: minutes)
        case .day(let day):
            draft.session.day = day
            draft.session.time?.day = day
        case .interpreted(let code):
            if !draft.session.interpreted.contains(code) { draft.session.interpreted.append(code) }
        case .notInterpreted(let code): draft.session.interpreted.removeAll { $0 == code }
        }
        return draft
    }

    private func shifted(_ draft: SessionDraft, by minutes: Int) throws(BulkRefusal) -> SessionTime? {
        guard let time = draft.session.time else { return nil }
        let (start, end) = BoardGrid.minutes(time)
        // A session stays on its day of the programme, which ends at four in the morning.
        let bounds = SessionTime.dayEnds.minutes...(SessionTime.dayEnds.minutes + 1_440)
        guard bounds.contains(start + minutes), start + minutes < bounds.upperBound, bounds.contains(end + minutes) else {
            throw .beyondDay(draft.code)
        }
        let first = time.programmeDay.adding(days: (start + minutes) / 1_440) ?? time.day
        return SessionTime(
            day: first, start: WallTime(minutes: (start + minutes) % 1_440), end: WallTime(minutes: (end + minutes) % 1_440))
    }
}

/// Why many sessions are not changed.
enum BulkRefusal: Refusal, Equatable {
    case nothingChosen, noChange, beyondDay(SessionCode)
    var kind: RefusalKind { .invalid }
    var phrase: Phrase {
        switch self {
        case .nothingChosen: "bulk.nothing-chosen"
        case .noChange: "bulk.no-change"
        case .beyondDay(let code): Phrase("bulk.beyond-day", ["code": .text(code.description)])
        }
    }
}
