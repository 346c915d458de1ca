// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// How the texts of all sessions stand in each language.
struct TextsPage {
    let scene: EditorScene
    let bases: [SessionCode: [SessionTexts.Key: String]]
    /// Only what is missing or outdated in this language.
    let lacking: Language?

    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/texts" }
    private var all: [SessionTexts] {
        scene.view.programme.items.map { SessionTexts(session: $0.session, bases: bases[$0.code] ?? [:]) }
    }

    var page: Page {
        Page(title: words("texts.title"), over: scene.view.name, lede: words("texts.lede"), content: content)
    }

    private func isLacking(_ texts: SessionTexts, _ language: Language) -> Bool {
        [.missing, .outdated, .kept(.draft)].contains(texts.standing(in: language))
    }

    private var content: HTML {
        let all = all
        let shown = lacking.map { language in all.filter { isLacking($0, language) } } ?? all
        return """
            \(EditorTabs(scene: scene, here: "texts").markup)
            <p><a href="\(path)/speakers">\(words("texts.speakers"))</a></p>
            <ul class="days" aria-label="\(words("texts.lacking"))">\
            \(each: Language.allCases, { language in
                let here: HTML = language == lacking ? " aria-current=\"true\"" : ""
                return "<li><a href=\"\(path.with([("lacking", language.rawValue)]))\"\(here)><b>\(words.language(code: language.rawValue))</b><span>\(words("texts.to-do", ["count": .number(all.count { isLacking($0, language) })]))</span></a></li>\n"
            })</ul>
            \(if: lacking != nil, "<p><a href=\"\(path)\">\(words("texts.all"))</a></p>")
            \(shown.isEmpty ? "<p>\(words("texts.nothing"))</p>" : table(shown))
            """
    }

    private func table(_ shown: [SessionTexts]) -> HTML {
        """
        <table class="table fold texts"><caption class="hide">\(words("texts.title"))</caption><thead><tr><th scope="col">\(words("session.field.title"))</th>\
        \(each: Language.allCases, { "<th scope=\"col\"><abbr title=\"\(words.language(code: $0.rawValue))\">\($0.rawValue.uppercased())</abbr></th>" })</tr></thead><tbody>
        \(each: shown, row)</tbody></table>
        """
    }

    private func row(_ texts: SessionTexts) -> HTML {
        let code = texts.session.code.description
        return """
            <tr><th scope="row"><a href="\(scene.base)/\(code)">\(code) \(texts.session.title.best(orDraft: words.language))</a></th>
            \(each: Language.allCases, { language in
                let standing = texts.standing(in: language)
                return "<td data-h=\"\(words.language(code: language.rawValue))\">\(mark(standing, code, language))</td>"
            })</tr>

            """
    }

    /// How a text stands; a link for whoever may write it.
    private func mark(_ standing: TextStanding, _ code: String, _ language: Language) -> HTML {
        guard standing != .source, standing != .none else { return "<span class=\"quiet\">\(standing.label(words))</span>" }
        guard scene.canTranslate else { return "<span class=\"\(standing.tone)\">\(standing.label(words))</span>" }
        let address = Address("\(path)/\(code)").with([("to", language.rawValue)])
        return """
            <a href="\(address)" class="\(standing.tone)">\(standing.label(words))<span class="hide">, \(code), \(words.language(code: language.rawValue))</span></a>
            """
    }
}

extension TextStanding {
    func label(_ words: Words) -> String {
        switch self {
        case .source: words("text.standing.source")
        case .missing: words("text.standing.missing")
        case .outdated: words("text.standing.outdated")
        case .kept(let state): words("text.state.\(state.rawValue)")
        case .none: "–"
        }
    }

    /// The classes of a mark.
    var tone: String {
        switch self {
        case .missing: "state is-against"
        case .outdated, .kept(.draft): "state is-open"
        default: "state is-for"
        }
    }
}

/// A session's texts in two languages, side by side.
struct TranslationPage {
    let scene: EditorScene
    let texts: SessionTexts
    let from: Language, to: Language
    let form: Query?
    var error: String?

    private var words: Words { scene.words }
    private var code: String { texts.session.code.description }
    private var path: Address { "\(scene.base)/texts/\(code)" }

    var page: Page {
        var page = Page(
            title: words("texts.one", ["code": .text(code), "language": .text(words.language(code: to.rawValue))]),
            over: scene.view.name, lede: texts.session.title.best(orDraft: words.language), content: content)
        page.isRefused = error != nil
        return page
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "texts").markup)
        <form class="filters" method="get" action="\(path)"><label for="from">\(words("texts.from"))<select id="from" name="from">\(options(from))</select></label>
        <label for="to">\(words("texts.to"))<select id="to" name="to">\(options(to))</select></label>
        <div class="filters-act"><button class="btn line" type="submit">\(words("programme.show"))</button></div></form>
        \(if: texts.standing(in: to) == .outdated, "<p class=\"notice\">\(words("texts.outdated"))</p>")
        \(error.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><ul><li>\($0)</li></ul></div>" as HTML })
        <form class="form wide" method="post" action="\(path)" novalidate><input type="hidden" name="seen" value="\(SessionTexts.digest(of: texts.session, in: to))">\
        <input type="hidden" name="to" value="\(to.rawValue)"><input type="hidden" name="from" value="\(from.rawValue)">
        \(each: SessionTextField.allCases, pair)
        \(FormField("state", words("texts.state"), .choice(TextState.allCases.map { ($0.rawValue, words("text.state.\($0.rawValue)")) }), value: state).markup)
        <p class="form-act"><button class="btn" type="submit">\(words("texts.save"))</button></p></form>
        <p class="section"><a href="\(Address("\(scene.base)/texts").with([("lacking", to.rawValue)]))">\(words("texts.back"))</a></p>
        """
    }

    private func options(_ chosen: Language) -> HTML {
        "\(each: Language.allCases, { "<option value=\"\($0.rawValue)\"\(if: $0 == chosen, " selected")>\(words.language(code: $0.rawValue))</option>" })"
    }

    private var state: String { form?["state"] ?? texts.session.title.values[to]?.state.rawValue ?? TextState.reviewed.rawValue }

    private func pair(_ field: SessionTextField) -> HTML {
        let text = texts.session[keyPath: field.path]
        let source = text.values[from]?.text ?? ""
        let saved = text.values[to]?.text ?? ""
        let typed = form.map { $0.pairs.first { $0.name == field.rawValue }?.value ?? "" } ?? saved
        // Somebody else wrote meanwhile: both are shown.
        let theirs: HTML? =
            typed != saved && error != nil && !saved.isEmpty
            ? "<p class=\"hint\">\(words("clash.saved", ["value": .text(saved)]))</p>" : nil
        return """
            <div class="side-by-side"><div><h2>\(words("session.field.\(field.rawValue)")) <span class="quiet small">\(words.language(code: from.rawValue))</span></h2>
            <div class="source" lang="\(from.rawValue)">\(source.isEmpty ? "<p class=\"quiet\">\(words("texts.no-source"))</p>" : "\(each: source.split(separator: "\n"), { "<p>\(String($0))</p>" })")</div></div>
            <div class="field"><label for="f-\(field.rawValue)">\(words("session.field.\(field.rawValue)")) <span class="quiet small">\(words.language(code: to.rawValue))</span></label>
            \(theirs)<textarea id="f-\(field.rawValue)" name="\(field.rawValue)" lang="\(to.rawValue)" rows="\(field == .title ? 2 : 9)" maxlength="\(field == .title ? 300 : 8_000)">
            \(typed)</textarea></div></div>

            """
    }
}
