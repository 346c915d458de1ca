// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The programme of an edition: one list in order of time, which wide screens draw as a grid of rooms.
struct ProgrammePage {
    let view: ProgrammeView
    let filter: ProgrammeFilter
    let now: Date
    /// The style sheet that puts sessions into rows and columns.
    let sheet: Address

    private var words: Words { view.words }
    private var programme: PublishedProgramme { view.programme }
    /// Whether the filter lets any session through.
    var hasSessions: Bool { programme.items.contains { filter.passes($0, in: programme) } }
    private var shown: [PublishedProgramme.Item] { programme.items.filter { filter.passes($0, in: programme) } }
    private var held: Set<SessionCode> { Set(programme.current(at: now).now.map(\.code)) }

    var page: Page {
        var page = Page(
            title: words("programme.title"), over: "\(view.name), \(view.edition.dates.written(words))",
            lede: words(
                "programme.lede",
                ["count": .number(programme.items.count), "release": .number(programme.release.number)]),
            section: "/programme", content: content)
        page.strip = InventedMark.strip(view.edition, words)
        page.isIndexed = filter.isEmpty
        page.live = view.live
        page.sheet = filter.isEmpty ? sheet : nil
        return page
    }

    private var content: HTML {
        let held = held
        return """
            \(days)
            \(form)
            \(filter.isEmpty ? current : result)
            \(each: programme.days, { day($0, held) })
            \(timeless)
            \(links)
            """
    }

    private var days: HTML {
        // A day of which nothing is shown is found in the whole programme.
        let whole: Address = filter.isEmpty ? "" : view.path
        return """
            <ul class="days" aria-label="\(words("programme.days"))">
            \(each: programme.days, { day in
                "<li><a href=\"\(whole)#day-\(day.description)\"><b>\(words.day(day))</b><span>\(words.weekday(day)) · \(words("programme.sessions", ["count": .number(programme.items(on: day).count)]))</span></a></li>\n"
            })</ul>
            """
    }

    // MARK: What is on, and what was looked for

    private var current: HTML? {
        let (now, next) = programme.current(at: now)
        // Only from the evening before until the end: months ahead "next" says nothing.
        guard let opens = programme.opens, self.now >= opens, !now.isEmpty || !next.isEmpty
        else { return nil }
        return """
            <p class="jump">\(now.first.map { "<a href=\"#s-\($0.code.description)\">\(words("programme.jump-now"))</a> " as HTML })\
            \(next.first.map { "<a href=\"#s-\($0.code.description)\">\(words("programme.jump-next", ["time": .text($0.session.time?.start.description ?? "")]))</a>" as HTML })</p>
            """
    }

    private var result: HTML {
        let count = shown.count
        guard count == 0 else {
            return
                "<p class=\"result\" role=\"status\">\(words("programme.found", ["count": .number(count)])) <a href=\"\(view.path)\">\(words("programme.all"))</a></p>"
        }
        return """
            <div class="panel empty"><h2>\(words("programme.nothing"))</h2><p>\(words("programme.nothing-advice"))</p>
            <p><a class="btn" href="\(view.path)">\(words("programme.all"))</a></p></div>
            """
    }

    private var form: HTML {
        let topics = view.topics.filter { topic in programme.items.contains { $0.session.topic == topic.id } }
        let kinds = SessionKind.allCases.filter { kind in programme.items.contains { $0.session.kind == kind } }
        return """
            <form class="filters" method="get" action="\(view.path)" role="search" aria-label="\(words("programme.filter"))">
            <label for="q">\(words("programme.search"))<input type="search" id="q" name="q" value="\(filter.text ?? "")" maxlength="80" autocomplete="off"></label>
            \(select("topic", "programme.topic", "programme.any-topic", topics.map { ($0.id.value, view.plain($0.name)) }, filter.topic))
            \(select("kind", "programme.kind", "programme.any-kind", kinds.map { ($0.rawValue, words("session.kind.\($0.rawValue)")) }, filter.kind?.rawValue))
            \(select("language", "programme.language", "programme.any-language", named(programme.languages), filter.language))
            \(select("into", "programme.into", "programme.any-into", named(programme.interpreted), filter.into))
            <div class="filters-act"><button class="btn" type="submit">\(words("programme.show"))</button></div>
            </form>
            """
    }

    private func named(_ codes: [String]) -> [(String, String)] { codes.map { ($0, words.language(code: $0)) } }

    private func select(_ name: String, _ label: String, _ any: String, _ options: [(String, String)], _ chosen: String?) -> HTML
    {
        """
        <label for="\(name)">\(words(label))<select id="\(name)" name="\(name)"><option value="">\(words(any))</option>
        \(each: options, { value, text in
            let mark: HTML = value == chosen ? " selected" : ""
            return "<option value=\"\(value)\"\(mark)>\(text)</option>\n"
        })</select></label>
        """
    }

    // MARK: The days

    private func day(_ day: Day, _ held: Set<SessionCode>) -> HTML {
        let items = programme.items(on: day).filter { filter.passes($0, in: programme) }
        guard !items.isEmpty else { return "" }
        let heading: HTML = "<h2 id=\"day-\(day.description)\">\(words.weekday(day)) \(words.day(day))</h2>"
        let cards: HTML = "\(each: items, { SessionCard(item: $0, view: view, isNow: held.contains($0.code)).markup })"
        guard filter.isEmpty else {
            return
                "<section class=\"section\"><div class=\"head\">\(heading)</div><ol class=\"sched plain-list\">\n\(cards)</ol></section>\n"
        }
        let grid = ProgrammeGrid(items, order: programme.release.document.rooms.map(\.id))
        let id = "grid-\(day)"
        return """
            <section class="section day-section"><div class="head">\(heading)</div>
            <ol class="sched\(grid.isDense ? " dense" : "")" id="\(id)">
            \(each: Array(grid.rooms.enumerated()), { column, room in roomHead(room, "\(id)-r\(column)") })\
            \(each: Array(grid.times.enumerated()), { line, time in "<li class=\"ruler tick\" id=\"\(id)-t\(line)\" aria-hidden=\"true\">\(clock(time))</li>\n" })\
            \(cards)</ol></section>

            """
    }

    private func roomHead(_ id: ID<Room>?, _ mark: String) -> HTML {
        let room = id.flatMap { programme.rooms[$0] }
        let seats: HTML? = room?.capacity.map { "<span>\(words("room.seats", ["count": .number($0)]))</span>" }
        return """
            <li class="ruler room" id="\(mark)" aria-hidden="true">\(room?.name ?? words("programme.beside"))\(seats)</li>

            """
    }

    private func clock(_ instant: Date) -> String { String(view.stamp(instant).dropFirst(11).prefix(5)) }

    private var timeless: HTML? {
        let items = programme.timeless.filter { filter.passes($0, in: programme) }
        guard !items.isEmpty else { return nil }
        return """
            <section class="section"><div class="head"><h2>\(words("programme.timeless"))</h2><p>\(words("programme.timeless.lede", ["count": .number(programme.timeless.count)]))</p></div>
            <ol class="sched plain-list">
            \(each: items, { SessionCard(item: $0, view: view, showsDay: $0.day != nil).markup })</ol></section>
            """
    }

    private var links: HTML {
        let machine: Address = "/\(view.edition.id)"
        let language = view.language.rawValue
        return """
            <div class="section"><p class="downloads">\(words("programme.take"))
            <a href="\(machine)/programme.ics?language=\(language)">\(words("programme.calendar"))</a>,
            <a href="\(machine)/programme.csv">CSV</a>, <a href="\(machine)/programme.xlsx">XLSX</a>,
            <a href="\(machine)/schedule.xml?language=\(language)">schedule.xml</a>, <a href="\(machine)/schedule.json?language=\(language)">schedule.json</a>,
            <a href="\(machine)/programme.txt?language=\(language)">TXT</a>, <a href="/api/openapi.json">API</a></p>
            <p><a href="\(view.path)/mine">\(words("mine.title"))</a> · <a href="/\(language)/\(view.edition.id.value)/speakers">\(words("speakers.title"))</a> · \
            <a href="/\(language)/\(view.edition.id.value)/topics">\(words("topics.title"))</a> · \
            <a href="/\(language)/\(view.edition.id.value)/changes">\(words("changes.title"))</a></p>
            <p class="small quiet">\(words("programme.zone", ["zone": .text(view.zoneName)]))</p></div>
            """
    }
}
