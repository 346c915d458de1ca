// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// The questions of a form as fields on a page, with what was answered, or typed and refused.
struct QuestionFields {
    let form: RegistrationForm
    let words: Words
    /// What stands in the fields, by the question's id.
    var typed: [String: [String]]
    var refusals: [ID<Question>: RefusedAnswer] = [:]
    /// Which questions are shown, in order.
    var asked: [ID<Question>]
    /// Those that were asked otherwise before.
    var again: Set<ID<Question>> = []

    /// What a page is about to ask somebody who answered this.
    init(_ form: RegistrationForm, _ answers: Answers?, prefilled: [String: [String]] = [:], words: Words) {
        let known = answers ?? Answers(version: form.current.number, isDraft: true)
        self.form = form
        self.words = words
        typed = prefilled.merging(known.typed) { $1 }
        asked = form.current.asked(given: known).map(\.id)
        if let answers, !answers.isDraft { again = Set(form.questionsToAskAgain(answers)) }
        // Nobody agrees to another text by leaving a box as it is.
        for id in again where form.current.question(id)?.kind == .consent { typed[id.value] = nil }
    }

    private static let prefix = "q-"

    /// What a page sent, by the question's id.
    static func typed(_ query: Query) -> [String: [String]] {
        query.pairs.reduce(into: [:]) { all, pair in
            guard pair.name.hasPrefix(prefix) else { return }
            all[String(pair.name.dropFirst(prefix.count)), default: []].append(pair.value)
        }
    }

    var questions: [Question] { asked.compactMap(form.current.question) }
    var fields: [FormField] { questions.map(field) }

    private func field(_ question: Question) -> FormField {
        let values = refusals[question.id]?.typed ?? typed[question.id.value] ?? []
        let error = refusals[question.id].map { words($0.refusal.phrase) }
        var field = FormField(
            Self.prefix + question.id.value, label(question), kind(question, values), value: values.first ?? "",
            hint: hint(question), error: error, autocomplete: "off", isRequired: question.isRequired)
        if question.id == Question.terms {
            let terms = form.current.termsVersion
            field.hintLink = (
                "/\(words.language.rawValue)/\(form.edition)/terms/\(terms)", words("question.terms-read")
            )
        }
        if question.kind == .text { field.most = 4_000 }
        if question.kind == .languages { field.inSight = (nearest(values).count, words("question.other-languages")) }
        return field
    }

    private func label(_ question: Question) -> String {
        let label = question.label.read(in: words)?.text ?? question.id.value
        // A consent says itself that it is free.
        return question.isRequired || question.kind == .consent ? label : words("question.optional", ["question": .text(label)])
    }

    private func hint(_ question: Question) -> String? {
        let help = question.help?.read(in: words)?.text
        let purpose = question.promise.isSensitive ? question.promise.purpose.read(in: words)?.text : nil
        let changed = again.contains(question.id) ? words("question.changed") : nil
        let free = question.promise.isSensitive ? words("question.free") : nil
        let version =
            question.id == Question.terms ? words("question.terms-version", ["number": .number(form.current.termsVersion)]) : nil
        let all = [changed, help, version, purpose, free].compactMap { $0 }
        return all.isEmpty ? nil : all.joined(separator: " ")
    }

    private func kind(_ question: Question, _ values: [String]) -> FormField.Kind {
        let empty = [(value: "", words: words("question.choose"))]
        return switch question.kind {
        case .line: .text
        case .text: .lines(4)
        case .one: .choice(empty + choices(question))
        case .many: .several(choices(question), chosen: Set(values))
        case .yesNo: .among([("yes", words("form.value.yes")), ("no", words("form.value.no"))])
        case .number: .number
        // A browser shows nothing where it is no day or time: what was typed stays, as text.
        case .day: isReadable(values, { Day($0) != nil }) ? .day : .text
        case .time: isReadable(values, { TypedShape.time($0) != nil }) ? .time : .text
        case .country: .choice(empty + countries)
        case .language: .choice(empty + languages(values))
        case .languages:
            .several(
                languages(values).filter { nearest(values).contains($0.value) }
                    + languages(values).filter { !nearest(values).contains($0.value) }, chosen: Set(values))
        case .mail: .mail
        case .phone: .phone
        case .consent: .check
        }
    }

    private func isReadable(_ values: [String], _ reads: (String) -> Bool) -> Bool {
        values.first.map { $0.isEmpty || reads($0) } ?? true
    }

    private func choices(_ question: Question) -> [(value: String, words: String)] {
        question.choices.map { ($0.id, $0.label.read(in: words)?.text ?? $0.id) }
    }

    private var countries: [(value: String, words: String)] {
        words.sorted(countries: TypedShape.countries).map { ($0, words.country($0)) }
    }

    /// Those that pages are written in, and what was chosen: they come first.
    private func nearest(_ values: [String]) -> Set<String> {
        Set(Language.allCases.map(\.rawValue)).union(values.filter(TypedShape.isLanguage))
    }

    private func languages(_ values: [String]) -> [(value: String, words: String)] {
        Set(Self.offered + values.filter(TypedShape.isLanguage)).map { ($0, words.language(code: $0)) }
            .sorted { $0.1.compare($1.1, locale: words.language.locale) == .orderedAscending }
    }

    /// The official languages of the European Union and those that its cities hear most beside them; others can be said in other ways.
    private static let offered = [
        "ar", "bg", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "hr", "hu", "is", "it", "lb",
        "lt",
        "lv", "mk", "mt", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk",
    ]

    // MARK: What is promised

    /// What each answer is for, on which ground, and for how long it is kept.
    var promises: HTML {
        """
        <details><summary>\(words("question.promises"))</summary><dl class="promises">
        \(each: questions, { question in
            let days = words("question.kept", ["count": .number(question.promise.retentionDays)])
            return """
                <dt>\(question.label.read(in: words)?.text ?? question.id.value)</dt>\
                <dd>\(question.promise.purpose.read(in: words)?.text ?? "") \(words(question.promise.legalBasis.phrase)) \(days)</dd>

                """ as HTML
        })</dl></details>

        """
    }

    /// The form with two ways to send it: to go on later, and for good.
    func form(action: Address, button: String) -> Form {
        var form = Form(action: action, fields: fields, button: button, problemTitle: words("form.problem"))
        form.beside = """
            \(promises)<p class="form-act"><button class="btn line" type="submit" name="save" value="draft">\(words("question.save"))</button></p>
            """
        return form
    }
}
