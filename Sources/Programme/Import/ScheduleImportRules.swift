// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Vocabulary

/// What taking a schedule depends on, read in the transaction that stores it.
struct ScheduleImportFacts {
    var edition: Edition
    var content: ProgrammeContent
    var identities: [SessionCode: ProgrammeStore.Identity]
    var topics: [Topic]
    /// The authorities and institutions of its speakers, by id.
    var authorities: [String: SpeakerAuthority] = [:]
    var institutions: [String: LocalizedText] = [:]
    /// In each language, what the kinds of sessions and the place without a room are called.
    var kindNames: [String: SessionKind]
    var elsewhere: Set<String>
    /// Folds a name, so that capitals and accents do not matter.
    var folded: (String) -> String
    /// UIDs that other editions use.
    var usedElsewhere: Set<String> = []

    /// What is stored: everything that is new or differs, and what the sessions are called for ever.
    struct Plan {
        var rooms: [Room] = [], speakers: [Speaker] = [], sessions: [Session] = []
        var identities: [SessionCode: ProgrammeStore.Identity]
        var notes: [ScheduleNote] = []
        /// Where each session stands in the file.
        var lines: [SessionCode: Int] = [:]
        /// Who is called so, folded.
        fileprivate var called: [String: [ID<Speaker>]] = [:]
    }

    /// Sessions that are known stay what the file cannot say: other languages, interpretation, moderators, registration, notes.
    func plan(_ file: ScheduleFile, identity: (SessionCode, [SessionCode: ProgrammeStore.Identity]) -> ProgrammeStore.Identity)
        -> Plan
    {
        var plan = Plan(identities: identities, notes: file.notes)
        for speaker in content.speakers {
            for name in Set(Language.allCases.map { folded(speaker.publicName(in: $0, authorities, institutions)) }) {
                plan.called[name, default: []].append(speaker.id)
            }
        }
        var taken: Set<SessionCode> = []
        for event in file.events {
            guard let start = event.start, let duration = event.duration else { continue }
            guard !event.title.isEmpty else {
                plan.notes.append(ScheduleNote(line: event.line, .noTitle))
                continue
            }
            guard let code = code(of: event, taken) else {
                plan.notes.append(ScheduleNote(line: event.line, .noName))
                continue
            }
            guard taken.insert(code).inserted else {
                plan.notes.append(ScheduleNote(line: event.line, .twice(code.description)))
                continue
            }
            let known = content.sessions.first { $0.code == code }
            var session = known ?? Self.new(code)
            session.time = time(start, duration)
            session.day = session.time?.day
            note(event, session, start, duration, &plan)
            keepTexts(of: event, in: &session, &plan)
            keepPlace(of: event, in: &session, &plan)
            keepPeople(of: event, in: &session, &plan)
            plan.sessions.append(session)
            plan.lines[code] = event.line
            if plan.identities[code] == nil {
                plan.identities[code] = lasting(event, beside: plan.identities, identity(code, plan.identities))
            }
        }
        plan.notes.sort { $0.line < $1.line }
        return plan
    }

    private static func new(_ code: SessionCode) -> Session {
        Session(
            code: code, kind: .other, status: .confirmed, registration: .open, time: nil, day: nil, title: LocalizedText(),
            abstract: LocalizedText(), languages: [], interpreted: [], topic: nil, rooms: [], capacity: nil, speakers: [],
            notes: "")
    }

    /// By its UID, which is for ever; else by what the file calls it.
    private func code(of event: ScheduleFile.Event, _ taken: Set<SessionCode>) -> SessionCode? {
        if !event.guid.isEmpty, let known = identities.first(where: { $0.value.uid == event.guid }) { return known.key }
        let names = [event.code, event.number.map(String.init) ?? ""].compactMap { SessionCode($0) }.filter { !$0.isReserved }
        let others = Set(identities.keys).union(taken)
        let free = names.filter { name in !others.contains { $0.resembles(name) } }
        return free.first { identities[$0] != nil && !taken.contains($0) } ?? free.first
    }

    /// What the file calls it for ever is taken over, as far as nobody else is called so.
    private func lasting(
        _ event: ScheduleFile.Event, beside others: [SessionCode: ProgrammeStore.Identity], _ own: ProgrammeStore.Identity
    ) -> ProgrammeStore.Identity {
        var identity = own
        let values = others.values
        if let number = event.number, (1...Int(Int32.max)).contains(number), !values.contains(where: { $0.slot == number }) {
            identity.slot = number
        }
        let isSign = event.code.utf8.count == 6 && event.code.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        if isSign, !values.contains(where: { $0.sign == event.code }) { identity.sign = event.code }
        if UUID(uuidString: event.guid) != nil, !usedElsewhere.contains(event.guid),
            !values.contains(where: { $0.uid == event.guid })
        {
            identity.uid = event.guid
        }
        return identity
    }

    private func time(_ start: Date, _ duration: Int) -> SessionTime {
        let zone = TimeZone(identifier: edition.zone) ?? .gmt
        func clock(_ instant: Date) -> WallTime {
            let seconds = Int(instant.timeIntervalSince1970) + zone.secondsFromGMT(for: instant)
            return WallTime(minutes: ((seconds % 86_400 + 86_400) % 86_400) / 60)
        }
        return SessionTime(day: Day(start, in: zone), start: clock(start), end: clock(start + Double(duration * 60)))
    }

    private func note(
        _ event: ScheduleFile.Event, _ session: Session, _ start: Date, _ duration: Int, _ plan: inout Plan
    ) {
        let minute = Date(timeIntervalSince1970: (start.timeIntervalSince1970 / 60).rounded(.down) * 60)
        if session.time?.instants(in: TimeZone(identifier: edition.zone) ?? .gmt) != minute..<minute + Double(duration * 60) {
            plan.notes.append(ScheduleNote(line: event.line, .clock))
        }
        guard let day = session.time?.programmeDay, let period = edition.dates.days else { return }
        if day < period.first || period.last < day { plan.notes.append(ScheduleNote(line: event.line, .outside(day))) }
    }

    private func keepTexts(of event: ScheduleFile.Event, in session: inout Session, _ plan: inout Plan) {
        let code = String(event.language.prefix { $0 != "-" && $0 != "_" })
        let isCode = code.count == 2 && Locale.LanguageCode(code).isISOLanguage
        if isCode, session.languages.first != code { session.languages = [code] }
        let language = Language(rawValue: code) ?? .en
        if !code.isEmpty, Language(rawValue: code) == nil {
            plan.notes.append(ScheduleNote(line: event.line, .language(event.language)))
        }
        func keep(_ text: String, in texts: inout LocalizedText) {
            guard !text.isEmpty, !texts.values.values.contains(where: { $0.text == text }) else { return }
            // As files of the programme say it.
            texts.values[language] = .init(text, [.en, .fr].contains(language) ? .authentic : .reviewed)
        }
        keep(event.title, in: &session.title)
        keep(event.abstract, in: &session.abstract)
        if !event.type.isEmpty {
            if let kind = kindNames[folded(event.type)] {
                session.kind = kind
            } else {
                plan.notes.append(ScheduleNote(line: event.line, .type(event.type)))
            }
        }
        if !event.track.isEmpty {
            let name = folded(event.track)
            let topic = topics.first { topic in
                topic.id.value == name || topic.name.values.values.contains { folded($0.text) == name }
            }
            if let topic {
                session.topic = topic.id
            } else {
                plan.notes.append(ScheduleNote(line: event.line, .track(event.track)))
            }
        }
    }

    /// A session in several rooms is said in one of them, or elsewhere: then it stays where it is known to be.
    private func keepPlace(of event: ScheduleFile.Event, in session: inout Session, _ plan: inout Plan) {
        let name = event.room.trimmingCharacters(in: .whitespaces)
        let isElsewhere = elsewhere.contains { name == $0 || name.hasPrefix("\($0) ") }
        guard !name.isEmpty, !isElsewhere else { return }
        let all = content.rooms + plan.rooms
        if let known = all.first(where: { $0.name == name }) {
            if !session.rooms.contains(known.id) { session.rooms = [known.id] }
        } else {
            let room = Room(
                id: free(name, among: Set(all.map(\.id))), name: name, capacity: nil, equipment: LocalizedText(),
                access: LocalizedText())
            plan.rooms.append(room)
            session.rooms = [room.id]
        }
    }

    private func keepPeople(of event: ScheduleFile.Event, in session: inout Session, _ plan: inout Plan) {
        var speaking: [ID<Speaker>] = []
        for person in event.persons {
            let name = folded(person)
            // The same name may be in the session already; two people can share one.
            let named = plan.called[name] ?? []
            let own = session.speakers(as: .speaker)
            if let known = own.first(where: { named.contains($0) && !speaking.contains($0) }) ?? named.first {
                if !speaking.contains(known) { speaking.append(known) }
            } else {
                let speaker = Speaker(
                    id: free(person, among: Set((content.speakers + plan.speakers).map(\.id))), name: person,
                    office: LocalizedText(), authority: nil,
                    institution: nil,
                    body: "", country: "")
                plan.speakers.append(speaker)
                plan.called[name, default: []].append(speaker.id)
                speaking.append(speaker.id)
            }
        }
        guard speaking != session.speakers(as: .speaker) else { return }
        session.speakers =
            speaking.map { SessionSpeaker(speaker: $0, role: .speaker) } + session.speakers.filter { $0.role != .speaker }
    }

    /// An id made of a name, that nobody has yet.
    private func free<Noun>(_ name: String, among taken: Set<ID<Noun>>) -> ID<Noun> {
        let words = folded(name).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-").lowercased()
        let base = String((words.isEmpty ? "x" : words).prefix(70))
        var number = 1
        while taken.contains(ID(number == 1 ? base : "\(base)-\(number)")) { number += 1 }
        return ID(number == 1 ? base : "\(base)-\(number)")
    }
}

extension Speaker {
    /// What schedule files call somebody: the name, else the office with what it is held in.
    func publicName(
        in language: Language, _ authorities: [String: SpeakerAuthority], _ institutions: [String: LocalizedText]
    ) -> String {
        guard name.isEmpty else { return name }
        let place =
            authority.flatMap { authorities[$0.value]?.name }
            ?? institution.flatMap { institutions[$0.value]?.best(for: language)?.text } ?? body
        return [office.best(for: language)?.text ?? "", place].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
