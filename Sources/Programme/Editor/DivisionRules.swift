// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// One session becomes two, or two become one.
enum SessionDivision {
    /// The first part keeps the code and ends at a time; the second begins then, with the same room and people.
    static func split(
        _ draft: SessionDraft, version: Int, at time: WallTime, as code: SessionCode, title: String, in language: Language
    ) throws(DivisionRefusal) -> [SessionEdit] {
        guard let period = draft.session.time else { throw .noTime(draft.code) }
        let (start, end) = BoardGrid.minutes(period)
        // A time before four in the morning belongs to the evening before.
        let point = time.minutes + (time < SessionTime.dayEnds ? 1_440 : 0)
        guard start < point, point < end else { throw .outside(from: period.start, to: period.end) }
        var (first, second) = (draft, draft)
        first.session.time?.end = time
        second.session.code = code
        second.session.time = SessionTime(
            day: point >= 1_440 && start < 1_440 ? period.lastDay : period.day, start: time, end: period.end)
        second.session.day = second.session.time?.day
        second.session.title = LocalizedText([language: .init(title, .authentic)])
        second.session.abstract = LocalizedText()
        return [.change(first, from: version), .add(second)]
    }

    /// The kept session takes the time of both, their rooms, people and languages; the other one is taken away, or cancelled
    /// where people know of it already.
    static func merge(
        _ kept: SessionDraft, version: Int, with gone: SessionDraft, goneVersion: Int, isPublished: Bool
    ) throws(DivisionRefusal) -> [SessionEdit] {
        guard kept.code != gone.code else { throw .same }
        guard let one = kept.session.time else { throw .noTime(kept.code) }
        guard let other = gone.session.time else { throw .noTime(gone.code) }
        guard one.programmeDay == other.programmeDay else { throw .otherDay }
        var merged = kept
        let (a, b) = (BoardGrid.minutes(one), BoardGrid.minutes(other))
        let first = a.start <= b.start ? one : other
        merged.session.time = SessionTime(day: first.day, start: first.start, end: a.end >= b.end ? one.end : other.end)
        merged.session.day = first.day
        merged.session.rooms = union(kept.session.rooms, gone.session.rooms)
        merged.session.speakers = union(kept.session.speakers, gone.session.speakers)
        merged.session.languages = union(kept.session.languages, gone.session.languages)
        merged.session.interpreted = union(kept.session.interpreted, gone.session.interpreted)
        merged.session.notes = [kept.session.notes, gone.session.notes].filter { !$0.isEmpty }.joined(separator: "\n")
        merged.plan = SessionPlan(
            expected: [kept.plan.expected, gone.plan.expected].compactMap { $0 }.max(),
            needs: union(kept.plan.needs, gone.plan.needs))
        guard isPublished else { return [.change(merged, from: version), .remove(gone.code, from: goneVersion)] }
        var cancelled = gone
        cancelled.session.status = .cancelled
        return [.change(merged, from: version), .change(cancelled, from: goneVersion)]
    }

    private static func union<Value: Equatable>(_ one: [Value], _ other: [Value]) -> [Value] {
        one + other.filter { !one.contains($0) }
    }
}

/// Why a session is not divided or joined.
enum DivisionRefusal: Refusal, Equatable {
    case noTime(SessionCode), outside(from: WallTime, to: WallTime), otherDay, same
    var kind: RefusalKind { .invalid }
    var phrase: Phrase {
        switch self {
        case .noTime(let code): Phrase("division.no-time", ["code": .text(code.description)])
        case .outside(let from, let to):
            Phrase("division.outside", ["from": .text(from.description), "to": .text(to.description)])
        case .otherDay: "division.other-day"
        case .same: "division.same"
        }
    }
}
