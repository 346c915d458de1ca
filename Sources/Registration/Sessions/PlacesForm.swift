// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Programme
import Server
import Vocabulary

/// What an organiser typed of the places of a session.
struct PlacesForm: Sendable {
    /// What it means.
    struct Meant: Sendable {
        /// Nil for a session that is open to all.
        let places: SessionPlaces?
    }

    private(set) var values: [String: String] = [:]
    private(set) var kinds: Set<String> = []
    private var errors: [String: String] = [:]
    /// Why what was typed cannot be kept.
    var problem: String?

    private static let most = 10_000

    init(_ form: Query) {
        for name in ["places", "opens", "opens-time", "closes", "closes-time"] { values[name] = form[name] }
        kinds = Set(form.pairs.filter { $0.name == "kinds" }.map(\.value)).intersection(ActorKind.allCases.map(\.rawValue))
    }

    init(_ places: SessionPlaces?, in zone: TimeZone) {
        guard let places else { return }
        values["places"] = String(places.places)
        kinds = places.kinds
        for (name, instant) in [("opens", places.opens), ("closes", places.closes)] {
            guard let instant else { continue }
            let seconds = Int(instant.timeIntervalSince1970) + zone.secondsFromGMT(for: instant)
            values[name] = Day(instant, in: zone).description
            values["\(name)-time"] = WallTime(minutes: (seconds % 86_400 + 86_400) % 86_400 / 60).description
        }
    }

    /// Nil with what is wrong with each field.
    mutating func read(in zone: TimeZone, _ words: Words) -> Meant? {
        guard let text = values["places"], !text.isEmpty else { return Meant(places: nil) }
        guard let number = Int(text), (1...Self.most).contains(number) else {
            errors["places"] = words(
                "registration.number-outside", ["least": .number(1), "most": .number(Self.most)])
            return nil
        }
        let places = SessionPlaces(
            places: number, opens: instant("opens", in: zone, words), closes: instant("closes", in: zone, words), kinds: kinds)
        if let opens = places.opens, let closes = places.closes, closes <= opens {
            errors["closes"] = words("registration.closes-before")
        }
        return errors.isEmpty ? Meant(places: places) : nil
    }

    private mutating func instant(_ name: String, in zone: TimeZone, _ words: Words) -> Date? {
        let (dayText, timeText) = (values[name] ?? "", values["\(name)-time"] ?? "")
        guard !dayText.isEmpty else {
            if !timeText.isEmpty { errors[name] = words("registration.day-unreadable") }
            return nil
        }
        guard let day = Day(dayText) else {
            errors[name] = words("registration.day-unreadable")
            return nil
        }
        guard let time = WallTime(timeText.isEmpty ? "00:00" : timeText) else {
            errors["\(name)-time"] = words("places.time-unreadable")
            return nil
        }
        return SessionTime(day: day, start: time, end: time).instants(in: zone).lowerBound
    }

    func form(action: Address, _ words: Words) -> Form {
        func field(_ name: String, _ label: String, _ kind: FormField.Kind, hint: String? = nil) -> FormField {
            FormField(name, words(label), kind, value: values[name] ?? "", hint: hint, error: errors[name])
        }
        let offered = ActorKind.allCases.map { ($0.rawValue, words("actor.plural.\($0.rawValue)")) }
        let fields = [
            field("places", "places.number", .number, hint: words("places.number.hint")),
            field("opens", "places.opens", .day, hint: words("places.opens.hint")), field("opens-time", "places.time", .time),
            field("closes", "places.closes", .day, hint: words("places.closes.hint")), field("closes-time", "places.time", .time),
            FormField(
                "kinds", words("places.kinds"), .several(offered, chosen: kinds), hint: words("places.kinds.hint")),
        ]
        return Form(
            action: action, fields: fields, button: words("form.keep"), problemTitle: words("form.problem"), problem: problem)
    }
}
