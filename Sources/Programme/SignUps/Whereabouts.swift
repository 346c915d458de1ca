// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import People
import Timetable
import Vocabulary

/// Who is where when: what these people speak in, lead and signed up for, as it was published and as late as it was said to be.
package struct Whereabouts: Sendable {
    /// A session that somebody goes to.
    package struct Stop: Sendable {
        package enum Part: Sendable, Hashable {
            case duty(SpeakerRole)
            case place
            /// Behind how many others, counted from 1.
            case waiting(Int)
        }

        package let code: SessionCode
        package let part: Part
        package let title: HTML
        /// The same without markup.
        package let name: String
        package let address: Address
        package let room: String
        /// The day of the programme.
        package let day: Day?
        /// As late as it was said to be; nil where the time is not known.
        package let period: Range<Date>?
        package let late: Int?
        package let isCancelled: Bool

        package var isWaiting: Bool { if case .waiting = part { true } else { false } }
    }

    /// What somebody does now, and what comes next.
    package struct Moment: Sendable {
        package let now: Stop?
        package let next: Stop?
        /// Whole minutes until the next begins, rounded down: nobody comes late by what is said here.
        package let minutes: Int?
        /// Minutes to walk there from where they are or were; nil where there is no way, or it is not known.
        package let walk: Int?
    }

    private let facts: AgendaFacts
    private let signUps: [ID<Person>: [SignUp]]
    package let zone: TimeZone

    /// A fixed number of statements, however many people there are; nil where nothing was published.
    package init?(of persons: [ID<Person>], _ record: EditionRecord, words: Words, _ tx: Transaction) throws {
        guard let facts = try AgendaFacts(record, words: words, tx) else { return nil }
        self.facts = facts
        zone = facts.programme.zone
        signUps = Dictionary(grouping: try SignUpStore(tx: tx).signUps(of: persons, in: record.edition.id), by: \.person)
    }

    private var view: ProgrammeView { facts.view }
    package var zoneName: String { view.zoneName }

    /// The day of the programme that it is: until four in the morning that of the evening before.
    package func today(at now: Date) -> Day { facts.programme.today(at: now) }

    /// Where somebody goes, in order of time; sessions without a time last.
    package func stops(of person: ID<Person>) -> [Stop] {
        let own = Dictionary((signUps[person] ?? []).map { ($0.session, $0) }) { first, _ in first }
        let roles = facts.duties.roles(of: person, in: facts.programme.items.map(\.session))
        return facts.programme.items.compactMap { item in
            if let role = roles[item.code] { return stop(item, .duty(role)) }
            guard let signUp = own[item.code] else { return nil }
            return stop(item, signUp.state == .place ? .place : .waiting(signUp.position ?? 0))
        }
    }

    private func stop(_ item: PublishedProgramme.Item, _ part: Stop.Part) -> Stop {
        let late = item.isCancelled ? nil : view.late[item.code]
        let shift = Double(late ?? 0) * 60
        return Stop(
            code: item.code, part: part, title: view.marked(item.session.title), name: view.plain(item.session.title),
            address: view.address(of: item.code), room: view.rooms(item.session), day: item.day,
            period: item.instants.map { ($0.lowerBound + shift)..<($0.upperBound + shift) }, late: late,
            isCancelled: item.isCancelled)
    }

    /// What is in the way of what somebody has a place in.
    package func clashes(of person: ID<Person>) -> [SignUpClash] {
        let places = Set((signUps[person] ?? []).filter { $0.state == .place }.map(\.session))
        // Two that somebody speaks in are for those who plan the programme.
        return facts.times.clashes(places: places, duties: facts.duties(of: person)).filter {
            places.contains($0.one) || places.contains($0.other)
        }
    }

    /// What is in the way, in a sentence.
    package func sentence(_ clash: SignUpClash) -> Phrase {
        let names: [String: Phrase.Value] = ["one": .text(facts.name(clash.one)), "other": .text(facts.name(clash.other))]
        switch clash.kind {
        case .overlap: return Phrase("agenda.clash.overlap", names)
        case .walk(let needed, let available):
            return Phrase(
                "agenda.clash.walk", names.merging(["count": .number(needed), "available": .number(available)]) { $1 })
        }
    }

    /// Now and next; before the edition the first of all.
    package func moment(of person: ID<Person>, at now: Date) -> Moment {
        let all = stops(of: person).filter { !$0.isCancelled && !$0.isWaiting && $0.period != nil }
        let current = all.last { $0.period?.contains(now) ?? false }
        let next = all.filter { ($0.period?.lowerBound ?? now) > now }.min {
            ($0.period?.lowerBound ?? now) < ($1.period?.lowerBound ?? now)
        }
        let before = current ?? all.last { ($0.period?.upperBound ?? .distantFuture) <= now && $0.day == next?.day }
        let minutes = next?.period.map { Int(($0.lowerBound.timeIntervalSince(now) / 60).rounded(.down)) }
        let walk = next.flatMap { next in before.flatMap { facts.times.walk(from: $0.code, to: next.code) } }
        return Moment(now: current, next: next, minutes: minutes, walk: walk)
    }

    // MARK: Sessions to choose from

    /// A session with limited places, as somebody may choose it.
    package struct Choice: Sendable {
        package let stop: Stop
        package let places: SessionPlaces
        package let signUp: SignUp?
        /// Whether the person speaks in it or leads it.
        package let isDuty: Bool
        /// What a place in it would be in the way of.
        package let clashes: [SignUpClash]
    }

    /// Those that are still to come and for this kind of participant, and all that the person signed up for.
    package func choices(of person: ID<Person>, as kind: String, at now: Date) -> [Choice] {
        let own = Dictionary((signUps[person] ?? []).map { ($0.session, $0) }) { first, _ in first }
        let held = Set(own.values.filter { $0.state == .place }.map(\.session)), duties = facts.duties(of: person)
        return facts.programme.items.compactMap { item in
            guard let places = facts.places[item.code] else { return nil }
            let isOver = item.isCancelled || (item.instants.map { $0.lowerBound <= now } ?? false)
            guard own[item.code] != nil || (!isOver && places.admits(kind)) else { return nil }
            return Choice(
                stop: stop(item, .place), places: places, signUp: own[item.code], isDuty: duties.contains(item.code),
                clashes: facts.times.clashes(of: item.code, places: held, duties: duties))
        }
    }

    // MARK: Calendar

    /// What somebody goes to, for their calendar; cancelled sessions stay in it, as cancelled.
    package func calendar(of person: ID<Person>, absolute: @escaping (String) -> String) -> [UInt8] {
        let codes = Set(stops(of: person).filter { !$0.isWaiting }.map(\.code))
        return ProgrammeExports(view: view, absolute: absolute).agenda(facts.programme.items.filter { codes.contains($0.code) })
    }
}
