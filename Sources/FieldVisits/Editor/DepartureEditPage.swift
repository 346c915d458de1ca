// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// One departure, known or new.
struct DepartureEditPage {
    let scene: VisitEditorScene
    let visit: FieldVisit
    /// Nil for a new one.
    let departure: Departure?
    let form: DepartureForm
    var problem: Phrase?
    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/\(visit.code)/departures/\(departure?.id.value ?? "new")" }

    var page: Page {
        let name = scene.view.plain(visit)
        var page = Page(
            title: words(departure == nil ? "visit.departure.add" : "visit.departure"), over: "\(visit.code) \(name)",
            content: content)
        page.isRefused = form.form.isRefused || problem != nil
        if form.form.problem != nil || problem != nil { page.status = .conflict }
        return page
    }

    private var content: HTML {
        """
        <p class="back"><a href="\(scene.base)/\(visit.code.description)">\(scene.view.plain(visit))</a></p>
        \(problem.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><p>\(words($0))</p></div>\n" as HTML })\
        \(scene.canChange ? form.markup(action: path, isNew: departure == nil) : "")\(scene.canChange ? departure.map(acts) : nil)
        """
    }

    private func acts(_ one: Departure) -> HTML {
        let cancel: HTML =
            one.isCancelled
            ? "<p><span class=\"state is-against\">\(words("visit.departure.cancelled"))</span></p>"
            : """
            <details><summary>\(words("visit.departure.cancel"))</summary><p>\(words("visit.cancel.text", ["count": .number(one.taken)]))</p>\
            \(PostButton(words("visit.departure.cancel"), to: "\(path)/cancellation").markup)</details>
            """
        return """
            <div class="section">\(cancel)<details><summary>\(words("visit.departure.remove"))</summary><p>\(words("visit.departure.remove.text"))</p>\
            \(PostButton(words("visit.departure.remove"), to: "\(path)/removal").markup)</details></div>
            """
    }
}

/// How an edition takes wishes and draws.
struct VisitSettingsPage {
    let scene: VisitEditorScene
    let form: VisitSettingsForm
    private var words: Words { scene.words }

    var page: Page {
        var page = Page(
            title: words("visits.settings"), over: scene.view.name, lede: words("visits.settings.lede"),
            content: "\(scene.tabs(here: "settings"))\(form.markup(action: "\(scene.base)/settings"))")
        page.isRefused = form.form.isRefused
        if form.form.problem != nil { page.status = .conflict }
        return page
    }
}
