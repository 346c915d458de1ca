// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
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
    func values(_ name: String) -> [String] { (typed[name] ?? []).filter { !$0.isEmpty } }
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
