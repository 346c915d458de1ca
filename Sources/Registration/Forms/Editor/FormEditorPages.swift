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
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }

    var page: Page {
        let heads = ["participant.kind", "forms.questions", "forms.answered", "forms.version"]
        return Page(
            title: words("forms.title"), over: record.name(words), lede: words("forms.lede"),
            content: """
                <p class="back"><a href="\(path)">\(words("registration.title"))</a></p>
                <table class="table fold"><caption class="hide">\(words("forms.title"))</caption>
                <thead><tr>\(each: heads, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
                \(each: forms, row)</tbody></table>
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
                <div class="acts-row"><a class="btn" href="\(new)">\(words("form-editor.add"))</a> \
                \(PostButton(words("form-editor.terms"), to: "\(path)/terms").markup)</div>
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

/// One question, to be written.
struct QuestionPage {
    let record: EditionRecord
    let form: RegistrationForm
    /// Nil for a new one.
    let question: Question?
    let draft: QuestionDraft
    var problem: Phrase?
    let words: Words

    private var path: Address {
        "/\(words.language.rawValue)/\(record.edition.id)/organise/registration/forms/\(form.kind.rawValue)"
    }

    var page: Page {
        let kind = words("actor.plural.\(form.kind.rawValue)")
        let form = editor
        var page = Page(
            title: question?.label.read(in: words)?.text ?? words("form-editor.new"), over: kind,
            content: "<p class=\"back\"><a href=\"\(path)\">\(kind)</a></p>\n\(form.markup)")
        page.isRefused = form.isRefused
        return page
    }

    private var above: [Question] {
        guard let question, let place = form.current.questions.firstIndex(where: { $0.id == question.id }) else {
            return form.current.questions
        }
        return Array(form.current.questions[..<place])
    }

    private func label(_ question: Question) -> String { question.label.read(in: words)?.text ?? question.id.value }

    private func field(_ name: String, _ kind: FormField.Kind = .text, hint: String? = nil) -> FormField {
        var field = FormField(
            name, words("form-editor.field.\(name)"), kind, value: draft[name], hint: hint.map { words($0) }, autocomplete: "off")
        field.most = 1_000
        return field
    }

    /// The reader's language in sight, the others behind a fold.
    private func text(_ name: String, _ language: Language, _ kind: FormField.Kind, hint: String? = nil) -> FormField {
        var field = FormField(
            "\(name)-\(language.rawValue)",
            words(
                "form-editor.in-language",
                ["what": .text(words("form-editor.field.\(name)")), "language": .text(words.language(language))]),
            kind, value: draft["\(name)-\(language.rawValue)"], hint: hint.map { words($0) }, autocomplete: "off")
        field.most = 1_000
        return field
    }

    private func texts(_ language: Language) -> [FormField] {
        [
            text("label", language, .text), text("help", language, .lines(3)), text("purpose", language, .text),
            text("choices", language, .lines(4), hint: "form-editor.choices.hint"),
        ]
    }

    private var editor: Form {
        let others = Language.allCases.filter { $0 != words.language }
        let name = question?.id.value ?? "new"
        var fields = texts(words.language)
        fields.append(
            field("kind", .choice(Question.Kind.allCases.map { ($0.rawValue, words("question.kind.\($0.rawValue)")) })))
        fields += [field("required", .check), field("least", .number), field("most", .number)]
        fields += conditions + promises
        if question == nil {
            fields.append(
                field(
                    "behind", .choice([("", words("form-editor.last"))] + form.current.questions.map { ($0.id.value, label($0)) })
                ))
        }
        var form = Form(
            action: "\(path)/questions/\(name)", fields: fields, button: words("form-editor.look"),
            problemTitle: words("form.problem"), problem: problem.map { words($0) })
        form.beside = """
            <details><summary>\(words("form-editor.other-languages"))</summary>\(each: others, { language in
                "\(each: texts(language), \.markup)" as HTML
            })</details>
            """
        return form
    }

    private var conditions: [FormField] {
        var choices = [(value: "", words: words("form-editor.always"))]
        if draft["if"] == QuestionDraft.asItIs { choices.append((QuestionDraft.asItIs, words("form-editor.as-it-is"))) }
        choices += above.map { ($0.id.value, label($0)) }
        return [field("if", .choice(choices)), field("if-values", hint: "form-editor.if-values.hint")]
    }

    private var promises: [FormField] {
        let consents = above.filter { $0.kind == .consent }.map { (value: $0.id.value, words: label($0)) }
        let readers = QuestionDraft.readers.map { (value: $0.rawValue, words: words("role.\($0.rawValue)")) }
        return [
            field("basis", .choice(AnswerBasis.allCases.map { ($0.rawValue, words($0.phrase)) })),
            field("days", .number), field("sensitive", .check, hint: "form-editor.sensitive.hint"),
            field("consent", .choice([(value: "", words: words("form-editor.no-consent"))] + consents)),
            FormField("seen-by", words("form-editor.field.seen-by"), .several(readers, chosen: draft.roles)),
        ]
    }
}
