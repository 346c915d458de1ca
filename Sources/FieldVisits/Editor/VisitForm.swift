// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The form of a visit: from what is known to fields, and from what was typed to a visit or what is wrong with it.
struct VisitForm: Sendable {
    var form: TypedForm
    let topics: [Topic]
    private var words: Words { form.words }

    static let longestTitle = 200, longestText = 4_000, longestHost = 200
    private static let texts = ["title", "description", "access"]
    private static let names =
        ["code", "kind", "topic", "host", "step-free", "walking", "photos", "conditions", "identity", "list-days"]
        + Language.allCases.flatMap { language in texts.map { "\($0)-\(language.rawValue)" } }

    init(_ visit: FieldVisit?, topics: [Topic], words: Words) {
        self.topics = topics
        let step = visit?.isStepFree.map { $0 ? "yes" : "no" } ?? ""
        var values: [String: [String]] = [
            "code": [visit?.code.description ?? ""], "kind": [(visit?.kind ?? .other).rawValue],
            "topic": [visit?.topic?.value ?? ""], "host": [visit?.host ?? ""], "step-free": [step],
            "walking": [visit?.walking.map(String.init) ?? ""], "photos": [(visit?.photos ?? .allowed).rawValue],
            "conditions": (visit?.conditions ?? []).map(\.rawValue), "identity": [(visit?.identity ?? .none).name],
            "list-days": [visit?.identity.days.map(String.init) ?? ""],
        ]
        for language in Language.allCases {
            for (name, text) in [("title", visit?.title), ("description", visit?.description), ("access", visit?.access)] {
                values["\(name)-\(language.rawValue)"] = [text?.values[language]?.text ?? ""]
            }
        }
        form = TypedForm(values, words: words)
    }

    init(_ sent: Query, topics: [Topic], words: Words) {
        self.topics = topics
        form = TypedForm(sent, Self.names, words: words)
    }

    // MARK: Reading

    /// The visit that was typed, over what is known of it; nil when something is wrong: each field then says what.
    mutating func visit(over old: FieldVisit?, beside others: [VisitCode]) -> FieldVisit? {
        guard let code = old?.code ?? code(beside: others) else { return nil }
        var visit = old ?? FieldVisit(code: code)
        visit.kind = VisitKind(rawValue: form["kind"]) ?? .other
        visit.topic = topics.first { $0.id.value == form["topic"] }?.id
        visit.host = form.text("host", most: Self.longestHost)
        visit.isStepFree = ["yes": true, "no": false][form["step-free"]]
        visit.walking = form.number("walking", 0...50_000)
        visit.photos = PhotoPolicy(rawValue: form["photos"]) ?? .allowed
        visit.conditions = Set(form.all("conditions").compactMap(VisitCondition.init))
        take("title", &visit.title, most: Self.longestTitle)
        take("description", &visit.description, most: Self.longestText, lines: true)
        take("access", &visit.access, most: Self.longestTitle)
        let days = form["identity"] == "list" ? form.number("list-days", 0...60, isNeeded: true) : nil
        visit.identity = IdentityCheck(form["identity"], days: days) ?? .none
        if visit.title.isEmpty { form.refuse("title-\(words.language.rawValue)", words("visit.form.title")) }
        return form.errors.isEmpty ? visit : nil
    }

    private mutating func code(beside others: [VisitCode]) -> VisitCode? {
        guard let code = VisitCode(form["code"]) else {
            form.refuse("code", words("visit.form.code"))
            return nil
        }
        guard !code.isReserved, !others.contains(where: { $0.folded == code.folded }) else {
            form.refuse("code", words("visit.form.code-taken"))
            return nil
        }
        return code
    }

    private mutating func take(_ name: String, _ text: inout LocalizedText, most: Int, lines: Bool = false) {
        for language in Language.allCases {
            let typed = form.text("\(name)-\(language.rawValue)", most: most, lines: lines)
            if typed.isEmpty {
                text.values[language] = nil
            } else if text.values[language]?.text != typed {
                text.values[language] = .init(typed, text.values[language]?.state ?? .authentic)
            }
        }
    }

    // MARK: Fields

    func markup(action: Address, isNew: Bool) -> HTML {
        let others = Language.allCases.filter { $0 != words.language }
        return form.markup(
            action: action, button: isNew ? "visit.add" : "form.keep",
            """
            \(if: isNew, form.field("code", "visit.field.code", hint: "visit.hint.code", isRequired: true).markup)\(texts(words.language, isRequired: true))
            <details><summary>\(words("visit.other-languages"))</summary>\(each: others, { "<fieldset><legend>\(words.language($0))</legend>\(texts($0))</fieldset>" })</details>
            <div class="fields-row">\(choice("kind", "visit.field.kind", VisitKind.allCases.map { ($0.rawValue, words("visit.kind.\($0.rawValue)")) }))\(topic)</div>
            \(form.field("host", "visit.host", hint: "visit.hint.host").markup)
            <div class="fields-row">\(choice("step-free", "visit.field.step-free", [("", words("visit.unknown")), ("yes", words("visit.step-free")), ("no", words("visit.not-step-free"))]))\
            \(form.field("walking", "visit.field.walking", .number).markup)</div>
            <div class="fields-row">\(choice("photos", "visit.field.photos", PhotoPolicy.allCases.map { ($0.rawValue, words("visit.photos.\($0.rawValue)")) }))</div>
            \(form.field("conditions", "visit.rules", .several(VisitCondition.allCases.map { ($0.rawValue, words("visit.condition.\($0.rawValue)")) }, chosen: Set(form.all("conditions")))).markup)
            <div class="fields-row">\(choice("identity", "visit.field.identity", ["none", "document", "list"].map { ($0, words("visit.check.\($0)")) }))\
            \(form.field("list-days", "visit.field.list-days", .number, hint: "visit.hint.list-days").markup)</div>
            """)
    }

    private func texts(_ language: Language, isRequired: Bool = false) -> HTML {
        let code = language.rawValue
        return """
            \(form.field("title-\(code)", "visit.field.title", isRequired: isRequired).markup)\
            \(form.field("description-\(code)", "visit.field.description", .lines(5)).markup)\
            \(form.field("access-\(code)", "visit.field.access", hint: "visit.hint.access").markup)
            """
    }

    private func choice(_ name: String, _ label: String, _ choices: [(value: String, words: String)]) -> HTML {
        form.field(name, label, .choice(choices)).markup
    }

    private var topic: HTML {
        choice(
            "topic", "session.field.topic",
            [("", words("session.no-topic"))]
                + topics.map { ($0.id.value, $0.name.best(for: words.language)?.text ?? $0.id.value) })
    }
}

extension VisitCode {
    /// Words that stand in addresses where the code of a visit does, without capitals.
    private static let reserved: Set<String> = [
        "new", "settings", "files", "draws", "wishes", "offers", "places", "departures", "live", "list",
    ]
    var isReserved: Bool { Self.reserved.contains(folded) }
    /// Without capitals: codes that differ by those alone are read out and typed wrongly.
    var folded: String { description.lowercased() }
}
