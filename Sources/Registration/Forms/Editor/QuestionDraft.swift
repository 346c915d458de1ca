// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import HTML
import Server
import Vocabulary

/// A question as an organiser types it: the fields of its page, and what they mean.
struct QuestionDraft: Sendable {
    private(set) var values: [String: String] = [:]
    private(set) var roles: Set<String> = []

    static let texts = ["label", "help", "purpose"]
    private static let single = [
        "kind", "required", "least", "most", "if", "if-values", "basis", "days", "sensitive", "consent", "behind",
    ]

    /// Those who may be promised to see an answer.
    static let readers: [Role] = [
        .secretariat, .host, .registrationDesk, .delegationCoordinator, .pressOfficer, .programmeEditor, .finance,
    ]

    init(_ form: Query) {
        for name in Self.single { values[name] = form[name] }
        for language in Language.allCases {
            for text in Self.texts + ["choices"] {
                values["\(text)-\(language.rawValue)"] = form["\(text)-\(language.rawValue)"]
            }
        }
        roles = Set(form.pairs.filter { $0.name == "seen-by" }.map(\.value))
    }

    /// The fields of a question that is there; of a new one without.
    init(_ question: Question?) {
        guard let question else {
            values = ["kind": "line", "basis": AnswerBasis.contract.rawValue, "days": "30"]
            roles = [Role.secretariat.rawValue]
            return
        }
        put(question.label, "label")
        put(question.help, "help")
        put(question.promise.purpose, "purpose")
        for language in Language.allCases {
            values["choices-\(language.rawValue)"] = question.choices.map { choice in
                "\(choice.id): \(Self.own(choice.label, language))"
            }.joined(separator: "\n")
        }
        values["kind"] = question.kind.rawValue
        values["required"] = question.isRequired ? "yes" : nil
        values["least"] = question.bounds.map { String($0.least) }
        values["most"] = question.bounds.map { String($0.most) }
        switch question.condition {
        case nil: break
        case .has(let id, let wanted): (values["if"], values["if-values"]) = (id.value, wanted.joined(separator: ", "))
        case .answered(let id): values["if"] = id.value
        default: values["if"] = Self.asItIs
        }
        values["basis"] = question.promise.legalBasis.rawValue
        values["days"] = String(question.promise.retentionDays)
        values["sensitive"] = question.promise.isSensitive ? "yes" : nil
        values["consent"] = question.promise.consent?.value
        roles = Set(question.promise.seenBy)
    }

    subscript(name: String) -> String { values[name] ?? "" }

    /// A condition of several parts is not taken apart here: it stays.
    static let asItIs = "as-it-is"

    private mutating func put(_ text: FormText?, _ name: String) {
        for language in Language.allCases { values["\(name)-\(language.rawValue)"] = text.map { Self.own($0, language) } }
    }

    /// What stands in one language and no other.
    private static func own(_ text: FormText, _ language: Language) -> String {
        switch text {
        case .house(let key): Words(language)(key)
        case .own(let text): text.values[language]?.text ?? ""
        }
    }

    // MARK: What it means

    /// The question that was typed, with what cannot be typed here taken from the one that is there.
    func question(_ id: ID<Question>, over old: Question?) -> Question {
        var promise = Promise(
            text("purpose", over: old?.promise.purpose) ?? .own(LocalizedText()),
            AnswerBasis(rawValue: self["basis"]) ?? .contract,
            retentionDays: Int(self["days"]) ?? -1,
            seenBy: Self.readers.map(\.rawValue).filter(roles.contains))
        promise.isSensitive = !self["sensitive"].isEmpty
        promise.consent = self["consent"].isEmpty ? nil : ID(self["consent"])
        var question = Question(
            id, Question.Kind(rawValue: self["kind"]) ?? old?.kind ?? .line,
            label: text("label", over: old?.label) ?? .own(LocalizedText()), isRequired: !self["required"].isEmpty,
            promise: promise)
        question.help = text("help", over: old?.help)
        if question.kind.hasChoices { question.choices = choices(over: old?.choices ?? []) }
        if let least = Int(self["least"]), let most = Int(self["most"]), question.kind == .number {
            question.bounds = .init(least: least, most: most)
        }
        question.condition = condition(over: old?.condition)
        return question
    }

    private func condition(over old: Condition?) -> Condition? {
        switch self["if"] {
        case "": return nil
        case Self.asItIs: return old
        default:
            let wanted = self["if-values"].split(separator: ",").map { TypedText.cleaned(String($0)) }.filter { !$0.isEmpty }
            return wanted.isEmpty ? .answered(ID(self["if"])) : .has(ID(self["if"]), wanted)
        }
    }

    private func text(_ name: String, over old: FormText?) -> FormText? {
        Self.text(
            Language.allCases.reduce(into: [:]) { $0[$1] = TypedText.cleaned(self["\(name)-\($1.rawValue)"]) }, over: old)
    }

    /// Words of the house stay those of the house where nobody changed them: they are translated with the program.
    private static func text(_ typed: [Language: String], over old: FormText?) -> FormText? {
        if let old, Language.allCases.allSatisfy({ TypedText.cleaned(own(old, $0)) == typed[$0] ?? "" }) { return old }
        let values = typed.filter { !$0.value.isEmpty }.mapValues { LocalizedText.Value($0, .reviewed) }
        return values.isEmpty ? nil : .own(LocalizedText(values))
    }

    /// A line for each choice: its lasting name, a colon, its words. Without a name it gets one of its words.
    private func choices(over old: [Question.Choice]) -> [Question.Choice] {
        var order: [String] = []
        var words: [String: [Language: String]] = [:]
        for language in Language.allCases {
            let lines = self["choices-\(language.rawValue)"].split(whereSeparator: \.isNewline).map {
                TypedText.cleaned(String($0))
            }
            for (place, line) in lines.filter({ !$0.isEmpty }).prefix(FormVersion.mostChoices + 1).enumerated() {
                let parts = line.split(separator: ":", maxSplits: 1).map { TypedText.cleaned(String($0)) }
                let isNamed = parts.count == 2 && ID<Question>.isWellFormed(parts[0])
                let id =
                    isNamed
                    ? parts[0]
                    : order.indices.contains(place) && words[order[place]]?[language] == nil ? order[place] : Self.name(line)
                if words[id] == nil { order.append(id) }
                words[id, default: [:]][language] = isNamed ? parts[1] : line
            }
        }
        return order.map { id in
            let before = old.first { $0.id == id }?.label
            return Question.Choice(id, Self.text(words[id] ?? [:], over: before) ?? .own(LocalizedText()))
        }
    }

    private static func name(_ text: String) -> String {
        let signs = Folding.folded(text).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return String(String(signs).split(separator: "-").joined(separator: "-").prefix(40))
    }
}
