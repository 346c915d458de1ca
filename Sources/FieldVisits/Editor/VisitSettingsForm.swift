// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Programme
import Server
import Vocabulary

/// The form of how an edition takes wishes and draws.
struct VisitSettingsForm: Sendable {
    var form: TypedForm
    let edition: Edition
    private var words: Words { form.words }
    private var zone: TimeZone { TimeZone(identifier: edition.zone) ?? .gmt }

    private static let names = [
        "opens", "opens-at", "closes", "closes-at", "ties", "most-ranks", "per-person", "per-departure", "per-visit", "rule",
        "offer-hours",
    ]

    init(_ settings: VisitSettings?, in edition: Edition, words: Words) {
        self.edition = edition
        let zone = TimeZone(identifier: edition.zone) ?? .gmt
        let known = settings ?? VisitSettings()
        func clock(_ date: Date?) -> String { date.map { WallTime(of: $0, in: zone).description } ?? "" }
        form = TypedForm(
            [
                "opens": [known.opens.map { Day($0, in: zone).description } ?? ""], "opens-at": [clock(known.opens)],
                "closes": [known.closes.map { Day($0, in: zone).description } ?? ""], "closes-at": [clock(known.closes)],
                "ties": [known.allowsTies ? "yes" : ""], "most-ranks": [known.mostRanks.map(String.init) ?? ""],
                "per-person": [String(known.perPerson)],
                "per-departure": [known.perDelegationDeparture.map(String.init) ?? ""],
                "per-visit": [known.perDelegationVisit.map(String.init) ?? ""], "rule": [known.rule],
                "offer-hours": [String(known.offerHours)],
            ], words: words)
    }

    init(_ sent: Query, in edition: Edition, words: Words) {
        self.edition = edition
        form = TypedForm(sent, Self.names, words: words)
    }

    /// What was typed; nil when something is wrong: each field then says what.
    mutating func settings() -> VisitSettings? {
        var settings = VisitSettings()
        settings.opens = instant("opens")
        settings.closes = instant("closes")
        if let opens = settings.opens, let closes = settings.closes, closes <= opens {
            form.refuse("closes", words("registration.closes-before"))
        }
        settings.allowsTies = form["ties"] == "yes"
        settings.mostRanks = form.number("most-ranks", 1...99)
        settings.perPerson = form.number("per-person", 1...9, isNeeded: true) ?? 1
        settings.perDelegationDeparture = form.number("per-departure", 1...999)
        settings.perDelegationVisit = form.number("per-visit", 1...999)
        settings.rule = VisitSettings.rules.contains(form["rule"]) ? form["rule"] : settings.rule
        settings.offerHours = form.number("offer-hours", 1...720, isNeeded: true) ?? settings.offerHours
        return form.errors.isEmpty ? settings : nil
    }

    /// A day, and a time of it; midnight where none was typed.
    private mutating func instant(_ name: String) -> Date? {
        guard !form[name].isEmpty else {
            if !form["\(name)-at"].isEmpty { form.refuse(name, words("session.form.day-missing")) }
            return nil
        }
        let day = form.day(name)
        let time = form["\(name)-at"].isEmpty ? WallTime(minutes: 0) : form.time("\(name)-at")
        guard let day, let time else { return nil }
        let next = WallTime(minutes: (time.minutes + 1) % 1_440)
        return SessionTime(day: day, start: time, end: next).instants(in: zone).lowerBound
    }

    func markup(action: Address) -> HTML {
        let rules = VisitSettings.rules.map { ($0, words("visits.rule.\($0)")) }
        return form.markup(
            action: action, button: "form.keep",
            """
            <div class="fields-row">\(form.field("opens", "visits.settings.opens", .day).markup)\(form.field("opens-at", "visits.settings.at").markup)</div>
            <div class="fields-row">\(form.field("closes", "visits.settings.closes", .day, hint: "visits.settings.closes.hint").markup)\(form.field("closes-at", "visits.settings.at").markup)</div>
            \(form.field("ties", "visits.settings.ties", .check, hint: "visits.settings.ties.hint").markup)
            <div class="fields-row">\(form.field("most-ranks", "visits.settings.most-ranks", .number, hint: "visits.settings.empty").markup)\(form.field("per-person", "visits.settings.per-person", .number).markup)</div>
            <div class="fields-row">\(form.field("per-departure", "visits.settings.per-departure", .number, hint: "visits.settings.empty").markup)\(form.field("per-visit", "visits.settings.per-visit", .number, hint: "visits.settings.empty").markup)</div>
            \(form.field("rule", "visits.settings.rule", .choice(rules)).markup)\(form.field("offer-hours", "visits.settings.offer-hours", .number).markup)
            """)
    }
}

extension WallTime {
    /// What clocks of a zone show at an instant.
    init(of instant: Date, in zone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.hour, .minute], from: instant)
        self.init(minutes: (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
    }
}
