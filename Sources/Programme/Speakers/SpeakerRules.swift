// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Which speakers are written to together.
enum SpeakerGroup: String, Sendable, CaseIterable {
    case notAsked = "not-asked"
    /// Were asked and did not answer.
    case unanswered
    /// Confirmed, and something is missing.
    case noBiography = "no-biography"
    case noPortrait = "no-portrait"
}

/// What a mail to a speaker is for: a key under `speaker-mail.text.`.
enum SpeakerLetterKind: String, Sendable { case first, reminder, missing }

/// What asking a speaker depends on.
struct AskFacts: Sendable {
    var contact: SpeakerContact
    var hasBiography = false, hasPortrait = false
    /// When a link that is made now stops to work.
    var linkEnds: Date

    /// Whoever was written to is left alone this long, however often the button is pressed.
    static let pause: TimeInterval = 24 * 3_600

    func belongs(to group: SpeakerGroup) -> Bool {
        switch group {
        case .notAsked: contact.state == .notAsked
        case .unanswered: contact.state.isOpen
        case .noBiography: contact.state == .confirmed && !hasBiography
        case .noPortrait: contact.state == .confirmed && !hasPortrait
        }
    }

    /// The contact after a mail was written now, and what the mail says.
    func asking(at now: Date) throws(SpeakerRefusal) -> (contact: SpeakerContact, kind: SpeakerLetterKind) {
        guard now < linkEnds else { throw .over }
        guard !contact.address.isEmpty else { throw .noAddress }
        if contact.state == .declined { throw .declined }
        if contact.state == .confirmed, hasBiography, hasPortrait { throw .complete }
        if let last = [contact.askedAt, contact.remindedAt].compactMap({ $0 }).max(), now < last + Self.pause { throw .lately }
        var after = contact
        guard contact.state != .notAsked else {
            after.state = .asked
            after.askedAt = now
            return (after, .first)
        }
        after.remindedAt = now
        after.reminders += 1
        // Who confirmed stays so, whatever else is missing.
        guard contact.state.isOpen else { return (after, .missing) }
        after.state = .reminded
        return (after, .reminder)
    }
}

extension SpeakerContact {
    /// The contact after the speaker answered; an answer can be changed as long as the link works.
    func answering(isComing: Bool, word: String, at now: Date) -> SpeakerContact {
        var after = self
        after.state = isComing ? .confirmed : .declined
        after.answeredAt = now
        after.word = word
        return after
    }
}

extension EditFacts {
    /// The edits that put one speaker in the place of another, in one session or in all.
    func replacing(
        _ old: ID<Speaker>, by new: ID<Speaker>, in code: SessionCode?
    ) throws(EditRefusal) -> [SessionEdit] {
        guard draft.content.speakers.contains(where: { $0.id == new }) else { throw .unknownSpeaker(new.value) }
        let sessions = draft.content.sessions.filter { session in
            (code == nil || session.code == code) && session.speakers.contains { $0.speaker == old }
        }
        guard !sessions.isEmpty, old != new else { throw .nothing }
        return sessions.compactMap { session in
            guard var changed = draft.draft(session.code) else { return nil }
            changed.session.speakers = session.speakers.reduce(into: []) { all, one in
                var one = one
                if one.speaker == old { one.speaker = new }
                if !all.contains(one) { all.append(one) }
            }
            return .change(changed, from: draft.versions[session.code] ?? 0)
        }
    }
}

/// Why a speaker is not written to, or what they said is not kept.
enum SpeakerRefusal: Refusal, Equatable {
    /// The edition has been over for long.
    case over
    case noAddress, declined, complete, lately
    /// Nobody of the group can be written to.
    case nobody
    /// No file was chosen.
    case noFile
    /// The person has no such address.
    case notThisPerson

    var kind: RefusalKind {
        switch self {
        case .over: .tooLate
        case .noFile: .invalid
        default: .conflict
        }
    }

    var phrase: Phrase {
        switch self {
        case .over: "speaker.refused.over"
        case .noAddress: "speaker.refused.no-address"
        case .declined: "speaker.refused.declined"
        case .complete: "speaker.refused.complete"
        case .lately: "speaker.refused.lately"
        case .nobody: "speaker.refused.nobody"
        case .noFile: "speaker.refused.no-file"
        case .notThisPerson: "speaker.refused.not-this-person"
        }
    }
}
