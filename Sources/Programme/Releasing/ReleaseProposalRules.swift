// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Timetable
import Vocabulary

/// Which of the sessions that differ are released.
enum ReleaseChoice: Sendable, Equatable {
    case everything
    case sessions(Set<SessionCode>)
}

/// The release that would be, as the draft is now.
struct ReleaseProposal: Sendable {
    let facts: ReleaseFacts
    let judged: JudgedConflicts
    /// Everything that could be released; nil when nothing differs.
    let whole: Release?
    /// What differs, session by session, in the order of the programme.
    let differences: [SessionDifference]
    /// What a form names, so that nobody releases what they did not see.
    let state: String

    /// - Parameter digest: some letters that stand for a text.
    init(_ facts: ReleaseFacts, _ judged: JudgedConflicts, at now: Date, digest: (String) -> String) throws {
        self.facts = facts
        self.judged = judged
        // Of everything it is refused only when there is nothing, or nothing else than before.
        whole = try? facts.release(note: LocalizedText(), at: now)
        differences = try whole?.differences(since: facts.before, digest: digest) ?? []
        state = "\(facts.before?.number ?? 0)-\(digest(try whole?.document.undated.text ?? ""))"
    }

    var codes: [SessionCode] { differences.map(\.code) }

    /// The release of what was chosen; throws why there is none.
    ///
    /// - Parameter seen: the state that whoever decides was shown; nil for the command line, which shows nothing.
    func release(_ choice: ReleaseChoice, note: LocalizedText, seen: String?, at now: Date) throws -> Release {
        guard whole != nil else { throw facts.content.sessions.isEmpty ? ReleaseRefusal.empty : .unchanged }
        if let seen, seen != state { throw ReleasingRefusal.changedSince }
        let chosen = try chosen(choice)
        let conflicts = judged.holdingUp(chosen)
        guard conflicts.isEmpty else { throw ReleasingRefusal.heldUp(conflicts.count) }
        return try made(of: chosen, note: note, at: now)
    }

    /// What would be released, whatever stands in the way; nil when that is nothing.
    func preview(_ choice: ReleaseChoice, note: LocalizedText, at now: Date) -> Release? {
        guard isPossible(choice) else { return nil }
        return try? made(of: chosen(choice), note: note, at: now)
    }

    /// What holds up a release of what was chosen.
    func conflicts(_ choice: ReleaseChoice) -> [Conflict] {
        guard isPossible(choice) else { return [] }
        return judged.holdingUp(try? chosen(choice))
    }

    private func isPossible(_ choice: ReleaseChoice) -> Bool {
        guard case .sessions(let chosen) = choice else { return whole != nil }
        return !chosen.isDisjoint(with: codes)
    }

    private func made(of chosen: Set<SessionCode>?, note: LocalizedText, at now: Date) throws -> Release {
        guard chosen == nil, var release = whole else { return try facts.release(only: chosen, note: note, at: now) }
        release.note = note
        return release
    }

    /// Nil for everything: then also what differs and is no session's.
    private func chosen(_ choice: ReleaseChoice) throws(ReleasingRefusal) -> Set<SessionCode>? {
        guard case .sessions(let codes) = choice else { return nil }
        let chosen = codes.intersection(self.codes)
        guard !chosen.isEmpty else { throw .nothingChosen }
        return chosen
    }
}

/// A session of which the draft says something else than the public knows.
struct SessionDifference: Sendable {
    let change: ReleasedChange
    /// Stands for all that is said of it: another when anything of it is edited.
    let digest: String
    var code: SessionCode { change.session.code }
}

/// Why an organiser's release is not made.
enum ReleasingRefusal: Refusal, Equatable {
    case nothingChosen, changedSince, heldUp(Int), noteTooLong, tooManyChosen

    var kind: RefusalKind {
        switch self {
        case .nothingChosen, .noteTooLong, .tooManyChosen: .invalid
        case .changedSince, .heldUp: .conflict
        }
    }

    var phrase: Phrase {
        switch self {
        case .nothingChosen: "release.nothing-chosen"
        case .changedSince: "release.changed-since"
        case .heldUp(let count): Phrase("release.held-up", ["count": .number(count)])
        case .noteTooLong: Phrase("release.note-too-long", ["count": .number(ReleaseNote.most)])
        case .tooManyChosen: Phrase("release.too-many-chosen", ["count": .number(ReleaseForm.mostChosen)])
        }
    }
}

extension Release {
    fileprivate func differences(since before: Release?, digest: (String) -> String) throws -> [SessionDifference] {
        let (rooms, speakers) = (
            Dictionary(uniqueKeysWithValues: document.rooms.map { ($0.id, $0) }),
            Dictionary(uniqueKeysWithValues: document.speakers.map { ($0.id, $0) })
        )
        return try changes(since: before).map { change in
            let part = SessionWithNames(
                session: change.session, rooms: change.session.rooms.compactMap { rooms[$0] },
                speakers: change.session.speakers.compactMap { speakers[$0.speaker] })
            return SessionDifference(change: change, digest: digest(try part.text))
        }
    }
}

private struct SessionWithNames: Encodable {
    let session: Session
    let rooms: [Room], speakers: [Speaker]
}

extension ReleaseDocument {
    /// The same without the moment at which it was put together.
    fileprivate var undated: ReleaseDocument {
        var document = self
        for place in document.sessions.indices { document.sessions[place].modified = .distantPast }
        return document
    }
}

extension Encodable {
    /// The same text for the same value.
    fileprivate var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
