// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Formats
import HTML
import Server
import Vocabulary

/// One session: when, where, in which languages, who speaks, and what it is about.
struct SessionPage {
    let view: ProgrammeView
    let item: PublishedProgramme.Item
    /// What releases changed about it, the newest first.
    let changes: [ReleasedChange]
    let absolute: (String) -> String

    private var words: Words { view.words }
    private var session: Session { item.session }

    var page: Page {
        var page = Page(
            title: view.plain(session.title), over: "\(view.name) · \(item.code)",
            lede: words("session.kind.\(session.kind.rawValue)"), section: "/programme", content: content)
        page.strip = InventedMark.strip(view.edition, words)
        page.summary = session.abstract.best(for: view.language).map { String($0.text.prefix(200)) }
        page.linkedData = linkedData
        page.live = view.live
        return page
    }

    private var content: HTML {
        """
        \(notice)
        <div class="two wide section"><div class="stack">
        \(abstract)
        \(people)
        \(history)
        </div><div class="stack">
        \(facts)
        \(acts)
        </div></div>
        <p class="section"><a href="\(view.path)#s-\(item.code.description)">\(words("session.back"))</a></p>
        """
    }

    private var notice: HTML? {
        if let minutes = view.late[item.code], !item.isCancelled {
            return
                "<p class=\"strip\"><strong>\(words("session.late", ["count": .number(minutes)]))</strong> \(words("session.late.text"))</p>"
        }
        guard session.status != .confirmed else { return nil }
        return
            "<p class=\"strip\"><strong>\(words("session.status.\(session.status.rawValue)"))</strong> \(words("session.status.\(session.status.rawValue).text"))</p>"
    }

    private var abstract: HTML? {
        guard let text = session.abstract.best(for: view.language) else { return nil }
        return """
            <section class="panel"><h2>\(words("session.abstract"))</h2>\(text.languageNote(words))
            <p class="text" lang="\(text.language.rawValue)">\(text.text)</p></section>
            """
    }

    private var people: HTML? {
        guard !session.speakers.isEmpty else { return nil }
        return """
            <section class="panel"><h2>\(words("session.people"))</h2>
            \(each: SpeakerRole.allCases, { role in
                let ids = session.speakers(as: role)
                return ids.isEmpty ? "" : "<h3>\(words("session.role.\(role.rawValue)", ["count": .number(ids.count)]))</h3><ul class=\"plain\">\(each: ids, speaker)</ul>\n"
            })</section>
            """
    }

    private func speaker(_ id: ID<Speaker>) -> HTML {
        let portrait = view.portrait(id, width: 48)
        let mark: HTML = portrait == nil ? "" : " class=\"with-portrait\""
        return """
            <li\(mark)>\(portrait)<a href="/\(view.language.rawValue)/\(view.edition.id.value)/speakers/\(id.value)">\(view.who(id))</a></li>
            """
    }

    private var facts: HTML {
        """
        <section class="panel"><h2>\(words("session.facts"))</h2><dl class="facts-list">
        \(fact("session.when", when))
        \(session.rooms.isEmpty ? nil : fact("session.where", rooms))
        \(session.languages.isEmpty ? nil : fact("session.languages", "\(names(session.languages))"))
        \(session.interpreted.isEmpty ? nil : fact("session.interpreted", "\(names(session.interpreted))"))
        \(session.topic.flatMap(view.topic).map { topic in fact("session.topic", "<a href=\"/\(view.language.rawValue)/\(view.edition.id.value)/topics/\(topic.id.value)\">\(view.marked(topic.name))</a>") })
        \(fact("session.registration", "\(words("session.registration.\(session.registration.rawValue)"))"))
        \(view.places[item.code].map { fact("places.title", places($0)) } ?? session.capacity.map { fact("session.capacity", "\(words.number($0))") })
        </dl></section>
        """
    }

    /// How many there are, how many are left, and where one signs up.
    private func places(_ places: SessionPlaces) -> HTML {
        let (start, zone): (Address, TimeZone) = (
            "/\(view.language.rawValue)/\(view.edition.id)/registration", view.programme.zone
        )
        let times = [
            places.opens.map { words("places.from", ["when": .text(words.instant($0, in: zone))]) },
            places.closes.map { words("places.until", ["when": .text(words.instant($0, in: zone))]) },
        ].compactMap { $0 }
        return """
            \(view.left(places)). \(words("places.of", ["count": .number(places.places)]))\
            \(if: !item.isCancelled, "<br><span class=\"small quiet\">\(words("places.how")) <a href=\"\(start)\">\(words("places.how.link"))</a></span>")\
            \(each: times, { "<br><span class=\"small quiet\">\($0)</span>" })
            """
    }

    private func fact(_ key: String, _ value: HTML) -> HTML { "<div><dt>\(words(key))</dt><dd>\(value)</dd></div>\n" }

    private var when: HTML {
        guard let day = session.time?.day ?? session.day else { return "\(words("programme.timeless"))" }
        let time: HTML = view.time(session) ?? "\(words("session.no-time"))"
        return "\(words.weekday(day)) \(words.day(day)), \(time)<br><span class=\"small quiet\">\(view.zoneName)</span>"
    }

    private var rooms: HTML {
        HTML.joined(
            session.rooms.compactMap { programme(room: $0) }.map { room in
                "<a href=\"/\(view.language.rawValue)/\(view.edition.id.value)/rooms/\(room.id.value)\">\(room.name)</a>"
            }, by: ", ")
    }
    private func programme(room id: ID<Room>) -> Room? { view.programme.rooms[id] }

    private func names(_ codes: [String]) -> String { codes.map { words.language(code: $0) }.joined(separator: ", ") }

    private var acts: HTML {
        """
        <section class="panel"><h2>\(words("session.keep"))</h2>
        <form method="post" action="\(view.path)/mine"><input type="hidden" name="session" value="\(item.code.description)">
        <button class="btn" name="act" value="add" type="submit">\(words("mine.add"))</button></form>
        \(item.instants == nil ? nil : "<p><a href=\"/\(view.edition.id.value)/programme.ics?session=\(item.code.description)&amp;language=\(view.language.rawValue)\">\(words("session.calendar"))</a></p>")
        </section>
        """
    }

    private var history: HTML? {
        let told = changes.filter { $0.changes != [.added] }
        guard !told.isEmpty else { return nil }
        return """
            <section class="panel"><h2>\(words("session.history"))</h2>
            \(each: told, { change in "<h3>\(words.day(Day(change.at, in: view.programme.zone)))</h3>\(ChangeWords(view: view).list(change))" })
            </section>
            """
    }

    /// schema.org, Event.
    private var linkedData: JSONText? {
        guard let instants = item.instants else { return nil }
        let status =
            switch session.status {
            case .cancelled: "EventCancelled"
            case .moved: "EventRescheduled"
            default: "EventScheduled"
            }
        let room = view.rooms(session)
        return .object([
            ("@context", .text("https://schema.org")), ("@type", .text("Event")), ("name", .text(view.plain(session.title))),
            ("startDate", .text(view.stamp(instants.lowerBound))), ("endDate", .text(view.stamp(instants.upperBound))),
            ("eventStatus", .text("https://schema.org/\(status)")),
            ("eventAttendanceMode", .text("https://schema.org/OfflineEventAttendanceMode")),
            (
                "location",
                .object([
                    ("@type", .text("Place")), ("name", .text(room.isEmpty ? view.record.place(for: view.language) : room)),
                    (
                        "address",
                        .object([
                            ("@type", .text("PostalAddress")), ("addressLocality", .text(view.record.place(for: view.language))),
                            ("addressCountry", .text(view.edition.country)),
                        ])
                    ),
                ])
            ),
            ("inLanguage", .array(session.languages.map { .text($0) })), ("description", .text(view.plain(session.abstract))),
            ("url", .text(absolute("/\(view.language.rawValue)/\(view.edition.id)/programme/\(item.code)"))),
            ("superEvent", .object([("@type", .text("Event")), ("name", .text(view.name))])),
        ])
    }
}
