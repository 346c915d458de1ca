// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Foundation
import HTML
import People
import Programme
import Server
import Vocabulary

/// What was typed into a form of those who organise: what is wrong with each field, and what somebody else saved meanwhile.
struct TypedForm: Sendable {
    let words: Words
    private(set) var values: [String: [String]]
    private(set) var errors: [String: String] = [:]
    /// Stands for what was saved when the form was shown.
    private(set) var seen: String?
    /// What somebody else saved meanwhile, by field.
    private(set) var saved: [String: String] = [:]
    var problem: String?

    /// What is saved now.
    init(_ values: [String: [String]], words: Words) {
        self.words = words
        self.values = values.mapValues { $0.filter { !$0.isEmpty } }
    }

    /// What was sent.
    init(_ form: Query, _ names: [String], words: Words) {
        self.words = words
        let sent = Dictionary(grouping: form.pairs, by: \.name).mapValues { $0.map(\.value) }
        values = names.reduce(into: [:]) { all, name in
            all[name] = (sent[name] ?? []).map {
                $0.replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
            }.filter { !$0.isEmpty }
        }
        seen = form["seen"] ?? ""
    }

    subscript(name: String) -> String { values[name]?.first ?? "" }
    func all(_ name: String) -> [String] { values[name] ?? [] }
    var isRefused: Bool { problem != nil || !errors.isEmpty }

    // MARK: Somebody else was faster

    /// Stands for all of it in a form.
    var digest: String {
        Hash.of(
            values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.sorted().joined(separator: "|"))" }.joined(
                separator: "\n"))
    }

    /// Whether keeping this would replace something that whoever typed was not shown.
    func isUnseen(over saved: TypedForm) -> Bool { seen != saved.digest && digest != saved.digest }

    /// What was typed, with what is saved now beside each field that differs: sending it again keeps it.
    func over(_ other: TypedForm) -> TypedForm {
        var form = self
        form.problem = words("clash.unseen")
        form.seen = other.digest
        for name in values.keys where values[name]?.sorted() != other.values[name]?.sorted() {
            let text = other.all(name).joined(separator: ", ")
            form.saved[name] = words("clash.saved", ["value": .text(text.isEmpty ? words("clash.empty") : text)])
        }
        return form
    }

    // MARK: Reading

    mutating func refuse(_ name: String, _ sentence: String) { errors[name] = errors[name] ?? sentence }

    /// One line, or several where `lines` says so; what is too long is refused, never cut.
    mutating func text(_ name: String, most: Int, lines: Bool = false) -> String {
        if self[name].unicodeScalars.count > most { refuse(name, words("session.form.long", ["most": .number(most)])) }
        return lines ? PersonText.cleanedLines(self[name]) : PersonText.cleaned(self[name])
    }

    mutating func number(_ name: String, _ range: ClosedRange<Int>, isNeeded: Bool = false) -> Int? {
        guard isNeeded || !self[name].isEmpty else { return nil }
        guard let number = Int(self[name]), range.contains(number) else {
            refuse(
                name,
                words("registration.number-outside", ["least": .number(range.lowerBound), "most": .number(range.upperBound)]))
            return nil
        }
        return number
    }

    mutating func day(_ name: String) -> Day? {
        let day = Day(self[name])
        if day == nil { refuse(name, words("session.form.day")) }
        return day
    }

    mutating func time(_ name: String) -> WallTime? {
        let time = WallTime(self[name])
        if time == nil { refuse(name, words("session.form.time")) }
        return time
    }

    /// Codes of two letters, with anything between them.
    mutating func languages(_ name: String) -> [String] {
        var codes: [String] = []
        for code in self[name].lowercased().split(whereSeparator: { " ,;/".contains($0) }).map(String.init) {
            guard code.utf8.count == 2, Locale.LanguageCode(code).isISOLanguage else {
                refuse(name, words("session.form.languages"))
                return []
            }
            if !codes.contains(code) { codes.append(code) }
        }
        return codes
    }

    // MARK: Fields

    func field(
        _ name: String, _ label: String, _ kind: FormField.Kind = .text, hint: String? = nil, isRequired: Bool = false
    ) -> FormField {
        FormField(
            name, words(label), kind, value: self[name], hint: saved[name] ?? hint.map { words($0) }, error: errors[name],
            isRequired: isRequired)
    }

    /// The form around its fields: what is wrong first, and the word that stands for what was shown.
    func markup(action: Address, button: String, _ fields: HTML) -> HTML {
        """
        \(summary)<form class="form wide" method="post" action="\(action)" novalidate><input type="hidden" name="seen" value="\(seen ?? digest)">
        \(fields)<p class="form-act"><button class="btn" type="submit">\(words(button))</button></p></form>

        """
    }

    private var summary: HTML? {
        guard isRefused else { return nil }
        return """
            <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><ul>
            \(problem.map { "<li>\($0)</li>" as HTML })\(each: errors.sorted { $0.key < $1.key }, { "<li><a href=\"#f-\($0.key)\">\($0.value)</a></li>" })</ul></div>

            """
    }
}
