// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Timetable
import Vocabulary

/// Conflicts as sentences, for those who organise.
struct ConflictWords {
    let draft: ProgrammeDraft
    let words: Words
    /// Whom somebody speaks for: an office alone may be held by many.
    let place: (Speaker) -> String

    /// What is wrong, with whom and where.
    func sentence(_ conflict: Conflict) -> String { words("conflict.\(conflict.kind.rawValue)", values(conflict)) }

    private func values(_ conflict: Conflict) -> [String: Phrase.Value] {
        let sessions = conflict.sessions
        var values: [String: Phrase.Value] = [
            "session": .text(sessions.first ?? ""), "other": .text(sessions.dropFirst().first ?? ""),
            "sessions": .text(sessions.joined(separator: ", ")), "rooms": .text(rooms(conflict)),
            "room": .text(conflict.rooms.first.map(room) ?? ""), "to": .text(conflict.rooms.last.map(room) ?? ""),
            "person": .text(conflict.person.map(person) ?? ""), "topic": .text(conflict.topic ?? ""),
            "needed": .number(conflict.needed ?? 0), "available": .number(conflict.available ?? 0),
            "missing": .text(missing(conflict)), "time": .text(time(conflict)),
        ]
        if let leaves = conflict.period?.lowerBound { values["leaves"] = .text(clock(leaves)) }
        return values
    }

    /// When, as the clock of the hall shows it.
    func time(_ conflict: Conflict) -> String {
        guard let period = conflict.period else { return "" }
        return "\(words.day(Day(period.lowerBound, in: draft.zone))), \(clock(period.lowerBound))–\(clock(period.upperBound))"
    }

    private func clock(_ instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince1970) + draft.zone.secondsFromGMT(for: instant)
        return WallTime(minutes: (seconds % 86_400 + 86_400) % 86_400 / 60).description
    }

    private func room(_ id: String) -> String { draft.content.rooms.first { $0.id.value == id }?.name ?? id }
    private func rooms(_ conflict: Conflict) -> String { conflict.rooms.map(room).joined(separator: ", ") }

    private func person(_ id: String) -> String {
        guard let speaker = draft.content.speakers.first(where: { $0.id.value == id }) else { return id }
        guard speaker.name.isEmpty else { return speaker.name }
        return [speaker.shortName(words.language), place(speaker)].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func missing(_ conflict: Conflict) -> String {
        conflict.missing.map { conflict.kind == .equipmentMissing ? words("fitting.\($0)") : words.language(code: $0) }
            .joined(separator: ", ")
    }

    /// A list, each with its mark, and links to the sessions it is about.
    func list(_ conflicts: [Conflict], judged: JudgedConflicts, base: Address) -> HTML {
        """
        <ul class="conflicts">
        \(each: conflicts, { conflict in line(conflict, judged.severity(of: conflict.kind), base) })</ul>
        """
    }

    private func line(_ conflict: Conflict, _ severity: ConflictSeverity, _ base: Address) -> HTML {
        """
        <li class="is-\(severity.rawValue)"><p><b>\(words("severity.mark.\(severity.rawValue)"))</b> \(sentence(conflict))</p>
        <p class="also">\(time(conflict)) \(HTML.joined(links(conflict, base), by: " · "))</p></li>

        """
    }

    private func links(_ conflict: Conflict, _ base: Address) -> [HTML] {
        conflict.sessions.compactMap { text -> HTML? in
            guard let code = SessionCode(text), let session = draft.content.sessions.first(where: { $0.code == code }) else {
                return nil
            }
            return "<a href=\"\(base)/\(code.description)\">\(text) \(session.title.best(orDraft: words.language))</a>"
        }
    }
}

extension Speaker {
    /// The name, else the office: for those who organise.
    func shortName(_ language: Language) -> String {
        name.isEmpty ? (office.best(orDraft: language).isEmpty ? id.value : office.best(orDraft: language)) : name
    }
}

extension LocalizedText {
    /// The text in this language or another, drafts included: for those who organise.
    func best(orDraft language: Language) -> String {
        best(for: language)?.text ?? language.fallbacks.lazy.compactMap { values[$0]?.text }.first ?? ""
    }
}
