// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Programme
import Registration
import Server
import Vocabulary

/// The form of a departure.
struct DepartureForm: Sendable {
    var form: TypedForm
    let edition: Edition
    private var words: Words { form.words }

    private static let names =
        ["day", "start", "end", "capacity", "minimum", "leader", "bus", "meeting", "point", "languages"]
        + ActorKind.allCases.map { "reserved-\($0.rawValue)" }
    static let mostPlaces = 2_000

    init(_ departure: Departure?, in edition: Edition, words: Words) {
        self.edition = edition
        let time = departure?.time
        var values: [String: [String]] = [
            "day": [(time?.day ?? edition.dates.days?.first)?.description ?? ""], "start": [time?.start.description ?? ""],
            "end": [time?.end.description ?? ""], "capacity": [departure.map { String($0.capacity) } ?? ""],
            "minimum": [departure.map { String($0.minimum) } ?? "0"], "leader": [departure?.leader ?? ""],
            "bus": [departure?.bus ?? ""], "meeting": [departure?.meeting ?? ""],
            "point": [departure?.point.map { "\($0.latitude), \($0.longitude)" } ?? ""],
            "languages": [(departure?.languages ?? []).joined(separator: " ")],
        ]
        for kind in ActorKind.allCases {
            values["reserved-\(kind.rawValue)"] = [departure?.reserved[kind].map(String.init) ?? ""]
        }
        form = TypedForm(values, words: words)
    }

    init(_ sent: Query, in edition: Edition, words: Words) {
        self.edition = edition
        form = TypedForm(sent, Self.names, words: words)
    }

    // MARK: Reading

    /// The departure that was typed; nil when something is wrong: each field then says what.
    mutating func departure(_ id: ID<Departure>, of visit: VisitCode, over old: Departure?) -> Departure? {
        let time = time(old?.time)
        let capacity = form.number("capacity", 1...Self.mostPlaces, isNeeded: true)
        let minimum = form.number("minimum", 0...Self.mostPlaces) ?? 0
        if let capacity, minimum > capacity { form.refuse("minimum", words("visit.form.minimum", ["most": .number(capacity)])) }
        if let capacity, let old, capacity < old.taken {
            form.refuse("capacity", words(VisitRefusal.belowTaken(old.id, old.taken).phrase))
        }
        let point = point()
        let reserved = ActorKind.allCases.reduce(into: [ActorKind: Int]()) { all, kind in
            if let places = form.number("reserved-\(kind.rawValue)", 0...Self.mostPlaces), places > 0 { all[kind] = places }
        }
        if let capacity, reserved.values.reduce(0, +) > capacity {
            form.refuse("capacity", words("visit.form.reserved", ["count": .number(reserved.values.reduce(0, +))]))
        }
        let (languages, leader) = (form.languages("languages"), form.text("leader", most: 200))
        let (bus, meeting) = (form.text("bus", most: 100), form.text("meeting", most: 300))
        guard form.errors.isEmpty, let time, let capacity else { return nil }
        return Departure(
            id: id, visit: visit, time: time, capacity: capacity, minimum: minimum, taken: old?.taken ?? 0, leader: leader,
            bus: bus, meeting: meeting, point: point, languages: languages, reserved: reserved, cancelledAt: old?.cancelledAt)
    }

    private mutating func time(_ old: SessionTime?) -> SessionTime? {
        let (day, start, end) = (form.day("day"), form.time("start"), form.time("end"))
        guard let day, let start, let end else { return nil }
        let time = SessionTime(day: day, start: start, end: end)
        if time != old, let fault = time.fault(in: edition) { form.refuse(fault.field(time), words(fault.phrase)) }
        return time
    }

    /// Two numbers as maps show them: `50.8466, 4.3528`.
    private mutating func point() -> MeetingPoint? {
        guard !form["point"].isEmpty else { return nil }
        let numbers = form["point"].split(whereSeparator: { ", ;".contains($0) }).compactMap { Double($0) }
        guard numbers.count == 2, let point = MeetingPoint(latitude: numbers[0], longitude: numbers[1]) else {
            form.refuse("point", words("visit.form.point"))
            return nil
        }
        return point
    }

    // MARK: Fields

    func markup(action: Address, isNew: Bool) -> HTML {
        form.markup(
            action: action, button: isNew ? "visit.departure.add" : "form.keep",
            """
            <div class="fields-row">\(form.field("day", "session.field.day", .day, isRequired: true).markup)\(form.field("start", "session.field.start", isRequired: true).markup)\(form.field("end", "session.field.end", isRequired: true).markup)</div>
            <div class="fields-row">\(form.field("capacity", "visit.field.capacity", .number, isRequired: true).markup)\(form.field("minimum", "visit.field.minimum", .number, hint: "visit.hint.minimum").markup)</div>
            \(form.field("languages", "visit.departure.languages", hint: "session.hint.languages").markup)
            \(form.field("meeting", "visit.departure.meeting", hint: "visit.hint.meeting").markup)\(form.field("point", "visit.field.point", hint: "visit.hint.point").markup)
            <div class="fields-row">\(form.field("bus", "visit.departure.bus").markup)\(form.field("leader", "visit.field.leader", hint: "visit.hint.leader").markup)</div>
            <details><summary>\(words("visit.reserved"))</summary><p>\(words("visit.reserved.text"))</p><div class="fields-row">\
            \(each: ActorKind.allCases, { form.field("reserved-\($0.rawValue)", "actor.\($0.rawValue)", .number).markup })</div></details>
            """)
    }
}
