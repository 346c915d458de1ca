// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Network
import People
import Server
import Vocabulary

/// What was typed about a speaker, by organisers or by the speaker, and what is wrong with it.
struct SpeakerFields: Sendable {
    let words: Words
    /// Whether the speakers themselves read it.
    var isOwn = false
    /// What stands in the fields, by name; several values where several can be chosen.
    private(set) var typed: [String: [String]]
    private(set) var errors: [String: String] = [:]

    /// What their sender was shown; nil before they were sent.
    var seen: String?

    /// How many times of being there a form holds at most.
    static let mostTimes = 10
    static let longestText = 2_000

    /// What was sent.
    init(_ form: Query, words: Words) {
        self.words = words
        seen = form["seen"] ?? ""
        typed = Dictionary(grouping: form.pairs, by: \.name).mapValues { $0.map(\.value) }
    }

    /// What is known.
    init(_ speaker: Speaker?, _ plan: SpeakerPlan, _ profile: SpeakerProfile, words: Words) {
        self.words = words
        let written = profile.biography.values.first { $0.value.state == .authentic } ?? profile.biography.values.first
        typed = [
            "name": [speaker?.name ?? ""], "office": [speaker?.office.values[words.language]?.text ?? ""],
            "authority": [speaker?.authority?.value ?? ""], "institution": [speaker?.institution?.value ?? ""],
            "body": [speaker?.body ?? ""], "country": [speaker?.country ?? ""], "elected": plan.isElected ? ["yes"] : [],
            "speaks": [plan.languages.joined(separator: " ")], "leaves-day": [plan.leaves?.day.description ?? ""],
            "leaves": [plan.leaves?.time.description ?? ""], "address": [profile.contact.address],
            "contact-language": [profile.contact.language.rawValue], "biography": [written?.value.text ?? ""],
            "biography-language": [(written?.key ?? words.language).rawValue], "needs": [profile.needs],
            "word": [profile.contact.word],
        ]
        for (number, time) in plan.availability.enumerated() {
            typed["day-\(number)"] = [time.day.description]
            typed["from-\(number)"] = [time.start.description]
            typed["to-\(number)"] = [time.end.description]
        }
    }

    func value(_ name: String) -> String { typed[name]?.first?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "" }
    var isRefused: Bool { !errors.isEmpty }
    mutating func refuse(_ field: String, _ sentence: String) { errors[field] = sentence }

    /// What was typed in one part of a page, over what is known of the others.
    func over(_ sent: SpeakerFields) -> SpeakerFields {
        var all = self
        // Lines of a list that was sent are all of it.
        if sent.typed.keys.contains("day-0") {
            all.typed = all.typed.filter { name, _ in !["day-", "from-", "to-"].contains { name.hasPrefix($0) } }
        }
        all.typed.merge(sent.typed) { $1 }
        all.errors = sent.errors
        return all
    }

    /// All that the form of an organiser holds, in words.
    func shown(_ choices: SpeakerChoices) -> ShownFields {
        let times = (0..<Self.mostTimes).map { number in
            ["day", "from", "to"].map { value("\($0)-\(number)") }.filter { !$0.isEmpty }.joined(separator: " ")
        }
        let values = [
            ("authority", choices.authorities.first { $0.id.value == value("authority") }?.name ?? ""),
            ("institution", choices.institutions.first { $0.id.value == value("institution") }?.name ?? ""),
            ("elected", value("elected").isEmpty ? "" : words("speaker.field.elected")),
            ("availability", times.filter { !$0.isEmpty }.joined(separator: ", ")),
            ("contact-language", Language(rawValue: value("contact-language"))?.ownName ?? ""),
            ("biography-language", Language(rawValue: value("biography-language"))?.ownName ?? ""),
        ]
        let texts = ["name", "office", "body", "country", "speaks", "leaves-day", "leaves", "address", "biography"]
        return ShownFields((texts.map { ($0, value($0)) } + values).map { (words("speaker.field.\($0.0)"), $0.1) })
    }

    // MARK: To values

    /// Name and office as they are published.
    mutating func describe(_ speaker: inout Speaker) {
        speaker.name = PersonText.cleaned(value("name"))
        let office = PersonText.cleaned(value("office"))
        if !PersonText.fits(speaker.name) { errors["name"] = words("speaker.form.long") }
        if !PersonText.fits(office) { errors["office"] = words("speaker.form.long") }
        if office.isEmpty {
            speaker.office.values[words.language] = nil
        } else if speaker.office.values[words.language]?.text != office {
            speaker.office.values[words.language] = .init(office, .authentic)
        }
        if speaker.name.isEmpty, speaker.office.isEmpty { errors["name"] = words("speaker.form.name") }
    }

    /// Whom they speak for.
    mutating func place(_ speaker: inout Speaker, among choices: SpeakerChoices) {
        speaker.authority = choices.authorities.first { $0.id.value == value("authority") }?.id
        speaker.institution = choices.institutions.first { $0.id.value == value("institution") }?.id
        speaker.body = PersonText.cleaned(value("body"))
        speaker.country = value("country").uppercased()
        if !PersonText.fits(speaker.body) { errors["body"] = words("speaker.form.long") }
        let isCountry = speaker.country.utf8.count == 2 && Locale.Region.isoRegions.contains(Locale.Region(speaker.country))
        if !speaker.country.isEmpty, !isCountry { errors["country"] = words("speaker.form.country") }
    }

    /// When they can be there, and what they speak.
    mutating func plan(_ plan: inout SpeakerPlan, in edition: Edition) {
        plan.languages = languages()
        plan.availability = times(in: edition, known: plan.availability)
        plan.leaves = nil
        let (day, time) = (value("leaves-day"), value("leaves"))
        guard !day.isEmpty || !time.isEmpty else { return }
        guard let date = Day(day) else { return errors["leaves-day"] = words("session.form.day") }
        guard let at = WallTime(time) else { return errors["leaves"] = words("session.form.time") }
        if let fault = SessionTime.fault(of: date, in: edition) { return errors["leaves-day"] = words(fault.phrase) }
        plan.leaves = (date, at)
    }

    private mutating func languages() -> [String] {
        var codes: [String] = []
        for word in value("speaks").lowercased().split(whereSeparator: { " ,;/".contains($0) }).map(String.init) {
            guard word.utf8.count == 2, Locale.LanguageCode(word).isISOLanguage else {
                errors["speaks"] = words("session.form.languages")
                return []
            }
            if !codes.contains(word) { codes.append(word) }
        }
        return codes
    }

    private mutating func times(in edition: Edition, known: [SessionTime]) -> [SessionTime] {
        var times: [SessionTime] = []
        for number in 0..<Self.mostTimes {
            let (day, from, to) = (value("day-\(number)"), value("from-\(number)"), value("to-\(number)"))
            guard !(day + from + to).isEmpty else { continue }
            guard let date = Day(day), let start = WallTime(from), let end = WallTime(to),
                SessionTime(day: date, start: start, end: end).isWindow(in: edition)
            else {
                errors["day-\(number)"] = words("speaker.form.time", ["number": .number(number + 1)])
                continue
            }
            let time = SessionTime(day: date, start: start, end: end)
            if !known.contains(time), let fault = SessionTime.fault(of: date, in: edition) {
                errors["day-\(number)"] = words(fault.phrase)
            }
            if !times.contains(where: { $0.day == date && $0.start == start }) { times.append(time) }
        }
        return times
    }

    mutating func contact(_ contact: inout SpeakerContact) {
        contact.address = value("address")
        contact.language = Language(rawValue: value("contact-language")) ?? words.language
        if !contact.address.isEmpty, !PersonAddress.isWellFormed(contact.address) {
            errors["address"] = words("speaker.form.address")
        }
    }

    /// Several lines, without what no page can show.
    mutating func text(_ name: String) -> String {
        let text = PersonText.cleanedLines(value(name))
        if text.unicodeScalars.count > Self.longestText {
            errors[name] = words("speaker.form.long-text", ["count": .number(Self.longestText)])
        }
        return text
    }

    var biographyLanguage: Language { Language(rawValue: value("biography-language")) ?? words.language }
}

/// Those a speaker can speak for.
struct SpeakerChoices: Sendable {
    var authorities: [(id: ID<Authority>, name: String)] = []
    var institutions: [(id: ID<Institution>, name: String)] = []
}

// MARK: Fields

extension SpeakerFields {
    func field(
        _ name: String, _ kind: FormField.Kind = .text, hint: String? = nil, autocomplete: String? = nil
    ) -> FormField {
        FormField(
            name, label(name), kind, value: value(name), hint: hint, error: errors[name],
            autocomplete: autocomplete)
    }

    private func label(_ name: String) -> String {
        let own = ["speaks", "availability", "leaves-day", "biography-language"].contains(name)
        return isOwn && own ? words("speaking.field.\(name)") : words("speaker.field.\(name)")
    }

    /// A name as it is published and the office, which is said in the reader's language.
    var names: HTML {
        """
        \(field("name", hint: words(isOwn ? "speaking.hint.name" : "speaker.hint.name")).markup)\
        \(field("office", hint: words("speaker.hint.office", ["language": .text(words.language(words.language))])).markup)
        """
    }

    func place(_ choices: SpeakerChoices) -> HTML {
        let nobody = [("", words("speaker.nobody"))]
        return """
            \(field("authority", .choice(nobody + choices.authorities.map { ($0.id.value, $0.name) })).markup)\
            \(field("institution", .choice(nobody + choices.institutions.map { ($0.id.value, $0.name) })).markup)\
            \(field("body").markup)\(country.markup)
            """
    }

    private var country: FormField {
        var field = field("country", hint: words("speaker.hint.country"))
        field.most = 2
        return field
    }

    var biography: HTML {
        var text = field("biography", .lines(7), hint: words(isOwn ? "speaking.hint.biography" : "speaker.hint.biography"))
        text.most = Self.longestText
        let languages = Language.allCases.map { ($0.rawValue, words.language($0)) }
        return
            "\(text.markup)\(field("biography-language", .choice(languages), hint: words("speaker.hint.biography-language")).markup)"
    }

    /// When they can be there: a line for each time, and some for more.
    var times: HTML {
        let used = (0..<Self.mostTimes).last { !value("day-\($0)").isEmpty || errors["day-\($0)"] != nil }.map { $0 + 1 } ?? 0
        return """
            <fieldset class="times"><legend>\(label("availability"))</legend><p class="hint">\(words("speaker.hint.availability"))</p>
            \(each: 0..<min(used + 2, Self.mostTimes), time)</fieldset>
            <div class="fields-row">\(field("leaves-day", .day).markup)\(field("leaves", hint: words("speaker.hint.leaves")).markup)</div>\
            \(field("speaks", hint: words("session.hint.languages")).markup)
            """
    }

    private func time(_ number: Int) -> HTML {
        let error = errors["day-\(number)"]
        func input(_ name: String, _ type: HTML, _ key: String) -> HTML {
            let invalid: HTML = error == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"e-day-\(number)\""
            return """
                <label><span class="hide">\(words(key, ["number": .number(number + 1)]))</span><input type="\(type)" \
                id="f-\(name)-\(number)" name="\(name)-\(number)" value="\(value("\(name)-\(number)"))"\(invalid)></label>
                """
        }
        return """
            <div class="field time-row\(error == nil ? "" : " wrong")">\(error.map { "<p class=\"wrong-text\" id=\"e-day-\(number)\">\($0)</p>" as HTML })\
            \(input("day", "date", "speaker.time.day")) \(input("from", "text", "speaker.time.from")) <span aria-hidden="true">–</span> \
            \(input("to", "text", "speaker.time.to"))</div>

            """
    }

    /// What is wrong, told first and linked to its fields.
    var summary: HTML? {
        guard isRefused else { return nil }
        return """
            <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><ul>
            \(each: errors.sorted { $0.key < $1.key }, { "<li><a href=\"#f-\($0.key)\">\($0.value)</a></li>" })</ul></div>

            """
    }
}
