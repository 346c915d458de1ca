// SPDX-License-Identifier: EUPL-1.2
import Editions
import HTML
import Server
import Vocabulary

/// All visits of an edition, for everybody.
struct VisitsPage {
    let view: VisitView
    /// What was promised and published of draws.
    let draws: [VisitDraw]
    private var words: Words { view.words }

    var page: Page {
        var page = Page(
            title: words("visits.title"), over: view.name, lede: words("visits.lede", ["count": .number(view.visits.count)]),
            section: "/visits", content: content)
        page.strip = InventedMark.strip(view.edition, words)
        return page
    }

    private var content: HTML {
        """
        \(WishNote(view: view).markup)
        <ul class="visit-list section">
        \(each: view.visits, card)</ul>
        \(map)\(drawn)
        """
    }

    private var drawn: HTML? {
        guard !draws.isEmpty else { return nil }
        return """
            <section class="section" aria-labelledby="draws"><h2 id="draws">\(words("draws.title"))</h2><p>\(words("draws.lede"))</p>
            \(DrawLinks(draws: draws, edition: view.edition.id, words: words).markup)</section>

            """
    }

    private func card(_ visit: FieldVisit) -> HTML {
        let topic = view.topic(visit.topic)?.name.best(for: words.language)?.text
        return """
            <li class="panel\(visit.isCancelled ? " gone" : "")" id="v-\(visit.code.description)"><p class="over">\([visit.code.description, words("visit.kind.\(visit.kind.rawValue)"), topic].compactMap { $0 }.joined(separator: " · "))</p>
            <h2><a href="\(view.path)/\(visit.code.description)">\(view.title(visit))</a></h2>
            \(if: visit.isCancelled, "<p><span class=\"state is-against\">\(words("visit.cancelled"))</span></p>")\
            <ul class="plain departures">\(each: visit.departures, departure)</ul>
            \(marks(visit))</li>

            """
    }

    private func departure(_ one: Departure) -> HTML {
        """
        <li>\(view.when(one))\(if: one.isCancelled, " <span class=\"state is-against\">\(words("visit.departure.cancelled"))</span>")\
        <br><span class="small quiet">\([view.places(one.capacity), view.languages(one)].filter { !$0.isEmpty }.joined(separator: " · "))</span></li>

        """
    }

    private func marks(_ visit: FieldVisit) -> HTML? {
        let sentences = view.access(visit) + view.conditions(visit)
        guard !sentences.isEmpty else { return nil }
        return "<p class=\"small quiet\">\(sentences.joined(separator: " · "))</p>\n"
    }

    private var map: HTML? {
        MeetingMap(view.visits.filter { !$0.isCancelled }, view: view).map { map in
            """
            <section class="section" aria-labelledby="map"><div class="head"><h2 id="map">\(words("visits.map"))</h2></div>
            \(map.markup)</section>
            """
        }
    }
}

/// One visit: what it is, when one goes, and what whoever comes agrees to.
struct VisitPage {
    let view: VisitView
    let visit: FieldVisit
    private var words: Words { view.words }

    var page: Page {
        var page = Page(
            title: view.plain(visit), over: "\(view.name) · \(visit.code)", lede: words("visit.kind.\(visit.kind.rawValue)"),
            section: "/visits", content: content)
        page.strip = InventedMark.strip(view.edition, words)
        page.summary = visit.description.best(for: words.language).map { String($0.text.prefix(200)) }
        return page
    }

    private var content: HTML {
        """
        \(if: visit.isCancelled, "<p class=\"strip\"><strong>\(words("visit.cancelled"))</strong> \(words("visit.cancelled.text"))</p>")\
        <div class="two wide section"><div class="stack">
        \(about)\(departures)</div><div class="stack">
        \(facts)\(rules)\(WishNote(view: view).markup)</div></div>
        \(map)
        <p class="section"><a href="\(view.path)">\(words("visits.back"))</a></p>
        """
    }

    private var about: HTML? {
        guard let text = visit.description.best(for: words.language) else { return nil }
        return """
            <section class="panel"><h2>\(words("visit.about"))</h2>\(text.languageNote(words))
            <p class="text" lang="\(text.language.rawValue)">\(text.text)</p></section>

            """
    }

    private var departures: HTML {
        """
        <section class="panel" aria-labelledby="departures"><h2 id="departures">\(words("visit.departures"))</h2>
        <ul class="plain departures">\(each: visit.departures, departure)</ul>
        \(if: visit.departures.isEmpty, "<p>\(words("visit.no-departure"))</p>")<p class="small quiet">\(view.zoneName)</p></section>

        """
    }

    private func departure(_ one: Departure) -> HTML {
        let facts: [(String, String)] = [
            ("visit.departure.places", view.places(one.capacity)), ("visit.departure.languages", view.languages(one)),
            ("visit.departure.meeting", one.meeting), ("visit.departure.bus", one.bus),
        ].filter { !$0.1.isEmpty }
        return """
            <li><h3>\(view.when(one))</h3>\(if: one.isCancelled, "<p><span class=\"state is-against\">\(words("visit.departure.cancelled"))</span></p>")
            <dl class="facts-list">\(each: facts, { "<div><dt>\(words($0.0))</dt><dd>\($0.1)</dd></div>" })</dl></li>

            """
    }

    private var facts: HTML {
        let topic = view.topic(visit.topic)
        let access = visit.access.best(for: words.language)
        let sentences = view.access(visit)
        return """
            <section class="panel" aria-labelledby="facts"><h2 id="facts">\(words("visit.facts"))</h2><dl class="facts-list">
            \(if: !visit.host.isEmpty, fact("visit.host", "\(visit.host)"))\
            \(topic.flatMap { $0.name.best(for: words.language) }.map { fact("session.topic", "\($0.text)") })\
            \(fact("visit.places-all", "\(view.places(visit.capacity))"))\
            \(if: !sentences.isEmpty || access != nil, fact("visit.access", "\(sentences.joined(separator: ". "))\(access.map { " <span lang=\"\($0.language.rawValue)\">\($0.text)</span>" as HTML })"))\
            </dl></section>

            """
    }

    private func fact(_ key: String, _ value: HTML) -> HTML { "<div><dt>\(words(key))</dt><dd>\(value)</dd></div>\n" }

    private var rules: HTML? {
        let rules = view.conditions(visit)
        guard !rules.isEmpty else { return nil }
        return """
            <section class="panel" aria-labelledby="rules"><h2 id="rules">\(words("visit.rules"))</h2>
            <ul>\(each: rules, { "<li>\($0)</li>\n" })</ul></section>

            """
    }

    private var map: HTML? {
        MeetingMap([visit], view: view).map {
            "<section class=\"section\" aria-labelledby=\"map\"><div class=\"head\"><h2 id=\"map\">\(words("visits.map.one"))</h2></div>\n\($0.markup)</section>\n"
        }
    }
}

/// Whether wishes are taken, and where one's own are.
struct WishNote {
    let view: VisitView

    var markup: HTML? {
        let words = view.words
        guard let settings = view.settings, !view.edition.dates.isOver(on: Day(view.now, in: view.zone)) else { return nil }
        let standing = settings.standing(at: view.now)
        return """
            <section class="panel" aria-labelledby="wish"><h2 id="wish">\(words("visits.how"))</h2><p>\(words(standing.phrase(in: view.zone, words)))</p>
            <p>\(words("visits.how.text"))</p>
            <p class="actions"><a class="btn" href="\(view.path)/wishes">\(words("visits.how.own"))</a>
            <a class="btn line" href="/\(words.language.rawValue)/\(view.edition.id.value)/registration">\(words("visits.how.link"))</a></p></section>

            """
    }
}
