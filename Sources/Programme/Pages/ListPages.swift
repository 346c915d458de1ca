// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// Sessions under a heading: of a topic, in a room, with a speaker, or one's own.
struct SessionListPage {
    let view: ProgrammeView
    let title: String
    var lede: String?
    let items: [PublishedProgramme.Item]
    /// What stands before and behind the list.
    var before: HTML?, after: HTML?

    private var words: Words { view.words }

    var page: Page {
        var page = Page(title: title, over: view.name, lede: lede, section: "/programme", content: content)
        page.strip = InventedMark.strip(view.edition, words)
        return page
    }

    private var content: HTML {
        """
        \(before)
        \(items.isEmpty ? nil : list)
        \(after)
        <p class="section"><a href="\(view.path)">\(words("session.back"))</a></p>
        """
    }

    private var list: HTML {
        """
        <section class="section"><div class="head"><h2>\(words("programme.sessions", ["count": .number(items.count)]))</h2></div>
        <ol class="sched plain-list">
        \(each: items, { SessionCard(item: $0, view: view, showsDay: true).markup })</ol></section>
        """
    }
}

/// The topics of an edition's programme.
struct TopicsPage {
    let view: ProgrammeView
    private var words: Words { view.words }

    var page: Page {
        var page = Page(
            title: words("topics.title"), over: view.name, lede: words("topics.lede"), section: "/programme", content: content)
        page.strip = InventedMark.strip(view.edition, words)
        return page
    }

    private var content: HTML {
        let counted = view.topics.map { topic in (topic, view.programme.items.count { $0.session.topic == topic.id }) }
        return """
            <ul class="plain topics-list">
            \(each: counted.filter { $0.1 > 0 }, { topic, count in
                "<li><a class=\"topic \(view.hue(topic.id))\" href=\"/\(view.language.rawValue)/\(view.edition.id.value)/topics/\(topic.id.value)\"><b aria-hidden=\"true\"></b>\(view.marked(topic.name))</a> <span class=\"quiet\">\(words("programme.sessions", ["count": .number(count)]))</span></li>\n"
            })</ul>
            <p class="section"><a href="\(view.path)">\(words("session.back"))</a> · <a href="/\(view.language.rawValue)/editions#topics">\(words("edition.topics.all"))</a></p>
            """
    }
}

/// Who speaks, and how they are balanced.
struct SpeakersPage {
    let view: ProgrammeView
    private var words: Words { view.words }
    private var document: ReleaseDocument { view.programme.release.document }
    private var speakers: [Speaker] { view.programme.heldSpeakers }

    var page: Page {
        var page = Page(
            title: words("speakers.title"), over: view.name,
            lede: speakers.isEmpty
                ? nil
                : words(
                    "speakers.lede",
                    [
                        "speakers": .text(words.count("speakers", speakers.count)),
                        "countries": .text(words.count("countries", Set(speakers.map(\.country)).subtracting([""]).count)),
                    ]),
            section: "/programme", content: content)
        page.strip = InventedMark.strip(view.edition, words)
        return page
    }

    private var content: HTML {
        guard !speakers.isEmpty else {
            return """
                <p class="section">\(words("speakers.none"))</p>
                <p class="section"><a href="\(view.path)">\(words("session.back"))</a></p>
                """
        }
        return """
            <div class="two section">
            <section class="panel"><h2>\(words("speakers.by-country"))</h2>\(plot(countries))</section>
            <section class="panel"><h2>\(words("speakers.by-kind"))</h2>\(plot(kinds))</section>
            </div>
            <section class="section"><table class="table fold"><caption><h2>\(words("speakers.list"))</h2></caption>
            <thead><tr><th scope="col">\(words("speakers.office"))</th><th scope="col">\(words("speakers.place"))</th>\
            <th scope="col">\(words("speakers.country"))</th><th scope="col">\(words("speakers.sessions"))</th></tr></thead><tbody>
            \(each: speakers, row)</tbody></table></section>
            <p class="section"><a href="\(view.path)">\(words("session.back"))</a></p>
            """
    }

    private func plot(_ bars: [PlotBar]) -> HTML { BarPlot(bars, unknown: words("figure.unknown"), write: words.number).markup }

    private var countries: [PlotBar] {
        let counts = Dictionary(grouping: speakers.filter { !$0.country.isEmpty }, by: \.country).mapValues(\.count)
        return counts.sorted { ($1.value, words.country($0.key)) < ($0.value, words.country($1.key)) }
            .map { PlotBar(words.country($0.key), PlotValue($0.value), isStrong: $0.key == view.edition.country) }
    }

    /// By the kind of authority; institutions and other bodies stand for themselves.
    private var kinds: [PlotBar] {
        let counts = Dictionary(grouping: speakers, by: kind).mapValues(\.count)
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { PlotBar($0.key, PlotValue($0.value)) }
    }

    private func kind(_ speaker: Speaker) -> String {
        if let authority = speaker.authority, let known = document.authorities[authority.value] {
            return words("kind.\(known.kind)")
        }
        return words(speaker.institution != nil ? "speakers.institution" : "speakers.body")
    }

    private func row(_ speaker: Speaker) -> HTML {
        let items = view.programme.items(with: speaker.id).filter { !$0.isCancelled }
        return """
            <tr><th scope="row"><a href="/\(view.language.rawValue)/\(view.edition.id.value)/speakers/\(speaker.id.value)">\
            \(speaker.name.isEmpty ? view.marked(speaker.office) : "\(speaker.name)")</a></th>
            <td data-h="\(words("speakers.place"))">\(view.place(speaker))</td>
            <td data-h="\(words("speakers.country"))">\(speaker.country.isEmpty ? "" : words.country(speaker.country))</td>
            <td data-h="\(words("speakers.sessions"))"><span>\(each: items, { "<a href=\"\(view.address(of: $0.code))\">\($0.code.description)</a> " })</span></td></tr>

            """
    }
}
