// SPDX-License-Identifier: EUPL-1.2

/// A field of a form: label above, then hint, then what is wrong with it, then the field with what was typed.
package struct FormField: Sendable {
    package enum Kind: Sendable {
        case text, mail, search, day, password
        /// Six digits from elsewhere.
        case code
        case lines(Int)
        /// Values with their words, in the order they are offered.
        case choice([(value: String, words: String)])
        case check
        case time, phone, number
        /// Any number of values; those in `chosen` are ticked.
        case several([(value: String, words: String)], chosen: Set<String>)
        /// One of a few values, all of them in sight.
        case among([(value: String, words: String)])
    }

    package let name: String, label: String
    package var kind: Kind
    package var value: String
    package var hint: String?
    /// Where to read more, after the hint.
    package var hintLink: (address: Address, words: String)?
    /// What is wrong with it, in a sentence.
    package var error: String?
    /// WHATWG HTML, section 4.10.18.7; WCAG 2.2, criterion 1.3.5.
    package var autocomplete: String?
    package var isRequired: Bool
    /// How many of several choices are in sight, and the words behind which the others are; nil for all.
    package var inSight: (count: Int, others: String)?
    /// The language of what is typed, where it is not the page's.
    package var most = 200

    package init(
        _ name: String, _ label: String, _ kind: Kind = .text, value: String = "", hint: String? = nil, error: String? = nil,
        autocomplete: String? = nil, isRequired: Bool = false
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.value = value
        self.hint = hint
        self.error = error
        self.autocomplete = autocomplete
        self.isRequired = isRequired
    }

    package var markup: HTML {
        switch kind {
        case .several(let choices, let chosen): return group(choices, "checkbox") { chosen.contains($0) }
        case .among(let choices): return group(choices, "radio") { $0 == value }
        default: break
        }
        if case .check = kind {
            return """
                <div class="field\(error == nil ? "" : " wrong")">\(complaint)<label class="check"><input type="checkbox" id="f-\(name)" name="\(name)" value="yes"\
                \(if: !value.isEmpty, " checked")\(described)> \(label)</label>\(advice)</div>

                """
        }
        return """
            <div class="field\(error == nil ? "" : " wrong")"><label for="f-\(name)">\(label)</label>\(advice)\(complaint)\(control)</div>

            """
    }

    /// The first control has the id that what is wrong links to.
    private func group(
        _ choices: [(value: String, words: String)], _ type: String, _ isChosen: (String) -> Bool
    ) -> HTML {
        let first = choices.first?.value
        let labels = choices.map { choice in
            """
            <label class="check"><input type="\(type)" name="\(name)" value="\(choice.value)"\(if: choice.value == first, " id=\"f-\(name)\"")\
            \(if: isChosen(choice.value), " checked")> \(choice.words)</label>
            """ as HTML
        }
        let sight = inSight.map { min($0.count, labels.count) } ?? labels.count
        let others: HTML? = inSight.flatMap { more in
            sight < labels.count
                ? "<details><summary>\(more.others)</summary><div class=\"choices\">\(HTML.joined(Array(labels[sight...])))</div></details>"
                : nil
        }
        let isShort = choices.allSatisfy { $0.words.count <= Self.shortChoice }
        return """
            <fieldset class="field several\(error == nil ? "" : " wrong")"\(describedBy)><legend>\(label)</legend>\(advice)\(complaint)\
            <div class="choices\(isShort ? " short" : "")">\(HTML.joined(Array(labels[..<sight])))</div>\(others)</fieldset>

            """
    }

    /// Signs up to which two choices stand side by side on a phone.
    private static let shortChoice = 16

    private var advice: HTML? {
        hint.map {
            "<p class=\"hint\" id=\"h-\(name)\">\($0)\(hintLink.map { " <a href=\"\($0.address)\">\($0.words)</a>" as HTML })</p>"
        }
    }
    private var complaint: HTML? { error.map { "<p class=\"wrong-text\" id=\"e-\(name)\">\($0)</p>" } }

    private var described: HTML { "\(describedBy)\(if: error != nil, " aria-invalid=\"true\"")" }

    private var describedBy: HTML {
        let ids = [hint.map { _ in "h-\(name)" }, error.map { _ in "e-\(name)" }].compactMap { $0 }.joined(separator: " ")
        return "\(if: !ids.isEmpty, " aria-describedby=\"\(ids)\"")"
    }

    private var common: HTML {
        """
        id="f-\(name)" name="\(name)"\(autocomplete.map { " autocomplete=\"\($0)\"" as HTML })\(if: isRequired, " required")\(described)
        """
    }

    private var control: HTML {
        switch kind {
        case .lines(let rows):
            return "<textarea \(common) rows=\"\(rows)\" maxlength=\"\(max(most, 4_000))\">\n\(value)</textarea>"
        case .choice(let choices):
            return """
                <select \(common)>\(each: choices, { choice in
                    "<option value=\"\(choice.value)\"\(if: choice.value == value, " selected")>\(choice.words)</option>" as HTML
                })</select>
                """
        case .code:
            return "<input type=\"text\" inputmode=\"numeric\" class=\"code\" maxlength=\"20\" \(common) value=\"\(value)\">"
        case .day, .time: return "<input type=\"\(type)\" \(common) value=\"\(value)\">"
        case .number: return "<input type=\"text\" inputmode=\"numeric\" maxlength=\"12\" \(common) value=\"\(value)\">"
        default: return "<input type=\"\(type)\" maxlength=\"\(most)\" \(common) value=\"\(value)\">"
        }
    }

    private var type: String {
        switch kind {
        case .day: "date"
        case .mail: "email"
        case .search: "search"
        case .password: "password"
        case .time: "time"
        case .phone: "tel"
        default: "text"
        }
    }
}

/// A form that posts, with what was wrong told first and linked to its fields.
package struct Form: Sendable {
    let action: Address
    let fields: [FormField]
    /// Markup between the fields and the button.
    package var beside: HTML = ""
    let button: String
    /// Over the list of what is wrong: "There is a problem".
    let problemTitle: String
    /// What is wrong with the form as a whole.
    package var problem: String?
    package var isQuiet = false

    package init(action: Address, fields: [FormField], button: String, problemTitle: String, problem: String? = nil) {
        self.action = action
        self.fields = fields
        self.button = button
        self.problemTitle = problemTitle
        self.problem = problem
    }

    /// Whether something was wrong: the page's title says so first.
    package var isRefused: Bool { problem != nil || fields.contains { $0.error != nil } }

    package var markup: HTML {
        """
        \(summary)<form class="form" method="post" action="\(action)" novalidate>
        \(each: fields, { $0.markup })\(beside)<p class="form-act"><button class="btn\(isQuiet ? " line" : "")" type="submit">\(button)</button></p>
        </form>
        """
    }

    private var summary: HTML? {
        guard isRefused else { return nil }
        return """
            <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(problemTitle)</h2><ul>
            \(problem.map { "<li>\($0)</li>" as HTML })\(each: fields.filter { $0.error != nil }, { "<li><a href=\"#f-\($0.name)\">\($0.error ?? "")</a></li>" })
            </ul></div>

            """
    }
}

/// A single button that posts, with values that go with it.
package struct PostButton: Sendable {
    let action: Address
    let label: String
    /// What the label is about, for those who hear it without its surroundings.
    var about: String?
    var values: [(name: String, value: String)] = []
    var isQuiet = true

    package init(
        _ label: String, to action: Address, about: String? = nil, values: [(name: String, value: String)] = [],
        isQuiet: Bool = true
    ) {
        self.label = label
        self.action = action
        self.about = about
        self.values = values
        self.isQuiet = isQuiet
    }

    package var markup: HTML {
        """
        <form class="act" method="post" action="\(action)">\(each: values, { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })\
        <button class="btn\(isQuiet ? " line" : "")" type="submit">\(label)\(about.map { " <span class=\"hide\">\($0)</span>" as HTML })</button></form>
        """
    }
}
