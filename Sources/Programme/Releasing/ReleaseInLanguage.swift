// SPDX-License-Identifier: EUPL-1.2
import Formats
import Foundation
import HTML
import Outbox
import Vocabulary

/// What a release changed, in one language: sentences for mails, and entries for calendars, each made once.
final class ReleaseInLanguage {
    let exports: ProgrammeExports
    private let view: ProgrammeView
    private let changes: [SessionCode: ReleasedChange]
    private let before: PublishedProgramme?
    private let mailing: ReleaseMailing
    private var paragraphs: [SessionCode: String] = [:]
    private var entries: [SessionCode: [UInt8]] = [:]

    init(view: ProgrammeView, changes: [SessionCode: ReleasedChange], before: PublishedProgramme?, mailing: ReleaseMailing) {
        (self.view, self.changes, self.before, self.mailing) = (view, changes, before, mailing)
        exports = ProgrammeExports(view: view, absolute: mailing.absolute)
    }

    var words: Words { view.words }
    /// Where one's own sessions are.
    var page: String { mailing.absolute("\(view.path.text)/mine") }

    func subject(_ codes: [SessionCode]) -> String {
        guard codes.count == 1, let change = changes[codes[0]] else {
            return words("release.mail.subject", ["count": .number(codes.count), "edition": .text(view.name)])
        }
        return words("release.mail.subject.one", ["session": .text(title(change.session)), "edition": .text(view.name)])
    }

    func opening(_ count: Int) -> String {
        words("release.mail.text", ["count": .number(count), "edition": .text(view.name)])
    }

    /// What the organisers say of it, and that there is a calendar file.
    func closing(hasCalendar: Bool) -> [String] {
        let note = view.plain(view.programme.release.note)
        return (note.isEmpty ? [] : [words("release.mail.note", ["note": .text(note)])])
            + (hasCalendar ? [words("release.mail.calendar")] : [])
    }

    /// A session that changed: what it is called, when and where it is now, what is different, and its page.
    func paragraph(_ code: SessionCode) -> String? {
        if let known = paragraphs[code] { return known }
        guard let change = changes[code] else { return nil }
        let sentences = change.changes.map { "– \(words(ChangeWords(view: view).phrase($0, change)))" }
        let lines =
            [title(change.session), standing(change.session)] + sentences
            + [mailing.absolute(view.address(of: code).text)]
        let text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        paragraphs[code] = text
        return text
    }

    private func title(_ session: Session) -> String {
        [session.code.description, view.plain(session.title)].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func standing(_ session: Session) -> String {
        guard session.status != .cancelled, let time = session.time else { return "" }
        return ["\(words.weekday(time.day)) \(words.day(time.day)), \(time.start)–\(time.end)", view.rooms(session)]
            .filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// What calendars have to know of it. A session that lost its time is cancelled where it stood: RFC 5545 has no entry
    /// without a start.
    func entry(_ code: SessionCode) -> [UInt8]? {
        if let known = entries[code] { return known }
        guard let item = view.programme.item(code) else { return nil }
        var entry = item.instants.map { exports.entry(item, $0) }
        if entry == nil, let stood = before?.item(code)?.instants {
            entry = exports.entry(item, stood)
            entry?.status = .cancelled
        }
        let written = entry.map(ICalendar.written)
        entries[code] = written
        return written
    }
}
