// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Timetable
import Vocabulary

/// What holds for the whole programme: how grave each conflict is, booths, ways.
struct PlanPage {
    let scene: EditorScene
    let form: Query?
    var wrong: Set<String> = []
    /// Whether somebody else saved the settings meanwhile.
    var isClash = false

    private var words: Words { scene.words }

    var page: Page {
        var page = Page(title: words("plan.title"), over: scene.view.name, lede: words("plan.lede"), content: content)
        page.isRefused = !wrong.isEmpty
        if isClash { page.status = .conflict }
        return page
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "settings").markup)
        \(if: isClash, clash)\(settings.markup)
        """
    }

    private var path: Address { "\(scene.base)/settings" }
    private var saved: ShownFields { PlanForm.shown(scene.draft, words) }

    private var clash: HTML {
        Clash(mine: PlanForm.shown(form ?? Query(""), words), theirs: saved)
            .markup(words, sentence: words("clash.unseen"), place: path)
    }

    private var settings: Form {
        var settings = Form(
            action: path, fields: numbers + severities, button: words("session.save"), problemTitle: words("form.problem"))
        // What was wrong is sent again by whoever had seen the same as before.
        let seen = isClash || form == nil ? saved.seen : form?["seen"] ?? ""
        settings.beside = "<input type=\"hidden\" name=\"seen\" value=\"\(seen)\">"
        return settings
    }

    private var numbers: [FormField] {
        let plan = scene.draft.plan
        return [("booths", plan.booths), ("walk", plan.walk), ("walk-between-sites", plan.walkBetweenSites)].map { name, value in
            FormField(
                name, words("plan.\(name)"), value: form.map { $0[name] ?? "" } ?? value.map(String.init) ?? "",
                hint: words("plan.\(name).hint"), error: wrong.contains(name) ? words("session.form.number") : nil)
        }
    }

    private var severities: [FormField] {
        let choices = ConflictSeverity.allCases.map { ($0.rawValue, words("severity.\($0.rawValue)")) }
        return ConflictKind.allCases.map { kind in
            FormField(
                "kind-\(kind.rawValue)", words("conflict.kind.\(kind.rawValue)"), .choice(choices),
                value: form?["kind-\(kind.rawValue)"] ?? scene.judged.severity(of: kind).rawValue)
        }
    }
}

/// What the form of the settings says.
struct PlanForm {
    private(set) var plan = ProgrammePlan()
    private(set) var severities: [ConflictKind: ConflictSeverity] = [:]
    private(set) var wrong: Set<String> = []

    init(_ form: Query) {
        plan.booths = number("booths", form, most: 200)
        plan.walk = number("walk", form, most: 240) ?? 0
        plan.walkBetweenSites = number("walk-between-sites", form, most: 240) ?? 0
        for kind in ConflictKind.allCases {
            guard let severity = form["kind-\(kind.rawValue)"].flatMap(ConflictSeverity.init) else { continue }
            // What is the default anyway need not be kept.
            if severity != kind.defaultSeverity { severities[kind] = severity }
        }
    }

    /// What was typed.
    static func shown(_ form: Query, _ words: Words) -> ShownFields {
        shown(words, number: { form[$0] ?? "" }) { form["kind-\($0.rawValue)"].flatMap(ConflictSeverity.init) }
    }

    /// What is saved.
    static func shown(_ draft: ProgrammeDraft, _ words: Words) -> ShownFields {
        let numbers = ["booths": draft.plan.booths, "walk": draft.plan.walk, "walk-between-sites": draft.plan.walkBetweenSites]
        return shown(words, number: { (numbers[$0] ?? nil).map(String.init) ?? "" }) {
            draft.severities[$0] ?? $0.defaultSeverity
        }
    }

    private static func shown(
        _ words: Words, number: (String) -> String, severity: (ConflictKind) -> ConflictSeverity?
    ) -> ShownFields {
        ShownFields(
            ["booths", "walk", "walk-between-sites"].map { (words("plan.\($0)"), number($0)) }
                + ConflictKind.allCases.map { kind in
                    (words("conflict.kind.\(kind.rawValue)"), severity(kind).map { words("severity.\($0.rawValue)") } ?? "")
                })
    }

    private mutating func number(_ name: String, _ form: Query, most: Int) -> Int? {
        guard let text = form[name] else { return nil }
        guard let number = Int(text), (0...most).contains(number) else {
            wrong.insert(name)
            return nil
        }
        return number
    }
}

/// The handlers of the settings.
struct PlanRoutes: Sendable {
    var routes: [Route] {
        [
            Route(.get, "/{language}/{edition}/organise/programme/settings", "programme.edit", page),
            Route(.post, "/{language}/{edition}/organise/programme/settings", "programme.edit", keep),
        ]
    }

    func page(_ request: Request) async throws -> Response {
        try await request.editor { PlanPage(scene: $1, form: nil) }.page.organising(request, at: "/organise/programme")
    }

    func keep(_ request: Request) async throws -> Response {
        let sent = request.form
        let (form, words) = (PlanForm(sent), request.words)
        guard form.wrong.isEmpty else {
            return try await request.editor { PlanPage(scene: $1, form: sent, wrong: form.wrong) }.page
                .organising(request, at: "/organise/programme")
        }
        do {
            try await request.editing { tx, facts in
                try PlanForm.shown(facts.draft, words).requireSeen(as: sent["seen"], by: PlanForm.shown(sent, words))
                let edition = facts.draft.edition.id
                try DraftStore(tx: tx).keep(form.plan, of: edition)
                try SeverityStore(tx: tx).keep(form.severities, of: edition)
                ProgrammeStore(tx: tx).record("programme.planned", [], in: edition)
            }
        } catch is UnseenRefusal {
            return try await request.editor { PlanPage(scene: $1, form: sent, isClash: true) }.page
                .organising(request, at: "/organise/programme")
        }
        return .seeOther(to: "\(request.boardPath)/settings", notice: "plan-kept")
    }
}
