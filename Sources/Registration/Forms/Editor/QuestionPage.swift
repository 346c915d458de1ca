// SPDX-License-Identifier: EUPL-1.2
import Access
import Editions
import HTML
import Server
import Vocabulary

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
