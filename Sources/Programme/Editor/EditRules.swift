// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// One session in an edit of the programme.
enum SessionEdit: Sendable, Equatable {
    /// A session that is new.
    case add(SessionDraft)
    /// What a session becomes, and the version it was begun with.
    case change(SessionDraft, from: Int)
    /// Only what was never published is taken away; the public is told of everything else.
    case remove(SessionCode, from: Int)

    var code: SessionCode {
        switch self {
        case .add(let draft), .change(let draft, _): draft.code
        case .remove(let code, _): code
        }
    }
}

/// What was done, in one step that can be undone: a key under `edit.kind.`.
enum EditKind: String, Sendable, CaseIterable {
    case added, changed, moved, bulk, split, merged, copied, imported, removed, undone, replaced
}

/// What an edit depends on, read in the transaction that keeps it.
struct EditFacts: Sendable {
    var draft: ProgrammeDraft
    var published: Set<SessionCode> = []

    /// The programme after the edits, all of them or none.
    func keeping(_ edits: [SessionEdit]) throws(EditRefusal) -> ProgrammeDraft {
        var after = draft
        for edit in edits {
            switch edit {
            case .add(let new):
                guard after.draft(new.code) == nil else { throw .taken(new.code) }
                if let like = after.content.sessions.first(where: { $0.code.resembles(new.code) }) { throw .taken(like.code) }
                guard !new.code.isReserved else { throw .reserved(new.code) }
                try check(new, over: nil)
                after.put(new)
            case .change(let changed, let version):
                try requireUnchanged(changed.code, since: version)
                try check(changed, over: draft.draft(changed.code)?.session)
                after.put(changed)
            case .remove(let code, let version):
                try requireUnchanged(code, since: version)
                guard !published.contains(code) else { throw .published(code) }
                after.remove(code)
            }
        }
        return after
    }

    private func requireUnchanged(_ code: SessionCode, since version: Int) throws(EditRefusal) {
        guard let now = draft.versions[code] else { throw .gone(code) }
        guard now == version else { throw .changedSince(code) }
    }

    /// - Parameter old: what it was: a time that was kept by other rules is let through as long as nobody touches it.
    private func check(_ draft: SessionDraft, over old: Session?) throws(EditRefusal) {
        let session = draft.session
        if session.time != old?.time || session.day != old?.day, let fault = session.fault(in: self.draft.edition) {
            throw .time(session.code, fault)
        }
        let (rooms, speakers) = (Set(self.draft.content.rooms.map(\.id)), Set(self.draft.content.speakers.map(\.id)))
        if let room = session.rooms.first(where: { !rooms.contains($0) }) { throw .unknownRoom(room.value) }
        if let speaker = session.speakers.first(where: { !speakers.contains($0.speaker) }) {
            throw .unknownSpeaker(speaker.speaker.value)
        }
    }
}

extension EditFacts {
    /// The edits that put everything back as it was before an edit; refused when anything of it was changed since.
    func undoing(_ edit: StoredEdit) throws(EditRefusal) -> [SessionEdit] {
        guard !edit.isUndone else { throw .undone }
        var edits: [SessionEdit] = []
        for part in edit.parts {
            let now = draft.versions[part.code]
            switch (part.before, part.after) {
            case (let before?, _?):
                guard now == part.version else { throw .changedSince(part.code) }
                edits.append(.change(before, from: part.version))
            case (let before?, nil):
                guard now == nil else { throw .taken(part.code) }
                edits.append(.add(before))
            case (nil, _):
                guard now == part.version else { throw .changedSince(part.code) }
                edits.append(.remove(part.code, from: part.version))
            }
        }
        return edits
    }
}

/// An edit as it is kept: who did what, when, and each session before and after.
struct StoredEdit: Sendable, Equatable {
    struct Part: Sendable, Equatable {
        let code: SessionCode
        /// Nil where the edit added it, and where it took it away.
        let before: SessionDraft?, after: SessionDraft?
        /// The session's version after the edit.
        let version: Int
    }

    let number: Int
    let kind: EditKind
    let at: Date
    let person: String?
    /// The number of the edit that this one undid.
    let undoes: Int?
    let isUndone: Bool
    let parts: [Part]
}

/// Why the programme is not changed.
package enum EditRefusal: Refusal, Equatable {
    case taken(SessionCode), gone(SessionCode), changedSince(SessionCode), published(SessionCode)
    /// Such a code stands in the address of another page.
    case reserved(SessionCode)
    case time(SessionCode, SessionTimeFault)
    case unknownRoom(String), unknownSpeaker(String)
    /// It was undone already.
    case undone
    /// Nothing would be different.
    case nothing
    /// Fields of the form are missing.
    case incomplete
    /// The organisers asked that this many kinds of conflicts be never saved.
    case blocked(Int)

    package var kind: RefusalKind {
        switch self {
        case .reserved, .time, .unknownRoom, .unknownSpeaker, .nothing, .incomplete: .invalid
        case .gone: .notFound
        default: .conflict
        }
    }

    package var phrase: Phrase {
        switch self {
        case .taken(let code): Phrase("edit.taken", ["code": .text(code.description)])
        case .gone(let code): Phrase("edit.gone", ["code": .text(code.description)])
        case .changedSince(let code): Phrase("edit.changed-since", ["code": .text(code.description)])
        case .published(let code): Phrase("edit.published", ["code": .text(code.description)])
        case .reserved(let code): Phrase("edit.reserved", ["code": .text(code.description)])
        case .time(let code, let fault):
            Phrase("edit.time.\(fault.said.name)", fault.said.values.merging(["code": .text(code.description)]) { $1 })
        case .unknownRoom(let id): Phrase("edit.unknown-room", ["room": .text(id)])
        case .unknownSpeaker(let id): Phrase("edit.unknown-speaker", ["speaker": .text(id)])
        case .undone: "edit.undone"
        case .nothing: "edit.nothing"
        case .incomplete: "edit.incomplete"
        case .blocked(let count): Phrase("edit.blocked", ["count": .number(count)])
        }
    }
}
