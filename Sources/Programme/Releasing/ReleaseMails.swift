// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Outbox
import Server
import Vocabulary

/// Writes the mails of one release. Each session is put into words once a language, however many people follow it.
final class ReleaseMails {
    private let release: Release
    private let changes: [SessionCode: ReleasedChange]
    private let record: EditionRecord
    private let programme: PublishedProgramme
    private let before: PublishedProgramme?
    private let topics: [Topic]
    private let mailing: ReleaseMailing
    private var languages: [Language: ReleaseInLanguage] = [:]

    init(
        _ release: Release, since before: Release?, record: EditionRecord, topics: [Topic], mailing: ReleaseMailing
    ) {
        self.release = release
        (self.record, self.topics, self.mailing) = (record, topics, mailing)
        changes = Dictionary(uniqueKeysWithValues: release.changes(since: before).map { ($0.session.code, $0) })
        let zone = TimeZone(identifier: record.edition.zone) ?? .gmt
        programme = PublishedProgramme(release, zone: zone, act: 0)
        self.before = before.map { PublishedProgramme($0, zone: zone, act: 0) }
    }

    /// The mail to one person.
    ///
    /// - Parameter isNamed: false for a mail that somebody else looks at.
    func letter(_ news: ReleaseNews, isNamed: Bool = true) -> Letter {
        let here = language(news.language)
        let (words, id) = (here.words, mailing.letter(to: news.person))
        let entries = news.sessions.compactMap(here.entry)
        let unsubscribe =
            news.isDue ? nil : Letter.unsubscribeAddress(id, language: news.language, publicURL: mailing.publicURL)
        let body = LetterBody(
            words: words,
            paragraphs: [here.opening(news.sessions.count)] + news.sessions.compactMap(here.paragraph)
                + here.closing(hasCalendar: !entries.isEmpty),
            button: (words("release.mail.button"), here.page),
            footer: words(news.why),
            name: isNamed ? news.name : nil, unsubscribe: unsubscribe, sender: mailing.sender)
        let calendar = entries.isEmpty ? nil : String(decoding: here.exports.letterCalendar(entries), as: UTF8.self)
        return Letter(
            id: id, kind: ReleaseMailing.kind, to: news.address, name: news.name, person: news.person.value,
            language: news.language, subject: here.subject(news.sessions), text: body.text, html: body.html, calendar: calendar,
            isTransactional: news.isDue, batch: mailing.batch)
    }

    private func language(_ language: Language) -> ReleaseInLanguage {
        if let known = languages[language] { return known }
        let view = ProgrammeView(record: record, programme: programme, topics: topics, words: Words(language))
        let new = ReleaseInLanguage(view: view, changes: changes, before: before, mailing: mailing)
        languages[language] = new
        return new
    }
}

extension ReleaseNews {
    /// Whether it is about what somebody does or signed up for: such a mail is not refused.
    fileprivate var isDue: Bool { hasDuty || hasPlace }
    fileprivate var why: Phrase {
        hasDuty ? "release.mail.why-duty" : hasPlace ? "release.mail.why-place" : "release.mail.why-favourite"
    }
}
