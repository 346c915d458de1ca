// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// What a release changed about a session, with both releases at hand for names.
struct ReleasedChange: Sendable {
    let at: Date
    let session: Session
    let changes: [SessionChange]
    let before: ReleaseDocument?, after: ReleaseDocument
}

extension Release {
    /// What this release changed, session by session, in the order of the programme.
    func changes(since before: Release?) -> [ReleasedChange] {
        let old = Dictionary(uniqueKeysWithValues: (before?.document.sessions ?? []).map { ($0.session.code, $0.session) })
        let renamed = document.renamed(since: before?.document)
        return document.sessions.compactMap { released in
            let changes = SessionChange.changes(from: old[released.session.code], to: released.session, renamed)
            guard !changes.isEmpty else { return nil }
            return ReleasedChange(
                at: at, session: released.session, changes: changes, before: before?.document, after: document)
        }
    }
}

/// Changes as sentences.
struct ChangeWords {
    let view: ProgrammeView
    private var words: Words { view.words }

    func list(_ change: ReleasedChange) -> HTML {
        "<ul class=\"plain changes\">\(each: change.changes, { "<li>\(words(phrase($0, change)))</li>" })</ul>"
    }

    func phrase(_ change: SessionChange, _ context: ReleasedChange) -> Phrase {
        switch change {
        case .added: "change.added"
        case .cancelled: "change.cancelled"
        case .restored: "change.restored"
        case .confirmed: "change.confirmed"
        case .unconfirmed: "change.unconfirmed"
        case .moved: "change.moved"
        case .kind(let from):
            Phrase(
                "change.kind",
                [
                    "from": .text(words("session.kind.\(from.rawValue)")),
                    "to": .text(words("session.kind.\(context.session.kind.rawValue)")),
                ])
        case .registration:
            Phrase("change.registration", ["to": .text(words("session.registration.\(context.session.registration.rawValue)"))])
        case .capacity: capacity(context.session.capacity)
        case .time(let from, let to): time(from, to)
        case .rooms(let from, let to):
            Phrase("change.room", ["from": .text(rooms(from, context.before)), "to": .text(rooms(to, context.after))])
        case .title(let from): Phrase("change.title", ["from": .text(view.plain(from))])
        case .abstract: "change.abstract"
        case .languages: "change.languages"
        case .topic: "change.topic"
        case .joined(let id, let role): Phrase("change.joined.\(role.rawValue)", ["who": .text(name(id, context.after))])
        case .left(let id, let role): Phrase("change.left.\(role.rawValue)", ["who": .text(name(id, context.before))])
        case .replaced(let id, let by, let role):
            Phrase(
                "change.replaced.\(role.rawValue)",
                ["from": .text(name(id, context.before)), "to": .text(name(by, context.after))])
        }
    }

    private func capacity(_ to: Int?) -> Phrase {
        guard let to else { return "change.capacity-open" }
        return Phrase("change.capacity", ["count": .number(to)])
    }

    private func time(_ from: SessionTime?, _ to: SessionTime?) -> Phrase {
        guard let to else { return "change.time-unknown" }
        guard let from else { return Phrase("change.time-known", ["to": .text(written(to))]) }
        return Phrase("change.time", ["from": .text(written(from)), "to": .text(written(to))])
    }

    private func written(_ time: SessionTime) -> String { "\(words.day(time.day)), \(time.start)–\(time.end)" }

    private func rooms(_ ids: [ID<Room>], _ document: ReleaseDocument?) -> String {
        let names = ids.compactMap { id in document?.rooms.first { $0.id == id }?.name }
        return names.isEmpty ? words("room.elsewhere") : names.joined(separator: ", ")
    }

    private func name(_ id: ID<Speaker>, _ document: ReleaseDocument?) -> String {
        guard let speaker = document?.speakers.first(where: { $0.id == id }) else { return id.value }
        let place =
            speaker.authority.flatMap { document?.authorities[$0.value]?.name }
            ?? speaker.institution.flatMap { document?.institutions[$0.value] }.map(view.plain) ?? speaker.body
        return [speaker.name, view.plain(speaker.office), place].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

/// Every release of a programme, in words.
struct ChangesPage {
    let view: ProgrammeView
    let releases: [Release]
    private var words: Words { view.words }

    var page: Page {
        var page = Page(
            title: words("changes.title"), over: "\(view.name), \(view.edition.dates.written(words))",
            lede: words("changes.lede"),
            section: "/programme", content: content)
        page.strip = InventedMark.strip(view.edition, words)
        page.feed = "/\(view.edition.id)/changes.atom?language=\(view.language.rawValue)"
        return page
    }

    private var content: HTML {
        """
        \(each: Array(releases.indices.reversed()), { index in release(releases[index], since: index > 0 ? releases[index - 1] : nil) })
        <p class="section"><a href="\(view.path)">\(words("session.back"))</a> · <a href="/\(view.edition.id.value)/changes.atom?language=\(view.language.rawValue)">\(words("changes.feed"))</a></p>
        """
    }

    private func release(_ release: Release, since before: Release?) -> HTML {
        let changes = release.changes(since: before)
        let note: HTML? = release.note.isEmpty ? nil : "<p>\(view.marked(release.note))</p>"
        return """
            <section class="section" id="release-\(release.number)"><div class="head">
            <h2>\(words("changes.release", ["number": .number(release.number), "day": .day(Day(release.at, in: view.programme.zone))]))</h2>\(note)</div>
            \(before == nil ? first(release) : list(changes))</section>

            """
    }

    private func first(_ release: Release) -> HTML {
        "<p>\(words("changes.first", ["count": .number(release.document.sessions.count)]))</p>"
    }

    private func list(_ changes: [ReleasedChange]) -> HTML {
        """
        <ul class="release">\(each: changes, { change in
            "<li class=\"panel\"><h3><a href=\"\(view.address(of: change.session.code))\">\(view.marked(change.session.title))</a> <span class=\"quiet small\">\(change.session.code.description)</span></h3>\(ChangeWords(view: view).list(change))</li>\n"
        })</ul>
        """
    }
}
