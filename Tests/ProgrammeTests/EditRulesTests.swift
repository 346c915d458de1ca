// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Testing
import Timetable
import Vocabulary

@testable import Programme

/// A programme of two sessions to be edited without a database.
enum EditWorld {
    static let day = Day(Date(timeIntervalSince1970: 1_710_892_800), in: .gmt)

    /// Only for what can be one.
    static func code(_ text: String) -> SessionCode {
        guard let code = SessionCode(text) else { preconditionFailure("\(text) is no code") }
        return code
    }

    static func session(_ text: String, _ start: String = "10:00", _ end: String = "11:00", room: String = "hall") -> Session {
        var session = SessionForm.empty(code(text))
        session.title = LocalizedText("Title of \(text)", in: .en)
        session.day = day
        session.time = time(start, end)
        session.rooms = [ID(room)]
        return session
    }

    static func time(_ start: String, _ end: String, on day: Day = day) -> SessionTime? {
        guard let start = WallTime(start), let end = WallTime(end) else { return nil }
        return SessionTime(day: day, start: start, end: end)
    }

    static func facts(_ sessions: Session..., published: Set<SessionCode> = []) -> EditFacts {
        let edition = Edition(
            id: "lakeside-2024", number: 1, city: "Lakeside", country: "FR", zone: "Europe/Paris",
            dates: Period(day, day).map { .days($0) } ?? .month(2024, 3))
        var draft = ProgrammeDraft(edition: edition)
        draft.content.rooms = ["hall", "small"].map {
            Room(id: ID($0), name: $0, capacity: nil, equipment: LocalizedText(), access: LocalizedText())
        }
        for session in sessions {
            draft.put(SessionDraft(session))
            draft.versions[session.code] = 3
        }
        return EditFacts(draft: draft, published: published)
    }
}

@Suite struct `Editing sessions` {
    private let facts = EditWorld.facts(
        EditWorld.session("A"), EditWorld.session("B", "12:00", "13:00"), published: [EditWorld.code("B")])

    @Test func `puts a changed session in the place of the old one`() throws {
        var changed = SessionDraft(EditWorld.session("A", "14:00", "15:00"))
        changed.plan = SessionPlan(expected: 50, needs: [.stage, .projector])
        let after = try facts.keeping([.change(changed, from: 3)])
        #expect(after.draft(changed.code) == changed)
        #expect(after.content.sessions.map(\.code.description) == ["A", "B"])
        #expect(changed.plan.needs == [.projector, .stage])
    }

    @Test func `is refused when somebody saved it meanwhile`() {
        let changed = SessionDraft(EditWorld.session("A", "14:00", "15:00"))
        #expect(throws: EditRefusal.changedSince(changed.code)) { try facts.keeping([.change(changed, from: 2)]) }
    }

    @Test func `is refused when it is gone`() {
        let gone = SessionDraft(EditWorld.session("C"))
        #expect(throws: EditRefusal.gone(gone.code)) { try facts.keeping([.change(gone, from: 1)]) }
    }

    @Test func `a code is given once`() {
        let twice = SessionDraft(EditWorld.session("A"))
        #expect(throws: EditRefusal.taken(twice.code)) { try facts.keeping([.add(twice)]) }
        let new = SessionDraft(EditWorld.session("C"))
        #expect(throws: EditRefusal.taken(new.code)) { try facts.keeping([.add(new), .add(new)]) }
    }

    @Test func `only what was never published is taken away`() throws {
        #expect(try facts.keeping([.remove(EditWorld.code("A"), from: 3)]).content.sessions.map(\.code.description) == ["B"])
        #expect(throws: EditRefusal.published(EditWorld.code("B"))) {
            try facts.keeping([.remove(EditWorld.code("B"), from: 3)])
        }
    }

    @Test func `rooms and speakers have to be there`() {
        let elsewhere = SessionDraft(EditWorld.session("A", room: "attic"))
        #expect(throws: EditRefusal.unknownRoom("attic")) { try facts.keeping([.change(elsewhere, from: 3)]) }
        var session = EditWorld.session("A")
        session.speakers = [SessionSpeaker(speaker: "nobody", role: .speaker)]
        #expect(throws: EditRefusal.unknownSpeaker("nobody")) { try facts.keeping([.change(SessionDraft(session), from: 3)]) }
    }

    @Test func `a time that the clocks skip is refused`() throws {
        var session = EditWorld.session("A")
        let night = try #require(Day(2024, 3, 31))
        session.time = EditWorld.time("02:30", "03:10", on: night)
        let fault = SessionTimeFault.skipped(WallTime(minutes: 150), on: night)
        #expect(throws: EditRefusal.time(session.code, fault)) { try facts.keeping([.change(SessionDraft(session), from: 3)]) }
        #expect(throws: EditRefusal.taken(session.code)) { try facts.keeping([.add(SessionDraft(session))]) }
    }

    @Test func `a time that was kept by other rules stays as long as nobody touches it`() throws {
        var old = EditWorld.session("A", "10:00", "09:00")
        let facts = EditWorld.facts(old)
        old.notes = "still there"
        #expect(try facts.keeping([.change(SessionDraft(old), from: 3)]).draft(old.code)?.session == old)
        old.time = EditWorld.time("10:30", "09:00")
        #expect(throws: EditRefusal.time(old.code, .beyondDay)) { try facts.keeping([.change(SessionDraft(old), from: 3)]) }
    }

    @Test(arguments: ["new", "NEW", "Mine", "today"])
    func `a code that is part of the address of another page is refused`(text: String) {
        let new = SessionDraft(EditWorld.session(text))
        #expect(throws: EditRefusal.reserved(new.code)) { try facts.keeping([.add(new)]) }
    }

    @Test func `codes differ by more than capitals`() {
        let like = SessionDraft(EditWorld.session("a"))
        #expect(throws: EditRefusal.taken(EditWorld.code("A"))) { try facts.keeping([.add(like)]) }
    }

    @Test func `what must never be saved is refused, unless it was so before`() throws {
        var strict = facts
        strict.draft.severities = [.roomTwice: .blocksSaving]
        let clash = SessionDraft(EditWorld.session("A", "12:30", "13:30"))
        #expect(throws: EditRefusal.blocked(1)) { try strict.requireAllowed([.change(clash, from: 3)]) }
        try facts.requireAllowed([.change(clash, from: 3)])
        strict.draft.put(clash)
        var renamed = clash
        renamed.session.notes = "still there"
        try strict.requireAllowed([.change(renamed, from: 3)])
    }
}

@Suite struct `Undoing an edit` {
    private let a = SessionDraft(EditWorld.session("A")), moved = SessionDraft(EditWorld.session("A", "14:00", "15:00"))

    private func edit(_ before: SessionDraft?, _ after: SessionDraft?, version: Int, isUndone: Bool = false) -> StoredEdit {
        StoredEdit(
            number: 1, kind: .changed, at: Date(timeIntervalSince1970: 0), person: nil, undoes: nil, isUndone: isUndone,
            parts: [StoredEdit.Part(code: a.code, before: before, after: after, version: version)])
    }

    @Test func `brings back what was before`() throws {
        let facts = EditWorld.facts(moved.session)
        #expect(try facts.undoing(edit(a, moved, version: 3)) == [.change(a, from: 3)])
    }

    @Test func `is refused when it was changed since`() {
        let facts = EditWorld.facts(moved.session)
        #expect(throws: EditRefusal.changedSince(a.code)) { try facts.undoing(edit(a, moved, version: 2)) }
    }

    @Test func `takes away what was added, and brings back what was taken away`() throws {
        #expect(try EditWorld.facts(a.session).undoing(edit(nil, a, version: 3)) == [.remove(a.code, from: 3)])
        #expect(try EditWorld.facts().undoing(edit(a, nil, version: 3)) == [.add(a)])
    }

    @Test func `does not bring back what is there again`() {
        #expect(throws: EditRefusal.taken(a.code)) { try EditWorld.facts(a.session).undoing(edit(a, nil, version: 3)) }
    }

    @Test func `is done once`() {
        #expect(throws: EditRefusal.undone) { try EditWorld.facts(a.session).undoing(edit(a, moved, version: 3, isUndone: true)) }
    }
}

@Suite struct `Dividing and joining sessions` {
    private let draft = SessionDraft(EditWorld.session("A", "10:00", "12:00"))

    @Test func `the second part begins where the first ends`() throws {
        let time = try #require(WallTime("11:00"))
        let edits = try SessionDivision.split(draft, version: 3, at: time, as: EditWorld.code("B"), title: "Second", in: .en)
        var (first, second) = (draft, SessionDraft(EditWorld.session("B", "11:00", "12:00")))
        first.session.time = EditWorld.time("10:00", "11:00")
        second.session.title = LocalizedText("Second", in: .en)
        #expect(edits == [.change(first, from: 3), .add(second)])
    }

    @Test(arguments: ["10:00", "12:00", "09:00", "02:00"])
    func `it has to lie within`(text: String) throws {
        let time = try #require(WallTime(text)), period = try #require(draft.session.time)
        #expect(throws: DivisionRefusal.outside(from: period.start, to: period.end)) {
            try SessionDivision.split(draft, version: 3, at: time, as: EditWorld.code("B"), title: "Second", in: .en)
        }
    }

    @Test func `after midnight it is the next day`() throws {
        var night = draft
        night.session.time = EditWorld.time("23:00", "02:00")
        let time = try #require(WallTime("01:00")), next = try #require(EditWorld.day.adding(days: 1))
        let edits = try SessionDivision.split(night, version: 3, at: time, as: EditWorld.code("B"), title: "Second", in: .en)
        guard case .add(let second) = edits[1] else { throw DivisionRefusal.same }
        #expect(second.session.time == EditWorld.time("01:00", "02:00", on: next))
    }

    @Test func `a session without a time has no middle`() throws {
        var timeless = draft
        timeless.session.time = nil
        let time = try #require(WallTime("11:00"))
        #expect(throws: DivisionRefusal.noTime(draft.code)) {
            try SessionDivision.split(timeless, version: 3, at: time, as: EditWorld.code("B"), title: "Second", in: .en)
        }
    }

    @Test func `what is joined lasts from the first beginning to the last end`() throws {
        var other = SessionDraft(EditWorld.session("B", "12:15", "13:00", room: "small"), SessionPlan(expected: 90))
        other.session.languages = ["fr"]
        var merged = draft
        merged.session.time = EditWorld.time("10:00", "13:00")
        merged.session.rooms = ["hall", "small"]
        merged.session.languages = ["fr"]
        merged.plan.expected = 90
        #expect(
            try SessionDivision.merge(draft, version: 3, with: other, goneVersion: 5, isPublished: false)
                == [.change(merged, from: 3), .remove(other.code, from: 5)])
        var cancelled = other
        cancelled.session.status = .cancelled
        #expect(
            try SessionDivision.merge(draft, version: 3, with: other, goneVersion: 5, isPublished: true)
                == [.change(merged, from: 3), .change(cancelled, from: 5)])
    }

    @Test func `sessions of two days are not joined, nor one with itself`() throws {
        var other = SessionDraft(EditWorld.session("B"))
        other.session.time = EditWorld.time("10:00", "11:00", on: try #require(EditWorld.day.adding(days: 1)))
        #expect(throws: DivisionRefusal.otherDay) {
            try SessionDivision.merge(draft, version: 3, with: other, goneVersion: 5, isPublished: false)
        }
        #expect(throws: DivisionRefusal.same) {
            try SessionDivision.merge(draft, version: 3, with: draft, goneVersion: 3, isPublished: false)
        }
    }
}

@Suite struct `Changing many sessions` {
    private let draft = SessionDraft(EditWorld.session("A"))

    @Test func `each change says what it changes`() throws {
        #expect(try BulkChange.status(.cancelled).applied(to: draft).session.status == .cancelled)
        #expect(try BulkChange.room("small").applied(to: draft).session.rooms == ["small"])
        #expect(try BulkChange.room(nil).applied(to: draft).session.rooms == [])
        #expect(try BulkChange.interpreted("nl").applied(to: draft).session.interpreted == ["nl"])
        #expect(try BulkChange.notInterpreted("nl").applied(to: draft) == draft)
        #expect(try BulkChange.shift(minutes: -30).applied(to: draft).session.time == EditWorld.time("09:30", "10:30"))
    }

    @Test func `a shift stays on the day of the programme`() throws {
        var late = draft
        late.session.time = EditWorld.time("23:00", "00:30")
        let next = try #require(EditWorld.day.adding(days: 1))
        #expect(try BulkChange.shift(minutes: 90).applied(to: late).session.time == EditWorld.time("00:30", "02:00", on: next))
        #expect(throws: BulkRefusal.beyondDay(draft.code)) { try BulkChange.shift(minutes: 300).applied(to: late) }
        #expect(throws: BulkRefusal.beyondDay(draft.code)) { try BulkChange.shift(minutes: -400).applied(to: draft) }
    }
}

@Suite struct `Copying a programme` {
    @Test func `the first day of theirs comes to the first day of ours, unconfirmed and without people`() throws {
        var session = EditWorld.session("A")
        session.status = .confirmed
        session.notes = "theirs"
        session.speakers = [SessionSpeaker(speaker: "mayor", role: .speaker)]
        let source = EditWorld.facts(session, EditWorld.session("B")).draft
        var target = EditWorld.facts(EditWorld.session("B")).draft
        target.content.rooms.removeFirst()
        var copy = session
        copy.status = .unconfirmed
        copy.notes = ""
        copy.speakers = []
        let plan = CopyPlan(from: source, into: target, withRooms: true, withAbstracts: true)
        #expect(plan.edits == [.add(SessionDraft(copy))])
        #expect(plan.rooms.map(\.id) == ["hall"])
        #expect(plan.skipped == [EditWorld.code("B")])
        copy.rooms = []
        let without = CopyPlan(from: source, into: target, withRooms: false, withAbstracts: true)
        #expect(without.edits == [.add(SessionDraft(copy))])
        #expect(without.rooms == [])
    }
}

@Suite struct `Texts and their translations` {
    private func session(en: String, fr: String?) -> Session {
        var session = EditWorld.session("A")
        session.title = LocalizedText(en, in: .en)
        if let fr { session.title.values[.fr] = .init(fr, .reviewed) }
        return session
    }

    @Test func `a translation is outdated when its source was changed after it`() {
        let (before, after) = (session(en: "One", fr: "Un"), session(en: "Two", fr: "Un"))
        let bases = SessionTexts.bases(from: before, to: after)
        #expect(bases.map(\.digest) == [SessionTexts.digest("One")])
        #expect(bases.map(\.replaces) == [false])
        let texts = SessionTexts(session: after, bases: [bases[0].key: bases[0].digest])
        #expect(texts.standing(.title, in: .fr) == .outdated)
        #expect(texts.standing(.title, in: .en) == .source)
        #expect(texts.standing(.title, in: .de) == .missing)
        #expect(texts.standing(.abstract, in: .fr) == .none)
    }

    @Test func `it is aligned again when it is saved`() {
        let (before, after) = (session(en: "Two", fr: "Un"), session(en: "Two", fr: "Deux"))
        let bases = SessionTexts.bases(from: before, to: after)
        #expect(bases.map(\.digest) == [SessionTexts.digest("Two")])
        #expect(bases.map(\.replaces) == [true])
        #expect(
            SessionTexts(session: after, bases: [bases[0].key: bases[0].digest]).standing(.title, in: .fr) == .kept(.reviewed))
    }

    @Test func `without knowing what it was made from it is as it was said to be`() {
        #expect(SessionTexts(session: session(en: "One", fr: "Un"), bases: [:]).standing(.title, in: .fr) == .kept(.reviewed))
    }
}

@Suite struct `The board` {
    @Test func `draws sessions to scale, each room in a column, more where two are at once`() {
        let grid = BoardGrid(
            [
                EditWorld.session("A", "10:00", "11:30"), EditWorld.session("B", "11:00", "12:00"),
                EditWorld.session("C", "10:10", "10:20", room: "small"), EditWorld.session("D", "23:30", "00:30", room: "attic"),
            ], rooms: ["hall", "small"])
        #expect(grid.first == 600)
        #expect(grid.last == 1_560)
        #expect(grid.columns.map(\.room) == [nil, "hall", "small"])
        #expect(grid.columns.map(\.lines) == [2..<3, 3..<5, 5..<6])
        let places = grid.places.mapValues { "\($0.rows) \($0.column)" }
        #expect(
            places == [
                EditWorld.code("A"): "2..<8 3", EditWorld.code("B"): "6..<10 4", EditWorld.code("C"): "2..<4 5",
                EditWorld.code("D"): "56..<60 2",
            ])
    }

    @Test func `an empty day can be planned`() {
        let grid = BoardGrid([], rooms: [])
        #expect(grid.first == 480)
        #expect(grid.last == 1_140)
        #expect(grid.columns.map(\.lines) == [2..<3])
    }
}
