// SPDX-License-Identifier: EUPL-1.2
import Editions
import HTML
import Server
import Vocabulary

/// What every page of those who organise visits has at hand.
struct VisitEditorScene: Sendable {
    let view: VisitView
    let demand: [VisitCode: Demand]
    /// How many have a name on a seat, and how many of them have a list of wishes.
    let seated: Int, wishing: Int
    /// Whether this actor may change anything.
    let canChange: Bool
    /// Whether this actor may draw.
    let canDraw: Bool

    var words: Words { view.words }
    var base: Address { view.base }

    /// The second row of tabs.
    func tabs(here: String) -> HTML {
        let all: [(String, Address, String)] =
            [("list", base, "visits.title")]
            + (canChange ? [("settings", "\(base)/settings", "visits.settings")] : [])
            + (canDraw ? [("draws", "\(base)/draws", "draws.title")] : [])
            + [("files", "\(base)/files", "files.title")]
        return TabsNav(
            label: words("visits.title"), tabs: all.map { ($0.1, words($0.2), $0.0 == here) }, isSecond: true
        ).markup
    }
}

/// All visits as those who organise see them: how many are wanted against the places.
struct VisitEditorPage {
    let scene: VisitEditorScene
    private var words: Words { scene.words }
    private var view: VisitView { scene.view }

    var page: Page {
        Page(title: words("visits.title"), over: view.name, lede: lede, content: content)
    }

    private var lede: String {
        let standing = (view.settings ?? VisitSettings()).standing(at: view.now)
        return words(standing.phrase(in: view.zone, words))
    }

    private var content: HTML {
        """
        \(scene.tabs(here: "list"))
        \(if: scene.canChange, "<p class=\"acts-row\"><a class=\"btn\" href=\"\(scene.base)/new\">\(words("visit.add"))</a> \(publicPage)</p>")
        <p>\(words("visits.ranked-of", ["count": .number(scene.wishing), "all": .number(scene.seated)]))</p>
        \(view.visits.isEmpty ? "<div class=\"panel empty\"><p>\(words("visits.none"))</p></div>" : table)
        """
    }

    /// Where everybody reads them, once there is anything to be read.
    private var publicPage: HTML? {
        guard view.visits.contains(where: \.isPublic) else { return nil }
        return "<a class=\"btn line\" href=\"\(view.path)\">\(words("visits.public"))</a>"
    }

    private static let columns = [
        "visits.column.state", "visits.column.departures", "visits.column.places", "visits.column.first", "visits.column.all",
    ]

    private var table: HTML {
        """
        <table class="table fold section"><caption class="hide">\(words("visits.title"))</caption>
        <thead><tr><th scope="col">\(words("visit.title"))</th>\(each: Self.columns, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
        \(each: view.visits, row)</tbody></table>
        """
    }

    private func row(_ visit: FieldVisit) -> HTML {
        let demand = scene.demand[visit.code] ?? Demand(first: 0, all: 0)
        let isOver = demand.first > visit.capacity
        let cells: [HTML] = [
            state(visit), "\(words.number(visit.leaving.count))", "\(words.number(visit.capacity))",
            isOver ? "<b>\(words.number(demand.first))</b>" : "\(words.number(demand.first))", "\(words.number(demand.all))",
        ]
        return """
            <tr><th scope="row"><a href="\(scene.base)/\(visit.code.description)">\(visit.code.description) \(view.plain(visit))</a></th>\
            \(each: zip(Self.columns, cells), { "<td data-h=\"\(words($0))\">\($1)</td>" })</tr>

            """
    }

    private func state(_ visit: FieldVisit) -> HTML {
        if visit.isCancelled { return "<span class=\"state is-against\">\(words("visit.cancelled"))</span>" }
        if !visit.isPublic { return "<span class=\"state is-open\">\(words("visit.draft"))</span>" }
        return "<span class=\"state is-for\">\(words("visit.published"))</span>"
    }
}

/// One visit with its departures, or the form of a new one.
struct VisitEditPage {
    let scene: VisitEditorScene
    /// Nil for a new one.
    let visit: FieldVisit?
    let form: VisitForm
    var problem: Phrase?
    private var words: Words { scene.words }

    var page: Page {
        let title = visit.map { scene.view.plain($0) } ?? words("visit.add")
        var page = Page(title: title, over: visit.map { "\(scene.view.name) · \($0.code)" } ?? scene.view.name, content: content)
        page.isRefused = form.form.isRefused || problem != nil
        if form.form.problem != nil || problem != nil { page.status = .conflict }
        return page
    }

    private var content: HTML {
        """
        <p class="back"><a href="\(scene.base)">\(words("visits.title"))</a></p>
        \(problem.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><p>\(words($0))</p></div>\n" as HTML })\
        <div class="two wide"><div>\(scene.canChange ? form.markup(action: path, isNew: visit == nil) : "")</div>
        <div class="stack">\(visit.map(state))\(visit.map(departures))</div></div>
        """
    }

    private var path: Address { visit.map { "\(scene.base)/\($0.code)" } ?? "\(scene.base)/new" }

    private func state(_ visit: FieldVisit) -> HTML {
        let demand = scene.demand[visit.code] ?? Demand(first: 0, all: 0)
        let key = visit.isCancelled ? "visit.cancelled.text" : visit.isPublic ? "visit.published.text" : "visit.draft.text"
        return """
            <section class="panel" aria-labelledby="state"><h2 id="state">\(words("visits.column.state"))</h2><p>\(words(key))</p>
            <p>\(words("visit.demand", ["first": .number(demand.first), "all": .number(demand.all), "places": .number(visit.capacity)]))</p>
            \(if: visit.isPublic, "<p><a href=\"\(scene.view.path)/\(visit.code.description)\">\(words("visit.public"))</a></p>")\(scene.canChange ? acts(visit) : nil)</section>

            """
    }

    private func acts(_ visit: FieldVisit) -> HTML {
        let taken = visit.departures.reduce(0) { $0 + $1.taken }
        let publish: HTML? =
            visit.isPublic || visit.isCancelled
            ? nil : PostButton(words("visit.publish"), to: "\(path)/publication", isQuiet: false).markup
        let cancel: HTML? =
            visit.isCancelled || !visit.isPublic
            ? nil
            : """
            <details><summary>\(words("visit.cancel"))</summary><p>\(words("visit.cancel.text", ["count": .number(taken)]))</p>\
            \(PostButton(words("visit.cancel"), to: "\(path)/cancellation").markup)</details>
            """
        return """
            \(publish)\(cancel)<details><summary>\(words("visit.remove"))</summary><p>\(words("visit.remove.text"))</p>\
            \(PostButton(words("visit.remove"), to: "\(path)/removal").markup)</details>
            """
    }

    private func departures(_ visit: FieldVisit) -> HTML {
        """
        <section class="panel" aria-labelledby="departures"><h2 id="departures">\(words("visit.departures"))</h2>
        \(visit.departures.isEmpty ? "<p>\(words("visit.no-departure"))</p>" : "<ul class=\"plain departures\">\(each: visit.departures, departure)</ul>")
        \(if: scene.canChange && !visit.isCancelled, "<p><a class=\"btn line\" href=\"\(path)/departures/new\">\(words("visit.departure.add"))</a></p>")</section>

        """
    }

    private func departure(_ one: Departure) -> HTML {
        let shown = scene.view.when(one)
        let when: HTML = scene.canChange ? "<a href=\"\(path)/departures/\(one.id.value)\">\(shown)</a>" : shown
        let taken = words("visit.taken", ["taken": .number(one.taken), "places": .number(one.capacity)])
        return """
            <li>\(when)\(if: one.isCancelled, " <span class=\"state is-against\">\(words("visit.departure.cancelled"))</span>")\
            <br><span class="small quiet">\([one.id.value, taken, scene.view.languages(one)].filter { !$0.isEmpty }.joined(separator: " · "))</span></li>

            """
    }
}
