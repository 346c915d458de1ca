// SPDX-License-Identifier: EUPL-1.2
import Editions
import Formats
import Foundation
import HTML
import Server
import Vocabulary

/// What every page about a programme has at hand: the release, the names of topics, and the reader's words.
struct ProgrammeView {
    let record: EditionRecord
    let programme: PublishedProgramme
    let topics: [Topic]
    let words: Words
    /// By how many minutes sessions begin late, as it was said last.
    var late: [SessionCode: Int] = [:]
    /// The sessions that take so many and no more.
    var places: [SessionCode: SessionPlaces] = [:]
    /// Whose portrait and biography may be shown: read only for the pages that show them.
    var consenting: Set<ID<Speaker>> = []

    var edition: Edition { record.edition }
    var language: Language { words.language }
    /// The path of the programme in the reader's language.
    var path: Address { "/\(language.rawValue)/\(edition.id)/programme" }

    var name: String {
        words(
            "edition.name", ["place": .text(record.place(for: language)), "year": .text(String(edition.dates.year))])
    }

    /// The zone of all times, in words.
    var zoneName: String { words.zone(edition.zone) }

    func address(of code: SessionCode) -> Address { "\(path)/\(code)" }

    func topic(_ id: ID<Topic>) -> Topic? { topics.first { $0.id == id } }

    /// One of five colours; topics have names, the colour only helps to see which are the same.
    func hue(_ id: ID<Topic>?) -> String {
        guard let id, let position = topics.firstIndex(where: { $0.id == id }) else { return "" }
        return ["ta", "tb", "tc", "td", "te"][position % 5]
    }

    /// A text in the reader's language, or another that is marked as what it is.
    func marked(_ text: LocalizedText) -> HTML {
        guard let read = text.best(for: language) else { return "" }
        return read.isTranslated ? "\(read.text)" : "<span lang=\"\(read.language.rawValue)\">\(read.text)</span>"
    }

    func plain(_ text: LocalizedText) -> String { text.best(for: language)?.text ?? "" }

    func time(_ session: Session) -> HTML? {
        guard let time = session.time else { return nil }
        let instants = time.instants(in: programme.zone)
        return """
            <span class="time"><time datetime="\(stamp(instants.lowerBound))">\(time.start.description)</time>–\
            <time datetime="\(stamp(instants.upperBound))">\(time.end.description)</time></span>
            """
    }

    func stamp(_ instant: Date) -> String { ISO8601Format.text(instant, in: programme.zone) }

    func rooms(_ session: Session) -> String {
        session.rooms.compactMap { programme.rooms[$0]?.name }.joined(separator: ", ")
    }

    /// "EN FR, interpretation into EN FR NL ES", in letters that need no translation.
    func languages(_ session: Session) -> HTML? {
        guard !session.languages.isEmpty else { return nil }
        let others = session.interpreted
        let spoken = session.languages.map { $0.uppercased() }.joined(separator: " ")
        return """
            <span class="langs"><span class="hide">\(words("session.languages")) </span>\(spoken)\
            \(if: !others.isEmpty, " <span class=\"quiet\">· \(words("session.into", ["languages": .text(others.map { $0.uppercased() }.joined(separator: " "))]))</span>")</span>
            """
    }

    /// "Mayor, Rotterdam".
    func who(_ id: ID<Speaker>) -> HTML? {
        guard let speaker = programme.speakers[id] else { return nil }
        let parts = [
            speaker.name.isEmpty ? nil : "\(speaker.name)" as HTML, speaker.office.isEmpty ? nil : marked(speaker.office),
            place(speaker),
        ]
        return HTML.joined(parts.compactMap { $0 }, by: ", ")
    }

    /// The portrait of somebody who agreed to that; without words, since the name stands beside it.
    func portrait(_ id: ID<Speaker>, width: Int) -> HTML? {
        guard consenting.contains(id), let digest = programme.speakers[id]?.portrait else { return nil }
        let height = width * Portrait.height / Portrait.width
        return """
            <img class="portrait" src="/\(edition.id.value)/portraits/\(digest).jpg" width="\(width)" height="\(height)" alt="" loading="lazy">
            """
    }

    /// What somebody who agreed to that says of themselves.
    func biography(_ id: ID<Speaker>) -> HTML? {
        guard consenting.contains(id), let text = programme.speakers[id]?.biography?.best(for: language) else { return nil }
        return "\(text.languageNote(words))<p class=\"text\" lang=\"\(text.language.rawValue)\">\(text.text)</p>"
    }

    func place(_ speaker: Speaker) -> HTML? {
        if let authority = speaker.authority {
            return programme.release.document.authorities[authority.value].map { "\($0.name)" }
        }
        if let institution = speaker.institution {
            return programme.release.document.institutions[institution.value].map(marked)
        }
        return speaker.body.isEmpty ? nil : "\(speaker.body)"
    }

    func state(_ session: Session) -> HTML? {
        if session.status != .cancelled, let minutes = late[session.code] {
            return "<span class=\"state is-open\">\(words("session.late", ["count": .number(minutes)]))</span>"
        }
        return switch session.status {
        case .confirmed: nil
        case .unconfirmed: "<span class=\"state is-open\">\(words("session.status.unconfirmed"))</span>"
        case .moved: "<span class=\"state is-open\">\(words("session.status.moved"))</span>"
        case .cancelled: "<span class=\"state is-against\">\(words("session.status.cancelled"))</span>"
        }
    }
}

/// A session in a list or grid.
struct SessionCard {
    let item: PublishedProgramme.Item
    let view: ProgrammeView
    /// Whether it is held at the moment the page is made.
    var isNow = false
    /// Whether its day has to be said, since the list goes over several.
    var showsDay = false

    private var session: Session { item.session }
    private var words: Words { view.words }

    var markup: HTML {
        """
        <li class="\(classes)" id="s-\(item.code.description)"><p class="when">\(if: isNow, "<span class=\"live\">\(words("programme.now"))</span> ")\
        \(dayWritten)\(view.time(session)) \
        \(if: !rooms.isEmpty, "<span class=\"room-name\">\(rooms)</span>")</p>
        <h3><a href="\(view.address(of: item.code))">\(title)</a></h3>
        \(if: !people.isEmpty, "<p class=\"who\">\(HTML.joined(people, by: " · "))</p>\n")\(foot)</li>

        """
    }

    private var classes: String {
        var names = ["card"]
        if session.kind.isPlenary, !item.isCancelled { names.append("plenary") }
        if session.kind.isPause { names.append("pause") }
        if session.kind == .drafting { names.append("draft") }
        if isNow { names.append("now") }
        if item.isCancelled { names.append("gone") }
        names.append(view.hue(session.topic))
        return names.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private var dayWritten: HTML? {
        showsDay ? (item.session.time?.day ?? item.day).map { "<span>\(words.day($0))</span> " } : nil
    }
    private var title: HTML { item.isCancelled ? "<s>\(view.marked(session.title))</s>" : view.marked(session.title) }
    private var rooms: String { view.rooms(session) }
    private var people: [HTML] { session.kind.isPause ? [] : session.speakers(as: .speaker).compactMap(view.who) }

    private var foot: HTML? {
        let topic: HTML? = session.topic.flatMap(view.topic).map {
            "<span class=\"topic \(view.hue($0.id))\"><b aria-hidden=\"true\"></b>\(view.marked($0.name))</span>"
        }
        let kind: HTML? =
            session.kind == .other || session.kind.isPause
            ? nil : "<span>\(words("session.kind.\(session.kind.rawValue)"))</span>"
        let limits: HTML? =
            session.registration == .open ? nil : "<span>\(words("session.registration.\(session.registration.rawValue)"))</span>"
        let parts = [kind, topic, view.languages(session), limits, view.placesLeft(session), view.state(session)].compactMap {
            $0
        }
        return parts.isEmpty ? nil : "<p class=\"foot\">\(HTML.joined(parts, by: " "))</p>"
    }
}
