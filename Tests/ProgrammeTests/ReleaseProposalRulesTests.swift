// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Timetable
import Vocabulary

@testable import Programme

@Suite struct `Proposing a release` {
    private typealias World = ReleaseRulesWorld
    private let a = SessionCode("A")!, b = SessionCode("B")!
    private let note = LocalizedText("A note.", in: .en)

    private func proposal(
        _ sessions: [Session], before: [Session]? = nil, _ conflicts: [Conflict] = [], at now: Date = ReleaseRulesWorld.later
    ) throws -> ReleaseProposal {
        let facts = World.facts(sessions, before: try before.map(World.released))
        // Whole texts in the place of digests: what differs is seen.
        return try ReleaseProposal(facts, JudgedConflicts(conflicts, [:]), at: now) { $0 }
    }

    private func conflict(_ sessions: String...) -> Conflict { Conflict(.roomTwice, sessions: sessions, rooms: ["r"]) }

    @Test func `everything is released with its note, once it was seen as it is`() throws {
        let proposal = try proposal(
            [World.session("A", "New"), World.session("B")], before: [World.session("A"), World.session("B")])
        #expect(proposal.codes == [a])
        let release = try proposal.release(.everything, note: note, seen: proposal.state, at: World.later)
        #expect(release.number == 2)
        #expect(release.note == note)
        #expect(release.document.sessions.map(\.sequence) == [1, 0])
    }

    @Test func `only what was chosen is released, and what does not differ is no choice`() throws {
        let (old, new) = ([World.session("A"), World.session("B")], [World.session("A", "New"), World.session("B", "New")])
        let proposal = try proposal(new, before: old)
        let release = try proposal.release(.sessions([b, SessionCode("Z")!]), note: note, seen: proposal.state, at: World.later)
        #expect(release.document.sessions.map(\.session.title) == [old[0].title, new[1].title])
        #expect(throws: ReleasingRefusal.nothingChosen) {
            try proposal.release(.sessions([]), note: note, seen: proposal.state, at: World.later)
        }
        #expect(proposal.preview(.sessions([]), note: note, at: World.later) == nil)
    }

    @Test func `nothing is released when nothing differs, or when there is nothing`() throws {
        let same = try proposal([World.session("A")], before: [World.session("A")])
        #expect(throws: ReleaseRefusal.unchanged) { try same.release(.everything, note: note, seen: same.state, at: World.later) }
        let none = try proposal([])
        #expect(throws: ReleaseRefusal.empty) { try none.release(.everything, note: note, seen: none.state, at: World.later) }
        #expect(same.whole == nil && none.whole == nil)
    }

    @Test func `what somebody changed meanwhile is not released unseen`() throws {
        let old = [World.session("A"), World.session("B")]
        let seen = try proposal([World.session("A", "New"), old[1]], before: old)
        let now = try proposal([World.session("A", "Newer"), old[1]], before: old)
        #expect(throws: ReleasingRefusal.changedSince) {
            try now.release(.everything, note: note, seen: seen.state, at: World.later)
        }
        #expect(seen.differences[0].digest != now.differences[0].digest)
        let elsewhere = try proposal([World.session("A", "New"), World.session("B", "New")], before: old)
        #expect(seen.differences[0].digest == elsewhere.differences[0].digest)
        #expect(elsewhere.state != seen.state)
    }

    @Test func `notes of the organisers and the time of the question change nothing of what was seen`() throws {
        var noted = World.session("A", "New")
        noted.notes = "Call the mayor"
        let old = [World.session("A")]
        let states = [
            try proposal([World.session("A", "New")], before: old).state, try proposal([noted], before: old).state,
            try proposal([noted], before: old, at: World.later + 60).state,
        ]
        #expect(Set(states).count == 1)
    }

    @Test func `a conflict holds up what it is about, and everything`() throws {
        let (old, new) = ([World.session("A"), World.session("B")], [World.session("A", "New"), World.session("B", "New")])
        let held = try proposal(new, before: old, [conflict("A", "C")])
        #expect(throws: ReleasingRefusal.heldUp(1)) {
            try held.release(.everything, note: note, seen: held.state, at: World.later)
        }
        #expect(throws: ReleasingRefusal.heldUp(1)) {
            try held.release(.sessions([a]), note: note, seen: held.state, at: World.later)
        }
        #expect(try held.release(.sessions([b]), note: note, seen: held.state, at: World.later).number == 2)
        #expect(held.conflicts(.everything).count == 1)
        #expect(held.conflicts(.sessions([b])) == [])
    }

    @Test(arguments: [
        (ReleasingRefusal.nothingChosen, RefusalKind.invalid, "release.nothing-chosen"),
        (.changedSince, .conflict, "release.changed-since"), (.heldUp(2), .conflict, "release.held-up"),
        (.noteTooLong, .invalid, "release.note-too-long"), (.tooManyChosen, .invalid, "release.too-many-chosen"),
    ])
    func `each refusal has its kind and its words`(refusal: ReleasingRefusal, kind: RefusalKind, key: String) {
        #expect(refusal.kind == kind)
        #expect(refusal.phrase.key == key)
    }
}

@Suite struct `What is said of a release` {
    @Test func `the writer's own language is the authentic one, the others are translations`() {
        let note = ReleaseNote(own: .fr) { [.fr: "Bonjour.", .en: "Hello."][$0] }
        #expect(note.text == LocalizedText([.fr: .init("Bonjour.", .authentic), .en: .init("Hello.", .reviewed)]))
        #expect(!note.isTooLong)
    }

    @Test func `a note in another language alone is authentic there, and none is none`() {
        #expect(ReleaseNote(own: .fr) { $0 == .de ? "Hallo." : nil }.text == LocalizedText("Hallo.", in: .de))
        #expect(ReleaseNote(own: .fr) { _ in nil }.text.isEmpty)
    }

    @Test func `a note has an end`() {
        let most = String(repeating: "a", count: ReleaseNote.most)
        #expect(!ReleaseNote(own: .en) { $0 == .en ? most : nil }.isTooLong)
        #expect(ReleaseNote(own: .en) { $0 == .it ? most + "a" : nil }.isTooLong)
    }
}
