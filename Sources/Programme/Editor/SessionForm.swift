// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The form of a session: from a draft to fields, and from what was typed to a draft or what is wrong with it.
struct SessionForm: Sendable {
    let scene: EditorScene
    /// What stands in the fields, by name; several values where several can be chosen.
    private(set) var typed: [String: [String]]
    private(set) var errors: [String: String] = [:]
    /// What a field has been saved as by somebody else meanwhile.
    var theirs: [String: String] = [:]

    var words: Words { scene.words }
    static let mostSpeakers = 12

    // MARK: From a draft

    init(_ draft: SessionDraft, version: Int, scene: EditorScene) {
        self.scene = scene
        let session = draft.session
        let language = Self.language(of: session, scene.words.language)
        typed = [
            "version": [String(version)], "code": [session.code.description], "kind": [session.kind.rawValue],
            "status": [session.status.rawValue], "registration": [session.registration.rawValue],
            "day": [(session.time?.day ?? session.day)?.description ?? ""], "start": [session.time?.start.description ?? ""],
            "end": [session.time?.end.description ?? ""], "rooms": session.rooms.map(\.value),
            "topic": [session.topic?.value ?? ""], "capacity": [session.capacity.map(String.init) ?? ""],
            "language": [language.rawValue], "title": [session.title.values[language]?.text ?? ""],
            "abstract": [session.abstract.values[language]?.text ?? ""],
            "state": [(session.title.values[language]?.state ?? .authentic).rawValue],
            "spoken": [session.languages.joined(separator: " ")], "interpreted": [session.interpreted.joined(separator: " ")],
            "expected": [draft.plan.expected.map(String.init) ?? ""], "needs": draft.plan.needs.map(\.rawValue),
            "notes": [session.notes],
        ]
        for (number, speaker) in session.speakers.enumerated() {
            typed["speaker-\(number)"] = [speaker.speaker.value]
            typed["role-\(number)"] = [speaker.role.rawValue]
        }
    }

    /// The language whose texts this form holds: the authentic one, else the reader's.
    static func language(of session: Session, _ reader: Language) -> Language {
        let authentic = Language.allCases.first { session.title.values[$0]?.state == .authentic }
        return authentic
            ?? (session.title.values[reader] != nil ? reader : Language.allCases.first { session.title.values[$0] != nil })
            ?? reader
    }

    /// What was sent.
    init(_ query: Query, scene: EditorScene) {
        self.scene = scene
        typed = Dictionary(grouping: query.pairs, by: \.name).mapValues { $0.map(\.value) }
    }

    /// What a browser always sends of this form, whatever is typed or chosen: what lacks some of it is no whole form, and would
    /// empty what it does not name.
    private static let always = [
        "title", "abstract", "state", "kind", "topic", "day", "start", "end", "speaker-0", "spoken", "interpreted", "status",
        "registration", "capacity", "expected", "notes",
    ]
    var isWhole: Bool { Self.always.allSatisfy { typed[$0] != nil } }

    func value(_ name: String) -> String { typed[name]?.first?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "" }
    private func values(_ name: String) -> [String] { (typed[name] ?? []).filter { !$0.isEmpty } }
    var version: Int { Int(value("version")) ?? -1 }
    var isRefused: Bool { !errors.isEmpty }

    // MARK: To a draft

    /// The draft that was typed, over what is known of it; nil when something is wrong: each field then says what.
    mutating func draft(over old: SessionDraft?) -> SessionDraft? {
        guard let code = SessionCode(value("code")) else {
            errors["code"] = words("session.form.code")
            return nil
        }
        if old == nil, code.isReserved {
            errors["code"] = words(EditRefusal.reserved(code).phrase)
            return nil
        }
        var draft = old ?? SessionDraft(Self.empty(code))
        takeChoices(&draft.session)
        takeTime(&draft.session, known: old?.session)
        takeTexts(&draft.session)
        takePeople(&draft.session)
        draft.session.capacity = number("capacity", from: 1)
        draft.plan = SessionPlan(expected: number("expected", from: 0), needs: values("needs").compactMap(Fitting.init))
        draft.session.notes = PersonText.cleanedLines(text("notes", most: Self.longestNotes))
        return errors.isEmpty ? draft : nil
    }

    static func empty(_ code: SessionCode) -> Session {
        Session(
            code: code, kind: .thematic, status: .unconfirmed, registration: .open, time: nil, day: nil, title: LocalizedText(),
            abstract: LocalizedText(), languages: [], interpreted: [], topic: nil, rooms: [], capacity: nil, speakers: [],
            notes: "")
    }

    private mutating func takeChoices(_ session: inout Session) {
        session.kind = SessionKind(rawValue: value("kind")) ?? session.kind
        session.status = SessionStatus(rawValue: value("status")) ?? session.status
        session.registration = SessionRegistration(rawValue: value("registration")) ?? session.registration
        let known = Set(scene.draft.content.rooms.map(\.id))
        let chosen = Set(values("rooms").map { ID<Room>($0) }).intersection(known)
        // Those that stay keep their order: the first is where it is drawn.
        session.rooms =
            session.rooms.filter(chosen.contains)
            + scene.draft.content.rooms.map(\.id).filter {
                chosen.contains($0) && !session.rooms.contains($0)
            }
        session.topic = scene.view.topics.first { $0.id.value == value("topic") }?.id
        session.languages = languages("spoken")
        session.interpreted = languages("interpreted")
    }

    private mutating func takeTime(_ session: inout Session, known: Session?) {
        (session.time, session.day) = (nil, nil)
        let (day, start, end) = (value("day"), value("start"), value("end"))
        guard !day.isEmpty else {
            if !start.isEmpty || !end.isEmpty { errors["day"] = words("session.form.day-missing") }
            return
        }
        guard let date = Day(day) else { return errors["day"] = words("session.form.day") }
        session.day = date
        guard !start.isEmpty || !end.isEmpty else { return refuseFault(of: session, known) }
        let (from, to) = (WallTime(start), WallTime(end))
        if from == nil { errors["start"] = words("session.form.time") }
        if to == nil { errors["end"] = words("session.form.time") }
        guard let from, let to else { return }
        session.time = SessionTime(day: date, start: from, end: to)
        refuseFault(of: session, known)
    }

    /// Says beside the field that has to change why nothing can be held then.
    private mutating func refuseFault(of session: Session, _ known: Session?) {
        guard session.time != known?.time || session.day != known?.day, let fault = session.fault(in: scene.edition) else {
            return
        }
        errors[fault.field(session.time)] = words(fault.phrase)
    }

    private mutating func takeTexts(_ session: inout Session) {
        let language = Language(rawValue: value("language")) ?? words.language
        let title = PersonText.cleaned(text("title", most: Self.longestTitle))
        if title.isEmpty { errors["title"] = words("session.form.title") }
        guard errors["title"] == nil else { return }
        let before = session.title.values[language]?.state ?? .authentic
        let state = TextState(rawValue: value("state")) ?? before
        session.title.values[language] = .init(title, state)
        let abstract = PersonText.cleanedLines(text("abstract", most: Self.longestAbstract))
        // Both have one state in this form; a description of another keeps it until somebody chooses one.
        let abstractState = state == before ? session.abstract.values[language]?.state ?? state : state
        session.abstract.values[language] = abstract.isEmpty ? nil : .init(abstract, abstractState)
    }

    static let longestTitle = 300, longestAbstract = 8_000, longestNotes = 2_000

    /// What was typed, with one sign for the end of a line; what is too long is refused, never cut.
    private mutating func text(_ name: String, most: Int) -> String {
        let text = value(name).replacing("\r\n", with: "\n")
        if text.unicodeScalars.count > most { errors[name] = words("session.form.long", ["most": .number(most)]) }
        return text
    }

    private mutating func takePeople(_ session: inout Session) {
        let known = Dictionary(uniqueKeysWithValues: scene.draft.content.speakers.map { ($0.id.value, $0.id) })
        var speakers: [SessionSpeaker] = []
        for number in 0..<Self.mostSpeakers {
            guard let id = known[value("speaker-\(number)")] else { continue }
            let one = SessionSpeaker(speaker: id, role: SpeakerRole(rawValue: value("role-\(number)")) ?? .speaker)
            if !speakers.contains(one) { speakers.append(one) }
        }
        // More than the form holds stay as they are.
        session.speakers = speakers + session.speakers.dropFirst(Self.mostSpeakers)
    }

    private mutating func number(_ name: String, from least: Int) -> Int? {
        let text = value(name)
        guard !text.isEmpty else { return nil }
        guard let number = Int(text), (least...1_000_000).contains(number) else {
            errors[name] = words("session.form.number")
            return nil
        }
        return number
    }

    private mutating func languages(_ name: String) -> [String] {
        var codes: [String] = []
        for word in value(name).lowercased().split(whereSeparator: { " ,;/".contains($0) }).map(String.init) {
            guard word.utf8.count == 2, word.utf8.allSatisfy({ (97...122).contains($0) }) else {
                errors[name] = words("session.form.languages")
                return []
            }
            if !codes.contains(word) { codes.append(word) }
        }
        return codes
    }

    mutating func replace(_ name: String, _ value: String) { typed[name] = [value] }

    /// Says what is wrong with a field.
    mutating func refuse(_ field: String, _ sentence: String) { errors[field] = sentence }
}

// MARK: Fields

extension SessionForm {
    private func field(
        _ name: String, _ kind: FormField.Kind = .text, hint: String? = nil, isRequired: Bool = false
    ) -> FormField {
        let saved = theirs[name].map { words("clash.saved", ["value": .text($0.isEmpty ? words("clash.empty") : $0)]) }
        return FormField(
            name, words("session.field.\(name)"), kind, value: value(name), hint: saved ?? hint, error: errors[name],
            isRequired: isRequired)
    }

    private func choice<Value: RawRepresentable<String> & CaseIterable>(_ name: String, _ all: Value.Type) -> FormField {
        field(name, .choice(all.allCases.map { ($0.rawValue, words("session.\(name).\($0.rawValue)")) }))
    }

    /// The form; a new session also asks for its code.
    func markup(action: Address, isNew: Bool) -> HTML {
        """
        \(summary)<form class="form wide" method="post" action="\(action)" novalidate>
        <input type="hidden" name="version" value="\(value("version"))"><input type="hidden" name="language" value="\(value("language"))">\
        \(if: !isNew, "<input type=\"hidden\" name=\"code\" value=\"\(value("code"))\">")
        <fieldset><legend>\(words("session.part.what"))</legend>\(if: isNew, field("code", hint: words("session.hint.code"), isRequired: true).markup)\
        \(title.markup)\(abstract.markup)\(state.markup)\(choice("kind", SessionKind.self).markup)\(topic.markup)</fieldset>
        <fieldset><legend>\(words("session.part.when"))</legend><div class="fields-row">\(field("day", .day).markup)\(field("start", hint: nil).markup)\(field("end").markup)</div>\(rooms)</fieldset>
        <fieldset><legend>\(words("session.part.who"))</legend>\(people)<div class="fields-row">\(field("spoken", hint: words("session.hint.languages")).markup)\
        \(field("interpreted", hint: words("session.hint.languages")).markup)</div></fieldset>
        <fieldset><legend>\(words("session.part.state"))</legend><div class="fields-row">\(choice("status", SessionStatus.self).markup)\
        \(choice("registration", SessionRegistration.self).markup)</div><div class="fields-row">\(field("capacity", hint: words("session.hint.capacity")).markup)\(field("expected", hint: words("session.hint.expected")).markup)</div>\
        \(needs)\(field("notes", .lines(3), hint: words("session.hint.notes")).markup)</fieldset>
        <p class="form-act"><button class="btn" type="submit">\(words(isNew ? "session.add" : "session.save"))</button></p>
        </form>
        """
    }

    private var language: Language { Language(rawValue: value("language")) ?? words.language }

    private var title: FormField {
        var field = field("title", isRequired: true)
        field.most = Self.longestTitle
        field.hint = field.hint ?? words("session.hint.title", ["language": .text(words.language(code: language.rawValue))])
        return field
    }
    private var abstract: FormField {
        var field = field("abstract", .lines(7))
        field.most = Self.longestAbstract
        return field
    }

    private var state: FormField {
        FormField(
            "state", words("texts.state"),
            .choice(TextState.allCases.map { ($0.rawValue, words("text.state.\($0.rawValue)")) }), value: value("state"))
    }

    private var topic: FormField {
        field(
            "topic",
            .choice(
                [("", words("session.no-topic"))] + scene.view.topics.map { ($0.id.value, $0.name.best(orDraft: words.language)) }
            ))
    }

    private var rooms: HTML {
        checks(
            "rooms", "session.field.rooms",
            scene.draft.content.rooms.map { room in
                let seats = room.capacity.map { " · " + words("room.seats", ["count": .number($0)]) } ?? ""
                return (room.id.value, room.name + seats)
            })
    }

    private var needs: HTML {
        checks("needs", "session.field.needs", Fitting.allCases.map { ($0.rawValue, words("fitting.\($0.rawValue)")) })
    }

    private func checks(_ name: String, _ label: String, _ choices: [(value: String, words: String)]) -> HTML {
        let chosen = Set(values(name))
        return """
            <fieldset class="checks"><legend>\(words(label))</legend>\(theirs[name].map { "<p class=\"hint\">\(words("clash.saved", ["value": .text($0)]))</p>" as HTML })
            \(each: choices, { choice in
                "<label class=\"check\"><input type=\"checkbox\" name=\"\(name)\" value=\"\(choice.value)\"\(if: chosen.contains(choice.value), " checked")> \(choice.words)</label>\n"
            })</fieldset>
            """
    }

    /// A line for each who is there, and some for more.
    private var people: HTML {
        let used = (0..<Self.mostSpeakers).last { !value("speaker-\($0)").isEmpty }.map { $0 + 1 } ?? 0
        let speakers = scene.draft.content.speakers.map { ($0.id.value, name($0)) }.sorted { $0.1 < $1.1 }
        return """
            <fieldset class="people"><legend>\(words("session.field.speakers"))</legend>\(theirs["speakers"].map { "<p class=\"hint\">\(words("clash.saved", ["value": .text($0)]))</p>" as HTML })
            \(each: 0..<min(used + 2, Self.mostSpeakers), { number in person(number, speakers) })</fieldset>
            """
    }

    private func name(_ speaker: Speaker) -> String {
        let document = scene.view.programme.release.document
        let place =
            speaker.authority.flatMap { document.authorities[$0.value]?.name }
            ?? speaker.institution.flatMap { document.institutions[$0.value]?.best(orDraft: words.language) } ?? speaker.body
        return [speaker.name, speaker.office.best(orDraft: words.language), place].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func person(_ number: Int, _ speakers: [(String, String)]) -> HTML {
        let chosen = value("speaker-\(number)"), role = value("role-\(number)")
        return """
            <fieldset class="person-row"><legend>\(words("session.person", ["number": .number(number + 1)]))</legend>\
            <label><span class="hide">\(words("session.person", ["number": .number(number + 1)]))</span>\
            <select name="speaker-\(number)"><option value="">\(words("session.nobody"))</option>\
            \(each: speakers, { "<option value=\"\($0.0)\"\(if: $0.0 == chosen, " selected")>\($0.1)</option>" })</select></label> \
            <label><span class="hide">\(words("session.person-role", ["number": .number(number + 1)]))</span><select name="role-\(number)">\
            \(each: SpeakerRole.allCases, { "<option value=\"\($0.rawValue)\"\(if: $0.rawValue == role, " selected")>\(words("person.duty.\($0.rawValue)"))</option>" })</select></label></fieldset>

            """
    }

    private var summary: HTML? {
        guard isRefused else { return nil }
        return """
            <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><ul>
            \(each: errors.sorted { $0.key < $1.key }, { "<li><a href=\"#f-\($0.key)\">\($0.value)</a></li>" })</ul></div>

            """
    }
}
