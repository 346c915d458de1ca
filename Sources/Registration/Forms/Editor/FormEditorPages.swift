// SPDX-License-Identifier: EUPL-1.2
import Access
import Editions
import HTML
import Server
import Vocabulary

/// What is asked of whom: a line for each kind of actor.
struct FormListPage {
    let record: EditionRecord
    let forms: [(form: RegistrationForm, answered: Int)]
    /// 0 where none are written.
    let terms: Int
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }

    var page: Page {
        let heads = ["participant.kind", "forms.questions", "forms.answered", "forms.version"]
        return Page(
            title: words("forms.title"), over: record.name(words), lede: words("forms.lede"),
            content: """
                <p class="back"><a href="\(path)">\(words("registration.title"))</a></p>
                <div class="stack"><table class="table fold"><caption class="hide">\(words("forms.title"))</caption>
                <thead><tr>\(each: heads, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
                \(each: forms, row)</tbody></table>
                <section aria-labelledby="terms"><h2 id="terms">\(words("terms.title"))</h2>
                <p>\(terms == 0 ? words("terms.none-written") : words("terms.version", ["number": .number(terms)]))</p>
                <p><a class="btn line" href="\(path)/terms">\(words(terms == 0 ? "terms.write" : "terms.change"))</a></p></section></div>
                """)
    }

    private func row(_ one: (form: RegistrationForm, answered: Int)) -> HTML {
        let page: Address = "\(path)/forms/\(one.form.kind.rawValue)"
        return """
            <tr><th scope="row"><a href="\(page)">\(words("actor.plural.\(one.form.kind.rawValue)"))</a></th>\
            <td data-h="\(words("forms.questions"))" class="num">\(words.number(one.form.current.questions.count))</td>\
            <td data-h="\(words("forms.answered"))" class="num">\(words.number(one.answered))</td>\
            <td data-h="\(words("forms.version"))" class="num">\(words.number(one.form.current.number))</td></tr>

            """
    }
}

/// The questions of one kind of actor, to be changed.
struct FormEditorPage {
    let record: EditionRecord
    let form: RegistrationForm
    let answered: Int
    let words: Words
    var problem: Phrase?

    private var list: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration/forms" }
    private var path: Address { "\(list)/\(form.kind.rawValue)" }

    var page: Page {
        let new: Address = "\(path)/questions/new"
        var page = Page(
            title: words("actor.plural.\(form.kind.rawValue)"), over: record.name(words),
            lede: words(
                "form-editor.lede", ["version": .number(form.current.number), "count": .number(answered)]),
            content: """
                <p class="back"><a href="\(list)">\(words("forms.title"))</a></p>
                \(problem.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><p>\(words($0))</p></div>" as HTML })
                <div class="acts-row"><a class="btn" href="\(new)">\(words("form-editor.add"))</a></div>
                <ol class="plain questions">\(each: Array(form.current.questions.enumerated()), { entry($0.element, $0.offset) })</ol>
                """)
        page.isRefused = problem != nil
        return page
    }

    private func entry(_ question: Question, _ place: Int) -> HTML {
        let label = question.label.read(in: words)?.text ?? question.id.value
        let page: Address = "\(path)/questions/\(question.id)"
        let facts = [
            words("question.kind.\(question.kind.rawValue)"), question.isRequired ? words("form-editor.required") : nil,
            question.promise.isSensitive ? words("form-editor.sensitive") : nil,
            question.condition == nil ? nil : words("form-editor.conditional"),
            question.id == Question.terms && form.current.termsVersion == 0 ? words("form-editor.no-terms") : nil,
            words("question.kept", ["count": .number(question.promise.retentionDays)]),
        ].compactMap { $0 }.joined(separator: " · ")
        func move(_ direction: String) -> HTML {
            PostButton(
                words("form-editor.\(direction)"), to: "\(page)/move", about: label, values: [("direction", direction)]
            ).markup
        }
        return """
            <li><h2><a href="\(page)">\(label)</a></h2><p class="quiet">\(facts)</p><div class="acts-row">\(if: place > 0, move("up"))\
            \(if: place < form.current.questions.count - 1, move("down"))\(PostButton(words("form.remove"), to: "\(page)/removal", about: label).markup)</div></li>

            """
    }
}

/// What a change means, before it is kept.
struct FormChangePage {
    let record: EditionRecord
    let old: RegistrationForm
    let change: FormChange
    let answered: Int
    let action: Address
    /// What was sent, to be sent again with the yes.
    let pairs: [(name: String, value: String)]
    let words: Words

    private var path: Address {
        "/\(words.language.rawValue)/\(record.edition.id)/organise/registration/forms/\(old.kind.rawValue)"
    }

    var page: Page {
        let sentences = change.sentences(over: old, words)
        let values =
            pairs.filter { !["confirmed", "version"].contains($0.name) }
            + [("confirmed", "yes"), ("version", String(old.current.number))]
        let meaning =
            change.isDecisive
            ? words("form-editor.decisive", ["count": .number(answered)]) : words("form-editor.not-decisive")
        return Page(
            title: words("form-editor.means"), over: words("actor.plural.\(old.kind.rawValue)"), lede: meaning,
            content: """
                <p class="back"><a href="\(path)">\(words("actor.plural.\(old.kind.rawValue)"))</a></p>
                <div class="stack"><ul>\(each: sentences, { one in
                    "<li>\(one.text)\(if: one.isDecisive, " <strong>\(words("form-editor.asked-again"))</strong>")</li>\n" as HTML
                })</ul>
                \(PostButton(words("form-editor.keep"), to: action, values: values, isQuiet: false).markup)</div>
                """)
    }
}
