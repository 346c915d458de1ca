// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// How offices and biographies stand in each language.
struct SpeakerTextsPage {
    let scene: EditorScene
    let all: [SpeakerTexts]
    /// Only what is missing or a draft in this language.
    let lacking: Language?
    /// The page of the list, counted from 1.
    let asked: Int

    static let rowsPerPage = 50
    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/texts/speakers" }

    var page: Page {
        Page(
            title: words("texts.speakers"), over: scene.view.name, lede: words("texts.speakers.lede"), content: content)
    }

    private func isLacking(_ texts: SpeakerTexts, _ language: Language) -> Bool {
        [.missing, .kept(.draft)].contains(texts.standing(in: language))
    }

    private var content: HTML {
        let shown = lacking.map { language in all.filter { isLacking($0, language) } } ?? all
        let here = max(1, min(asked, (shown.count + Self.rowsPerPage - 1) / Self.rowsPerPage))
        return """
            \(EditorTabs(scene: scene, here: "texts").markup)
            <p><a href="\(scene.base)/texts">\(words("texts.sessions"))</a></p>
            <ul class="days" aria-label="\(words("texts.lacking"))">\
            \(each: Language.allCases, { language in
                let here: HTML = language == lacking ? " aria-current=\"true\"" : ""
                return "<li><a href=\"\(path.with([("lacking", language.rawValue)]))\"\(here)><b>\(words.language(code: language.rawValue))</b><span>\(words("texts.to-do", ["count": .number(all.count { isLacking($0, language) })]))</span></a></li>\n"
            })</ul>
            \(if: lacking != nil, "<p><a href=\"\(path)\">\(words("texts.speakers.all"))</a></p>")
            \(shown.isEmpty ? "<p>\(words("texts.nothing"))</p>" : table(shown.dropFirst((here - 1) * Self.rowsPerPage).prefix(Self.rowsPerPage)))
            \(PageLinks(here: here, count: shown.count, size: Self.rowsPerPage, words: words) { page in
                path.with([("lacking", lacking?.rawValue), ("page", page == 1 ? nil : String(page))])
            }.markup)
            """
    }

    private func table(_ shown: ArraySlice<SpeakerTexts>) -> HTML {
        """
        <table class="table fold texts"><caption class="hide">\(words("texts.speakers"))</caption><thead><tr><th scope="col">\(words("speaker.field.name"))</th>\
        \(each: Language.allCases, { "<th scope=\"col\"><abbr title=\"\(words.language(code: $0.rawValue))\">\($0.rawValue.uppercased())</abbr></th>" })</tr></thead><tbody>
        \(each: Array(shown), row)</tbody></table>
        """
    }

    private func row(_ texts: SpeakerTexts) -> HTML {
        let name = texts.speaker.shortName(words.language)
        return """
            <tr><th scope="row">\(name)</th>
            \(each: Language.allCases, { language in
                let standing = texts.standing(in: language)
                let address = Address("\(path)/\(texts.speaker.id.value)").with([("to", language.rawValue)])
                let mark: HTML =
                    standing == .source || standing == .none
                    ? "<span class=\"quiet\">\(standing.label(words))</span>"
                    : scene.canTranslate
                        ? "<a href=\"\(address)\" class=\"\(standing.tone)\">\(standing.label(words))<span class=\"hide\">, \(name), \(words.language(code: language.rawValue))</span></a>"
                        : "<span class=\"\(standing.tone)\">\(standing.label(words))</span>"
                return "<td data-h=\"\(words.language(code: language.rawValue))\">\(mark)</td>"
            })</tr>

            """
    }
}

/// What is said of a speaker, beside the language it was written in.
struct SpeakerTranslationPage {
    let scene: EditorScene
    let texts: SpeakerTexts
    let to: Language
    /// What was typed and not kept.
    let sent: SpeakerTextForm?
    /// Why it was not kept; nil where somebody else was faster.
    let problem: String?

    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/texts/speakers/\(texts.speaker.id.value)" }
    private var saved: SpeakerTextForm { SpeakerTextForm(texts, to) }
    private var fields: [SpeakerTextField] { texts.fields(in: to) }
    private var isClash: Bool { sent != nil && problem == nil }

    var page: Page {
        let name = texts.speaker.shortName(words.language)
        var page = Page(
            title: words("texts.one", ["code": .text(name), "language": .text(words.language(code: to.rawValue))]),
            over: scene.view.name, content: content)
        page.isRefused = problem != nil
        if isClash { page.status = .conflict }
        return page
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "texts").markup)
        <form class="filters" method="get" action="\(path)"><label for="to">\(words("texts.to"))<select id="to" name="to">\(options)</select></label>
        <div class="filters-act"><button class="btn line" type="submit">\(words("programme.show"))</button></div></form>
        \(if: isClash, clash)\(problem.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><ul><li>\($0)</li></ul></div>" as HTML })
        \(fields.isEmpty ? "<p>\(words("texts.nothing"))</p>" : form)
        <p class="section"><a href="\(Address("\(scene.base)/texts/speakers").with([("lacking", to.rawValue)]))">\(words("texts.back"))</a></p>
        """
    }

    private var clash: HTML {
        Clash(mine: (sent ?? saved).shown(fields, words), theirs: saved.shown(fields, words))
            .markup(words, sentence: words("clash.unseen"), place: path.with([("to", to.rawValue)]))
    }

    private var form: HTML {
        let typed = sent ?? saved
        let seen = problem == nil ? saved.shown(fields, words).seen : sent?.seen ?? ""
        let states = [TextState.draft, .reviewed].map { ($0.rawValue, words("text.state.\($0.rawValue)")) }
        return """
            <form class="form wide" method="post" action="\(path)" novalidate><input type="hidden" name="seen" value="\(seen)">\
            <input type="hidden" name="to" value="\(to.rawValue)">
            \(each: fields, { pair($0, typed) })
            \(FormField("state", words("texts.state"), .choice(states), value: typed.state.rawValue).markup)
            <p class="form-act"><button class="btn" type="submit">\(words("texts.save"))</button></p></form>
            """
    }

    private var options: HTML {
        "\(each: Language.allCases, { "<option value=\"\($0.rawValue)\"\(if: $0 == to, " selected")>\(words.language(code: $0.rawValue))</option>" })"
    }

    private func pair(_ field: SpeakerTextField, _ typed: SpeakerTextForm) -> HTML {
        let from = texts.source(field) ?? .en
        let source = texts.text(field).values[from]?.text ?? ""
        return """
            <div class="side-by-side"><div><h2>\(words("speaker.field.\(field.rawValue)")) <span class="quiet small">\(words.language(code: from.rawValue))</span></h2>
            <div class="source" lang="\(from.rawValue)">\(each: source.split(separator: "\n"), { "<p>\(String($0))</p>" })</div></div>
            <div class="field"><label for="f-\(field.rawValue)">\(words("speaker.field.\(field.rawValue)")) <span class="quiet small">\(words.language(code: to.rawValue))</span></label>
            <textarea id="f-\(field.rawValue)" name="\(field.rawValue)" lang="\(to.rawValue)" rows="\(field == .office ? 2 : 9)" maxlength="\(field.most)">
            \(typed.value(field))</textarea></div></div>

            """
    }
}
